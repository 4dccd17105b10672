//! What tests of requests share: an executor without clock, and a backend that
//! answers when it is told to.

use std::{
    collections::BTreeMap,
    future::Future,
    sync::{Arc, Mutex},
};

use any_spawner::{CustomExecutor, Executor, PinnedFuture, PinnedLocalFuture};
use leptos::prelude::*;
use restore_desk::tasks::Task;
use restore_desk_model::{error::ApiError, remote_data::RemoteData};
use tokio::sync::oneshot;

pub(crate) type Outcome = Result<u32, ApiError>;

/// Requests that wait for their answer, by key and number.
type Waiting = BTreeMap<(u32, usize), oneshot::Sender<Outcome>>;

/// A backend that answers when told to, and knows what it was asked for.
#[derive(Clone, Default)]
pub(crate) struct Backend {
    waiting: Arc<Mutex<Waiting>>,
    asked: Arc<Mutex<Vec<u32>>>,
}

impl Backend {
    pub(crate) fn fetch(&self) -> impl Fn(u32) -> Task<Outcome> + Send + Sync + 'static {
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
    pub(crate) async fn answer(&self, key: u32, number: usize, outcome: Outcome) -> bool {
        let sender = self.waiting.lock().unwrap().remove(&(key, number)).unwrap();
        let heard = sender.send(outcome).is_ok();
        settle().await;
        heard
    }

    pub(crate) fn asked(&self) -> Vec<u32> {
        self.asked.lock().unwrap().clone()
    }

    /// How many requests somebody waits for.
    pub(crate) fn under_way(&self) -> usize {
        self.waiting.lock().unwrap().values().filter(|sender| !sender.is_closed()).count()
    }
}

/// Lets every task that can go on do so.
pub(crate) async fn settle() {
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

pub(crate) async fn with_owner<F: Future<Output = ()>>(test: impl FnOnce() -> F) {
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

/// An answer, and nothing under way.
pub(crate) fn loaded(value: u32) -> RemoteData<u32> {
    RemoteData::Loaded { value, error: None, is_pending: false }
}

/// An answer that is being asked for again.
pub(crate) fn renewing(value: u32) -> RemoteData<u32> {
    RemoteData::Loaded { value, error: None, is_pending: true }
}

/// An answer that could not be renewed.
pub(crate) fn old(value: u32, error: ApiError) -> RemoteData<u32> {
    RemoteData::Loaded { value, error: Some(error), is_pending: false }
}
