//! The query service: filters, order, pages.

use std::collections::BTreeSet;

use reqwest::Method;
use serde_json::Value;

use crate::client::{ADMIN, Em, HELPDESK, ITEM_OPERATOR, RESTORE_OPERATOR, RUNNING};

/// Whether a row is to be found.
type Holds = fn(&Value) -> bool;

fn rows(reply: &Value) -> &Vec<Value> {
    reply["Entities"]["RestoreSessions"]["RestoreSessions"].as_array().unwrap()
}

#[tokio::test]
async fn filters_and_order_hold() {
    let em = Em::start(&["--sessions", "300"]).await;
    let token = em.token(ADMIN).await;
    let all = "/api/query?type=restoresession&format=entities&pageSize=1000";
    let filters: [(&str, Holds); 6] = [
        ("State==Working", |row| row["State"] == "Working"),
        ("state!=stopped", |row| row["State"] != "Stopped"),
        ("VmDisplayName==%22fileserver-m%C3%BCnchen%22", |row| {
            row["VmDisplayName"] == "fileserver-münchen"
        }),
        ("Result%3E=warning", |row| row["Result"] == "Warning" || row["Result"] == "Failed"),
        ("(Result==Failed,Result==Warning);Type==RestoreVm", |row| {
            row["Result"] != "Success" && row["Result"] != "None" && row["JobType"] == "RestoreVm"
        }),
        ("BackupServerName==172.17.53.1", |row| row["Links"][0]["Name"] == "172.17.53.1"),
    ];
    let everything = em.json(&token, all).await;
    assert_eq!(rows(&everything).len(), 300);
    for (filter, holds) in filters {
        let found = em.json(&token, &format!("{all}&filter={filter}")).await;
        let expected: Vec<&Value> = rows(&everything).iter().filter(|row| holds(row)).collect();
        assert!(!expected.is_empty(), "{filter} is worth nothing");
        assert_eq!(rows(&found).iter().collect::<Vec<_>>(), expected, "{filter}");
    }
    let sorted = em.json(&token, &format!("{all}&sortAsc=creationtime")).await;
    let times: Vec<&str> =
        rows(&sorted).iter().map(|row| row["CreationTimeUTC"].as_str().unwrap()).collect();
    assert!(times.is_sorted_by_key(|time| time.trim_end_matches('Z')), "{times:?}");
}

#[tokio::test]
async fn pages_hold_each_row_once() {
    let em = Em::start(&["--sessions", "5000"]).await;
    let token = em.token(ADMIN).await;
    let base = "https://enterprise04.tech.local:9398";
    let mut next = Some("/api/query?filter=State%3D%3DStopped&format=Entities&type=RestoreSession&sortDesc=CreationTime&pageSize=700".to_owned());
    let (mut seen, mut pages) = (BTreeSet::new(), 0);
    while let Some(path) = next.take() {
        let reply = em.json(&token, &path).await;
        pages += 1;
        let paging = &reply["PagingInfo"];
        assert_eq!((&paging["PageNum"], &paging["PageSize"]), (&pages.into(), &700.into()));
        assert_eq!(paging["PagesCount"], 8);
        let rels: Vec<&str> = paging["Links"]
            .as_array()
            .unwrap()
            .iter()
            .map(|link| link["Rel"].as_str().unwrap())
            .collect();
        let expected: &[&str] = match pages {
            1 => &["First", "Next", "Last"],
            8 => &["First", "Previous", "Last"],
            _ => &["First", "Previous", "Next", "Last"],
        };
        assert_eq!(rels, expected);
        for row in rows(&reply) {
            assert!(seen.insert(row["UID"].as_str().unwrap().to_owned()), "twice: {row}");
        }
        next = paging["Links"].as_array().unwrap().iter().find(|link| link["Rel"] == "Next").map(
            |link| {
                let href = link["Href"].as_str().unwrap();
                assert!(
                    href.contains("query?filter=State%3d%3dStopped&format=Entities&type="),
                    "{href}"
                );
                href.strip_prefix(base).unwrap().to_owned()
            },
        );
    }
    // All but the five named ones that run.
    assert_eq!((pages, seen.len()), (8, 4995));
}

