//! The filters and the order for sessions that came without them.

use std::{cmp::Ordering, sync::Arc};

use proptest::{prelude::*, sample::select};
use restore_desk_model::{
    entity::Entity,
    json::{Json, Object},
    query::{self, Field},
    route::{Key, Listing},
};

use crate::{entity, listing, now, round_trip::text};

const SERVER: &str = "ce15a8c7-aa49-495e-b05b-ee3398c91018";

fn is_like(item: &Entity, listing: &Listing) -> bool {
    query::is_like(&Arc::new(item.clone()), listing, now())
}

/// A session as 12 sends it.
const SENT: &str = r#"{"VmDisplayName":"Srv04-DB","State":"Working","Result":"None","JobType":"RestoreVm","CreationTimeUTC":"2026-11-26T09:00:00Z","Links":[{"Rel":"Up","Href":"https://em:9398/api/backupServers/ce15a8c7-aa49-495e-b05b-ee3398c91018","Name":"backup01","Type":"BackupServerReference"}]}"#;

/// The same as 13.0 spells it.
const CAMEL: &str = r#"{"vmDisplayName":"Srv04-DB","state":"Working","result":"None","jobType":"RestoreVm","creationTimeUTC":"2026-11-26T09:00:00.123456Z","links":[{"rel":"Up","href":"https://em:9398/api/backupServers/CE15A8C7-aa49-495e-b05b-ee3398c91018","name":"backup01","type":"BackupServerReference"}]}"#;

/// Each row: what the address says, and whether such a session passes.
#[test]
fn a_session_passes_the_filters_in_any_casing() {
    let rows = [
        ("", true),
        ("vm=Srv04-DB", true),
        ("vm=srv04", true),
        ("vm=04-d", true),
        ("vm=srv05", false),
        ("vm=srv04-db2", false),
        ("state=Working", true),
        ("state=working", true),
        ("state=running", true),
        ("state=Stopped", false),
        ("state=Wor", false),
        ("result=none", true),
        ("result=Failed", false),
        ("type=restorevm", true),
        ("type=FileLevelRestore", false),
        (&format!("server={SERVER}"), true),
        (&format!("server={}", SERVER.to_uppercase()), true),
        ("server=ce15a8c7-aa49-495e-b05b-ee3398c91019", false),
        ("server=Backup01", true),
        ("server=backup", false),
        ("since=2h", true),
        ("since=1h", false),
        ("since=2026-11-26", true),
        ("since=2026-11-27", false),
        ("since=nonsense", true),
        ("sort=nonsense&page=7", true),
        ("vm=srv04&state=running&result=None&since=2h&server=backup01&type=RestoreVm", true),
        ("vm=srv04&state=running&result=None&since=2h&server=backup02&type=RestoreVm", false),
    ];
    for (address, passes) in rows {
        for sent in [SENT, CAMEL] {
            let passed = is_like(&entity(sent), &listing(address));
            assert_eq!(passed, passes, "{address} {sent}");
        }
    }
}

