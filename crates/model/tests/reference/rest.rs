//! What is withheld, odd names, roles, and the typed summaries.

use super::*;

/// a: «Never show StackTrace»; d: the thumbprint is secret-ish; b.3: the token
/// is base64 of the session's id.
#[test]
fn what_is_withheld_is_shown_nowhere() {
    let page = with(
        r#""stackTrace":"at Veeam","Nested":{"SessionId":"44cf","a":[{"vbrcertificatethumbprint":"AB12"}]},"RestoredObjRef":{"SessionID":"44cf"}"#,
    );
    let shown = shown::restore_session(&page);
    for secret in ["at Veeam", "44cf", "AB12"] {
        assert!(!shown.contains(secret), "{shown}");
    }
    assert_eq!(value(&page, "stackTrace"), &Value::Withheld);
    let list = collection(
        r#"{"LogonSessions":[{"UserName":"u","SessionId":"44cf","Href":"/api/logonSessions/44cf"}]}"#,
    );
    assert!(list.contains("| u") && !list.contains("44cf"), "{list}");
}

/// f: «Names with markup, RTL marks, 20 kB», «Numbers above 2^53».
#[test]
fn odd_names_and_numbers_are_shown_whole_or_clipped() {
    let page = with(r#""BackupSize":18446744073709551615,"Big":9007199254740993"#);
    assert_eq!(value(&page, "BackupSize"), &text("18446744073709551615"));
    assert_eq!(value(&page, "Big"), &text("9007199254740993"));
    let body = format!(r#"{{"State":"Working","VmDisplayName":"{}"}}"#, "x".repeat(20_000));
    let page = session(body.as_bytes()).unwrap();
    assert_eq!(page.heading.chars().count(), 201);
    let page =
        session(r#"{"State":"Working","VmDisplayName":"a\u202e<b>\u0007\u200b"}"#.as_bytes())
            .unwrap();
    assert_eq!(page.heading, "a⟨U+202E⟩<b>⟨U+0007⟩⟨U+200B⟩");
}

/// f: «Two samples of the same id with differing key order».
#[test]
fn the_order_of_members_does_not_matter() {
    let one = session(br#"{"State":"Stopped","Result":"Failed","Name":"a"}"#).unwrap();
    let other = session(br#"{"Name":"a","Result":"Failed","State":"Stopped"}"#).unwrap();
    assert_eq!(one, other);
}

/// b: role table; «The link list in LogonSession is per account».
#[test]
fn a_role_that_may_not_open_the_server_is_told_in_place() {
    let logon = br#"{"type":"LogonSession","sessionId":"x","links":[{"rel":"Down","href":"https://em/api/vmRestorePoints"}]}"#;
    let access = logon::read(&reply(201, logon).unwrap()).unwrap().access;
    let body = br#"{"State":"Working","Links":[
        {"Rel":"Up","Href":"https://em/api/backupServers/1","Type":"BackupServerReference"},
        {"Rel":"Up","Href":"https://em/api/backupServers/2","Type":null},
        {"Rel":"Related","Href":"https://em/api/vmRestorePoints/1","Type":"VmRestorePointReference"}]}"#;
    let json = reply(200, body).unwrap();
    let session =
        RestoreSession::from_entity(Entity::from_object(json.as_object().unwrap().clone()));
    let id = ResourceId::parse(ID).unwrap();
    let page = page::restore_session::page(&session, &id, &access, &shown::context());
    let leads: Vec<Lead> = page.links.into_iter().map(|link| link.lead).collect();
    let told = Lead::NotAllowed("Your role may not open backup servers.".to_owned());
    assert_eq!(leads, [told.clone(), told, Lead::Open("#/vmRestorePoints/1".to_owned())]);
}

/// d: BackupServer, VmRestorePoint: members that may be missing or of another kind.
#[test]
fn the_typed_summaries_survive_missing_members() {
    let rows = [
        (r#"{"Type":"BackupServer"}"#, "#/backupServers/7", "7", None),
        (
            r#"{"Type":"BackupServer","Name":"vbr","Version":null,"Description":""}"#,
            "#/backupServers/7",
            "vbr",
            None,
        ),
        (
            r#"{"type":"BackupServer","name":"vbr","version":12}"#,
            "#/backupServers/7",
            "vbr",
            Some("Veeam Backup & Replication 12."),
        ),
        (
            r#"{"Type":"VmRestorePoint","VmName":"srv04","PointType":"Full","Algorithm":"Full"}"#,
            "#/vmRestorePoints/7",
            "srv04",
            Some("Full."),
        ),
        (
            r#"{"Type":"VmRestorePoint","Name":"srv04@x","CreationTimeUTC":"0001-01-01T00:00:00"}"#,
            "#/vmRestorePoints/7",
            "srv04@x",
            None,
        ),
    ];
    for (body, hash, heading, summary) in rows {
        let page = resource(body, hash);
        assert_eq!((page.heading.as_str(), page.summary.as_deref()), (heading, summary), "{body}");
    }
}

/// A member that EM may send under the name of the one field that is ours.
#[test]
fn a_duration_that_was_sent_is_shown_beside_ours() {
    let page = with(r#""Duration":"PT29M""#);
    assert_eq!(
        (value(&page, "Duration"), value(&page, "Duration (sent)")),
        (&Value::Absent, &text("PT29M"))
    );
}