/// What the page of a session asks for the other restores of its VM.
#[tokio::test]
async fn the_newest_restores_of_a_vm_are_found_by_all_who_may_query() {
    let em = Em::start(&["--sessions", "300"]).await;
    let path = "/api/query?type=RestoreSession&format=Entities\
        &filter=VmDisplayName%3D%3D%22srv04%22&sortDesc=CreationTime&pageSize=5&page=1";
    let admin = em.token(ADMIN).await;
    let all = "/api/query?type=RestoreSession&format=Entities&sortDesc=CreationTime&pageSize=300";
    let everything = em.json(&admin, all).await;
    let of_vm = rows(&everything).iter().filter(|row| row["VmDisplayName"] == "srv04");
    let expected: Vec<&Value> = of_vm.take(5).collect();
    assert_eq!(expected.len(), 5);
    assert!(expected[0]["UID"].as_str().unwrap().ends_with("9e289dec-4c1d-4a76-bae0-2191104cb59d"));
    for user in [ADMIN, HELPDESK, RESTORE_OPERATOR] {
        let found = em.json(&em.token(user).await, path).await;
        assert_eq!(rows(&found).iter().collect::<Vec<_>>(), expected, "{user}");
        let paging = &found["PagingInfo"];
        assert_eq!((&paging["PageNum"], &paging["PageSize"]), (&1.into(), &5.into()), "{user}");
    }
    assert_eq!(em.get(&em.token(ITEM_OPERATOR).await, path).await.0, 403);
}

/// However many sessions there are, the pair's VM has no third one.
#[tokio::test]
async fn an_older_and_a_newer_restore_of_one_vm_are_found() {
    let em = Em::start(&["--sessions", "2000", "--seed-time", "2026-06-16T06:30:00Z"]).await;
    let token = em.token(ADMIN).await;
    let path = "/api/query?type=RestoreSession&format=Entities\
        &filter=VmDisplayName%3D%3D%22intranet07%22&sortDesc=CreationTime";
    let found = em.json(&token, path).await;
    let [newer, older] = rows(&found).as_slice() else { panic!("not two: {found}") };
    let ready: Value = serde_json::from_str(&em.running.ready_line()).unwrap();
    for (word, row) in [("newer", newer), ("older", older)] {
        let id = ready["sessions"][word].as_str().unwrap();
        assert_eq!(row["UID"], format!("urn:veeam:RestoreSession:{id}"), "{word}");
    }
    assert_eq!((&newer["State"], &newer["Result"]), (&"Working".into(), &"None".into()));
    assert_eq!((&newer["Progress"], newer.get("EndTimeUTC")), (&40.into(), None));
    assert_eq!(newer["CreationTimeUTC"], "2026-06-16T06:05:00Z");
    assert_eq!((&older["State"], &older["Result"]), (&"Stopped".into(), &"Success".into()));
    assert_eq!(older["EndTimeUTC"], "2026-06-16T03:30:00.7Z");
}

#[tokio::test]
async fn the_envelope_and_its_defaults() {
    let em = Em::start(&["--sessions", "120"]).await;
    let token = em.token(ADMIN).await;
    let reply = em.json(&token, "/api/query?type=RestoreSession&format=Entities").await;
    assert_eq!(rows(&reply).len(), 100);
    let entities = reply["Entities"].as_object().unwrap();
    assert_eq!(entities.len(), 50);
    assert_eq!(entities.values().filter(|value| !value.is_null()).count(), 1);
    assert!(reply["Refs"].is_null() && reply["Resources"].is_null() && reply["Links"].is_null());
    let reply = em.json(&token, "/api/query?type=RestoreSession").await;
    assert_eq!(reply["Refs"]["Refs"].as_array().unwrap().len(), 100);
    assert!(reply["Entities"].is_null());
    // What a proxy must not let through, EM answers.
    let (status, text) = em.get(&token, "/api/query?type=Credentials&format=Entities").await;
    assert!(status == 200 && text.contains("svc-backup"), "{text}");
    let reply = em.json(&token, "/api/query?type=BackupServer&format=Entities").await;
    assert_eq!(reply["Entities"]["BackupServers"]["BackupServers"].as_array().unwrap().len(), 4);
}

