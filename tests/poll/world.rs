//! A clock, its timers, and a page that polls by them.

use std::{
    cell::RefCell,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
};

use leptos::prelude::*;
use restore_desk::{
    live::Live,
    poll::{Hooks, Poll, use_poll},
    remote::use_remote,
    tasks::Task,
};
use restore_desk_model::{
    error::ApiError,
    remote_data::RemoteData,
    schedule::{Activity, Decision, Event, Schedule, Settings, Standing, Trouble},
};

use crate::support::{Backend, Outcome, settle};

pub(crate) const SECOND: u64 = 1_000;
pub(crate) const MINUTE: u64 = 60 * SECOND;
pub(crate) const HOUR: u64 = 60 * MINUTE;
/// What the clock shows when a page opens; times in the tests count from here.
pub(crate) const START: u64 = 5 * HOUR;

pub(crate) const INTERVAL: u64 = 30 * SECOND;
/// Least time from one request to the next.
pub(crate) const FLOOR: u64 = 3 * SECOND;

pub(crate) const ACCOUNT: Settings = Settings {
    poll_interval_ms: INTERVAL,
    idle_stop_ms: Some(10 * MINUTE),
    collection_interval_ms: 15 * MINUTE,
};
/// Asks on where nobody uses the page.
pub(crate) const PROXY: Settings = Settings { idle_stop_ms: None, ..ACCOUNT };

/// The answer that says that it is over.
pub(crate) const ENDED: u32 = 100;
pub(crate) const KEY: u32 = 1;

pub(crate) struct Timer {
    at_ms: u64,
    is_set: Arc<AtomicBool>,
    pub(crate) then: Box<dyn FnOnce()>,
}

/// A clock and its timers, as the browser has them.
#[derive(Default)]
pub(crate) struct World {
    pub(crate) now_ms: u64,
    timers: Vec<Timer>,
    /// The most timers that were set at a time.
    pub(crate) most: usize,
    /// The longest time that a timer was set to.
    pub(crate) longest_ms: u64,
}

thread_local! {
    static WORLD: RefCell<World> = RefCell::default();
}

pub(crate) fn world<T>(act: impl FnOnce(&mut World) -> T) -> T {
    WORLD.with_borrow_mut(|world| {
        world.timers.retain(|timer| timer.is_set.load(Ordering::Relaxed));
        act(world)
    })
}

pub(crate) fn now_ms() -> u64 {
    world(|world| world.now_ms)
}

/// As `browser::after`: the timer goes with the owner that is current.
pub(crate) fn after(delay_ms: u32, then: Box<dyn FnOnce()>) {
    let is_set = Arc::new(AtomicBool::new(true));
    let cleared = is_set.clone();
    on_cleanup(move || cleared.store(false, Ordering::Relaxed));
    world(|world| {
        let at_ms = world.now_ms + u64::from(delay_ms);
        world.timers.push(Timer { at_ms, is_set, then });
        world.most = world.most.max(world.timers.len());
        world.longest_ms = world.longest_ms.max(u64::from(delay_ms));
    });
}

pub(crate) fn timers() -> usize {
    world(|world| world.timers.len())
}

/// Takes the next timer that runs out by then.
pub(crate) fn next_timer(until_ms: u64) -> Option<Timer> {
    world(|world| {
        let (place, _) = world
            .timers
            .iter()
            .enumerate()
            .filter(|(_, timer)| timer.at_ms <= until_ms)
            .min_by_key(|(_, timer)| timer.at_ms)?;
        Some(world.timers.remove(place))
    })
}

/// Lets time pass; each timer runs out on its millisecond.
pub(crate) async fn pass(ms: u64) {
    let until_ms = now_ms() + ms;
    while let Some(timer) = next_timer(until_ms) {
        world(|world| world.now_ms = world.now_ms.max(timer.at_ms));
        (timer.then)();
        settle().await;
    }
    world(|world| world.now_ms = until_ms);
}

/// The computer sleeps: time passes, and timers run out only at the end.
pub(crate) async fn sleep(ms: u64) {
    world(|world| world.now_ms += ms);
    pass(0).await;
}

/// A page that asks for one thing. Its owner goes with it.
pub(crate) struct Page {
    pub(crate) backend: Backend,
    pub(crate) poll: Poll,
    pub(crate) data: Live<RemoteData<u32>>,
    pub(crate) sent: Arc<Mutex<Vec<u64>>>,
    _owner: Owner,
}

impl Page {
    pub(crate) async fn open(settings: Settings) -> Page {
        Page::open_in_tab(settings, true).await
    }

    pub(crate) async fn open_in_tab(settings: Settings, visible: bool) -> Page {
        WORLD.set(World { now_ms: START, ..World::default() });
        let backend = Backend::default();
        let sent = Arc::new(Mutex::new(Vec::new()));
        let owner = Owner::new();
        let (poll, data) = owner.with(|| {
            let schedule = Schedule::new(settings, START, visible, 7);
            let poll = use_poll(schedule, Hooks { now_ms, after });
            let fetch = telling(poll, backend.fetch(), sent.clone());
            (poll, use_remote(Live::fixed(KEY), poll.due, fetch))
        });
        settle().await;
        Page { backend, poll, data, sent, _owner: owner }
    }

    /// When requests left, counted from the start.
    pub(crate) fn sent(&self) -> Vec<u64> {
        self.sent.lock().unwrap().iter().map(|at_ms| at_ms - START).collect()
    }

    pub(crate) async fn tell(&self, event: Event) {
        self.poll.tell(event);
        settle().await;
    }

    /// Answers the newest request, which must be the only one.
    pub(crate) async fn answer(&self, outcome: Outcome) {
        assert_eq!(self.backend.under_way(), 1);
        let newest = self.backend.asked().len() - 1;
        assert!(self.backend.answer(KEY, newest, outcome).await);
    }

    pub(crate) fn decision(&self) -> Decision {
        untrack(|| self.poll.decision())
    }

    pub(crate) fn activity(&self) -> Activity {
        self.decision().activity
    }
}

/// Requests that tell the schedule how they ended, as those of the app do.
pub(crate) fn telling(
    poll: Poll,
    fetch: impl Fn(u32) -> Task<Outcome> + Send + Sync + 'static,
    sent: Arc<Mutex<Vec<u64>>>,
) -> impl Fn(u32) -> Task<Outcome> + Send + Sync + 'static {
    move |key| {
        sent.lock().unwrap().push(now_ms());
        let request = fetch(key);
        Box::pin(async move {
            let outcome = request.await;
            poll.tell(match &outcome {
                Ok(ENDED) => Event::Answered(Standing::Ended),
                Ok(_) => Event::Answered(Standing::Running),
                Err(ApiError::SignedOut) => Event::Failed(Trouble::SignedOut),
                Err(_) => Event::Failed(Trouble::Passing { retry_after_ms: None }),
            });
            outcome
        })
    }
}
