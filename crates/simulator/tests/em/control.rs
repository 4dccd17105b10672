//! The control endpoint: faults, the clock, sessions, the log.

use reqwest::Method;
use serde_json::Value;

use crate::client::{ADMIN, Em, RUNNING};

#[tokio::test]
async fn faults_replace_or_change_the_reply() {
    let em = Em::start(&[]).await;
    let rows = [
        ("{\"status\":503,\"retry_after\":\"7\"", 503, "application/xml", Some("7")),
        ("{\"status\":429", 429, "application/xml", None),
        ("{\"status\":204", 204, "", None),
        ("{\"html\":true", 503, "text/html; charset=us-ascii", None),
        ("{\"html\":true,\"status\":200", 200, "text/html; charset=us-ascii", None),
        ("{\"content_type\":\"text/plain\"", 200, "text/plain", None),
        ("{\"body\":\"[]\",\"status\":200", 200, "application/json", None),
        ("{\"delay_ms\":1,\"slow_body_ms\":1", 200, "application/xml", None),
    ];
    for (rule, status, content_type, retry_after) in rows {
        em.post_control("/faults", &format!("{rule},\"path\":\"/api/\",\"times\":1}}")).await;
        let reply = em.ask(Method::GET, "/api/", &[]).await;
        let text = |name: &str| reply.headers().get(name).map(|value| value.to_str().unwrap());
        assert_eq!(reply.status(), status, "{rule}");
        assert_eq!(text("Content-Type").unwrap_or(""), content_type, "{rule}");
        assert_eq!(text("Retry-After"), retry_after, "{rule}");
        reply.bytes().await.unwrap();
        assert_eq!(em.ask(Method::GET, "/api/", &[]).await.status(), 200, "{rule} went");
    }
}

#[tokio::test]
async fn faults_break_the_connection() {
    let em = Em::start(&[]).await;
    em.post_control("/faults", "[{\"path\":\"/api/\",\"truncate\":20,\"times\":1}]").await;
    let reply = em.ask(Method::GET, "/api/", &[]).await;
    assert!(reply.content_length().is_some_and(|length| 20 < length));
    assert!(reply.bytes().await.is_err());
    em.post_control("/faults", "{\"path\":\"/api/rest*\",\"method\":\"get\",\"reset\":true}").await;
    let url = |path: &str| format!("{}{path}", em.running.url());
    assert!(em.client.get(url(RUNNING)).send().await.is_err());
    assert!(em.client.get(url("/api/")).send().await.is_ok());
    em.control(Method::DELETE, "/faults", "").await;
    assert_eq!(em.ask(Method::GET, RUNNING, &[]).await.status(), 401);
}

#[tokio::test]
async fn the_moving_restore_moves_in_steps() {
    let em = Em::start(&["--restore-ticks", "5", "--idle-timeout-seconds", "100000"]).await;
    let token = em.token(ADMIN).await;
    let path = "/api/restoreSessions/0f5a6c1e-3c0b-4f7e-9b21-6f2d9b7c1a07?format=Entity";
    let steps = [
        ("Starting", "None", 0),
        ("Working", "None", 33),
        ("Working", "None", 66),
        ("Stopping", "None", 100),
        ("Stopped", "None", 100),
        ("Stopped", "Success", 100),
        ("Stopped", "Success", 100),
    ];
    for (state, result, progress) in steps {
        let session = em.json(&token, path).await;
        assert_eq!(session["State"], state);
        assert_eq!((&session["Result"], &session["Progress"]), (&result.into(), &progress.into()));
        assert_eq!(session.get("EndTimeUTC").is_some(), state == "Stopped");
        em.post_control("/advance", "{\"ticks\":1}").await;
    }
}

#[tokio::test]
async fn a_session_can_be_driven() {
    let em = Em::start(&[]).await;
    let token = em.token(ADMIN).await;
    let control = RUNNING.replace("/api/restoreSessions", "/sessions");
    let body = "{\"State\":\"Stopped\",\"Result\":\"Failed\",\"Progress\":null,\
        \"EndTimeUTC\":\"2026-06-16T07:00:00Z\",\"FailureMessage\":\"Disk full.\",\"Name\":\"x\"}";
    assert_eq!(em.control(Method::PATCH, &control, body).await.0, 200);
    let session = em.json(&token, &format!("{RUNNING}?format=Entity")).await;
    assert_eq!(session["Result"], "Failed");
    assert_eq!(session["EndTimeUTC"], "2026-06-16T07:00:00Z");
    assert_eq!((&session["FailureMessage"], &session["Name"]), (&"Disk full.".into(), &"x".into()));
    assert_eq!(session.get("Progress"), None);
    let found = em.json(&token, "/api/query?type=RestoreSession&filter=Name==x").await;
    assert_eq!(found["Refs"]["Refs"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn the_log_keeps_names_and_no_token() {
    let em = Em::start(&[]).await;
    let token = em.token(ADMIN).await;
    em.control(Method::DELETE, "/requests", "").await;
    let cookie = format!("X-RestSvcSessionId={token}; theme=dark");
    let headers = [
        ("Cookie", cookie.as_str()),
        ("Origin", "https://desk.example"),
        ("X-Forwarded-For", "10.0.0.9"),
    ];
    em.ask(Method::GET, &format!("{RUNNING}?format=Entity"), &headers).await;
    let (_, report) = em.control(Method::GET, "/requests", "").await;
    assert_eq!(report["counts"][format!("GET {RUNNING}")], 1);
    let request = &report["requests"][0];
    assert_eq!((&request["token"], &request["query"]), (&true.into(), &"format=Entity".into()));
    assert_eq!(request["values"]["cookie"], "X-RestSvcSessionId=***; theme=dark");
    assert_eq!(request["values"]["origin"], "https://desk.example");
    assert_eq!(request["values"]["x-forwarded-for"], "10.0.0.9");
    assert!(!report.to_string().contains(&token));
}

#[tokio::test]
async fn what_the_control_endpoint_cannot_read_changes_nothing() {
    let em = Em::start(&[]).await;
    let session = RUNNING.replace("/api/restoreSessions", "/sessions");
    let rows = [
        (Method::POST, "/faults", "{\"path\":\"*\",\"stauts\":503}", 400),
        (Method::POST, "/faults", "[{\"path\":\"*\",\"status\":503},{\"status\":99}]", 400),
        (Method::POST, "/faults", "{\"status\":503}", 400),
        (Method::POST, "/faults", "nonsense", 400),
        (Method::POST, "/advance", "{\"seconds\":-1}", 400),
        (Method::POST, "/api-version", "{\"api\":\"v11\"}", 400),
        (Method::PATCH, session.as_str(), "{\"Mood\":\"good\"}", 400),
        (Method::PATCH, "/sessions/1", "{}", 400),
        (Method::GET, "/nowhere", "", 404),
    ];
    for (method, path, body, status) in rows {
        assert_eq!(em.control(method, path, body).await.0, status, "{path} {body}");
    }
    let (_, state) = em.control(Method::GET, "/state", "").await;
    assert_eq!(state["faults"], Value::Array(Vec::new()));
    assert_eq!(state["api"], "v12");
}
