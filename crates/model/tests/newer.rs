//! The newer restore of the same VM: what is asked, and which is taken.

#![expect(clippy::unwrap_used, reason = "what cannot be set up fails the test")]

use proptest::prelude::*;
use restore_desk_model::{
    collection::Collection,
    entity::{Entity, restore_session::RestoreSession},
    id::ResourceId,
    newer::{newest_after, request},
    route::Route,
    wire,
};

/// The name that a filter asks for, by a reader of its own: escapes first, then
/// EM's grammar.
fn asked_name(query: &str) -> Option<String> {
    let raw = query.split('&').find_map(|pair| pair.strip_prefix("filter="))?;
    let mut bytes = Vec::new();
    let mut rest = raw.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        if *first == b'%' {
            let (digits, after) = rest.split_at_checked(2)?;
            bytes.push(u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?);
            rest = after;
        } else if first.is_ascii_alphanumeric() || b"-._~:".contains(first) {
            bytes.push(*first);
        } else {
            return None;
        }
    }
    let filter = String::from_utf8(bytes).ok()?;
    let value = filter.strip_prefix("VmDisplayName==\"")?.strip_suffix('"')?;
    let mut name = String::new();
    let mut chars = value.chars();
    while let Some(c) = chars.next() {
        if c == '"' && chars.next() != Some('"') {
            return None;
        }
        name.push(c);
    }
    Some(name)
}

#[test]
fn one_query_asks_for_the_newest_of_that_very_name() {
    assert_eq!(
        request("srv \"04\"; x=1&y").as_deref(),
        Some(
            "type=RestoreSession&format=Entities&filter=VmDisplayName%3D%3D%22srv%20%22%2204%22%22%3B%20x%3D1%26y%22&sortDesc=CreationTime&pageSize=5&page=1"
        )
    );
    for name in ["srv04", "Größe/5 %", "\"", "\"\"", "日本語 💾", " a ", "a\\b#c,(d)"] {
        let query = request(name).unwrap();
        assert_eq!(asked_name(&query).as_deref(), Some(name), "{query}");
        // The app could open it as well.
        assert!(Route::parse(&["#/query?", &query].concat()).is_ok(), "{query}");
    }
}

#[test]
fn a_name_that_cannot_be_asked_for_is_not() {
    let fits = "a".repeat(3_900);
    assert!(request(&fits).is_some());
    for name in [
        "",
        " ",
        "a\nb",
        "a\u{0}",
        "a\u{7f}",
        &"a".repeat(4_096),
        &"💾".repeat(400),
        &"\"".repeat(700),
    ] {
        assert_eq!(request(name), None, "{name:?}");
    }
}

const SHOWN: &str = "676dc837-f441-4ac1-8470-15be06b4cffc";

/// A session of EM's: id, VM, start, and what else there is.
fn sent(id: &str, vm: &str, started: &str, more: &str) -> String {
    format!(
        r#"{{"UID":"urn:veeam:RestoreSession:{id}","VmDisplayName":"{vm}","CreationTimeUTC":"{started}"{more}}}"#
    )
}

fn entity(text: &str) -> Entity {
    Entity::from_object(wire::parse(text.as_bytes()).unwrap().as_object().unwrap().clone())
}

fn newest(shown: &str, items: &[String]) -> Option<String> {
    let shown = RestoreSession::from_entity(entity(shown));
    let reply = format!(
        r#"{{"Entities":{{"RestoreSessions":{{"RestoreSessions":[{}]}}}},"PagingInfo":null}}"#,
        items.join(",")
    );
    let json = wire::parse(reply.as_bytes()).unwrap();
    let collection = Collection::read(json.as_object().unwrap()).unwrap();
    let id = ResourceId::parse(SHOWN).unwrap();
    newest_after(&collection, &shown, &id).map(|(id, session)| {
        assert_eq!(session.entity.id().as_ref(), Some(&id));
        id.to_string()
    })
}

