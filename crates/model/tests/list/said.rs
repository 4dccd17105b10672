//! What the list says of itself, and what its filters offer.

use restore_desk_model::{
    collection::Collection,
    entity::Entity,
    format::UtcFormat,
    json::{Json, Object},
    list::{List, Look, Source},
    logon::Access,
    messages::{Context, EN, Messages},
    page::listing::{
        Seen, asked_for, choices, chosen, columns, further, notes, nothing_found, row,
    },
    route::Key,
};

use crate::{
    listing,
    server::{NOW, Sent, collection, page},
};

const M: &Messages = &EN;

fn none(address: &str, source: Source, pages: Option<u64>) -> String {
    nothing_found(source, pages, &listing(address), Some(15), M).join(" ")
}

#[test]
fn an_empty_list_is_no_proof_and_a_page_behind_the_last_says_nothing_of_others() {
    let shown = none("vm=x", Source::Nearest, Some(1));
    assert!(
        shown.contains("That is no proof") && shown.contains("None of the newest 100 restores is")
    );
    let shown = none("vm=x&result=Failed", Source::Nearest, Some(1));
    assert!(shown.contains("that pass the other filters"), "{shown}");
    for source in [Source::Search, Source::Unsearched] {
        assert_eq!(
            none("vm=x&page=9", source, Some(2)),
            "There is no page 9 of this list; page 2 is its last."
        );
        assert_eq!(none("page=2", source, None), "There is no page 2 of this list.");
    }
    // What turns a line round in an address turns none here.
    assert!(!none("vm=%E2%80%AEsrv04", Source::Search, None).contains('\u{202e}'));
}

#[test]
fn a_page_behind_the_last_leads_back_to_that() {
    let empty = List::new(Look::searched(None, page(&[], None, 3), NOW));
    let back = |address: &str| further(&empty, &listing(address)).0;
    assert_eq!(back("vm=x&page=9").as_deref(), Some("#/restoreSessions?vm=x&page=3"));
    assert_eq!(back(""), None);
    let unknown = List::new(Look::searched(None, collection(&[]), NOW));
    let back = further(&unknown, &listing("page=2")).0;
    assert_eq!(back.as_deref(), Some("#/restoreSessions"));
}

#[test]
fn what_the_notes_say_is_so() {
    let said = |address: &str, source| notes(source, false, &listing(address), NOW, M).join(" ");
    assert!(said("vm=x", Source::Nearest).contains("searched the newest 100 only"));
    assert!(
        said("vm=x&type=y", Source::Nearest)
            .contains("only the newest 100 that pass the other filters")
    );
    for page in ["0", "x", "-1", "99999999999"] {
        assert!(said(&format!("page={page}"), Source::Search).contains(&format!("“page={page}”")));
    }
    assert_eq!(said("page=2", Source::Search), "");
}

#[test]
fn what_was_seen_can_be_chosen_and_what_the_address_says_is() {
    let mut seen = Seen::default();
    let offered = |seen: &Seen, address: &str| choices(Key::Type, &listing(address), seen, M);
    let words = |choices: Vec<(String, String)>| {
        choices.into_iter().map(|(value, _)| value).collect::<Vec<_>>()
    };
    assert_eq!(words(offered(&seen, "")), ["", "RestoreVm", "FileLevelRestore"]);
    let kind = |id, kind| Sent { kind, ..Sent::working(id) };
    for sessions in [[kind(1, "RestoreVm"), kind(2, "Zeta")], [kind(3, "Alpha"), kind(4, "Zeta")]] {
        seen.add(Look::searched(None, collection(&sessions), NOW).items());
    }
    assert_eq!(words(offered(&seen, "")), ["", "RestoreVm", "FileLevelRestore", "Alpha", "Zeta"]);
    let is = |said: &str| chosen(said, &offered(&seen, "")).map(|(value, _)| value.clone());
    let rows =
        [("", Some("")), ("zeta", Some("Zeta")), ("restorevm", Some("RestoreVm")), ("x", None)];
    for (said, value) in rows {
        assert_eq!(is(said).as_deref(), value, "{said}");
    }
    assert_eq!(words(offered(&seen, "type=Other")).last().map(String::as_str), Some("Other"));
    let servers = [(String::new(), "any".to_owned()), ("1".to_owned(), "srv01.local".to_owned())];
    assert_eq!(chosen("SRV01.local", &servers).map(|(value, _)| value.as_str()), Some("1"));
}

#[test]
fn paper_says_what_the_rows_were_chosen_by() {
    let said = |address: &str| asked_for(&listing(address), &Seen::default(), M);
    assert_eq!(said(""), "Order: Started ↓");
    assert_eq!(
        said("vm=srv%E2%80%AE04&state=running&result=failed&since=24h&sort=vm&page=2"),
        "VM: srv⟨U+202E⟩04; State: not stopped; Result: Failed; Started: in the last 24 hours; Order: VM ↑",
    );
    assert_eq!(said("type=x&since=odd"), "Type: x; Started: odd; Order: Started ↓");
}

#[test]
fn a_time_that_is_no_date_stands_as_it_is() {
    let sent = |name: &str, text: &str| (name.to_owned(), Json::Text(text.into()));
    let members = [sent("CreationTimeUTC", "yester\u{202e}day"), sent("State", "Working")];
    let item = Entity::from_object(members.into_iter().collect::<Object>());
    let look =
        Look::searched(None, Collection { items: vec![item.into()], ..Collection::EMPTY }, NOW);
    let list = List::new(look);
    let context = Context { messages: M, format: &UtcFormat, now: NOW };
    let entry = list.groups().first().and_then(|group| group.first()).unwrap();
    let cells = row(entry, &Access::default(), &context).cells;
    assert_eq!(cells.get(1).map(String::as_str), Some("yester⟨U+202E⟩day"));
    assert_eq!(cells.get(2).map(String::as_str), Some(""));
}

#[test]
fn headings_lead_on_from_what_is_asked_for_and_tell_what_is_shown() {
    let columns = columns(&listing("result=Failed&sort=vm"), &listing(""), M);
    let is = |heading: &str| columns.iter().find(|column| column.heading == heading).unwrap();
    assert_eq!(is("Started").sorted, Some("descending"));
    assert_eq!(is("VM").sorted, None);
    assert_eq!(is("VM").href, "#/restoreSessions?result=Failed&sort=-vm");
    assert_eq!(is("Ended").href, "#/restoreSessions?result=Failed&sort=-ended");
}
