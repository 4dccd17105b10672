//! One thing asked for at a time: `use_remote`.

use leptos::{prelude::*, task::spawn_local_scoped_with_cancellation};
use restore_desk_model::{error::ApiError, remote_data::RemoteData};

use crate::parts::Task;

/// Keeps [`RemoteData`] in step with `key`: asks at once, asks again when `key`
/// changes or `refresh` fires, and drops the request in flight in either case
/// and when the caller's owner is disposed.
///
/// A dropped request cannot write, so an old answer never shows under a new
/// key. Signals read inside `fetch` are not tracked.
pub fn use_remote<K, T, Fut>(
    key: impl Into<Signal<K>>,
    refresh: Trigger,
    fetch: impl Fn(K) -> Fut + 'static,
) -> Signal<RemoteData<T>>
where
    K: Clone + PartialEq + Send + Sync + 'static,
    T: Clone + Send + Sync + 'static,
    Fut: Future<Output = Result<T, ApiError>> + 'static,
{
    let key = key.into();
    let data = RwSignal::new(RemoteData::Loading);

    Effect::new(move |previous_key: Option<K>| {
        let key = key.get();
        refresh.track();
        match previous_key {
            Some(previous) if previous == key => data.update(RemoteData::begin_refresh),
            _ => data.set(RemoteData::Loading),
        }
        let request = untrack(|| fetch(key.clone()));
        // Cancelled by this effect's own cleanup: before each rerun and on disposal.
        let task: Task<()> = Box::pin(async move {
            let outcome = request.await;
            let _disposed = data.try_update(|data| data.settle(outcome));
        });
        spawn_local_scoped_with_cancellation(task);
        key
    });

    data.into()
}
