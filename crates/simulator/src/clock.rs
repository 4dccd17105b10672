//! The simulator's clock, which the control endpoint can move.

use std::time::SystemTime;

use chrono::{DateTime, TimeDelta, Utc};

/// Runs with the machine's clock from a start of its own, and leaps on demand.
///
/// EM serves a copy of the data that a collection renews at intervals (the
/// reference, section 0.5): a tick is one such collection.
#[derive(Debug)]
pub(crate) struct Clock {
    started: SystemTime,
    seed: DateTime<Utc>,
    leapt: TimeDelta,
    interval: TimeDelta,
}

impl Clock {
    /// Starts at `seed`, or at the machine's time.
    pub(crate) fn new(seed: Option<DateTime<Utc>>, interval_seconds: u32) -> Clock {
        let started = SystemTime::now();
        Clock {
            started,
            seed: seed.unwrap_or_else(|| DateTime::from(started)),
            leapt: TimeDelta::zero(),
            interval: TimeDelta::seconds(interval_seconds.into()),
        }
    }

    pub(crate) fn seed(&self) -> DateTime<Utc> {
        self.seed
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        let run = SystemTime::now().duration_since(self.started).unwrap_or_default();
        self.seed + self.leapt + TimeDelta::from_std(run).unwrap_or_default()
    }

    /// Number of collections since the start.
    pub(crate) fn tick(&self) -> i64 {
        (self.now() - self.seed).num_seconds() / self.interval.num_seconds().max(1)
    }

    /// When the collection of that number ran.
    pub(crate) fn time_of_tick(&self, tick: i64) -> DateTime<Utc> {
        self.seed + TimeDelta::seconds(self.interval.num_seconds().saturating_mul(tick))
    }

    pub(crate) fn interval_seconds(&self) -> i64 {
        self.interval.num_seconds()
    }

    /// Leaps forward; a leap of more than a century is cut to one.
    pub(crate) fn advance_seconds(&mut self, seconds: u32) {
        self.leapt = (self.leapt + TimeDelta::seconds(seconds.into())).min(TimeDelta::days(36_500));
    }
}
