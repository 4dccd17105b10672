//! What holds for whatever a server, an address bar or a clipboard may hold.

#![expect(clippy::unwrap_used, reason = "what cannot be set up fails the test")]

mod any;

use proptest::{prelude::*, sample::select};
use restore_desk_model::{
    collected,
    collection::Collection,
    config,
    entity::{self, Entity, Resource, restore_session::RestoreSession},
    format::UtcFormat,
    href,
    id::ResourceId,
    json::{Json, Object},
    link::{Link, Rel, Target},
    logon::{self, Access},
    messages::{Context, EN},
    open, page, percent,
    route::Route,
    source,
    time::{Timestamp, When},
    wire::{self, Reply},
    withheld::redact,
};

use any::*;

/// 2025-10-21T17:21:02Z.
const CONTEXT: Context<'static> =
    Context { now: Timestamp(1_761_067_262_000), format: &UtcFormat, messages: &EN };

/// That a route leads to the proxy alone, and to nothing that it must not.
fn check_route(route: &Route) -> Result<(), TestCaseError> {
    let href = route.href();
    prop_assert!(href.starts_with("#/"), "{href}");
    let again = Route::parse(&href);
    prop_assert_eq!(again.as_ref(), Ok(route), "{}", &href);
    let Some(request) = route.em_request() else { return Ok(()) };
    let (path, query) = request.split_once('?').unwrap_or((&request, ""));
    let odd = |c: char| !c.is_ascii() || c.is_ascii_control() || " \\#\"<>@".contains(c);
    prop_assert!(!request.contains(odd) && !request.contains("//"), "{request}");
    prop_assert!(!path.starts_with('/') && !path.contains(".."), "{request}");
    for raw in path.split('/') {
        let segment = percent::decode(raw).unwrap().to_lowercase();
        let segment = segment.trim_end_matches(['.', ' ']);
        prop_assert!(
            !["credentials", "passwords", "logonsessions", "sessionmngr"].contains(&segment),
            "{request}"
        );
        prop_assert!(segment != ".", "{request}");
    }
    // Alone, a first segment with a colon would be read as a scheme.
    prop_assert!(!path.split('/').next().unwrap_or_default().contains(':'), "{request}");
    let mut keys = Vec::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (key, value) = pair.split_once('=').unwrap();
        prop_assert!(href::QUERY_KEYS.contains(&key) && !keys.contains(&key), "{request}");
        prop_assert!(percent::decode(value).is_some(), "{request}");
        keys.push(key);
    }
    if path.split('/').next().is_some_and(|first| first.eq_ignore_ascii_case("query")) {
        prop_assert!(query.split('&').any(|pair| pair == "type=RestoreSession"), "{request}");
    }
    Ok(())
}

fn link(rel: &str, href: String) -> Link {
    Link { rel: Rel::parse(rel), href, name: None, kind: None }
}

/// Shows a tree in every way that a page may, and checks what it leads to.
fn show_all(json: &Json) -> Result<(), TestCaseError> {
    let id = ResourceId::parse("676dc837-f441-4ac1-8470-15be06b4cffc").unwrap();
    let routes = [Route::Find, Route::BackupServer(id.clone()), Route::VmRestorePoint(id.clone())];
    let access = Access { collections: vec!["restoreSessions".to_owned()], refused: Vec::new() };
    for kind in ["RestoreSession", "BackupServer", "VmRestorePoint"] {
        if let Err(error) = entity::read_as(json, kind) {
            prop_assert!(!EN.error(&error).is_empty());
        }
    }
    if let Ok(logon) = logon::read(json) {
        _ = logon.access.may_open("backupServers");
    }
    match entity::read(json) {
        Err(error) => prop_assert!(!EN.error(&error).is_empty()),
        Ok(Resource::Collection(mut collection)) => {
            if let Some(at) = collected::last_collected(&collection) {
                let ends = |item: &Entity| item.object.text("EndTimeUTC").map(When::parse);
                prop_assert!(collection.items.iter().any(|item| ends(item) == Some(When::At(at))));
            }
            page::collection::keep_newest(&mut collection, 25);
            for route in &routes {
                let page = page::collection::page(&collection, route, &access, &CONTEXT);
                prop_assert!(!page.heading.trim().is_empty());
                prop_assert_eq!(page.rows.len(), collection.items.len());
                for row in &page.rows {
                    prop_assert!(!row.name.trim().is_empty());
                    prop_assert_eq!(row.cells.len() + 1, page.columns.len());
                    prop_assert_eq!(
                        page.rows.iter().filter(|other| other.key == row.key).count(),
                        1
                    );
                }
            }
        }
        Ok(Resource::Entity(entity)) => show_entity(&entity, &routes, &access, &id)?,
    }
    if let Some(object) = json.as_object() {
        show_entity(&Entity::from_object(object), &routes, &access, &id)?;
        _ = Collection::read(object);
    }
    Ok(())
}