#[test]
fn the_newest_that_began_later_is_taken() {
    let shown = sent(SHOWN, "srv04", "2025-10-21T16:00:00Z", "");
    let at = |id: &str, time: &str| sent(id, "srv04", time, "");
    let rows: [(&[String], Option<&str>); 12] = [
        (&[], None),
        (&[at("b", "2025-10-21T16:00:01Z")], Some("b")),
        (&[at("b", "2025-10-21T16:00:00Z")], None),
        (&[at("b", "2025-10-20T17:00:00Z")], None),
        // Whatever the order.
        (&[at("b", "2025-10-21T17:00:00Z"), at("c", "2025-10-21T18:00:00Z")], Some("c")),
        (&[at("b", "2025-10-21T18:00:00Z"), at("c", "2025-10-21T17:00:00Z")], Some("b")),
        (&[at("b", "2025-10-21T18:00:00Z"), at("c", "2025-10-21T18:00:00Z")], Some("b")),
        // Itself, in any casing.
        (&[at(&SHOWN.to_uppercase(), "2025-10-21T18:00:00Z")], None),
        // Namesakes but for the case, and a restore point.
        (
            &[
                sent("b", "SRV04", "2025-10-21T18:00:00Z", ""),
                sent("c", "srv04 ", "2025-10-21T18:00:00Z", ""),
                sent("d", "srv04", "2025-10-21T18:00:00Z", r#","Type":"VmRestorePoint""#),
                sent("e", "srv04", "2025-10-21T17:00:00Z", r#","Type":"RestoreSession""#),
            ],
            Some("e"),
        ),
        // No start, no date, no id.
        (&[r#"{"UID":"urn:veeam:RestoreSession:b","VmDisplayName":"srv04"}"#.to_owned()], None),
        (&[at("b", "tomorrow")], None),
        (&[at("a b", "2025-10-21T18:00:00Z")], None),
    ];
    for (items, expected) in rows {
        assert_eq!(newest(&shown, items).as_deref(), expected, "{items:?}");
    }
    let later = [at("b", "2025-10-21T18:00:00Z")];
    for shown in [
        sent(SHOWN, "srv04", "", ""),
        sent(SHOWN, "srv04", "soon", ""),
        sent(SHOWN, "", "2025-10-21T16:00:00Z", ""),
        r#"{"CreationTimeUTC":"2025-10-21T16:00:00Z"}"#.to_owned(),
    ] {
        assert_eq!(newest(&shown, &later), None, "{shown}");
    }
}

#[test]
fn a_namesake_on_another_backup_server_is_none() {
    let up = |id: &str| {
        format!(r#","Links":[{{"Rel":"Up","Href":"https://em:9398/api/backupServers/{id}"}}]"#)
    };
    let rows = [
        (up("one"), up("ONE"), Some("b")),
        (up("one"), up("another"), None),
        (up("one"), String::new(), Some("b")),
        (String::new(), up("one"), Some("b")),
    ];
    for (shown, other, expected) in rows {
        let newer = [sent("b", "srv04", "2025-10-21T18:00:00Z", &other)];
        let shown = sent(SHOWN, "srv04", "2025-10-21T16:00:00Z", &shown);
        assert_eq!(newest(&shown, &newer).as_deref(), expected, "{shown} {newer:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_name_is_asked_for_as_it_is(name in prop_oneof![any::<String>(), "[a-z\" \\\\%&=;#+]{0,40}"]) {
        match request(&name) {
            None => prop_assert!(name.trim().is_empty() || name.contains(char::is_control)),
            Some(query) => {
                prop_assert_eq!(asked_name(&query), Some(name));
                prop_assert!(query.bytes().all(|byte| byte.is_ascii_graphic() && !b"\\#\"<>".contains(&byte)));
                let keys: Vec<_> = query.split('&').filter_map(|pair| Some(pair.split_once('=')?.0)).collect();
                prop_assert_eq!(keys, ["type", "format", "filter", "sortDesc", "pageSize", "page"]);
            }
        }
    }
}
