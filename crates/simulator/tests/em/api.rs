//! Forms, shapes, links.

use std::collections::{BTreeSet, VecDeque};

use reqwest::Method;
use serde_json::Value;

use crate::client::{ADMIN, Em, RUNNING};

#[tokio::test]
async fn json_is_sent_only_when_it_is_asked_for() {
    let em = Em::start(&["--bom"]).await;
    let rows = [
        ("*/*", "application/xml"),
        ("text/html", "application/xml"),
        ("application/json", "application/json"),
        ("text/html, application/xml;q=0.9, application/json;q=0.1", "application/json"),
    ];
    for (accept, expected) in rows {
        let reply = em.ask(Method::GET, "/api/", &[("Accept", accept)]).await;
        assert_eq!(reply.headers()["Content-Type"], expected, "Accept: {accept}");
        let body = reply.bytes().await.unwrap();
        assert_eq!(body.starts_with(b"\xef\xbb\xbf{"), expected == "application/json");
        assert_eq!(body.starts_with(b"<?xml"), expected == "application/xml");
    }
}

/// The documented sample, members in its order.
#[tokio::test]
async fn a_session_has_the_members_of_its_sample() {
    let em = Em::start(&["--seed-time", "2026-06-16T06:33:10.659559Z"]).await;
    let token = em.token(ADMIN).await;
    let path = format!("{RUNNING}?format=entity");
    let (_, text) = em.get(&token, &path).await;
    let expected = "{\"RestoredObjRef\":null,\"VmDisplayName\":\"ubuntu88\",\"JobUid\":null,\
        \"JobName\":null,\"JobType\":\"RestoreVm\",\"CreationTimeUTC\":\"2026-06-16T05:41:10.659Z\",\
        \"State\":\"Working\",\"Result\":\"None\",\"Progress\":64,\"FailureMessage\":null,\
        \"Name\":\"ubuntu88@2026-06-16 05:41:10\",\
        \"UID\":\"urn:veeam:RestoreSession:ed8e95ca-6ec5-4a2d-978b-e1108c4130b6\",\
        \"Links\":[{\"Rel\":\"Up\",\"Href\":\"https://enterprise04.tech.local:9398/api/\
        backupServers/a490c017-2c1c-40ee-8bcf-73bcce6ab36f\",\"Name\":\"enterprise01.tech.local\",\
        \"Type\":\"BackupServerReference\"},";
    assert!(text.starts_with(expected), "{text}");

    em.post_control("/api-version", "{\"api\":\"v13\"}").await;
    let (_, text) = em.get(&token, &path).await;
    let expected = "\"creationTimeUTC\":\"2026-06-16T05:41:10.659559Z\",\"state\":\"Working\"";
    assert!(text.contains(expected), "{text}");
    assert!(text.contains("\"name\":\"ubuntu88@2026-06-16 05:41:10.659559\",\"uid\":"), "{text}");
    let reference = em.json(&token, RUNNING).await;
    let keys: BTreeSet<&str> = reference.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, BTreeSet::from(["links", "uid", "name", "href", "type"]));
    assert_eq!(reference["type"], "RestoreSessionReference");
    assert_eq!(reference["links"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn the_documented_sessions_are_as_documented() {
    let em = Em::start(&[]).await;
    let token = em.token(ADMIN).await;
    // Id, state, result, progress, whether it has a Related link.
    let rows = [
        ("676dc837-f441-4ac1-8470-15be06b4cffc", "Stopped", "Success", Some(0), true),
        ("8f20b44a-b96f-47c6-9a17-ba9d1c17a342", "Stopped", "Success", Some(100), true),
        ("b67a3603-81f4-46af-be68-9f2c2307465c", "Stopped", "Success", None, false),
        ("9e289dec-4c1d-4a76-bae0-2191104cb59d", "Working", "None", Some(0), true),
        ("0f5a6c1e-3c0b-4f7e-9b21-6f2d9b7c1a05", "Starting", "None", Some(0), true),
        ("0f5a6c1e-3c0b-4f7e-9b21-6f2d9b7c1a04", "Stopped", "Failed", Some(12), true),
    ];
    for (id, state, result, progress, related) in rows {
        let session = em.json(&token, &format!("/api/restoreSessions/{id}?format=Entity")).await;
        assert_eq!(
            (&session["State"], &session["Result"]),
            (&state.into(), &result.into()),
            "{id}"
        );
        assert_eq!(session.get("Progress").and_then(Value::as_i64), progress, "{id}");
        assert_eq!(session.get("EndTimeUTC").is_some(), state == "Stopped", "{id}");
        let links = session["Links"].as_array().unwrap();
        assert_eq!(links.iter().any(|link| link["Rel"] == "Related"), related, "{id}");
    }
}

#[tokio::test]
async fn the_collection_ends_after_thirty_days_but_the_session_stays() {
    let em = Em::start(&[]).await;
    let token = em.token(ADMIN).await;
    let old = "0f5a6c1e-3c0b-4f7e-9b21-6f2d9b7c1a08";
    let (_, references) = em.get(&token, "/api/restoreSessions").await;
    assert!(references.starts_with("{\"Refs\":[") && !references.contains(old));
    let (_, entities) = em.get(&token, "/api/restoreSessions?format=Entity").await;
    assert!(entities.starts_with("{\"RestoreSessions\":[{") && !entities.contains(old));
    em.json(&token, &format!("/api/restoreSessions/{old}")).await;
    let (_, found) = em.get(&token, "/api/query?type=RestoreSession").await;
    assert!(found.contains(old));
    let unknown = "/api/restoreSessions/00000000-0000-0000-0000-000000000000";
    let (status, text) = em.get(&token, unknown).await;
    let expected = "{\"FirstChanceExceptionMessage\":null,\
        \"Message\":\"Restore session with specified ID was not found.\",\"StackTrace\":null,\
        \"Status\":null,\"StatusCode\":404}";
    assert_eq!((status, text.as_str()), (404, expected));
}

/// Follows all links that a viewer may follow, from the session onward.
#[tokio::test]
async fn every_link_to_follow_leads_to_something() {
    let em = Em::start(&[]).await;
    let token = em.token(ADMIN).await;
    let base = "https://enterprise04.tech.local:9398";
    let mut waiting = VecDeque::from([format!("{RUNNING}?format=Entity")]);
    waiting.push_back("/api/querySvc".to_owned());
    let mut seen = BTreeSet::new();
    while let Some(path) = waiting.pop_front() {
        if 400 <= seen.len() || !seen.insert(path.clone()) {
            continue;
        }
        let tree = em.json(&token, &path).await;
        let mut hrefs = Vec::new();
        collect(&tree, &mut hrefs);
        for href in hrefs {
            waiting.push_back(href.strip_prefix(base).unwrap().to_owned());
        }
    }
    for segment in ["backupFiles/", "repositories/", "jobs/", "/mounts", "/managedServers"] {
        assert!(seen.iter().any(|path| path.contains(segment)), "{segment} was not reached");
    }
}

fn collect(tree: &Value, hrefs: &mut Vec<String>) {
    match tree {
        Value::Array(items) => items.iter().for_each(|item| collect(item, hrefs)),
        Value::Object(members) => {
            let follow =
                ["Up", "Down", "Alternate", "Related", "First", "Previous", "Next", "Last"];
            if members.get("Rel").is_some_and(|rel| follow.iter().any(|known| rel == known)) {
                hrefs.push(members["Href"].as_str().unwrap().to_owned());
            }
            members.values().for_each(|member| collect(member, hrefs));
        }
        _ => {}
    }
}
