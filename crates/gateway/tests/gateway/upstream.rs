//! Enterprise Manager down, slow, too large, pointing elsewhere; and a reply as it comes.

use std::convert::Infallible;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, Bytes};
use futures_util::stream;
use tokio::io::AsyncReadExt as _;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, mpsc};

use crate::support::em::{self, Em};
use crate::support::{ORIGIN, address, ask, gateway, receive, send};

#[tokio::test]
async fn down_is_502() {
    // A port that was free a moment ago, and that nobody listens on.
    let gone = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let url = format!("http://{gone}");
    let flags = ["--enterprise-manager", &url, "--admin-listen", "127.0.0.1:0"];
    let running = gateway(&flags).await;
    let reply = ask(&running.addresses.api, "GET /api/", &[]).await;
    assert_eq!((reply.status, reply.code().as_str()), (502, "em-unreachable"));
    assert_eq!(reply.header("access-control-allow-origin"), Some(ORIGIN));
    assert!(!reply.text().contains(&gone.to_string()));
    let admin = running.addresses.admin.as_ref().unwrap();
    assert_eq!(ask(admin, "GET /readyz", &[]).await.status, 503);
    assert_eq!(ask(&running.addresses.api, "GET /healthz", &[]).await.text(), "ok");
}

#[tokio::test]
async fn a_reply_that_says_it_is_too_large_is_502() {
    let script = Router::new().fallback(|| async { "a".repeat(101) });
    let em = Em::start(script, None).await;
    let running = gateway(&["--enterprise-manager", &em.url, "--reply-limit-bytes", "100"]).await;
    let reply = ask(&running.addresses.api, "GET /api/", &[]).await;
    assert_eq!((reply.status, reply.code().as_str()), (502, "em-too-large"));
}

#[tokio::test]
async fn a_reply_that_turns_out_too_large_is_cut() {
    let parts = || stream::iter((0..20).map(|_| Ok::<_, Infallible>("0123456789")));
    let script = Router::new().fallback(move || async move { Body::from_stream(parts()) });
    let em = Em::start(script, None).await;
    let flags = ["--enterprise-manager", &em.url, "--reply-limit-bytes"];
    for (limit, complete) in [("199", false), ("200", true)] {
        let running = gateway(&[flags.as_slice(), &[limit]].concat()).await;
        let reply = ask(&running.addresses.api, "GET /api/", &[]).await;
        assert_eq!((reply.status, reply.complete), (200, complete), "{limit}");
    }
}

#[tokio::test]
async fn the_first_bytes_come_before_the_last_are_made() {
    let (sender, receiver) = mpsc::channel::<Bytes>(1);
    let receiver = Arc::new(Mutex::new(Some(receiver)));
    let script = Router::new().fallback(move || async move {
        let receiver = receiver.lock().unwrap().take().unwrap();
        Body::from_stream(stream::unfold(receiver, |mut receiver| async move {
            Some((Ok::<_, Infallible>(receiver.recv().await?), receiver))
        }))
    });
    let em = Em::start(script, None).await;
    let running = gateway(&["--enterprise-manager", &em.url]).await;
    let mut stream = send(&running.addresses.api, "GET /api/", &[], b"").await;
    sender.send(Bytes::from_static(b"first")).await.unwrap();
    let mut seen = Vec::new();
    while !seen.ends_with(b"first\r\n") {
        let mut part = [0; 1024];
        let len = stream.read(&mut part).await.unwrap();
        assert!(0 < len, "{:?}", String::from_utf8_lossy(&seen));
        seen.extend_from_slice(&part[..len]);
    }
    drop(sender);
    stream.read_to_end(&mut seen).await.unwrap();
    assert!(seen.ends_with(b"0\r\n\r\n"));
}

#[tokio::test]
async fn a_stop_lets_requests_finish_and_takes_no_new_ones() {
    let go = Arc::new(Notify::new());
    let script = {
        let go = Arc::clone(&go);
        Router::new().fallback(move || async move {
            go.notified().await;
            "finished"
        })
    };
    let mut em = Em::start(script, None).await;
    let running = gateway(&["--enterprise-manager", &em.url]).await;
    let api = running.addresses.api.clone();
    let under_way = send(&api, "GET /api/", &[], b"").await;
    em.arrival().await;
    let stopping = tokio::spawn(running.stop());
    // The listener closes as the first thing; each try meets the state of that moment.
    while TcpStream::connect(address(&api)).await.is_ok() {
        tokio::task::yield_now().await;
    }
    go.notify_one();
    assert_eq!(receive(under_way).await.text(), "finished");
    stopping.await.unwrap();
}

#[tokio::test]
async fn ready_and_metrics_are_on_the_listener_of_the_administrator() {
    let em = Em::start(em::status(401), None).await;
    let flags = ["--enterprise-manager", &em.url, "--admin-listen", "127.0.0.1:0"];
    let running = gateway(&flags).await;
    let admin = running.addresses.admin.as_ref().unwrap();
    // A refusal is an answer: Enterprise Manager is there.
    assert_eq!(ask(admin, "GET /readyz", &[]).await.status, 200);
    ask(&running.addresses.api, "GET /api/restoreSessions/secret-id", &[]).await;
    ask(&running.addresses.api, "GET /api/credentials", &[]).await;
    let text = ask(admin, "GET /metrics", &[]).await.text();
    for line in [
        r#"restore_desk_gateway_requests_total{method="GET",resource="restoreSessions",status="401"} 1"#,
        r#"restore_desk_gateway_own_replies_total{code="not-allowed"} 1"#,
        "restore_desk_gateway_request_seconds_count 2",
    ] {
        assert!(text.contains(line), "{line} in {text}");
    }
    assert!(!text.contains("secret-id"));
    assert_eq!(ask(admin, "GET /api/", &[]).await.status, 404);
}
