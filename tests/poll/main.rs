//! `use_poll` together with `use_remote`, on the native executor: no browser, and
//! a clock that goes only when the test says so.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test says what it expects by unwrapping")]

mod support;

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

use support::{Backend, Outcome, loaded, old, renewing, settle, with_owner};

const SECOND: u64 = 1_000;
const MINUTE: u64 = 60 * SECOND;
const HOUR: u64 = 60 * MINUTE;
/// What the clock shows when a page opens; times in the tests count from here.
const START: u64 = 5 * HOUR;

const INTERVAL: u64 = 30 * SECOND;
/// Least time from one request to the next.
const FLOOR: u64 = 3 * SECOND;

const ACCOUNT: Settings = Settings {
    poll_interval_ms: INTERVAL,
    idle_stop_ms: Some(10 * MINUTE),
    collection_interval_ms: 15 * MINUTE,
};
/// Asks on where nobody uses the page.
const PROXY: Settings = Settings { idle_stop_ms: None, ..ACCOUNT };

/// The answer that says that it is over.
const ENDED: u32 = 100;
const KEY: u32 = 1;

struct Timer {
    at_ms: u64,
    is_set: Arc<AtomicBool>,
    then: Box<dyn FnOnce()>,
}

/// A clock and its timers, as the browser has them.
#[derive(Default)]
struct World {
    now_ms: u64,
    timers: Vec<Timer>,
    /// The most timers that were set at a time.
    most: usize,
    /// The longest time that a timer was set to.
    longest_ms: u64,
}

thread_local! {
    static WORLD: RefCell<World> = RefCell::default();
}

fn world<T>(act: impl FnOnce(&mut World) -> T) -> T {
    WORLD.with_borrow_mut(|world| {
        world.timers.retain(|timer| timer.is_set.load(Ordering::Relaxed));
        act(world)
    })
}

fn now_ms() -> u64 {
    world(|world| world.now_ms)
}

