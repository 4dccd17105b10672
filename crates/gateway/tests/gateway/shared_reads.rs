//! The same question is one request to Enterprise Manager.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use restore_desk_gateway::gateway::Running;
use restore_desk_gateway::settings::Waits;
use tokio::task::JoinSet;

use crate::support::em::Em;
use crate::support::reader::{
    ACCOUNT, AccountFile, DATE, LONG, Logons, NONE, ROOM_KIB, metric, metric_is, own,
};
use crate::support::{ORIGIN, Reply, address, ask, receive, send};

/// Readers of the same thing, all on their way before Enterprise Manager answers.
async fn at_once(running: &Running, logons: &Logons, line: &'static str, count: u64) -> Vec<Reply> {
    let before = metric(running, r#"reads_total{source="flight"}"#).await;
    logons.holds.store(true, Ordering::SeqCst);
    let mut readers = JoinSet::new();
    for _ in 0..count {
        let api = running.addresses.api.clone();
        readers.spawn(async move { ask(&api, line, &[]).await });
    }
    metric_is(running, r#"reads_total{source="flight"}"#, before + count - 1).await;
    release(logons, readers).await
}

async fn release(logons: &Logons, mut readers: JoinSet<Reply>) -> Vec<Reply> {
    logons.holds.store(false, Ordering::SeqCst);
    let mut replies = Vec::new();
    while !readers.is_empty() {
        logons.go.notify_waiters();
        if let Some(reply) = readers.try_join_next() {
            replies.push(reply.unwrap());
        }
        tokio::task::yield_now().await;
    }
    replies
}

fn reads(em: &Em) -> usize {
    em.heard().iter().filter(|heard| heard.line.starts_with("GET /api/rest")).count()
}

async fn desk(waits: Waits, flags: &[&str]) -> (Arc<Logons>, Em, Running) {
    let (logons, account) = (Arc::<Logons>::default(), AccountFile::new(ACCOUNT));
    let em = logons.start().await;
    let running = own(&em, &account, waits, flags).await;
    (logons, em, running)
}

#[tokio::test]
async fn a_hundred_who_ask_the_same_are_one_request() {
    let (logons, em, running) = desk(NONE, &[]).await;
    let line = "GET /api/restoreSessions/1?format=Entity";
    let replies = at_once(&running, &logons, line, 100).await;
    assert_eq!((replies.len(), reads(&em)), (100, 1));
    for reply in replies {
        assert_eq!((reply.status, reply.text().as_str()), (200, r#"{"Number":1}"#));
        assert_eq!(reply.header("date"), Some(DATE));
        assert_eq!(reply.header("cache-control"), Some("no-store"));
        assert_eq!(reply.header("access-control-allow-origin"), Some(ORIGIN));
    }
}

#[tokio::test]
async fn errors_are_shared_by_who_waits_and_are_not_kept() {
    let (logons, em, running) = desk(LONG, &[]).await;
    for (line, status, known) in [
        ("GET /api/restoreSessions/gone", 404, 1),
        ("GET /api/restoreSessions/broken", 500, 3),
        ("GET /api/restoreSessions/forbidden", 403, 5),
    ] {
        let replies = at_once(&running, &logons, line, 10).await;
        assert!(replies.iter().all(|reply| reply.status == status), "{line}");
        assert_eq!(reads(&em), known, "{line}");
        assert_eq!(ask(&running.addresses.api, line, &[]).await.status, status);
        assert_eq!(reads(&em), known + 1, "{line}");
    }
}

#[tokio::test]
async fn a_good_reply_is_given_again_as_it_came() {
    let (_logons, em, running) = desk(LONG, &[]).await;
    let line = "GET /api/restoreSessions/1?format=Entity";
    for _ in 0..3 {
        let reply = ask(&running.addresses.api, line, &[]).await;
        assert_eq!((reply.status, reply.text().as_str()), (200, r#"{"Number":1}"#));
        assert_eq!(reply.header("date"), Some(DATE));
        assert_eq!(reply.header("cache-control"), Some("no-store"));
    }
    assert_eq!(reads(&em), 1);
    // Another query, and another form, are other questions.
    ask(&running.addresses.api, "GET /api/restoreSessions/1", &[]).await;
    ask(&running.addresses.api, line, &["Accept: application/xml"]).await;
    assert_eq!(reads(&em), 3);
    for (name, expected) in [
        (r#"reads_total{source="em"}"#, 3),
        (r#"reads_total{source="kept"}"#, 2),
        (r#"reads_total{source="flight"}"#, 0),
    ] {
        assert_eq!(metric(&running, name).await, expected, "{name}");
    }
    assert!((3_000..10_000).contains(&metric(&running, "kept_bytes").await));
}

#[tokio::test]
async fn a_reply_that_is_too_old_is_asked_for_again() {
    let (_logons, em, running) = desk(NONE, &[]).await;
    for number in 1..=2 {
        let reply = ask(&running.addresses.api, "GET /api/restoreSessions/1", &[]).await;
        assert_eq!(reply.text(), format!(r#"{{"Number":{number}}}"#));
    }
    assert_eq!(reads(&em), 2);
}

#[tokio::test]
async fn who_goes_away_takes_nothing_from_those_who_wait() {
    let (logons, mut em, running) = desk(NONE, &[]).await;
    logons.holds.store(true, Ordering::SeqCst);
    let api = &running.addresses.api;
    let line = "GET /api/restoreSessions/1";
    let first = send(api, line, &[], b"").await;
    em.arrival().await;
    em.arrival().await;
    let second = send(api, line, &[], b"").await;
    metric_is(&running, r#"reads_total{source="flight"}"#, 1).await;
    drop(first);
    let mut readers = JoinSet::new();
    readers.spawn(receive(second));
    let replies = release(&logons, readers).await;
    assert_eq!(replies[0].text(), r#"{"Number":1}"#);
    assert_eq!(reads(&em), 1);
}

#[tokio::test]
async fn a_question_without_an_answer_ends_in_time_for_all() {
    let (logons, em, running) = desk(NONE, &["--timeout-ms", "100"]).await;
    logons.holds.store(true, Ordering::SeqCst);
    let api = &running.addresses.api;
    let mut streams = Vec::new();
    for _ in 0..5 {
        streams.push(send(api, "GET /api/restoreSessions/1", &[], b"").await);
    }
    for stream in streams {
        let reply = receive(stream).await;
        assert_eq!((reply.status, reply.code().as_str()), (504, "em-timeout"));
    }
    logons.holds.store(false, Ordering::SeqCst);
    assert_eq!(ask(api, "GET /api/restoreSessions/1", &[]).await.status, 200);
    assert!(2 <= reads(&em));
}

#[tokio::test]
async fn different_questions_wait_for_their_turn() {
    let (_logons, em, running) = desk(NONE, &["--concurrent-requests", "1"]).await;
    let mut readers = JoinSet::new();
    for reader in 0..20 {
        let api = running.addresses.api.clone();
        readers.spawn(async move {
            ask(&api, &format!("GET /api/restoreSessions/{reader}"), &[]).await.status
        });
    }
    while let Some(status) = readers.join_next().await {
        assert_eq!(status.unwrap(), 200);
    }
    assert_eq!(reads(&em), 20);
}

#[tokio::test]
async fn a_reply_over_the_limit_is_502_and_not_kept() {
    let (_logons, em, running) = desk(LONG, &["--reply-limit-bytes", "60"]).await;
    let api = &running.addresses.api;
    assert_eq!(ask(api, "GET /api/restoreSessions/1", &[]).await.status, 200);
    drop(running);
    let (_logons, em_small, running) = desk(LONG, &["--reply-limit-bytes", "5"]).await;
    let reply = ask(&running.addresses.api, "GET /api/restoreSessions/1", &[]).await;
    // The sign-in's own reply is over it already.
    assert_eq!((reply.status, reply.code().as_str()), (502, "em-too-large"));
    assert_eq!((reads(&em), reads(&em_small)), (1, 0));
}

#[tokio::test]
async fn a_gateway_that_stops_answers_who_waits() {
    let (logons, mut em, running) = desk(NONE, &[]).await;
    logons.holds.store(true, Ordering::SeqCst);
    let api = running.addresses.api.clone();
    let waiting = send(&api, "GET /api/restoreSessions/1", &[], b"").await;
    em.arrival().await;
    em.arrival().await;
    let stopping = tokio::spawn(running.stop());
    while tokio::net::TcpStream::connect(address(&api)).await.is_ok() {
        tokio::task::yield_now().await;
    }
    let mut readers = JoinSet::new();
    readers.spawn(receive(waiting));
    let replies = release(&logons, readers).await;
    assert_eq!(replies[0].status, 200);
    stopping.await.unwrap();
    assert_eq!(logons.live(), 0);
}

#[tokio::test]
async fn replies_have_room_as_long_as_somebody_needs_them() {
    let room = u32::try_from(ROOM_KIB).unwrap();
    let (_logons, _em, running) = desk(LONG, &[]).await;
    // Kept for an hour, each takes a KiB.
    for reader in 0..room {
        assert_eq!(ask_for(&running, reader).await.status, 200, "{reader}");
    }
    let reply = ask_for(&running, room).await;
    assert_eq!((reply.status, reply.code().as_str()), (503, "too-busy"));
    assert_eq!(ask_for(&running, 0).await.status, 200);

    // Not kept, it is free again when it is sent.
    let (_logons, _em, running) = desk(NONE, &[]).await;
    for reader in 0..2 * room {
        assert_eq!(ask_for(&running, reader).await.status, 200, "{reader}");
    }
}

async fn ask_for(running: &Running, id: u32) -> Reply {
    ask(&running.addresses.api, &format!("GET /api/restoreSessions/{id}"), &[]).await
}
