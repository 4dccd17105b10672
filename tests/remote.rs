//! `use_remote` under changing keys and refreshes, on the native executor: no
//! browser, and no clock: each answer comes when the test says so.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test says what it expects by unwrapping")]

use std::{
    collections::BTreeMap,
    future::Future,
    sync::{Arc, Mutex},
};

use any_spawner::{CustomExecutor, Executor, PinnedFuture, PinnedLocalFuture};
use leptos::prelude::*;
use restore_desk::{
    live::{Again, Live, State},
    remote::use_remote,
};
use restore_desk_model::{
    error::ApiError,
    remote_data::{Refresh, RemoteData},
};
use tokio::sync::oneshot;

type Outcome = Result<u32, ApiError>;

/// Requests that wait for their answer, by key and number.
type Waiting = BTreeMap<(u32, usize), oneshot::Sender<Outcome>>;

/// A backend that answers when told to, and knows what it was asked for.
#[derive(Clone, Default)]
struct Backend {
    waiting: Arc<Mutex<Waiting>>,
    asked: Arc<Mutex<Vec<u32>>>,
}

impl Backend {
    fn fetch(
        &self,
    ) -> impl Fn(u32) -> std::pin::Pin<Box<dyn Future<Output = Outcome>>> + Send + Sync + 'static
    {
        let backend = self.clone();
        move |key| {
            let (send, receive) = oneshot::channel();
            let number = backend.asked.lock().unwrap().len();
            backend.asked.lock().unwrap().push(key);
            backend.waiting.lock().unwrap().insert((key, number), send);
            Box::pin(async move { receive.await.unwrap() })
        }
    }

    /// Answers the request with this number; false when it was dropped before.
    async fn answer(&self, key: u32, number: usize, outcome: Outcome) -> bool {
        let sender = self.waiting.lock().unwrap().remove(&(key, number)).unwrap();
        let heard = sender.send(outcome).is_ok();
        settle().await;
        heard
    }

    fn asked(&self) -> Vec<u32> {
        self.asked.lock().unwrap().clone()
    }
}

/// Lets every task that can go on do so.
async fn settle() {
    for _ in 0..20 {
        Executor::tick().await;
        tokio::task::yield_now().await;
    }
}

/// As in a browser: everything on one thread.
struct OneThread;

impl CustomExecutor for OneThread {
    fn spawn(&self, task: PinnedFuture<()>) {
        self.spawn_local(task);
    }

    fn spawn_local(&self, task: PinnedLocalFuture<()>) {
        tokio::task::spawn_local(task);
    }

    fn poll_local(&self) {}
}

async fn with_owner<F: Future<Output = ()>>(test: impl FnOnce() -> F) {
    let _once = Executor::init_custom_executor(OneThread);
    tokio::task::LocalSet::new()
        .run_until(async {
            let owner = Owner::new();
            owner.set();
            test().await;
            drop(owner);
        })
        .await;
}

fn loaded(value: u32, refresh: Refresh) -> RemoteData<u32> {
    RemoteData::Loaded { value, refresh }
}

#[tokio::test]
async fn a_slow_old_answer_never_shows_under_a_new_key() {
    with_owner(|| async {
        let backend = Backend::default();
        let key = State::new(1);
        let data = use_remote(key.live(), Again::new(), backend.fetch());
        settle().await;
        key.set(2);
        settle().await;
        assert_eq!(backend.asked(), [1, 2]);
        assert!(!backend.answer(1, 0, Ok(1)).await, "the old request is dropped");
        assert_eq!(data.peek(), RemoteData::Loading);
        assert!(backend.answer(2, 1, Ok(2)).await);
        assert_eq!(data.peek(), loaded(2, Refresh::Idle));
    })
    .await;
}

#[tokio::test]
async fn a_new_key_does_not_wait_for_the_old_request() {
    with_owner(|| async {
        let backend = Backend::default();
        let key = State::new(1);
        let data = use_remote(key.live(), Again::new(), backend.fetch());
        settle().await;
        key.set(2);
        settle().await;
        assert!(backend.answer(2, 1, Ok(2)).await);
        assert_eq!(data.peek(), loaded(2, Refresh::Idle));
    })
    .await;
}

#[tokio::test]
async fn a_refresh_keeps_the_answer_and_cancels_the_one_before() {
    with_owner(|| async {
        let backend = Backend::default();
        let refresh = Again::new();
        let data = use_remote(Live::fixed(1), refresh, backend.fetch());
        settle().await;
        backend.answer(1, 0, Ok(10)).await;
        refresh.ask();
        settle().await;
        assert_eq!(data.peek(), loaded(10, Refresh::Pending));
        refresh.ask();
        settle().await;
        assert!(!backend.answer(1, 1, Ok(11)).await, "one request at a time");
        backend.answer(1, 2, Ok(12)).await;
        assert_eq!(data.peek(), loaded(12, Refresh::Idle));
    })
    .await;
}

#[tokio::test]
async fn a_failed_refresh_keeps_the_answer_and_says_so() {
    with_owner(|| async {
        let backend = Backend::default();
        let refresh = Again::new();
        let data = use_remote(Live::fixed(1), refresh, backend.fetch());
        settle().await;
        backend.answer(1, 0, Ok(10)).await;
        refresh.ask();
        settle().await;
        backend.answer(1, 1, Err(ApiError::EnterpriseManagerDown)).await;
        assert_eq!(data.peek(), loaded(10, Refresh::Failed(ApiError::EnterpriseManagerDown)));
        refresh.ask();
        settle().await;
        backend.answer(1, 2, Ok(11)).await;
        assert_eq!(data.peek(), loaded(11, Refresh::Idle));
    })
    .await;
}

#[tokio::test]
async fn a_first_failure_can_be_tried_again() {
    with_owner(|| async {
        let backend = Backend::default();
        let refresh = Again::new();
        let data = use_remote(Live::fixed(1), refresh, backend.fetch());
        settle().await;
        backend.answer(1, 0, Err(ApiError::Unreachable)).await;
        let failed =
            |is_pending| RemoteData::Failed { error: ApiError::Unreachable, is_pending };
        assert_eq!(data.peek(), failed(false));
        refresh.ask();
        settle().await;
        assert_eq!(data.peek(), failed(true), "why there is none stays until there is one");
        backend.answer(1, 1, Ok(1)).await;
        assert_eq!(data.peek(), loaded(1, Refresh::Idle));
    })
    .await;
}

#[tokio::test]
async fn disposal_drops_the_request() {
    with_owner(|| async {
        let backend = Backend::default();
        let page = Owner::new();
        let _data = page.with(|| use_remote(Live::fixed(1), Again::new(), backend.fetch()));
        settle().await;
        assert_eq!(backend.asked(), [1]);
        drop(page);
        settle().await;
        assert!(!backend.answer(1, 0, Ok(1)).await, "nobody waits for it");
    })
    .await;
}