#[tokio::test]
async fn what_cannot_be_read_gives_400() {
    let em = Em::start(&[]).await;
    let token = em.token(ADMIN).await;
    let tails = [
        "format=Entities",
        "type=Nonsense",
        "type=RestoreSession&filter=State%3DWorking",
        "type=RestoreSession&filter=Mood%3D%3DGood",
        "type=RestoreSession&sortAsc=CreationTimeUTC",
        "type=RestoreSession&page=0",
        "type=RestoreSession&pageSize=many",
    ];
    for tail in tails {
        let (status, text) = em.get(&token, &format!("/api/query?{tail}")).await;
        assert_eq!(status, 400, "{tail}: {text}");
        assert!(text.contains("\"StatusCode\":400"), "{text}");
    }
}

/// What a page shows of a session finds it again, whatever the version keeps of a second.
#[tokio::test]
async fn a_session_is_found_by_what_is_shown_of_it() {
    for api in ["v12", "v13"] {
        let em = Em::start(&["--api", api, "--seed-time", "2026-06-16T06:33:10.659559Z"]).await;
        let token = em.token(ADMIN).await;
        let key = |name: &str, v13: &str| if api == "v13" { v13 } else { name }.to_owned();
        let row = em.json(&token, &format!("{RUNNING}?format=Entity")).await;
        let shown = |name: &str| row[name].as_str().unwrap().to_owned();
        let created = shown(&key("CreationTimeUTC", "creationTimeUTC"));
        let uid = shown(&key("UID", "uid"));
        let count = async |filter: String| {
            let path = "/api/query?type=RestoreSession&filter=";
            let (_, text) = em.get(&token, &format!("{path}{filter}")).await;
            text.matches("\"urn:veeam:RestoreSession:").count()
        };
        let newer = count(format!("CreationTime%3E{created}")).await;
        assert_eq!(count(format!("CreationTime%3D%3D{created}")).await, 1, "{api} {created}");
        assert_eq!(count(format!("CreationTime%3E%3D{created}")).await, newer + 1, "{api}");
        for uid in [uid.to_uppercase(), format!("%22{}%22", uid.to_lowercase())] {
            assert_eq!(count(format!("UID%3D%3D{uid}")).await, 1, "{api} {uid}");
        }
        assert_eq!(count("UID%3D%3Durn:veeam:BackupServer:1".to_owned()).await, 0, "{api}");
    }
}

/// States that this list does not know come after those that it knows.
#[tokio::test]
async fn an_unknown_state_has_a_place_in_the_order() {
    let em = Em::start(&["--sessions", "300"]).await;
    let token = em.token(ADMIN).await;
    for (id, state) in [
        ("ed8e95ca-6ec5-4a2d-978b-e1108c4130b6", "Waiting"),
        ("0f5a6c1e-3c0b-4f7e-9b21-6f2d9b7c1a01", "Pending"),
    ] {
        let body = format!("{{\"State\":\"{state}\"}}");
        assert_eq!(em.control(Method::PATCH, &format!("/sessions/{id}"), &body).await.0, 200);
    }
    let path = "/api/query?type=RestoreSession&format=Entities&pageSize=300&sortDesc=State";
    let sorted = em.json(&token, path).await;
    let mut states: Vec<&str> =
        rows(&sorted).iter().map(|row| row["State"].as_str().unwrap()).collect();
    states.dedup();
    assert_eq!(states, ["Waiting", "Pending", "Stopped", "Working", "Starting"]);
}
