//! Effects and tasks that exist once in the bundle.
//!
//! Leptos makes code anew for each type of closure. Here the closures are boxed,
//! so that one copy serves all (docs/decisions/0004).

use std::{future::Future, pin::Pin};

use leptos::{prelude::*, task};

use crate::{
    browser::{self, by_name},
    closures::{Act, Give},
};

/// For how long one task of several makes or draws things: what is drawn has to be laid
/// out as well, and 50 ms are felt.
const SLICE_MS: f64 = 5.0;

/// Runs `act` now and whenever what it reads changes: towards the outside only.
pub fn effect(act: impl FnMut() + Send + Sync + 'static) {
    fn boxed(mut act: Box<dyn Act + Send + Sync>) {
        // Not `new`: that asks which thread it is on, with all of `std::thread`.
        Effect::new_sync(move || act.act());
    }
    boxed(Box::new(act));
}

/// A future of one type.
pub type Task<T> = Pin<Box<dyn Future<Output = T>>>;

/// Runs a task to its end, whatever becomes of the page.
pub fn spawn(task: impl Future<Output = ()> + 'static) {
    fn boxed(task: Task<()>) {
        task::spawn_local(task);
    }
    boxed(Box::pin(task));
}

/// Runs a task that ends at the latest when the effect that starts it runs again, or goes.
pub fn spawn_in_effect(task: impl Future<Output = ()> + 'static) {
    fn boxed(task: Task<()>) {
        task::spawn_local_scoped_with_cancellation(task);
    }
    boxed(Box::pin(task));
}

/// Calls `step` in tasks of some milliseconds each, the first of them a new one, until it
/// says that nothing is left.
pub async fn in_tasks(mut step: impl FnMut() -> bool) {
    loop {
        by_name::task().await;
        let is_in_time = slice();
        while is_in_time() {
            if !step() {
                return;
            }
        }
    }
}

/// Runs `act` whenever what `track` reads changes; not now. What `act` reads is
/// not tracked.
pub fn on_change(track: impl Fn() + Send + Sync + 'static, act: impl Fn() + Send + Sync + 'static) {
    fn boxed(track: Box<dyn Give<()> + Send + Sync>, act: Box<dyn Give<()> + Send + Sync>) {
        let mut is_first = true;
        effect(move || {
            track.give();
            if !std::mem::take(&mut is_first) {
                untrack(|| act.give());
            }
        });
    }
    boxed(Box::new(track), Box::new(act));
}

/// Says until when one task of several goes on.
pub fn slice() -> impl Fn() -> bool {
    let end_ms = browser::uptime() + SLICE_MS;
    move || browser::uptime() < end_ms
}
