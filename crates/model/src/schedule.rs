//! When a restore session is asked for again.
//!
//! The clock is passed in: `now_ms` is any count of milliseconds that goes
//! forward, such as `performance.now()`; where it goes back, time stands still.
//! After every event, and when `wake_in_ms` has passed, the app calls
//! [`Schedule::decide`]; where that says `ask`, it sends and reports
//! [`Event::Sent`].

mod decide;
mod record;

use crate::{
    config::{Config, SignInMode},
    error::ApiError,
    verdict::Outcome,
};

/// Least time between the starts of two requests. A retry follows its back-off
/// alone, so the first ones come sooner.
const FLOOR_MS: u64 = 3_000;
/// Least interval of what is asked for seldom, and the length of the warning.
const MINUTE_MS: u64 = 60_000;
/// How long a tab that nobody uses polls on while Notify or Watch is on.
const BACKGROUND_MS: u64 = 8 * 60 * MINUTE_MS;
const BACK_OFF_MIN_MS: u64 = 1_000;
const BACK_OFF_MAX_MS: u64 = 60_000;
/// A server that asks for more patience gets this much.
const RETRY_AFTER_MAX_MS: u64 = 10 * MINUTE_MS;

/// The site's settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// From an answer to the next request while a session runs.
    pub poll_interval_ms: u64,
    /// Time without input until asking stops; `None` in proxy mode: never.
    pub idle_stop_ms: Option<u64>,
    /// How often EM collects; 15 min where that is not known.
    pub collection_interval_ms: u64,
}

impl Settings {
    /// What `config.json` says.
    pub fn of(config: &Config) -> Settings {
        let minutes_ms = |minutes: u32| u64::from(minutes) * MINUTE_MS;
        Settings {
            poll_interval_ms: u64::from(config.poll_interval_s) * 1_000,
            idle_stop_ms: match config.sign_in {
                SignInMode::Account => Some(minutes_ms(config.idle_stop_min)),
                SignInMode::Proxy => None,
            },
            collection_interval_ms: minutes_ms(config.collection_interval_min.unwrap_or(15)),
        }
    }
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// Key, pointer, focus, scroll or selection; also "Keep watching".
    Input,
    /// The tab is shown, or hidden.
    Visible(bool),
    /// The window got the focus (which is input besides), or the network is back.
    Woken,
    /// The user pressed Refresh.
    Refresh,
    /// The user pressed Pause, or Resume.
    Pause(bool),
    /// Notify or Watch is on, or neither is.
    Background(bool),
    /// A request left.
    Sent,
    /// It was answered.
    Answered(Standing),
    /// It failed, or ran into the app's own time limit.
    Failed(Trouble),
    /// There is a new sign-in.
    SignedIn,
}

/// How an answered session stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Not stopped, as far as is known.
    Running,
    /// Stopped, and no result yet.
    StoppedWithoutResult,
    /// Stopped with a result.
    Ended,
}

impl Standing {
    /// What an answer says.
    pub fn of(outcome: &Outcome) -> Standing {
        match outcome {
            Outcome::Succeeded
            | Outcome::Warned
            | Outcome::Failed
            | Outcome::StoppedUnknown { .. } => Standing::Ended,
            Outcome::StoppedWithoutResult => Standing::StoppedWithoutResult,
            Outcome::NotFinished { .. } | Outcome::UnknownState { .. } | Outcome::NoState => {
                Standing::Running
            }
        }
    }
}

/// What a failure means for the next request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// 401: nothing can be had before a sign-in.
    SignedOut,
    /// 403, 404 and the like: asking again by itself would be in vain.
    Gone,
    /// May be better soon.
    Passing {
        /// The server's `Retry-After`.
        retry_after_ms: Option<u64>,
    },
}

impl Trouble {
    /// What a failed request means. In proxy mode nobody signs in, and a refused
    /// account of the proxy may be mended.
    pub fn of(error: &ApiError, mode: SignInMode) -> Trouble {
        match error {
            ApiError::SignedOut if mode == SignInMode::Account => Trouble::SignedOut,
            ApiError::Forbidden { .. } | ApiError::NotFound | ApiError::NotOpened => Trouble::Gone,
            ApiError::TooManyRequests { retry_after_s } | ApiError::Busy { retry_after_s } => {
                let retry_after_ms = retry_after_s.map(|seconds| u64::from(seconds) * 1_000);
                Trouble::Passing { retry_after_ms }
            }
            _ => Trouble::Passing { retry_after_ms: None },
        }
    }
}

/// What the page can say about its asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Activity {
    /// Asked for again and again.
    Live,
    /// A result was seen; one more request makes sure of it.
    Confirming,
    /// Over, and made sure of.
    Ended,
    /// Stopped, and asked for its result once a minute.
    WaitingForResult,
    /// No result came in two collection intervals; asked for no more.
    Unresolved,
    /// The newest request failed; asked again soon.
    Retrying,
    /// Nothing to be had by asking again; Refresh still asks.
    Gone,
    /// Waits for a sign-in.
    SignedOut,
    /// Stopped by the user.
    Paused,
    /// A hidden tab, silent.
    Hidden,
    /// Stops soon if nobody uses the page.
    IdleWarning,
    /// Stopped, since nobody used the page.
    Idle,
    /// Hidden or unused, and asked for once a minute all the same.
    Background,
    /// Asked for in the background until the limit was reached.
    BackgroundOver,
}

/// What to do now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Send a request now.
    pub ask: bool,
    /// Decide again after this time, never 0; `None`: nothing changes before
    /// the next event.
    pub wake_in_ms: Option<u64>,
    /// What to say.
    pub activity: Activity,
    /// The moment that belongs to `activity`, on the clock of `now_ms`: when
    /// `Paused`, `Idle` and `BackgroundOver` began, when `IdleWarning` becomes
    /// `Idle`, when `Retrying` asks (`None` while it does).
    pub at_ms: Option<u64>,
    /// How long an answer counts as fresh: twice the interval in force; `None`:
    /// for ever, since the session is over.
    pub fresh_ms: Option<u64>,
}

impl Decision {
    /// Whether an answer that came `read_ago_ms` ago is to be marked as old.
    pub fn is_old(&self, read_ago_ms: u64) -> bool {
        self.fresh_ms.is_some_and(|fresh_ms| fresh_ms < read_ago_ms)
    }
}

/// What is known of the session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// Also: nothing yet.
    Running,
    Confirming,
    Ended,
    WaitingForResult,
    Unresolved,
    Gone,
}

/// Decides when one session is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each may be true with and without the others")]
pub struct Schedule {
    settings: Settings,
    /// The latest time seen.
    now_ms: u64,
    random: u32,
    stage: Stage,
    visible: bool,
    background: bool,
    signed_out: bool,
    in_flight: bool,
    /// The user waits for a request.
    refresh: bool,
    /// The next request need not wait for its interval.
    at_once: bool,
    paused_ms: Option<u64>,
    input_ms: u64,
    /// When the newest request ended, well or not.
    settled_ms: Option<u64>,
    /// Nothing is asked sooner: the floor, or the server's `Retry-After`.
    soonest_ms: u64,
    /// The newest back-off, before jitter; 0 where the newest request went well.
    back_off_ms: u64,
    retry_ms: u64,
    /// From when on a missing result is no longer waited for.
    unresolved_ms: u64,
}
