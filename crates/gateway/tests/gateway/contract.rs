//! What is let through, what Enterprise Manager hears of it, and what comes back.

use axum::http::HeaderName;

use crate::support::em::Em;
use crate::support::{ORIGIN, ask, gateway, receive, send};

#[tokio::test]
async fn what_is_allowed_arrives_as_it_was_sent() {
    let em = Em::plain().await;
    let running = gateway(&["--enterprise-manager", &em.url]).await;
    let lines = [
        "GET /api/",
        "GET /api/restoreSessions?format=Entity&pageSize=5&page=2",
        "GET /api/restoreSessions/ed8e?format=Entity",
        "GET /api/backupServers/ce15",
        "GET /api/vmRestorePoints/1",
        "GET /api/systemSessions?sortDesc=CreationTimeUTC&v=latest",
        "GET /api/query?type=RestoreSession&filter=Name==%22a%20b%22;State!=x+y",
        "POST /api/sessionMngr/?v=latest",
        "DELETE /api/logonSessions/1",
    ];
    for line in lines {
        let reply = ask(&running.addresses.api, line, &[]).await;
        assert_eq!((reply.status, reply.text().as_str()), (200, r#"{"Type":"Usual"}"#), "{line}");
    }
    let heard: Vec<String> = em.heard().into_iter().map(|heard| heard.line).collect();
    assert_eq!(heard, lines);
}

#[tokio::test]
async fn em_never_hears_of_what_is_refused() {
    let em = Em::plain().await;
    let running = gateway(&["--enterprise-manager", &em.url]).await;
    let long = format!("GET /api/restoreSessions/{}", "a".repeat(5000));
    let long_query = format!("GET /api/query?type=RestoreSession&filter={}", "a".repeat(5000));
    for (line, status, code) in [
        ("GET /api", 404, "not-allowed"),
        ("GET /api/credentials", 404, "not-allowed"),
        ("GET /api/passwords/1", 404, "not-allowed"),
        ("GET /api/logonSessions", 404, "not-allowed"),
        ("GET /api/jobs/1", 404, "not-opened"),
        ("GET /api/tasks", 404, "not-opened"),
        ("GET /", 404, "not-found"),
        ("GET //api/", 404, "not-found"),
        ("GET /API/restoreSessions", 404, "not-found"),
        ("GET /readyz", 404, "not-found"),
        ("GET /metrics", 404, "not-found"),
        ("GET /api//restoreSessions", 400, "not-allowed"),
        ("GET /api/../api/credentials", 400, "not-allowed"),
        ("GET /api/restoreSessions/%2e%2e/credentials", 400, "not-allowed"),
        ("GET /api/restoreSessions%2f..%2fcredentials", 400, "not-allowed"),
        ("GET /api/restoreSessions/a\\b", 400, "not-allowed"),
        (&long, 400, "not-allowed"),
        (&long_query, 400, "not-allowed"),
        ("GET /api/query", 400, "not-allowed"),
        ("GET /api/query?type=Credentials", 400, "not-allowed"),
        ("GET /api/query?type=RestoreSession&type=Credentials", 400, "not-allowed"),
        ("GET /api/query?type=RestoreSession&%74ype=Passwords", 400, "not-allowed"),
        ("GET /api/query?Type=RestoreSession", 400, "not-allowed"),
        ("GET /api/query?type=RestoreSession&Type=Passwords", 400, "not-allowed"),
        ("GET /api/restoreSessions/1?action=stop", 400, "not-allowed"),
        ("GET /api/restoreSessions?url=https://elsewhere.example", 400, "not-allowed"),
        ("POST /api/restoreSessions/1", 405, "wrong-method"),
        ("PUT /api/backupServers/1", 405, "wrong-method"),
        ("DELETE /api/restoreSessions/1", 405, "wrong-method"),
        ("HEAD /api/", 405, ""),
        ("PATCH /api/", 405, "wrong-method"),
        ("GET /api/sessionMngr/", 405, "wrong-method"),
        ("GET /api/logonSessions/1", 405, "wrong-method"),
        ("POST /api/query?type=RestoreSession", 405, "wrong-method"),
    ] {
        let reply = ask(&running.addresses.api, line, &[]).await;
        assert_eq!(reply.status, status, "{line}");
        if !code.is_empty() {
            assert_eq!(reply.code(), code, "{line}");
        }
        assert_eq!(reply.header("access-control-allow-origin"), Some(ORIGIN), "{line}");
        assert_eq!(reply.header("allow").is_some(), status == 405, "{line}");
        assert_eq!(reply.header("cache-control"), Some("no-store"), "{line}");
    }
    assert!(em.heard().is_empty(), "{:?}", em.heard());
}

#[tokio::test]
async fn the_target_of_a_proxy_request_is_no_address() {
    let em = Em::plain().await;
    let running = gateway(&["--enterprise-manager", &em.url]).await;
    ask(&running.addresses.api, "GET http://elsewhere.example/api/", &[]).await;
    let heard = em.heard();
    let host = heard[0].headers["host"].to_str().unwrap();
    assert!(em.url.ends_with(host), "{host}");
    assert_eq!(heard[0].line, "GET /api/");
}

#[tokio::test]
async fn explore_opens_more_for_reading() {
    let em = Em::plain().await;
    let running = gateway(&["--enterprise-manager", &em.url, "--explore"]).await;
    for (line, status) in [
        ("GET /api/restorePoints/1?format=Entity", 200),
        ("GET /api/backupServers/1/repositories", 200),
        ("GET /api/vmRestorePoints/1/mounts", 200),
        ("GET /api/jobs/1/backupSessions", 200),
        ("DELETE /api/jobs/1", 405),
        ("POST /api/jobs/1", 405),
        ("GET /api/jobs", 404),
        ("GET /api/jobs/1/credentials", 404),
        ("GET /api/credentials/1", 404),
    ] {
        assert_eq!(ask(&running.addresses.api, line, &[]).await.status, status, "{line}");
    }
    assert_eq!(em.heard().len(), 4);
}

#[tokio::test]
async fn em_hears_the_listed_headers_and_no_others() {
    let em = Em::plain().await;
    let running = gateway(&["--enterprise-manager", &em.url]).await;
    let headers = [
        "Accept: application/json;q=0.9",
        "Authorization: Basic YTpi",
        "Content-Type: application/json",
        "X-RestSvcSessionId: token",
        "Cookie: X-RestSvcSessionId=other",
        "Referer: https://desk.example/secret",
        "User-Agent: browser",
        "X-Forwarded-For: 192.0.2.1",
        "X-Forwarded-Host: elsewhere.example",
        "Forwarded: for=192.0.2.1",
        "Accept-Encoding: gzip",
        "Connection: X-RestSvcSessionId",
        "TE: trailers",
        "Upgrade: h2c",
        "X-HTTP-Method-Override: DELETE",
    ];
    ask(&running.addresses.api, "GET /api/restoreSessions", &headers).await;
    ask(&running.addresses.api, "POST /api/sessionMngr/", &headers).await;
    let heard = em.heard();
    let names = |index: usize| {
        let mut names: Vec<&str> = heard[index].headers.keys().map(HeaderName::as_str).collect();
        names.sort_unstable();
        names
    };
    let passed = ["accept", "authorization", "content-type", "host", "x-restsvcsessionid"];
    assert_eq!(names(0), passed);
    assert_eq!(heard[0].headers["accept"], "application/json;q=0.9");
    assert_eq!(heard[0].headers["x-restsvcsessionid"], "token");
    // http.sys answers a POST without a length with 411.
    assert_eq!(heard[1].headers.get_all("content-length").iter().collect::<Vec<_>>(), ["0"]);
    assert_eq!(names(1).len(), passed.len() + 1);
}

#[tokio::test]
async fn a_body_passes_with_the_sign_in_and_nowhere_else() {
    let em = Em::plain().await;
    let running = gateway(&["--enterprise-manager", &em.url]).await;
    let body = br#"{"TenantCredentials":1}"#;
    let len = format!("Content-Length: {}", body.len());
    for line in ["POST /api/sessionMngr/", "GET /api/", "DELETE /api/logonSessions/1"] {
        let reply = receive(send(&running.addresses.api, line, &[&len], body).await).await;
        assert_eq!(reply.status, 200, "{line}");
    }
    let bodies: Vec<Vec<u8>> = em.heard().into_iter().map(|heard| heard.body).collect();
    assert_eq!(bodies, [body.to_vec(), vec![], vec![]]);
}

#[tokio::test]
async fn the_browser_hears_the_listed_headers_and_ours() {
    let em = Em::plain().await;
    let running = gateway(&["--enterprise-manager", &em.url]).await;
    let reply = ask(&running.addresses.api, "GET /api/", &[]).await;
    for (name, value) in [
        ("content-type", Some("application/json")),
        ("content-length", Some("16")),
        ("date", Some("Tue, 15 Nov 1994 08:12:31 GMT")),
        ("retry-after", Some("7")),
        ("x-restsvcsessionid", Some("token-from-em")),
        ("cache-control", Some("no-store")),
        ("x-content-type-options", Some("nosniff")),
        ("access-control-allow-origin", Some(ORIGIN)),
        ("access-control-allow-credentials", None),
        ("set-cookie", None),
        ("www-authenticate", None),
        ("server", None),
        ("keep-alive", None),
        ("location", None),
    ] {
        assert_eq!(reply.header(name), value, "{name}");
    }
}
