//! One row for each rule of the reference (`shared/reference/enterprise-manager-rest.md`)
//! that a client must keep, by the words of its section.

#![expect(clippy::doc_markdown, reason = "the headings of the reference are quoted as they are")]
#![expect(clippy::unwrap_used, clippy::panic, reason = "what cannot be read fails the test")]

#[expect(dead_code, reason = "the samples use the rest of it")]
mod shown;

use restore_desk_model::{
    entity::{self, Entity, Resource, restore_session::RestoreSession},
    error::{ApiError, Remedy},
    id::ResourceId,
    logon::{self, Access},
    page::{
        self, fields::Value, links::Lead, resource::ResourcePage,
        restore_session::RestoreSessionPage,
    },
    route::Route,
    wire::{self, Reply},
};

const ID: &str = "676dc837-f441-4ac1-8470-15be06b4cffc";

fn reply(status: u16, body: &[u8]) -> Result<restore_desk_model::json::Json, ApiError> {
    wire::read(Reply { status, retry_after: None, body })
}

fn session(body: &[u8]) -> Result<RestoreSessionPage, ApiError> {
    let entity = entity::read_as(&reply(200, body)?, "RestoreSession")?;
    let id = ResourceId::parse(ID).unwrap();
    let session = RestoreSession::from_entity(entity);
    Ok(page::restore_session::page(&session, &id, &Access::default(), &shown::context()))
}

/// A stopped session with these members besides.
fn with(members: &str) -> RestoreSessionPage {
    let body = format!(
        r#"{{"Type":"RestoreSession","VmDisplayName":"srv04","State":"Stopped","Result":"Success",{members}}}"#
    );
    session(body.as_bytes()).unwrap()
}

fn resource(body: &str, hash: &str) -> ResourcePage {
    let Ok(Resource::Entity(entity)) = entity::read(&reply(200, body.as_bytes()).unwrap()) else {
        panic!("{body}")
    };
    page::resource::page(
        &entity,
        &Route::parse(hash).unwrap(),
        &Access::default(),
        &shown::context(),
    )
}

fn collection(body: &str) -> String {
    let Ok(Resource::Collection(collection)) = entity::read(&reply(200, body.as_bytes()).unwrap())
    else {
        panic!("{body}")
    };
    let (here, access) = (Route::Find, Access::default());
    shown::collection(&page::collection::page(&collection, &here, &access, &shown::context()))
}

fn leads(page: &RestoreSessionPage) -> Vec<&str> {
    let open = page.links.iter().filter_map(|link| match &link.lead {
        Lead::Open(href) => Some(href.as_str()),
        _ => None,
    });
    open.collect()
}

fn value<'a>(page: &'a RestoreSessionPage, member: &str) -> &'a Value {
    let field = page.fields.iter().find(|field| field.member == member);
    &field.unwrap_or_else(|| panic!("no field {member}")).value
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

/// f: «camelCase or PascalCase keys, also mixed».
#[test]
fn keys_are_matched_without_regard_to_case_and_values_are_kept() {
    for body in [
        r#"{"Type":"RestoreSession","VmDisplayName":"srv04","JobType":"RestoreVm","State":"Working","Progress":64}"#,
        r#"{"type":"RestoreSession","vmDisplayName":"srv04","jobType":"RestoreVm","state":"Working","progress":64}"#,
        r#"{"TYPE":"RestoreSession","vmdisplayname":"srv04","jobtype":"RestoreVm","STATE":"Working","pROGRESS":64}"#,
    ] {
        let page = session(body.as_bytes()).unwrap();
        assert_eq!(
            page.answer, "Not finished, as far as Enterprise Manager knows: srv04 is at 64 %.",
            "{body}"
        );
    }
    let links = with(
        r#""links":[{"rel":"Up","HREF":"/api/backupServers/1","tYPE":"BackupServerReference"}]"#,
    );
    assert_eq!(leads(&links), ["#/backupServers/1"]);
}

/// f: «BOM before the JSON».
#[test]
fn a_bom_is_passed_over() {
    let page = session("\u{feff}\r\n{\"State\":\"Stopped\",\"Result\":\"Success\"}".as_bytes());
    assert!(page.unwrap().answer.contains("finished without errors"));
}