#[test]
fn a_session_of_which_little_is_known_passes_what_it_may() {
    let rows = [
        ("{}", "", true),
        ("{}", "vm=srv04", false),
        // Not said to be stopped, and no result yet.
        ("{}", "state=running", true),
        ("{}", "result=None", true),
        (r#"{"Result":null}"#, "result=none", true),
        ("{}", "result=Success", false),
        ("{}", "state=Working", false),
        ("{}", "type=RestoreVm", false),
        ("{}", "server=backup01", false),
        ("{}", "since=7d", false),
        (r#"{"CreationTimeUTC":"soon"}"#, "since=7d", false),
        (r#"{"State":"Pausing"}"#, "state=pausing", true),
        (r#"{"State":"Pausing"}"#, "state=running", true),
        (r#"{"State":"Stopped"}"#, "state=running", false),
        (r#"{"State":5,"Result":5}"#, "result=5", true),
        (r#"{"VmDisplayName":"GRÖSSE"}"#, "vm=gr%C3%B6sse", true),
        (r#"{"VmDisplayName":"a b"}"#, "vm=a%20b", true),
        // Only a parent that is a backup server counts.
        (
            r#"{"Links":[{"Rel":"Up","Href":"/api/jobs/1","Name":"backup01"}]}"#,
            "server=backup01",
            false,
        ),
        (
            r#"{"Links":[{"Rel":"Related","Href":"/api/backupServers/1","Name":"backup01"}]}"#,
            "server=backup01",
            false,
        ),
        (r#"{"Links":[{"Rel":"Up","Href":"/api/backupServers/1"}]}"#, "server=backup01", false),
    ];
    for (sent, address, passes) in rows {
        assert_eq!(is_like(&entity(sent), &listing(address)), passes, "{address} {sent}");
    }
}

/// Each row: an order, and sessions as they stand in it, one member each.
#[test]
fn sessions_stand_in_the_order_of_the_address() {
    let rows: [(&str, &str, &[&str]); 12] = [
        (
            "",
            "CreationTimeUTC",
            &["2026-11-02T00:00:00Z", "2026-11-01T23:00:00.5Z", "2026-11-01T23:00:00Z", "soon"],
        ),
        ("nonsense", "CreationTimeUTC", &["2026-11-02T00:00:00Z", "2026-11-01T00:00:00Z", ""]),
        // The hours of two zones.
        ("started", "creationTimeUTC", &["2026-11-01T12:00:00+02:00", "2026-11-01T11:00:00Z"]),
        (
            "ended",
            "EndTimeUTC",
            &["2025-11-01T00:00:00Z", "2026-11-01T00:00:00Z", "0001-01-01T00:00:00"],
        ),
        ("-ended", "EndTimeUTC", &["2026-11-01T00:00:00Z", "2025-11-01T00:00:00Z", ""]),
        ("vm", "VmDisplayName", &["alpha", "Beta", "gamma", ""]),
        ("-vm", "vmDisplayName", &["gamma", "Beta", "alpha", ""]),
        ("result", "Result", &["None", "success", "Warning", "Failed", ""]),
        ("-result", "Result", &["Failed", "warning", "Success", "None", ""]),
        ("-result", "result", &["Failed", "Odd"]),
        ("type", "JobType", &["FileLevelRestore", "RestoreVm", ""]),
        ("state", "State", &["starting", "Stopped", "Working", ""]),
    ];
    for (order, member, values) in rows {
        let listing = listing(&format!("sort={order}"));
        let of = |value: &str| entity(&format!(r#"{{"{member}":"{value}"}}"#));
        for (index, a) in values.iter().enumerate() {
            for (other, b) in values.iter().enumerate() {
                let found = query::compare(&of(a), &of(b), &listing);
                assert_eq!(found, index.cmp(&other), "{order}: {a:?} and {b:?}");
            }
        }
    }
    let of = |name: &str| {
        entity(&format!(
            r#"{{"Links":[{{"Rel":"Up","Href":"/api/backupServers/1","Name":"{name}"}}]}}"#
        ))
    };
    let listing = listing("sort=server");
    assert_eq!(query::compare(&of("a"), &of("B"), &listing), Ordering::Less);
    assert_eq!(query::compare(&of("A"), &of("a"), &listing), Ordering::Equal);
    assert_eq!(query::compare(&entity("{}"), &of("a"), &listing), Ordering::Greater);
}

/// A session of few values, so that many are alike.
fn session() -> impl Strategy<Value = Entity> {
    let word = |words: &[&str]| {
        select(words.iter().map(|word| Json::Text((*word).into())).collect::<Vec<_>>())
    };
    let time = word(&[
        "2026-11-26T09:00:00Z",
        "2026-11-26T10:00:00+01:00",
        "2026-11-25T09:00:00Z",
        "soon",
        "",
    ]);
    let name = word(&["srv04", "SRV04", "srv05", "Größe", ""]);
    let up = word(&["backup01", "Backup01", "backup02"]).prop_map(|name| {
        let members = [
            ("Rel", Json::Text("Up".into())),
            ("Href", Json::Text("/api/backupServers/1".into())),
            ("Name", name),
        ];
        let link = members.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
        Json::List(vec![Json::Object(link)])
    });
    let sent = |value: BoxedStrategy<Json>| proptest::option::weighted(0.8, value);
    (
        sent(time.clone().boxed()),
        sent(time.boxed()),
        sent(word(&["Working", "working", "Stopped", "Pausing"]).boxed()),
        sent(word(&["None", "Success", "Failed", "failed", "Odd", "5"]).boxed()),
        sent(word(&["RestoreVm", "FileLevelRestore", "Odd"]).boxed()),
        sent(name.boxed()),
        sent(up.boxed()),
    )
        .prop_map(|(started, ended, state, result, kind, vm, links)| {
            let members = [
                ("CreationTimeUTC", started),
                ("EndTimeUTC", ended),
                ("State", state),
                ("Result", result),
                ("JobType", kind),
                ("VmDisplayName", vm),
                ("Links", links),
            ];
            let sent =
                members.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?)));
            Entity::from_object(sent.collect::<Object>())
        })
}

fn any_order() -> impl Strategy<Value = Listing> {
    (proptest::option::of(select(Field::SORTED.to_vec())), any::<bool>()).prop_map(
        |(field, down)| {
            let sign = if down { "-" } else { "" };
            let mut listing = Listing::default();
            listing.set(Key::Sort, &[sign, field.map_or("", Field::word)].concat());
            listing
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_is_one(a in session(), b in session(), c in session(), listing in any_order()) {
        let order = |a: &Entity, b: &Entity| query::compare(a, b, &listing);
        prop_assert_eq!(order(&a, &a), Ordering::Equal);
        prop_assert_eq!(order(&a, &b), order(&b, &a).reverse());
        if order(&a, &b) == order(&b, &c) {
            prop_assert_eq!(order(&a, &c), order(&a, &b));
        }
        if order(&a, &b) == Ordering::Equal {
            prop_assert_eq!(order(&a, &c), order(&b, &c));
        }
    }

    #[test]
    fn an_address_that_says_nothing_shows_all(item in session(), order in any_order()) {
        prop_assert!(is_like(&item, &Listing::default()));
        prop_assert!(is_like(&item, &order));
    }

    #[test]
    fn a_session_passes_what_it_says_of_itself(item in session(), at in any::<prop::sample::Index>(), other in text()) {
        let keys = [(Key::Vm, "VmDisplayName"), (Key::State, "State"), (Key::Result, "Result"), (Key::Type, "JobType")];
        let (key, member) = *at.get(&keys);
        let mut listing = Listing::default();
        if let Some(said) = item.object.filled_text(member) {
            listing.set(key, said);
            prop_assert!(is_like(&item, &listing));
            listing.set(key, &format!("{said}{other}"));
            prop_assert!(!is_like(&item, &listing));
        }
    }
}
