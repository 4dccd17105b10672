//! EM's own sessions: one collection a tick.

use std::collections::BTreeSet;

use reqwest::Method;
use serde_json::Value;

use crate::client::{ADMIN, Em, HELPDESK, ITEM_OPERATOR, RESTORE_OPERATOR};

const LIST: &str = "/api/systemSessions?format=Entity";
const FLAGS: [&str; 4] =
    ["--seed-time", "2026-06-16T06:33:10.659559Z", "--collection-interval-seconds", "900"];

fn ends(list: &Value) -> BTreeSet<&str> {
    let sessions = list["Sessions"].as_array().unwrap();
    sessions.iter().map(|session| session["EndTimeUTC"].as_str().unwrap()).collect()
}

/// The documented sample, members in the order of other entities.
#[tokio::test]
async fn a_collection_has_the_members_of_its_sample() {
    let em = Em::start(&FLAGS).await;
    let token = em.token(HELPDESK).await;
    let (_, text) = em.get(&token, LIST).await;
    let expected = "{\"Sessions\":[{\"SessionType\":\"CollectJob\",\
        \"CreationTimeUTC\":\"2026-06-16T06:32:52.238Z\",\"EndTimeUTC\":\"2026-06-16T06:33:10.659Z\",\
        \"State\":\"CompletedSuccessfully\",\"Result\":{\"Result\":\"CompletedSuccessfully\",\
        \"Message\":\"\",\"IsCanceled\":false},\"Name\":\"Collect Job @2026-06-16 06:32:52\",\
        \"UID\":\"urn:veeam:SystemSession:";
    assert!(text.starts_with(expected), "{text}");
    assert!(text.ends_with("?format=Entity\",\"Type\":\"SystemSession\"}]}"), "{text}");

    em.post_control("/api-version", "{\"api\":\"v13\"}").await;
    let (_, text) = em.get(&token, LIST).await;
    let expected = "{\"sessions\":[{\"sessionType\":\"CollectJob\",\
        \"creationTimeUTC\":\"2026-06-16T06:32:52.238059Z\",\"endTimeUTC\":\"2026-06-16T06:33:10.659559Z\",\
        \"state\":\"CompletedSuccessfully\",\"result\":{\"result\":\"CompletedSuccessfully\",\
        \"message\":\"\",\"isCanceled\":false},\"name\":\"Collect Job @2026-06-16 06:32:52.238059\",";
    assert!(text.starts_with(expected), "{text}");

    let headers = [("X-RestSvcSessionId", token.as_str())];
    let xml = em.ask(Method::GET, LIST, &headers).await.text().await.unwrap();
    assert!(xml.contains("<SystemSessions xmlns=") && xml.contains("<Sessions Name="), "{xml}");
    assert!(xml.contains("<IsCanceled>false</IsCanceled></Result></Sessions>"), "{xml}");
}

#[tokio::test]
async fn each_tick_ends_a_collection_and_the_newest_are_listed() {
    let em = Em::start(&FLAGS).await;
    let token = em.token(ADMIN).await;
    assert_eq!(ends(&em.json(&token, LIST).await), BTreeSet::from(["2026-06-16T06:33:10.659Z"]));
    em.post_control("/advance", "{\"seconds\":890}").await;
    assert_eq!(ends(&em.json(&token, LIST).await).len(), 1);
    em.post_control("/advance", "{\"seconds\":10}").await;
    let two = BTreeSet::from(["2026-06-16T06:33:10.659Z", "2026-06-16T06:48:10.659Z"]);
    assert_eq!(ends(&em.json(&token, LIST).await), two);
    em.post_control("/advance", "{\"ticks\":24}").await;
    // The sign-in has gone idle.
    let token = em.token(ADMIN).await;
    let list = em.json(&token, LIST).await;
    let ends = ends(&list);
    assert_eq!(ends.len(), 20);
    assert_eq!(ends.first(), Some(&"2026-06-16T08:03:10.659Z"));
    assert_eq!(ends.last(), Some(&"2026-06-16T12:48:10.659Z"));
}

#[tokio::test]
async fn references_hold_no_data_and_lead_to_it() {
    let em = Em::start(&FLAGS).await;
    let token = em.token(ADMIN).await;
    let list = em.json(&token, "/api/systemSessions").await;
    let reference = &list["Refs"][0];
    assert_eq!(reference["Type"], "SystemSessionReference");
    assert_eq!(reference.get("EndTimeUTC"), None);
    let base = "https://enterprise04.tech.local:9398";
    let href = |link: &Value| link["Href"].as_str().unwrap().strip_prefix(base).unwrap().to_owned();
    let entity = em.json(&token, &href(&reference["Links"][0])).await;
    assert_eq!((&entity["UID"], &entity["Type"]), (&reference["UID"], &"SystemSession".into()));
    assert_eq!(em.json(&token, &href(&entity["Links"][0])).await, *reference);
    em.json(&token, &href(&entity["Links"][1])).await;
    for path in ["00000000-0000-0000-0000-000000000000", "x", "x/events", "x/y"] {
        assert_eq!(em.get(&token, &format!("/api/systemSessions/{path}")).await.0, 404, "{path}");
    }
}

/// Who may read the list is told so at sign-in.
#[tokio::test]
async fn the_sign_in_offers_the_list_to_those_who_may_read_it() {
    let em = Em::start(&[]).await;
    let rows = [(ADMIN, 200), (HELPDESK, 200), (RESTORE_OPERATOR, 403), (ITEM_OPERATOR, 403)];
    for (user, status) in rows {
        let reply = em.log_on(user).await;
        let token = reply.headers()["X-RestSvcSessionId"].to_str().unwrap().to_owned();
        let logon: Value = serde_json::from_str(&reply.text().await.unwrap()).unwrap();
        let offered = |path: &str, kind: &str| {
            let links = logon["Links"].as_array().unwrap();
            let fits = |link: &Value| {
                link["Type"] == kind && link["Href"].as_str().unwrap().ends_with(path)
            };
            links.iter().any(fits)
        };
        let references = offered("/api/systemSessions", "BackupJobSessionReferenceList");
        assert_eq!(references, status == 200, "{user}");
        assert_eq!(offered(LIST, "BackupJobSessionList"), status == 200, "{user}");
        assert_eq!(em.get(&token, LIST).await.0, status, "{user}");
    }
}