/// As `browser::after`: the timer goes with the owner that is current.
fn after(delay_ms: u32, then: Box<dyn FnOnce()>) {
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

fn timers() -> usize {
    world(|world| world.timers.len())
}

/// Takes the next timer that runs out by then.
fn next_timer(until_ms: u64) -> Option<Timer> {
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
async fn pass(ms: u64) {
    let until_ms = now_ms() + ms;
    while let Some(timer) = next_timer(until_ms) {
        world(|world| world.now_ms = world.now_ms.max(timer.at_ms));
        (timer.then)();
        settle().await;
    }
    world(|world| world.now_ms = until_ms);
}

/// The computer sleeps: time passes, and timers run out only at the end.
async fn sleep(ms: u64) {
    world(|world| world.now_ms += ms);
    pass(0).await;
}

/// A page that asks for one thing. Its owner goes with it.
struct Page {
    backend: Backend,
    poll: Poll,
    data: Live<RemoteData<u32>>,
    sent: Arc<Mutex<Vec<u64>>>,
    _owner: Owner,
}

impl Page {
    async fn open(settings: Settings) -> Page {
        Page::open_in_tab(settings, true).await
    }

    async fn open_in_tab(settings: Settings, visible: bool) -> Page {
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
    fn sent(&self) -> Vec<u64> {
        self.sent.lock().unwrap().iter().map(|at_ms| at_ms - START).collect()
    }

    async fn tell(&self, event: Event) {
        self.poll.tell(event);
        settle().await;
    }

    /// Answers the newest request, which must be the only one.
    async fn answer(&self, outcome: Outcome) {
        assert_eq!(self.backend.under_way(), 1);
        let newest = self.backend.asked().len() - 1;
        assert!(self.backend.answer(KEY, newest, outcome).await);
    }

    fn decision(&self) -> Decision {
        untrack(|| self.poll.decision())
    }

    fn activity(&self) -> Activity {
        self.decision().activity
    }
}

/// Requests that tell the schedule how they ended, as those of the app do.
fn telling(
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

#[tokio::test]
async fn the_first_request_is_counted_as_sent() {
    with_owner(|| async {
        let page = Page::open(PROXY).await;
        pass(SECOND).await;
        page.tell(Event::Woken).await;
        pass(HOUR).await;
        assert_eq!(page.sent(), [0], "it is under way");
        assert_eq!(timers(), 0, "nothing to wait for but the answer");
    })
    .await;
}

#[tokio::test]
async fn the_next_request_leaves_one_interval_after_the_answer_and_not_sooner() {
    with_owner(|| async {
        let page = Page::open(ACCOUNT).await;
        pass(700).await;
        page.answer(Ok(1)).await;
        pass(INTERVAL - 1).await;
        assert_eq!(page.sent(), [0]);
        pass(1).await;
        assert_eq!(page.sent(), [0, 700 + INTERVAL]);
        assert_eq!(page.data.peek(), renewing(1));
        page.answer(Ok(2)).await;
        assert_eq!(page.data.peek(), loaded(2));
    })
    .await;
}

#[tokio::test]
async fn refresh_while_a_request_is_under_way_leads_to_one_more_after_it() {
    with_owner(|| async {
        let page = Page::open(ACCOUNT).await;
        for _ in 0..3 {
            pass(100).await;
            page.tell(Event::Refresh).await;
        }
        assert_eq!(page.sent(), [0]);
        page.answer(Ok(1)).await;
        assert_eq!(page.sent(), [0], "the floor counts from the first request");
        pass(FLOOR - 300).await;
        assert_eq!(page.sent(), [0, FLOOR]);
        page.answer(Ok(2)).await;
        pass(INTERVAL).await;
        assert_eq!(page.sent(), [0, FLOOR, FLOOR + INTERVAL]);
    })
    .await;
}

#[tokio::test]
async fn refresh_during_a_slow_request_asks_at_once_after_it() {
    with_owner(|| async {
        let page = Page::open(ACCOUNT).await;
        pass(20 * SECOND).await;
        page.tell(Event::Refresh).await;
        assert_eq!(page.sent(), [0]);
        page.answer(Ok(1)).await;
        assert_eq!(page.sent(), [0, 20 * SECOND]);
        assert_eq!(page.data.peek(), renewing(1), "the answer before is kept");
        page.answer(Ok(2)).await;
        assert_eq!(page.data.peek(), loaded(2));
    })
    .await;
}

#[tokio::test]
async fn after_the_terminal_answer_there_is_one_more_and_then_no_timer() {
    with_owner(|| async {
        let page = Page::open(ACCOUNT).await;
        page.answer(Ok(ENDED)).await;
        assert_eq!(page.activity(), Activity::Confirming);
        pass(INTERVAL).await;
        page.answer(Ok(ENDED)).await;
        assert_eq!(page.activity(), Activity::Ended);
        assert_eq!(timers(), 0);
        page.tell(Event::Visible(false)).await;
        page.tell(Event::Visible(true)).await;
        pass(HOUR).await;
        assert_eq!(page.sent(), [0, INTERVAL]);
    })
    .await;
}

#[tokio::test]
async fn a_hidden_tab_sends_nothing_and_sends_at_once_on_return() {
    with_owner(|| async {
        let page = Page::open(ACCOUNT).await;
        page.tell(Event::Visible(false)).await;
        page.answer(Ok(1)).await;
        assert_eq!(timers(), 0);
        pass(HOUR).await;
        assert_eq!(page.sent(), [0]);
        page.tell(Event::Visible(true)).await;
        assert_eq!(page.sent(), [0, HOUR]);
    })
    .await;
}

#[tokio::test]
async fn a_page_that_opens_in_a_hidden_tab_asks_once_and_then_waits_to_be_seen() {
    with_owner(|| async {
        let page = Page::open_in_tab(ACCOUNT, false).await;
        page.answer(Ok(1)).await;
        pass(HOUR).await;
        assert_eq!(page.sent(), [0]);
        page.tell(Event::Visible(true)).await;
        assert_eq!(page.sent(), [0, HOUR]);
    })
    .await;
}

#[tokio::test]
async fn a_401_stops_it_and_a_sign_in_goes_on() {
    with_owner(|| async {
        let page = Page::open(ACCOUNT).await;
        page.answer(Ok(1)).await;
        pass(INTERVAL).await;
        page.answer(Err(ApiError::SignedOut)).await;
        assert_eq!(page.data.peek(), old(1, ApiError::SignedOut));
        assert_eq!(timers(), 0);
        pass(MINUTE).await;
        page.tell(Event::Refresh).await;
        assert_eq!(page.sent(), [0, INTERVAL]);
        page.tell(Event::SignedIn).await;
        assert_eq!(page.sent(), [0, INTERVAL, INTERVAL + MINUTE]);
        page.answer(Ok(2)).await;
        assert_eq!(page.data.peek(), loaded(2));
        pass(INTERVAL).await;
        assert_eq!(page.sent().len(), 4);
    })
    .await;
}

#[tokio::test]
async fn a_failed_request_is_retried_with_back_off_and_the_good_value_stays() {
    with_owner(|| async {
        let page = Page::open(ACCOUNT).await;
        page.answer(Ok(1)).await;
        pass(INTERVAL).await;
        // Each back-off is twice the one before, give or take a fifth, from 1 s on.
        for (soonest_ms, latest_ms) in [(1_000, 1_200), (1_600, 2_400), (3_200, 4_800)] {
            let before = page.sent().len();
            page.answer(Err(ApiError::Unreachable)).await;
            assert_eq!(page.data.peek(), old(1, ApiError::Unreachable));
            assert_eq!(page.activity(), Activity::Retrying);
            pass(soonest_ms - 1).await;
            assert_eq!(page.sent().len(), before);
            pass(latest_ms - soonest_ms + 1).await;
            assert_eq!(page.sent().len(), before + 1);
            let decision = page.decision();
            assert!(!decision.ask, "what is shown is what follows from the request");
            assert_eq!(decision.at_ms, None);
        }
        page.answer(Ok(2)).await;
        assert_eq!(page.data.peek(), loaded(2));
        let before = page.sent().len();
        pass(INTERVAL - 1).await;
        assert_eq!(page.sent().len(), before, "the interval is back");
    })
    .await;
}

#[tokio::test]
async fn a_pause_stops_it_and_resuming_asks_at_once() {
    with_owner(|| async {
        let page = Page::open(ACCOUNT).await;
        page.answer(Ok(1)).await;
        pass(10 * SECOND).await;
        page.tell(Event::Pause(true)).await;
        assert_eq!(timers(), 0);
        pass(5 * MINUTE).await;
        assert_eq!(page.sent(), [0]);
        page.tell(Event::Pause(false)).await;
        assert_eq!(page.sent(), [0, 10 * SECOND + 5 * MINUTE]);
    })
    .await;
}

#[tokio::test]
async fn disposal_leaves_no_timer_and_no_request() {
    with_owner(|| async {
        let page = Page::open(ACCOUNT).await;
        page.answer(Ok(1)).await;
        assert_eq!(timers(), 1);
        let (poll, backend) = (page.poll, page.backend.clone());
        drop(page);
        assert_eq!(timers(), 0);
        // What the page listened to may still tell.
        poll.tell(Event::Refresh);
        pass(HOUR).await;
        assert_eq!(backend.asked().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn disposal_drops_the_request_that_is_under_way() {
    with_owner(|| async {
        let page = Page::open(ACCOUNT).await;
        let backend = page.backend.clone();
        drop(page);
        settle().await;
        assert_eq!(backend.under_way(), 0);
        assert!(!backend.answer(KEY, 0, Ok(1)).await, "nobody waits for it");
        pass(HOUR).await;
        assert_eq!(timers(), 0);
        assert_eq!(backend.asked().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_timer_that_fires_hours_late_sends_one_request() {
    with_owner(|| async {
        let page = Page::open(PROXY).await;
        page.answer(Ok(1)).await;
        sleep(9 * HOUR).await;
        assert_eq!(page.sent(), [0, 9 * HOUR]);
        page.answer(Ok(2)).await;
        pass(INTERVAL).await;
        assert_eq!(page.sent(), [0, 9 * HOUR, 9 * HOUR + INTERVAL]);
    })
    .await;
}

#[tokio::test]
async fn a_page_that_slept_beyond_its_idle_limit_waits_for_its_user() {
    with_owner(|| async {
        let page = Page::open(ACCOUNT).await;
        page.answer(Ok(1)).await;
        sleep(9 * HOUR).await;
        assert_eq!(page.sent(), [0]);
        assert_eq!(page.activity(), Activity::Idle);
        assert_eq!(timers(), 0);
        page.tell(Event::Input).await;
        assert_eq!(page.sent(), [0, 9 * HOUR]);
    })
    .await;
}

#[tokio::test]
async fn a_focus_and_a_late_timer_together_send_one_request() {
    with_owner(|| async {
        let page = Page::open(ACCOUNT).await;
        page.answer(Ok(1)).await;
        world(|world| world.now_ms += 9 * HOUR);
        // The timer runs out before an effect could clear it.
        page.poll.tell(Event::Input);
        page.poll.tell(Event::Woken);
        pass(0).await;
        settle().await;
        assert_eq!(page.sent(), [0, 9 * HOUR]);
        assert_eq!(page.backend.under_way(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_timer_that_fires_too_soon_is_set_again() {
    with_owner(|| async {
        let page = Page::open(PROXY).await;
        page.answer(Ok(1)).await;
        // The clock stands still: what is decided is what was decided before.
        for _ in 0..3 {
            (next_timer(u64::MAX).unwrap().then)();
            settle().await;
            assert_eq!(timers(), 1);
        }
        pass(INTERVAL).await;
        assert_eq!(page.sent(), [0, INTERVAL]);
    })
    .await;
}

#[tokio::test]
async fn a_wait_that_no_timer_can_hold_is_made_of_shorter_ones() {
    with_owner(|| async {
        let month = 31 * 24 * HOUR;
        let page = Page::open(Settings { poll_interval_ms: month, ..PROXY }).await;
        page.answer(Ok(1)).await;
        pass(month - 1).await;
        assert_eq!(page.sent(), [0]);
        pass(1).await;
        assert_eq!(page.sent(), [0, month]);
        assert!(i32::try_from(world(|world| world.longest_ms)).is_ok());
    })
    .await;
}

#[tokio::test]
async fn a_day_of_polls_never_has_two_timers_or_two_requests() {
    with_owner(|| async {
        let page = Page::open(ACCOUNT).await;
        for number in 0..2_880 {
            assert_eq!(page.sent().len(), number + 1);
            page.tell(Event::Input).await;
            // This one checks that no other is under way.
            page.answer(Ok(1)).await;
            assert_eq!(page.backend.under_way(), 0);
            pass(INTERVAL).await;
        }
        assert_eq!(world(|world| world.most), 1);
    })
    .await;
}
