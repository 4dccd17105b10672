//! Every language has every text, with the same places for values.

use std::{env, fs, path::Path};

use restore_desk_model::{
    format::UtcFormat,
    messages::{DE, EN, LANGUAGES, Messages, NAMES, language},
};

/// What is the same word in both languages.
const SAME: [&str; 14] = [
    "hours",
    "minutes",
    "seconds",
    "label_vm",
    "label_name",
    "label_uid",
    "label_version",
    "label_link",
    "product",
    "withheld",
    "utc",
    "enterprise_manager",
    "notify_title",
    "announce_percent",
];

/// Those of the file, and those that come later.
fn all(messages: &Messages) -> Vec<(&'static str, &'static str, usize)> {
    [messages.texts(), messages.later().texts()].concat()
}

/// The places of a text, each once, in order.
fn places(text: &str) -> Vec<usize> {
    let mut places: Vec<usize> = text
        .split('{')
        .skip(1)
        .map(|part| part.split_once('}').and_then(|(place, _)| place.parse().ok()).unwrap_or(99))
        .collect();
    places.sort_unstable();
    places.dedup();
    places
}

#[test]
fn every_text_has_just_the_places_that_are_filled() {
    for messages in LANGUAGES {
        for (name, text, count) in all(messages) {
            assert!(!text.trim().is_empty(), "{}: {name} is blank", messages.tag);
            let expected: Vec<usize> = (0..count).collect();
            assert_eq!(places(text), expected, "{}: {name}: {text}", messages.tag);
        }
    }
}

#[test]
fn german_is_english_only_where_the_words_are_the_same() {
    let pairs: Vec<_> = all(&EN).into_iter().zip(all(&DE)).collect();
    assert!(pairs.len() > 250, "the texts were not found");
    let mut same = Vec::new();
    for ((name, english, _), (also, german, _)) in pairs {
        assert_eq!(name, also);
        if english == german && name != "EnterpriseManager" && !same.contains(&name) {
            same.push(name);
        }
    }
    same.sort_unstable();
    let mut expected = SAME.to_vec();
    expected.sort_unstable();
    assert_eq!(same, expected);
}

#[test]
fn german_has_its_own_quotes_and_no_straight_ones() {
    for (name, text, _) in all(&DE) {
        assert!(!text.contains(['”', '"', '\'', '`']), "{name}: {text}");
        assert_eq!(text.matches('„').count(), text.matches('“').count(), "{name}: {text}");
    }
}

#[test]
fn a_language_is_found_by_its_tag() {
    let rows = [
        ("de", Some("de")),
        ("DE-at", Some("de")),
        ("en_US", Some("en")),
        ("den", None),
        ("fr", None),
        ("", None),
    ];
    for (tag, expected) in rows {
        assert_eq!(language(tag), expected, "{tag:?}");
    }
}

#[test]
fn counts_take_the_form_that_goes_with_them() {
    let rows = [
        (0, "0 entries", "0 Einträge"),
        (1, "1 entry", "1 Eintrag"),
        (2, "2 entries", "2 Einträge"),
    ];
    for (count, english, german) in rows {
        assert_eq!(EN.rows_shown(count, &UtcFormat), english);
        assert_eq!(DE.rows_shown(count, &UtcFormat), german);
    }
}

/// What the app loads is made of the typed texts: `UPDATE_LANGUAGES=1 cargo test` writes it.
#[test]
fn the_files_of_the_languages_are_those_of_the_texts() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../languages");
    for messages in LANGUAGES {
        let path = folder.join(format!("texts-{}.txt", messages.tag));
        let lines = messages.to_lines();
        if env::var_os("UPDATE_LANGUAGES").is_some() {
            fs::write(&path, &lines).unwrap();
        }
        let file = fs::read_to_string(&path).unwrap();
        assert!(
            file == lines,
            "{} is not of these texts: UPDATE_LANGUAGES=1 cargo test",
            path.display()
        );
    }
}

#[test]
fn a_file_of_texts_is_read_as_it_was_written() {
    for (messages, (tag, name)) in LANGUAGES.into_iter().zip(NAMES) {
        assert_eq!((messages.tag, messages.language_name), (tag, name));
        let read = Messages::from_lines(messages.to_lines().leak()).unwrap();
        assert_eq!(read.texts(), messages.texts());
    }
}

#[test]
fn a_file_of_another_release_is_refused() {
    let lines = EN.to_lines();
    let (short, _) = lines.rsplit_once('\n').unwrap();
    let rows = [
        String::new(),
        "<!doctype html>".to_owned(),
        short.to_owned(),
        lines.clone() + "\n",
        lines + "\nmore",
    ];
    for text in rows {
        assert!(Messages::from_lines(text.clone().leak()).is_none(), "{text:.20}");
    }
}
