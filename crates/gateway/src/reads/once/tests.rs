use std::future::pending;
use std::sync::atomic::{AtomicU32, Ordering};

use axum::http::HeaderMap;
use futures_util::FutureExt as _;
use tokio::sync::Notify;
use tokio::time::advance;

use super::*;

fn once() -> Arc<Once> {
    Arc::new(Once::new(Duration::from_secs(5), Arc::new(Metrics::new())))
}

fn key() -> Key {
    Key { target: "/api/".to_owned(), accept: None }
}

fn reply(status: StatusCode) -> Arc<Whole> {
    Arc::new(Whole { status, headers: HeaderMap::new(), body: "{}".into() })
}

/// Asks, and counts it if it comes to that.
async fn asked(once: &Arc<Once>, asks: &Arc<AtomicU32>, outcome: Answer) -> Answer {
    let asks = Arc::clone(asks);
    let ask = |_key| async move {
        asks.fetch_add(1, Ordering::Relaxed);
        outcome
    };
    once.get(&key(), ask).await
}

#[tokio::test(start_paused = true)]
async fn a_good_answer_is_kept_for_five_seconds() {
    let (once, asks) = (once(), Arc::default());
    for (after, expected) in [(0, 1), (4_999, 1), (1, 2), (4_999, 2), (1, 3)] {
        advance(Duration::from_millis(after)).await;
        assert_eq!(asked(&once, &asks, Ok(reply(StatusCode::OK))).await, Ok(reply(StatusCode::OK)));
        assert_eq!(asks.load(Ordering::Relaxed), expected);
    }
}

#[tokio::test]
async fn other_answers_are_not_kept() {
    let (once, asks) = (once(), Arc::default());
    for outcome in [
        Ok(reply(StatusCode::NOT_FOUND)),
        Ok(reply(StatusCode::NO_CONTENT)),
        Ok(reply(StatusCode::INTERNAL_SERVER_ERROR)),
        Err(Problem::em_unreachable()),
        Ok(reply(StatusCode::OK)),
    ] {
        assert_eq!(asked(&once, &asks, outcome.clone()).await, outcome);
    }
    assert_eq!(asks.load(Ordering::Relaxed), 5);
}

#[tokio::test]
async fn who_waits_gets_the_answer_though_the_first_goes_away() {
    let (once, go) = (once(), Arc::new(Notify::new()));
    let ask = {
        let go = Arc::clone(&go);
        |_key| async move {
            go.notified().await;
            Err(Problem::em_timeout())
        }
    };
    let key = key();
    let mut first = Box::pin(once.get(&key, ask));
    assert_eq!((&mut first).now_or_never(), None);
    let mut second = Box::pin(once.get(&key, |_key| pending()));
    assert_eq!((&mut second).now_or_never(), None);
    drop(first);
    go.notify_one();
    assert_eq!(second.await, Err(Problem::em_timeout()));
}

#[tokio::test]
async fn a_panic_leaves_nobody_waiting() {
    let (once, asks) = (once(), Arc::default());
    let key = key();
    let first = once.get(&key, |_key| async { panic!("on purpose") });
    let second = once.get(&key, |_key| pending());
    let (first, second) = tokio::join!(first, second);
    assert_eq!((first, second), (Err(Problem::too_busy()), Err(Problem::too_busy())));
    assert_eq!(asked(&once, &asks, Ok(reply(StatusCode::OK))).await, Ok(reply(StatusCode::OK)));
}

#[tokio::test]
async fn questions_differ_by_address_and_by_accept() {
    let (once, asks) = (once(), Arc::new(AtomicU32::new(0)));
    let json = Some(b"application/json".to_vec());
    for (target, accept) in [("/a", None), ("/b", None), ("/a", json.clone()), ("/a", json)] {
        let key = Key { target: target.to_owned(), accept };
        let asks = Arc::clone(&asks);
        let ask = |_key| async move {
            asks.fetch_add(1, Ordering::Relaxed);
            Ok(reply(StatusCode::OK))
        };
        once.get(&key, ask).await.unwrap();
    }
    assert_eq!(asks.load(Ordering::Relaxed), 3);
}

#[tokio::test]
async fn there_is_an_end_to_what_is_under_way() {
    let once = once();
    let mut waiting = Vec::new();
    for number in 0..=FLIGHTS_MAX {
        let once = Arc::clone(&once);
        let key = Key { target: number.to_string(), accept: None };
        waiting.push(Box::pin(async move { once.get(&key, |_key| pending()).await }));
    }
    let last = waiting.pop().unwrap();
    for one in &mut waiting {
        assert_eq!(one.now_or_never(), None);
    }
    assert_eq!(last.now_or_never(), Some(Err(Problem::too_busy())));
}
