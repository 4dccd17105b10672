//! How much of everything.

use std::sync::Arc;

use axum::Router;
use tokio::sync::Notify;

use crate::support::em::Em;
use crate::support::{ORIGIN, ask, gateway, receive, send};

/// `DESK\ann:pass` and `DESK\bob:pass`.
const ANN: &str = "Authorization: Basic REVTS1xhbm46cGFzcw==";
const BOB: &str = "Authorization: Basic REVTS1xib2I6cGFzcw==";

#[tokio::test]
async fn five_sign_ins_a_minute_for_a_name() {
    let em = Em::plain().await;
    let running = gateway(&["--enterprise-manager", &em.url]).await;
    let api = &running.addresses.api;
    for _ in 0..5 {
        assert_eq!(ask(api, "POST /api/sessionMngr/", &[ANN]).await.status, 200);
    }
    let reply = ask(api, "POST /api/sessionMngr/", &[ANN]).await;
    assert_eq!((reply.status, reply.code().as_str()), (429, "too-many"));
    let seconds: u32 = reply.header("retry-after").unwrap().parse().unwrap();
    assert!((1..=60).contains(&seconds), "{seconds}");
    assert_eq!(ask(api, "POST /api/sessionMngr/", &[BOB]).await.status, 200);
    assert_eq!(ask(api, "GET /api/restoreSessions", &[ANN]).await.status, 200);
    assert_eq!(em.heard().len(), 7);
}

#[tokio::test]
async fn forwarded_addresses_count_from_trusted_proxies_alone() {
    let em = Em::plain().await;
    let flags = ["--enterprise-manager", &em.url, "--sign-ins-per-address", "1"];
    let trusting = [flags.as_slice(), &["--trusted-proxy", "127.0.0.0/8"]].concat();
    for (flags, second) in [(flags.as_slice(), 429), (trusting.as_slice(), 200)] {
        let running = gateway(flags).await;
        for (client, status) in [("192.0.2.1", 200), ("192.0.2.2", second), ("192.0.2.1", 429)] {
            let forwarded = format!("X-Forwarded-For: {client}");
            let reply = ask(&running.addresses.api, "POST /api/sessionMngr/", &[&forwarded]).await;
            assert_eq!(reply.status, status, "{client} {flags:?}");
        }
    }
}

#[tokio::test]
async fn a_body_over_the_limit_is_413() {
    let em = Em::plain().await;
    let running = gateway(&["--enterprise-manager", &em.url]).await;
    let api = &running.addresses.api;
    let origin = format!("Origin: {ORIGIN}");
    let said = format!("Content-Length: {}", (64 << 10) + 1);
    let line = "POST /api/sessionMngr/";
    let reply = receive(send(api, line, &[&origin, &said], b"").await).await;
    assert_eq!((reply.status, reply.code().as_str()), (413, "body-too-large"));
    // Without a length it is the bytes that count.
    let chunk = format!("{:x}\r\n{}\r\n0\r\n\r\n", 70_000, "a".repeat(70_000));
    let headers = [origin.as_str(), "Transfer-Encoding: chunked"];
    let reply = receive(send(api, line, &headers, chunk.as_bytes()).await).await;
    assert_eq!((reply.status, reply.header("vary")), (413, Some("Origin")));
    assert!(em.heard().is_empty());
    let whole = format!("Content-Length: {}", 64 << 10);
    let body = vec![b'a'; 64 << 10];
    assert_eq!(receive(send(api, line, &[&origin, &whole], &body).await).await.status, 200);
}

#[tokio::test]
async fn a_body_that_does_not_come_is_408() {
    let em = Em::plain().await;
    let running = gateway(&["--enterprise-manager", &em.url, "--timeout-ms", "50"]).await;
    let reply = ask(&running.addresses.api, "POST /api/sessionMngr/", &["Content-Length: 5"]).await;
    assert_eq!((reply.status, reply.code().as_str()), (408, "body-incomplete"));
}

#[tokio::test]
async fn requests_under_way_are_counted_to_the_end_of_their_reply() {
    let go = Arc::new(Notify::new());
    let script = {
        let go = Arc::clone(&go);
        Router::new().fallback(move || async move {
            go.notified().await;
            "done"
        })
    };
    let mut em = Em::start(script, None).await;
    let running = gateway(&["--enterprise-manager", &em.url, "--concurrent-requests", "1"]).await;
    let api = &running.addresses.api;
    let first = send(api, "GET /api/", &[], b"").await;
    em.arrival().await;
    let reply = ask(api, "GET /api/", &[]).await;
    assert_eq!((reply.status, reply.code().as_str()), (503, "too-busy"));
    assert_eq!(reply.header("retry-after"), Some("1"));
    assert_eq!(reply.header("access-control-allow-origin"), Some(ORIGIN));
    assert_eq!(ask(api, "GET /healthz", &[]).await.status, 200);
    go.notify_one();
    assert_eq!(receive(first).await.text(), "done");
    go.notify_one();
    assert_eq!(ask(api, "GET /api/", &[]).await.status, 200);
}
