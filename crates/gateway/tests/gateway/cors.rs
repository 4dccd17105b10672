//! CORS on every reply, whoever made it.

use crate::support::em::{self, Em};
use crate::support::{ORIGIN, Reply, ask, gateway, receive, send};

/// All of them, once each, with the values of the contract.
fn assert_cors(reply: &Reply, what: &str) {
    for (name, value) in [
        ("access-control-allow-origin", ORIGIN),
        ("access-control-allow-methods", "GET, POST, DELETE"),
        ("access-control-allow-headers", "Accept, Authorization, Content-Type, X-RestSvcSessionId"),
        ("access-control-expose-headers", "X-RestSvcSessionId, Date, Retry-After"),
        ("access-control-max-age", "7200"),
        ("vary", "Origin"),
    ] {
        assert_eq!(reply.header(name), Some(value), "{what}: {name}");
    }
}

#[tokio::test]
async fn whatever_em_answers() {
    for status in [200, 201, 202, 204, 400, 401, 403, 404, 405, 500, 501, 503] {
        let em = Em::start(em::status(status), None).await;
        let running = gateway(&["--enterprise-manager", &em.url]).await;
        let reply = ask(&running.addresses.api, "GET /api/restoreSessions/1", &[]).await;
        assert_eq!(reply.status, status);
        assert_cors(&reply, &status.to_string());
        // Enterprise Manager's own failures do not look like the gateway's.
        assert!(!reply.text().contains("restoreDeskGateway"));
    }
}

#[tokio::test]
async fn whatever_the_gateway_answers() {
    let em = Em::plain().await;
    let flags = ["--enterprise-manager", &em.url, "--sign-ins-per-address", "1"];
    let running = gateway(&flags).await;
    for (line, status) in [
        ("GET /healthz", 200),
        ("OPTIONS /healthz", 204),
        ("OPTIONS /api/", 204),
        ("OPTIONS /api/credentials", 204),
        ("OPTIONS /api/no/such/../thing", 204),
        ("GET /nothing", 404),
        ("GET /api/credentials", 404),
        ("GET /api/?action=x", 400),
        ("PUT /api/", 405),
        ("PUT /healthz", 405),
        ("POST /api/sessionMngr/", 200),
        ("POST /api/sessionMngr/", 429),
    ] {
        let reply = ask(&running.addresses.api, line, &[]).await;
        assert_eq!(reply.status, status, "{line}");
        assert_cors(&reply, line);
        assert_eq!(reply.header("cache-control"), Some("no-store"), "{line}");
    }
    assert_eq!(em.heard().len(), 1);
}

#[tokio::test]
async fn the_origin_is_one_of_the_list_or_none() {
    let em = Em::plain().await;
    let other = "https://other.example";
    let running = gateway(&["--enterprise-manager", &em.url, "--allow-origin", other]).await;
    for (origins, allowed) in [
        (vec![ORIGIN], Some(ORIGIN)),
        (vec![other], Some(other)),
        (vec![], None),
        (vec!["https://evil.example"], None),
        (vec!["https://desk.example.evil.example"], None),
        (vec!["http://desk.example"], None),
        (vec!["https://desk.example:8443"], None),
        (vec!["null"], None),
        (vec!["*"], None),
        (vec![ORIGIN, other], None),
    ] {
        let lines: Vec<String> = origins.iter().map(|origin| format!("Origin: {origin}")).collect();
        let headers: Vec<&str> = lines.iter().map(String::as_str).collect();
        for line in ["GET /api/", "GET /api/credentials", "OPTIONS /api/", "GET /healthz"] {
            let reply = receive(send(&running.addresses.api, line, &headers, b"").await).await;
            assert_eq!(reply.header("access-control-allow-origin"), allowed, "{line} {origins:?}");
            assert_eq!(reply.header("vary"), Some("Origin"), "{line} {origins:?}");
        }
    }
}

#[tokio::test]
async fn a_private_network_is_opened_to_allowed_origins_that_ask() {
    let em = Em::plain().await;
    let running = gateway(&["--enterprise-manager", &em.url]).await;
    let asks = "Access-Control-Request-Private-Network: true";
    let name = "access-control-allow-private-network";
    let api = &running.addresses.api;
    assert_eq!(ask(api, "OPTIONS /api/", &[asks]).await.header(name), Some("true"));
    assert_eq!(ask(api, "OPTIONS /api/", &[]).await.header(name), None);
    let stranger = ["Origin: https://evil.example", asks];
    let reply = receive(send(api, "OPTIONS /api/", &stranger, b"").await).await;
    assert_eq!(reply.header(name), None);
}