fn show_entity(
    entity: &Entity,
    routes: &[Route],
    access: &Access,
    id: &ResourceId,
) -> Result<(), TestCaseError> {
    for link in &entity.links {
        if let Target::Page(route) = link.target() {
            check_route(&route)?;
        }
    }
    for route in routes {
        let page = page::resource::page(entity, route, access, &CONTEXT);
        prop_assert!(!page.heading.trim().is_empty(), "{entity:?}");
    }
    let session = RestoreSession::from_entity(entity.clone());
    let page = page::restore_session::page(&session, id, access, &CONTEXT);
    for (index, field) in page.fields.iter().enumerate() {
        let twice = page.fields.iter().skip(index + 1).any(|other| other.member == field.member);
        prop_assert!(!twice, "{} stands twice", field.member);
    }
    let shown = format!("{page:?}");
    prop_assert!(!shown.contains("44cfbdbe-5a95"), "a sign-in's id is shown: {shown}");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read(status in 100_u16..600, retry_after in proptest::option::of(".{0,20}"), body in proptest::collection::vec(any::<u8>(), 0..200)) {
        if let Err(error) = wire::read(Reply { status, retry_after: retry_after.as_deref(), body: &body }) {
            prop_assert!(!EN.error(&error).is_empty());
            prop_assert!(!EN.remedy(error.remedy()).is_empty());
        }
        _ = config::read(&body);
    }

    #[test]
    fn any_text_in_braces_is_read(body in "[\\[\\]{}\":,a-zA-Z0-9 <>/?!-]{0,120}", status in select(vec![200_u16, 404, 500])) {
        if let Ok(json) = wire::read(Reply { status, retry_after: None, body: body.as_bytes() }) {
            show_all(&json)?;
        }
        _ = config::read(body.as_bytes());
    }

    #[test]
    fn any_tree_is_shown(json in json()) {
        show_all(&json)?;
    }

    #[test]
    fn a_printed_tree_is_read_again(json in json()) {
        let printed = json.to_string();
        let again = wire::parse(printed.as_bytes());
        prop_assert!(again.is_ok(), "{printed}");
    }

    #[test]
    fn a_source_is_read_again_as_the_same_without_its_secrets(members in proptest::collection::vec((member(), json()), 0..6)) {
        let object: Object = members.into_iter().collect();
        let printed = source::pretty(&object);
        let again = wire::parse(printed.as_bytes()).unwrap();
        let redacted = redact(&Json::Object(object));
        // Printed and read once, since a number may gain a `+` behind its `e`.
        prop_assert_eq!(again, wire::parse(redacted.to_string().as_bytes()).unwrap(), "{}", &printed);
        prop_assert!(!printed.contains("44cfbdbe-5a95"), "{printed}");
        let blanks = |line: &str| line.chars().take_while(|c| *c == ' ').count();
        prop_assert!(printed.lines().all(|line| blanks(line).is_multiple_of(2)), "{printed}");
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
        if let Target::Page(route) = link(rel, href).target() {
            check_route(&route)?;
        }
    }

    #[test]
    fn no_action_is_followed(href in href_text(), rel in "[A-Za-z]{0,12}") {
        let safe = ["up", "down", "alternate", "related", "first", "previous", "next", "last"];
        prop_assume!(!safe.contains(&rel.to_lowercase().as_str()));
        prop_assert_eq!(link(&rel, href).target(), Target::Action);
    }

    #[test]
    fn any_address_is_read_and_printed_the_same(hash in href_text()) {
        for text in [hash.clone(), format!("#/{hash}"), format!("#/open/{hash}")] {
            if let Ok(route) = Route::parse(&text) {
                check_route(&route)?;
            }
        }
    }

    #[test]
    fn whatever_is_pasted_leads_nowhere_else(text in href_text()) {
        for route in [open::read(&text), open::read_link(&text)].into_iter().flatten() {
            check_route(&route)?;
            prop_assert!(!matches!(route, Route::Open(_)));
        }
    }

    #[test]
    fn any_text_is_a_date_or_kept(text in prop_oneof![
        any::<String>(),
        "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{0,12})?(Z|[+-][0-9]{2}:[0-9]{2})?",
    ]) {
        if let When::Unreadable(kept) = When::parse(&text) {
            prop_assert_eq!(kept, text.trim());
        }
    }

    #[test]
    fn what_is_encoded_decodes_to_itself(text in any::<String>()) {
        let encoded = percent::encode(&text);
        prop_assert!(encoded.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~:%".contains(&byte)));
        let decoded = percent::decode(&encoded);
        prop_assert_eq!(decoded.as_deref(), Some(text.as_str()));
        _ = percent::decode(&text);
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
                if let Ok(route) = Route::parse(&hash) {
                    assert_eq!(Route::parse(&route.href()), Ok(route), "{text} {count}");
                }
            }
        }
    }
}
