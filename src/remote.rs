//! One thing asked for at a time: `use_remote`.

use leptos::prelude::*;
use restore_desk_model::{error::ApiError, remote_data::RemoteData};

use crate::{
    live::{Again, Live, State, Value},
    tasks::{Task, effect, spawn_in_effect},
};

/// Keeps [`RemoteData`] in step with `key`: asks at once, asks again when `key`
/// changes or `refresh` fires, and drops the request in flight in either case
/// and when the caller's owner is disposed.
///
/// A dropped request cannot write, so an old answer never shows under a new
/// key. Signals read inside `fetch` are not tracked.
pub fn use_remote<K: Value + PartialEq, T: Value>(
    key: Live<K>,
    refresh: Again,
    fetch: impl Fn(K) -> Task<Result<T, ApiError>> + Send + Sync + 'static,
) -> Live<RemoteData<T>> {
    let data = State::new(RemoteData::Loading);
    let mut previous_key = None;
    effect(move || {
        let key = key.get();
        refresh.track();
        if previous_key.as_ref() == Some(&key) {
            data.update(RemoteData::begin_refresh);
        } else {
            data.set(RemoteData::Loading);
        }
        let request = untrack(|| fetch(key.clone()));
        previous_key = Some(key);
        // Cancelled by this effect's own cleanup: before each rerun and on disposal.
        spawn_in_effect(async move {
            let outcome = request.await;
            data.update(|data| data.settle(outcome));
        });
    });
    data.live()
}
