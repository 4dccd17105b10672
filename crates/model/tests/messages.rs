//! Every language has every text, with the same places for values.

use restore_desk_model::{
    format::UtcFormat,
    messages::{DE, EN, LANGUAGES, language},
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
        for (name, text, count) in messages.texts() {
            assert!(!text.trim().is_empty(), "{}: {name} is blank", messages.tag);
            let expected: Vec<usize> = (0..count).collect();
            assert_eq!(places(text), expected, "{}: {name}: {text}", messages.tag);
        }
    }
}

#[test]
fn german_is_english_only_where_the_words_are_the_same() {
    let pairs: Vec<_> = EN.texts().into_iter().zip(DE.texts()).collect();
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
    for (name, text, _) in DE.texts() {
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
        assert_eq!(language(tag).map(|messages| messages.tag), expected, "{tag:?}");
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
