//! Now, as a signal, by EM's clock where it is known.

use restore_desk_model::time::Timestamp;

use crate::{browser, live::State, tasks::effect};

/// How often texts that count time are renewed.
const TICK_MS: u32 = 5_000;

/// A PC clock that differs less than this from EM's is taken as right: `Date`
/// has whole seconds, and the reply took a while.
const SKEW_MIN_MS: i64 = 5_000;

/// How often a text that counts seconds is renewed.
const SECOND_MS: u32 = 1_000;

/// The clock that pages read.
#[derive(Clone, Copy)]
pub struct Clock {
    skew_ms: State<i64>,
    now: State<Timestamp>,
    second: State<Timestamp>,
}

impl Clock {
    /// Starts the clock; it ticks as long as the current owner lives.
    pub fn start() -> Clock {
        let now = Timestamp(browser::now_ms());
        let clock = Clock { skew_ms: State::new(0), now: State::new(now), second: State::new(now) };
        // Chains of timeouts; a rerun replaces the one before.
        effect(move || {
            clock.now.track();
            browser::after(TICK_MS, move || clock.tick());
        });
        effect(move || {
            clock.second.track();
            browser::after(SECOND_MS, move || clock.second.set(clock.read()));
        });
        clock
    }

    /// Takes EM's `Date` header: a wrong PC clock must change nothing.
    pub fn hear(&self, date_ms: i64) {
        let skew = date_ms - browser::now_ms();
        self.skew_ms.set(if skew.abs() < SKEW_MIN_MS { 0 } else { skew });
        self.tick();
        self.second.set(self.read());
    }

    /// Now, tracked: changes with each tick.
    pub fn now(&self) -> Timestamp {
        self.now.get()
    }

    /// Now, tracked: changes with each second.
    pub fn second(&self) -> Timestamp {
        self.second.get()
    }

    /// Now, exactly, untracked.
    pub fn read(&self) -> Timestamp {
        Timestamp(browser::now_ms() + self.skew_ms.peek().unwrap_or(0))
    }

    fn tick(&self) {
        self.now.set(self.read());
    }
}
