//! Logging on and off, the idle time, and what each role may read.

use reqwest::Method;
use serde_json::Value;

use crate::client::{ADMIN, Em, HELPDESK, ITEM_OPERATOR, RESTORE_OPERATOR, RUNNING};

#[tokio::test]
async fn logon_gives_the_token_in_header_cookie_and_body() {
    let em = Em::start(&[]).await;
    let reply = em.log_on("tech\\HELPDESK").await;
    assert_eq!(reply.status(), 201);
    let token = reply.headers()["X-RestSvcSessionId"].to_str().unwrap().to_owned();
    let cookie = format!("X-RestSvcSessionId={token}; Path=/api;");
    assert_eq!(reply.headers()["Set-Cookie"].to_str().unwrap(), cookie);
    let body: Value = serde_json::from_str(&reply.text().await.unwrap()).unwrap();
    let id = body["SessionId"].as_str().unwrap();
    assert_eq!(base64::Engine::encode(&base64::engine::general_purpose::STANDARD, id), token);
    assert_eq!(body["UserName"], "TECH\\helpdesk");
    assert_eq!(em.get(&token, &format!("/api/logonSessions/{id}")).await.0, 200);
    // Gone, it gives 500; the reference, section a.
    let other = em.token(ADMIN).await;
    let path = format!("/api/logonSessions/{id}");
    let headers = [("X-RestSvcSessionId", token.as_str())];
    assert_eq!(em.ask(Method::DELETE, &path, &headers).await.status(), 204);
    assert_eq!(em.get(&token, RUNNING).await.0, 401);
    assert_eq!(em.get(&other, &path).await.0, 500);
}

#[tokio::test]
async fn logon_is_refused() {
    let em = Em::start(&[]).await;
    assert_eq!(em.log_on("TECH\\no.role").await.status(), 401);
    assert_eq!(em.log_on("TECH\\nobody").await.status(), 401);
    let unsized_post = em.client.post(format!("{}/api/sessionMngr/", em.running.url()));
    assert_eq!(unsized_post.send().await.unwrap().status(), 411);
    let rows = [
        (Method::POST, "/api/sessionMngr/?v=latest", 401),
        (Method::POST, "/api/sessionMngr/?v=v9_9", 400),
        (Method::GET, "/api/sessionMngr/", 405),
        (Method::OPTIONS, RUNNING, 405),
        (Method::GET, RUNNING, 401),
        (Method::GET, "/api/", 200),
        (Method::GET, "/", 404),
    ];
    for (method, path, status) in rows {
        let reply = em.ask(method.clone(), path, &[("Origin", "https://desk.example")]).await;
        assert_eq!(reply.status(), status, "{method} {path}");
        assert!(reply.headers().contains_key("Date"));
        assert_eq!(reply.headers()["Server"], "Microsoft-HTTPAPI/2.0");
        let is_cors = |name: &str| name.starts_with("access-control");
        assert!(!reply.headers().keys().any(|name| is_cors(name.as_str())), "{method} {path}");
        let asks = reply.headers().get("WWW-Authenticate").map(|value| value.to_str().unwrap());
        assert_eq!(asks, (status == 401).then_some("Basic Realm=RestSvc"));
    }
}

#[tokio::test]
async fn a_cookie_beats_the_header() {
    let em = Em::start(&[]).await;
    let token = em.token(ADMIN).await;
    let good = format!("a=b; X-RestSvcSessionId={token}");
    let rows = [
        (token.as_str(), "X-RestSvcSessionId=c3RhbGU=", 401),
        ("c3RhbGU=", good.as_str(), 200),
        (token.as_str(), "other=1", 200),
    ];
    for (header, cookie, status) in rows {
        let headers = [("X-RestSvcSessionId", header), ("Cookie", cookie)];
        assert_eq!(em.ask(Method::GET, RUNNING, &headers).await.status(), status, "{cookie}");
    }
}

#[tokio::test]
async fn the_idle_time_slides() {
    let em = Em::start(&["--idle-timeout-seconds", "900"]).await;
    let token = em.token(ADMIN).await;
    for _ in 0..3 {
        em.post_control("/advance", "{\"seconds\":800}").await;
        assert_eq!(em.get(&token, RUNNING).await.0, 200);
    }
    em.post_control("/advance", "{\"seconds\":901}").await;
    assert_eq!(em.get(&token, RUNNING).await.0, 401);
    let token = em.token(ADMIN).await;
    em.post_control("/expire", "").await;
    assert_eq!(em.get(&token, RUNNING).await.0, 401);
}

/// The role table of the reference, section b.
#[tokio::test]
async fn each_role_reads_what_it_may() {
    let em = Em::start(&[]).await;
    let server = "/api/backupServers/a490c017-2c1c-40ee-8bcf-73bcce6ab36f";
    let point = "/api/vmRestorePoints/6c958531-3177-4055-b0ce-dc4ef1ce6433";
    let rows = [
        (RUNNING, [200, 200, 200, 200]),
        ("/api/restoreSessions", [200, 200, 200, 200]),
        ("/api/tasks", [200, 200, 200, 200]),
        (server, [200, 200, 403, 403]),
        (point, [200, 200, 200, 403]),
        ("/api/restorePoints", [200, 200, 200, 403]),
        ("/api/backups", [200, 200, 200, 403]),
        ("/api/backupFiles", [200, 200, 403, 403]),
        ("/api/repositories", [200, 200, 403, 403]),
        // Not in the table: as for EM's other data of its own.
        ("/api/systemSessions", [200, 200, 403, 403]),
        ("/api/systemSessions?format=Entity", [200, 200, 403, 403]),
        ("/api/query?type=RestoreSession", [200, 200, 200, 403]),
        ("/api/query?type=BackupServer", [200, 200, 403, 403]),
    ];
    let users = [ADMIN, HELPDESK, RESTORE_OPERATOR, ITEM_OPERATOR];
    for (column, user) in users.into_iter().enumerate() {
        let token = em.token(user).await;
        for (path, statuses) in &rows {
            assert_eq!(em.get(&token, path).await.0, statuses[column], "{user} {path}");
        }
    }
}