/// f: «Unknown State / Result / JobType text, null, number».
#[test]
fn unknown_words_are_quoted_and_null_is_none() {
    let rows = [
        (r#"{"State":5}"#, "the state “5”"),
        (r#"{"State":true}"#, "the state “true”"),
        (r#"{"State":["Stopped"]}"#, "the state “[\"Stopped\"]”"),
        (r#"{"State":"Resuming"}"#, "the state “Resuming”"),
        (r#"{"State":null,"UID":"urn:veeam:RestoreSession:1"}"#, "gives no state"),
        (r#"{"State":"Stopped","Result":3}"#, "does not know: “3”"),
        (r#"{"State":"Stopped","Result":null}"#, "has no result yet"),
        (r#"{"State":"Stopped","Result":"Success","JobType":7}"#, "(type “7”)"),
    ];
    for (body, expected) in rows {
        let page = session(body.as_bytes()).unwrap();
        assert!(page.answer.contains(expected), "{body}: {}", page.answer);
    }
}

/// f: «Missing Progress, Progress 0 at the end, string, out of range».
#[test]
fn progress_says_nothing_about_being_done() {
    let rows = [
        (r#""a":1"#, Value::Absent),
        (r#""Progress":0"#, text("0 %")),
        (r#""Progress":"64""#, text("64")),
        (r#""Progress":137"#, text("137")),
        (r#""Progress":-1"#, text("-1")),
        (r#""Progress":{"Value":3}"#, text("{\"Value\":3}")),
        (r#""Progress":null"#, Value::Absent),
    ];
    for (members, expected) in rows {
        let page = with(members);
        assert_eq!(
            page.answer, "The restore session of srv04 finished without errors.",
            "{members}"
        );
        assert_eq!((page.progress.percent, value(&page, "Progress")), (Some(100), &expected));
    }
    for sent in ["0", "100", "101", "-3", "1e9", "\"x\"", "null", "[]"] {
        let body = format!(r#"{{"State":"Working","VmDisplayName":"srv04","Progress":{sent}}}"#);
        let page = session(body.as_bytes()).unwrap();
        assert_eq!(page.progress.percent, None, "{sent}");
        assert!(!page.answer.contains('%'), "{}", page.answer);
    }
}

/// f: «EndTimeUTC absent, null, year 1, before start».
#[test]
fn a_missing_end_gives_no_duration() {
    let start = r#""CreationTimeUTC":"2025-10-21T16:00:00Z""#;
    for end in [
        "",
        r#","EndTimeUTC":null"#,
        r#","EndTimeUTC":"""#,
        r#","EndTimeUTC":"0001-01-01T00:00:00""#,
    ] {
        let page = with(&format!("{start}{end}"));
        assert_eq!(value(&page, "EndTimeUTC"), &Value::Absent, "{end}");
        assert_eq!(value(&page, "Duration"), &Value::Absent, "{end}");
        assert!(page.notes.iter().any(|note| note.contains("no end time")), "{end}");
    }
    let page = with(&format!(r#"{start},"EndTimeUTC":"2025-10-21T15:59:59.9Z""#));
    assert!(page.notes.iter().any(|note| note.contains("before the start")));
    assert_eq!(value(&page, "Duration"), &Value::Absent);
    let page = with(&format!(r#"{start},"EndTimeUTC":"2025-10-21T16:00:00Z""#));
    assert_eq!(value(&page, "Duration"), &text("0 s"));
}

/// c: «Date-times»; f: a wrong one is shown as it is.
#[test]
fn a_time_of_another_kind_is_no_date() {
    for sent in ["1413698358", "\"2014\"", "{}", "[1]", "true", "\"19.10.2014\""] {
        let page = with(&format!(r#""EndTimeUTC":{sent}"#));
        assert!(matches!(value(&page, "EndTimeUTC"), Value::Text(_)), "{sent}");
        assert!(page.notes.iter().any(|note| note.contains("no date (EndTimeUTC")), "{sent}");
    }
}

/// f: «Links null, absent, empty, object».
#[test]
fn links_of_any_shape_are_read() {
    let up = r#"{"Rel":"Up","Href":"https://em:9398/api/backupServers/1","Type":"BackupServerReference"}"#;
    for links in ["null", "[]", "{}", "\"x\"", "5", "[null,5,[]]", "{\"Link\":null}", "[{}]"] {
        let page = with(&format!(r#""Links":{links}"#));
        assert!(page.links.is_empty(), "{links}");
    }
    for links in [
        format!("[{up}]"),
        format!("[null,{up},{up}]"),
        format!("{{\"Link\":{up}}}"),
        format!("{{\"link\":[{up}]}}"),
    ] {
        let page = with(&format!(r#""Links":{links}"#));
        assert_eq!(leads(&page), ["#/backupServers/1"], "{links}");
    }
}

/// f: «Links with null Name/Type, several Up, dozens of Related»; c: older
/// builds leave the two out.
#[test]
fn links_without_a_type_are_named_by_their_address() {
    let rows = [
        ("/api/backupServers/1", "backup server"),
        ("/api/restorePoints/1", "restore point"),
        ("/api/backups/1/restorePoints", "restore points"),
        ("/api/query?type=RestoreSession&page=2", "restore sessions"),
        ("/api/", "Enterprise Manager"),
        ("/api/wanAccelerators/1", "unnamed resource"),
        ("javascript:x", "unnamed resource"),
    ];
    for (href, expected) in rows {
        let page =
            with(&format!(r#""Links":[{{"Rel":"Up","Href":"{href}","Name":null,"Type":null}}]"#));
        assert_eq!(page.links.first().unwrap().kind, expected, "{href}");
    }
    let many = (0..80).map(|n| format!(r#"{{"Rel":"Related","Href":"/api/vmRestorePoints/{n}"}}"#));
    let page = with(&format!(r#""Links":[{}]"#, many.collect::<Vec<_>>().join(",")));
    assert_eq!(page.links.len(), 80);
}

/// f: «Href host localhost, internal FQDN, http:9399, other port», «Href with
/// or without ?format=Entity, and with further query parts»; 0.4.
#[test]
fn an_href_is_read_for_its_path_alone() {
    for href in [
        "https://localhost:9398/api/backupServers/1",
        "http://em.internal:9399/api/backupServers/1?format=Entity",
        "https://em/api/backupServers/1?FORMAT=entity&x=y",
        "https:&#x2F;&#x2F;em&#x2F;api&#x2F;backupServers&#x2F;1?a=1&amp;format=Entity",
    ] {
        let page = with(&format!(r#""Links":[{{"Rel":"Up","Href":"{href}"}}]"#));
        assert_eq!(leads(&page), ["#/backupServers/1"], "{href}");
    }
    let request = |hash: &str| Route::parse(hash).unwrap().em_request().unwrap();
    assert_eq!(request("#/jobs/1?page=2"), "jobs/1?page=2&format=Entity");
    assert_eq!(
        request("#/query?type=RestoreSession&format=Entities"),
        "query?type=RestoreSession&format=Entities"
    );
}

/// c: «docs/special_symbols»; d, Query: enum values in any case.
#[test]
fn a_query_href_is_followed_in_the_proxys_spelling() {
    let page = with(
        r#""Links":[{"Rel":"Next","Href":"https://em/api/query?Type=restoresession&amp;Format=entities&amp;filter=CreationTime%3e%3d%222025%22&amp;page=2"}]"#,
    );
    assert_eq!(
        leads(&page),
        ["#/query?type=RestoreSession&format=entities&filter=CreationTime%3E%3D%222025%22&page=2"]
    );
}

/// e: «Safe-to-follow set»; d: «must not turn Edit/Delete/… into clickable GETs».
#[test]
fn actions_and_secrets_are_no_links() {
    for link in [
        r#"{"Rel":"Delete","Href":"/api/backupServers/1","Type":"BackupServer"}"#,
        r#"{"Rel":"Restore","Href":"/api/vmRestorePoints/1?action=restore"}"#,
        r#"{"Rel":"Down","Href":"/api/backupServers/1/credentials"}"#,
        r#"{"Rel":"Down","Href":"/api/backupServers/1/Passwords?format=Entity"}"#,
        r#"{"Rel":"Up","Href":"/api/logonSessions/44cfbdbe"}"#,
        r#"{"Rel":"Down","Href":"/api/query?type=Credentials"}"#,
        r#"{"Rel":"Up","Href":"evil:/logonSessions/44cfbdbe"}"#,
    ] {
        assert!(with(&format!(r#""Links":[{link}]"#)).links.is_empty(), "{link}");
    }
}

/// f: «Got an EntityRef where an entity was asked».
#[test]
fn a_reference_is_named_as_one() {
    let body =
        br#"{"links":[],"uid":"urn:veeam:RestoreSession:1","type":"RestoreSessionReference"}"#;
    assert_eq!(session(body), Err(ApiError::Reference));
}

/// f: «Got XML», «Got HTML with 200/502/503», «204 with no body», «401 at any
/// time», «404 or 500 for an id», «503, 500 after a v13 upgrade», «JSON errors
/// with only some keys»; a: error body, status codes.
#[test]
fn each_reply_without_data_has_its_error_and_remedy() {
    let status =
        |status, message: &str| ApiError::Status { status, message: Some(message.to_owned()) };
    let rows: [(u16, &str, ApiError, Remedy); 19] = [
        (200, "\u{feff} <RestoreSession/>", ApiError::Xml, Remedy::AskAdmin),
        (200, "<html>", ApiError::Html { status: 200 }, Remedy::AskAdmin),
        (502, "<html>", ApiError::EnterpriseManagerDown, Remedy::Retry),
        (503, "<!DOCTYPE HTML>", ApiError::Busy { retry_after_s: None }, Remedy::Retry),
        (204, "", ApiError::NotFound, Remedy::GoBack),
        (401, "", ApiError::SignedOut, Remedy::SignIn),
        (401, "<html>", ApiError::SignedOut, Remedy::SignIn),
        (
            403,
            "{\"message\":\"No.\"}",
            ApiError::Forbidden { message: Some("No.".to_owned()) },
            Remedy::GoBack,
        ),
        (404, "", ApiError::NotFound, Remedy::GoBack),
        (500, "{\"Message\":\"Session does not exist\"}", ApiError::NotFound, Remedy::GoBack),
        (
            500,
            "<Error Message=\"Cannot find it\" StatusCode=\"500\"/>",
            ApiError::NotFound,
            Remedy::GoBack,
        ),
        (500, "{\"firstChanceExceptionMessage\":\"Boom\"}", status(500, "Boom"), Remedy::Retry),
        (
            500,
            "{\"Message\":null,\"FirstChanceExceptionMessage\":\"Boom\"}",
            status(500, "Boom"),
            Remedy::Retry,
        ),
        (
            500,
            "{\"StackTrace\":\"at X\"}",
            ApiError::Status { status: 500, message: None },
            Remedy::Retry,
        ),
        (400, "{\"Message\":\"Bad\"}", status(400, "Bad"), Remedy::AskAdmin),
        (405, "", ApiError::Status { status: 405, message: None }, Remedy::AskAdmin),
        (501, "", ApiError::Status { status: 501, message: None }, Remedy::AskAdmin),
        (200, "{\"Type\":\"Rest", ApiError::Truncated, Remedy::Retry),
        (200, "{\"Name\":\"f\u{fc}", ApiError::Truncated, Remedy::Retry),
    ];
    for (status, body, expected, remedy) in rows {
        let error = reply(status, body.as_bytes()).unwrap_err();
        assert_eq!((&error, error.remedy()), (&expected, remedy), "{status} {body}");
    }
}

/// c: «Collections», «Empty list»; d, Query: the list is doubly wrapped.
#[test]
fn each_shape_of_a_list_is_a_table() {
    let row = r#"{"UID":"urn:veeam:RestoreSession:1","Type":"RestoreSession","State":"Working","VmDisplayName":"srv04"}"#;
    for body in [
        format!(r#"{{"RestoreSessions":[{row}]}}"#),
        format!(r#"{{"restoreSessions":[{row}],"links":null,"type":null}}"#),
        format!(r#"{{"RestoreSessions":{{"RestoreSessions":[{row}]}}}}"#),
        format!(
            r#"{{"Entities":{{"Jobs":null,"RestoreSessions":{{"RestoreSessions":[{row}]}}}},"Refs":null}}"#
        ),
        format!(r#"{{"entities":{{"restoreSessions":[{row}]}},"pagingInfo":null}}"#),
    ] {
        assert!(
            collection(&body)
                .contains("| [Running] srv04 | Not finished |  |  -> #/restoreSessions/1"),
            "{body}: {}",
            collection(&body)
        );
    }
    for body in [
        r#"{"Refs":null}"#,
        r#"{"Refs":[]}"#,
        r#"{"RestoreSessions":null}"#,
        r#"{"Entities":{"RestoreSessions":{"RestoreSessions":null}},"PagingInfo":{"PagesCount":0}}"#,
        r#"{"Entities":{"RestoreSessions":null},"Refs":null,"PagingInfo":null}"#,
        r#"{"Refs":{"Refs":[]},"Entities":null}"#,
    ] {
        assert_eq!(collection(body).lines().count(), 2, "{body}");
    }
}

/// d, Query: «PagingInfo».
#[test]
fn pages_are_counted_however_the_numbers_come() {
    let paged = |numbers: &str| {
        let body = format!(r#"{{"Entities":null,"PagingInfo":{{"Links":null,{numbers}}}}}"#);
        collection(&body).lines().find_map(|line| line.strip_prefix("pages: ").map(str::to_owned))
    };
    let rows = [
        (r#""PageNum":2,"PagesCount":3"#, Some("Page 2 of 3")),
        (r#""pageNum":"2","pagesCount":"3""#, Some("Page 2 of 3")),
        (r#""PageNum":1,"PagesCount":0"#, None),
        (r#""PageNum":null,"PagesCount":null"#, None),
        (r#""PageNum":-1,"PagesCount":-1"#, None),
    ];
    for (numbers, expected) in rows {
        assert_eq!(paged(numbers).as_deref(), expected, "{numbers}");
    }
}

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
    let session = RestoreSession::from_entity(Entity::from_object(json.as_object().unwrap()));
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
