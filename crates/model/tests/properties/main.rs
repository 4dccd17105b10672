//! What holds for whatever a server, an address bar or a clipboard may hold.

#![expect(clippy::panic, reason = "what does not hold fails the test")]

mod any;
#[path = "../invariants/mod.rs"]
mod invariants;

use proptest::{prelude::*, sample::select};
use restore_desk_model::{
    config,
    json::{Json, Object},
    open::{self, Opened},
    route::Route,
    wire,
};

use any::*;
use invariants::{address, secrets, shown};

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read(status in 100_u16..600, retry_after in proptest::option::of(".{0,20}"), body in proptest::collection::vec(any::<u8>(), 0..200)) {
        invariants::reply(status, retry_after.as_deref(), &body);
        _ = config::read(&body);
    }

    #[test]
    fn any_text_in_braces_is_read(body in "[\\[\\]{}\":,a-zA-Z0-9 <>/?!-]{0,120}", status in select(vec![200_u16, 404, 500])) {
        invariants::reply(status, None, body.as_bytes());
        _ = config::read(body.as_bytes());
    }

    #[test]
    fn any_tree_is_shown(json in json()) {
        shown::tree(&json);
        secrets::tree(&json);
    }

    #[test]
    fn a_printed_tree_is_read_again(json in json()) {
        let printed = json.to_string();
        let again = wire::parse(printed.as_bytes());
        prop_assert!(again.is_ok(), "{printed}");
    }

    #[test]
    fn a_source_is_read_again_as_the_same_without_its_secrets(members in proptest::collection::vec((member(), json()), 0..6)) {
        secrets::tree(&Json::Object(members.into_iter().collect()));
    }

    #[test]
    fn any_configuration_is_read(members in proptest::collection::vec((select(vec![
        "proxy", "signIn", "pollIntervalSeconds", "idleStopMinutes", "collectionIntervalMinutes", "portalOrigins",
        "shareSignIn", "allowSignInInFrame", "signInHint", "timeZone", "language", "contact", "$schema", "x",
    ]), json()), 0..6)) {
        let members = members.into_iter().map(|(key, value)| (key.to_owned(), value));
        let body = Json::Object(members.collect::<Object>()).to_string();
        match config::read(body.as_bytes()) {
            Ok(config) => prop_assert!(config.proxy.ends_with('/')),
            Err(error) => prop_assert!(!error.sentence().is_empty()),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_href_leads_off_the_proxy(href in href_text(), rel in select(vec!["Up", "Down", "Related", "Alternate", "Next"])) {
        address::link(rel, &href);
    }

    #[test]
    fn no_action_is_followed(href in href_text(), rel in "[A-Za-z]{0,12}") {
        address::link(&rel, &href);
    }

    #[test]
    fn any_address_is_read_and_printed_the_same(hash in href_text()) {
        address::hash(&hash);
        address::query(&hash);
    }

    #[test]
    fn whatever_is_pasted_leads_nowhere_else(text in prop_oneof![href_text(), pasted()]) {
        address::pasted(&text);
    }

    #[test]
    fn each_session_that_a_mail_names_is_found(ids in proptest::collection::vec((guid(), select(vec![
        ("", ""),
        ("<https://em.corp:9398/api/restoreSessions/", "?format=Entity>,"),
        ("https://desk.corp/x/#/restoreSessions/", "."),
        ("[srv04](urn:veeam:RestoreSession:", ")"),
        ("https://filter.corp/?u=https%3A%2F%2Fem%2Fapi%2FrestoreSessions%2F", "&d=1"),
    ]), select(vec![" ", "\n> ", ", and ", "\r\n\r\n"])), 1..10)) {
        let text: String =
            ids.iter().map(|(id, (before, behind), after)| [*before, id.as_str(), *behind, *after].concat()).collect();
        let expected: Vec<String> = ids.iter().map(|(id, ..)| format!("#/restoreSessions/{id}")).collect();
        let found: Vec<String> = match open::read(&text) {
            Ok(Opened::One(route)) => vec![route.href()],
            Ok(Opened::Several(several)) => several.routes.iter().map(Route::href).collect(),
            Err(error) => return Err(TestCaseError::fail(format!("{error:?}: {text}"))),
        };
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn any_text_is_a_date_or_kept(text in prop_oneof![
        any::<String>(),
        "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{0,12})?(Z|[+-][0-9]{2}:[0-9]{2})?",
    ]) {
        invariants::date(&text);
    }

    #[test]
    fn what_is_encoded_decodes_to_itself(text in any::<String>()) {
        address::escaped(&text);
    }
}

#[test]
fn long_addresses_are_printed_the_same_or_refused() {
    for count in [1_000, 1_360, 1_365, 2_000, 4_000] {
        for text in ["ü", "a", "%20", "\u{1f4be}"] {
            let long = text.repeat(count);
            for hash in [
                format!("#/jobs/{long}"),
                format!("#/open/{long}"),
                format!("#/jobs?filter={long}"),
            ] {
                address::hash(&hash);
            }
        }
    }
}
