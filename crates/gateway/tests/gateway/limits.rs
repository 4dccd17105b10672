//! How much of everything.

use std::sync::Arc;

use axum::Router;
use tokio::sync::Notify;

use crate::support::em::Em;
use crate::support::{ORIGIN, ask, gateway, receive, send};

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
