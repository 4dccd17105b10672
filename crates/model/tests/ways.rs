//! Ways on: what a text names, and sideways from a session and a server.

#![expect(clippy::unwrap_used, reason = "what cannot be set up fails the test")]

use restore_desk_model::{
    entity::{Entity, restore_session::RestoreSession},
    format::UtcFormat,
    id::ResourceId,
    logon::{self, Access},
    messages::{Context, DE, EN, Messages},
    open::{self, Opened, Several},
    page::{
        links::Lead,
        offers::{Offers, offers},
        sideways::{of_server, of_session},
    },
    route::Route,
    time::Timestamp,
    wire,
};

const A: &str = "ed8e95ca-6ec5-4a2d-978b-e1108c4130b6";
const B: &str = "676dc837-f441-4ac1-8470-15be06b4cffc";

fn several(text: &str) -> Option<Several> {
    match open::read(text) {
        Ok(Opened::Several(several)) => Some(several),
        _ => None,
    }
}

fn offered(text: &str, access: &Access, messages: &'static Messages) -> Offers {
    let context = Context { now: Timestamp(0), format: &UtcFormat, messages };
    offers(&several(text).unwrap(), access, &context)
}

#[test]
fn each_offer_says_what_it_is_and_which() {
    let text = format!(
        "{A} {B}, /api/backupServers/{A}, /api/jobs/{B}, /api/jobs, /api/nasBackups/1, https://desk/#/restoreSessions?vm=srv%2004&state=running"
    );
    let found = offered(&text, &Access::default(), &EN);
    assert_eq!(found.heading, "Found 7 in this text");
    assert_eq!(found.watch_all, Some(format!("#/watch/{A},{B}")));
    let rows: Vec<(&str, &str, String)> = found
        .rows
        .iter()
        .map(|row| match &row.lead {
            Lead::Open(href) => (row.kind.as_str(), row.which.as_str(), href.clone()),
            lead => (row.kind.as_str(), row.which.as_str(), format!("{lead:?}")),
        })
        .collect();
    let jobs = format!("jobs/{B}");
    let expected = [
        ("restore session", A, format!("#/restoreSessions/{A}")),
        ("restore session", B, format!("#/restoreSessions/{B}")),
        ("backup server", A, format!("#/backupServers/{A}")),
        ("job", &jobs, format!("#/jobs/{B}")),
        ("jobs", "jobs", "#/jobs".to_owned()),
        ("unnamed resource", "nasBackups/1", "#/nasBackups/1".to_owned()),
        (
            "restore sessions",
            "vm=srv 04, state=running",
            "#/restoreSessions?vm=srv%2004&state=running".to_owned(),
        ),
    ];
    assert_eq!(rows, expected);
}

#[test]
fn one_session_among_others_is_not_watched() {
    let found = offered(&format!("{A} urn:veeam:BackupServer:{B}"), &Access::default(), &DE);
    assert_eq!(found.watch_all, None);
    assert_eq!(found.heading, "2 in diesem Text gefunden");
}

#[test]
fn what_a_role_may_not_open_is_said_where_it_is_offered() {
    let reply = include_bytes!("samples/logonSession/restore-operator.json");
    let access = logon::read(&wire::parse(reply).unwrap()).unwrap().access;
    let found = offered(&format!("{A} urn:veeam:BackupServer:{B}"), &access, &EN);
    let leads: Vec<&Lead> = found.rows.iter().map(|row| &row.lead).collect();
    assert!(matches!(leads.first(), Some(Lead::Open(_))), "{leads:?}");
    let why = Lead::NotAllowed("Your role may not open backup servers.".to_owned());
    assert_eq!(leads.get(1), Some(&&why));
}

#[test]
fn more_than_are_offered_are_told() {
    let id = |number: u32| format!("{number:08}-6ec5-4a2d-978b-e1108c4130b6 ");
    let text: String = (0..30).map(id).collect();
    let found = offered(&text, &Access::default(), &EN);
    assert_eq!(found.heading, "Found more than 20 in this text; these are the first");
    let watch_all = found.watch_all.unwrap();
    let Route::Watch(ids) = Route::parse(&watch_all).unwrap() else { panic!("{watch_all}") };
    assert_eq!(ids.len(), 20);
}

fn session(json: &str) -> RestoreSession {
    let json = wire::parse(json.as_bytes()).unwrap();
    RestoreSession::from_entity(Entity::from_object(json.as_object().unwrap().clone()))
}

#[test]
fn from_a_session_the_same_vm_and_the_same_server() {
    let sample = session(include_str!("samples/restoreSession/success-vm.json"));
    let name = sample.vm_display_name.clone().unwrap();
    let ways = of_session(&sample, &EN);
    assert_eq!(
        ways.first(),
        Some(&(format!("Other restores of {name}"), format!("#/restoreSessions?vm={name}")))
    );
    let (text, href) = ways.get(1).unwrap();
    assert_eq!(text, "Restores of this backup server");
    assert!(href.starts_with("#/restoreSessions?server="), "{href}");
    let id = ResourceId::parse(href.trim_start_matches("#/restoreSessions?server=")).unwrap();
    assert_eq!(of_server(&id, &EN), Some((text.clone(), href.clone())));
    for (_, href) in &ways {
        assert_eq!(&Route::parse(href).unwrap().href(), href);
    }
}

#[test]
fn where_a_name_or_a_server_lacks_there_is_no_way_there() {
    let up = r#""Links":[{"Rel":"Up","Href":"https://em/api/backupServers/1"}]"#;
    let long = "x".repeat(900);
    let rows = [
        ("{}".to_owned(), vec![]),
        (format!("{{{up}}}"), vec!["#/restoreSessions?server=1"]),
        (r#"{"VmDisplayName":"a b","Links":null}"#.to_owned(), vec!["#/restoreSessions?vm=a%20b"]),
        (r#"{"VmDisplayName":"a\u0007b"}"#.to_owned(), vec![]),
        (r#"{"VmDisplayName":"  "}"#.to_owned(), vec![]),
        (format!(r#"{{"VmDisplayName":"{long}"}}"#), vec![]),
        (r#"{"Links":[{"Rel":"Up","Href":"https://em/api/jobs/1"}]}"#.to_owned(), vec![]),
    ];
    for (json, expected) in rows {
        let ways = of_session(&session(&json), &DE);
        let hrefs: Vec<&str> = ways.iter().map(|(_, href)| href.as_str()).collect();
        assert_eq!(hrefs, expected, "{json}");
    }
}
