//! What the page's own samples tell: that nothing moves, or when it may end.
//!
//! Enterprise Manager's copy moves in steps, once a collection (reference,
//! section 0.5), and it does not say when it was made. So nothing is concluded
//! from one answer: only from what a page saw change between its own.

use std::mem;

use crate::{
    entity::restore_session::{JobType, Progress, RestoreSession, State},
    json::Json,
    time::Timestamp,
};

/// Longest silence between two answers through which a page still counts as
/// watching, in seconds: the longest poll interval and a minute. What happened
/// in a longer one, such as a hidden tab's, was not seen.
const GAP_MAX_S: u64 = 360;

/// Shortest time without a change that is worth a word, in seconds.
const STALL_MIN_S: u64 = 300;

/// Longest collection interval at which steps tell a pace, in minutes.
const ESTIMATE_INTERVAL_MAX_MIN: u32 = 2;

/// Longest time left that is told, in seconds; beyond it a pace is no pace.
const LEFT_MAX_S: u64 = 3 * 86_400;

/// How often the slowest pace may go into the fastest for a range that helps.
const SPREAD_MAX: u64 = 4;

/// How many upward steps are kept.
const MOVES_MAX: usize = 6;

/// The members whose change counts; compared as sent, so that a fraction of a
/// percent is a change as well.
const MEMBERS: [&str; 5] = ["State", "Result", "Progress", "EndTimeUTC", "JobType"];

/// What one page saw of one restore session; of fixed size, however long it watches.
#[derive(Clone, Debug, PartialEq)]
pub struct Samples {
    /// [`MEMBERS`], as last sent.
    facts: [Option<Json>; MEMBERS.len()],
    /// When `facts` were first seen without a gap since, and when last.
    seen: Option<(Timestamp, Timestamp)>,
    /// Whether standing still means something for what was last sent.
    can_stall: bool,
    /// The last figure from 1 to 99 while Working.
    percent: Option<u8>,
    /// The last upward steps, the newest first.
    moves: [Option<Move>; MOVES_MAX],
}

/// An upward step of the progress.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Move {
    /// When the page first saw it.
    at: Timestamp,
    /// Where it led, 1 to 99.
    percent: u8,
}

/// How long it may still take: from less than to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeLeft {
    /// At the fastest recent pace, in seconds, rounded down; may be 0.
    pub from_s: u64,
    /// At the slowest recent pace, in seconds, rounded up; more than `from_s`.
    pub to_s: u64,
}

impl Samples {
    /// What a page has seen when it opens.
    pub const EMPTY: Samples = Samples {
        facts: [const { None }; MEMBERS.len()],
        seen: None,
        can_stall: false,
        percent: None,
        moves: [None; MOVES_MAX],
    };

    /// Takes an answer in, `at` the time it came. After a gap, or after the
    /// clock was set back, the page begins anew.
    pub fn add(&mut self, at: Timestamp, session: &RestoreSession) {
        let object = &session.entity.object;
        let facts = MEMBERS.map(|member| object.get(member).cloned());
        let watched = self.seen.filter(|(_, newest)| is_watched(*newest, at));
        let since = watched.map(|(since, _)| since);
        if since.is_none() {
            self.percent = None;
        }
        let since = since.filter(|_| self.facts == facts).unwrap_or(at);
        self.facts = facts;
        self.seen = Some((since, at));
        // A file-level session stands at 0 for as long as its user likes.
        self.can_stall =
            session.state != Some(State::Stopped) && session.job_type != JobType::FileLevelRestore;
        self.step(at, percent(session));
    }

    fn step(&mut self, at: Timestamp, percent: Option<u8>) {
        match (self.percent, percent) {
            (Some(before), Some(percent)) if before == percent => {}
            (Some(before), Some(percent)) if before < percent => {
                let mut newer = Some(Move { at, percent });
                for kept in &mut self.moves {
                    mem::swap(kept, &mut newer);
                }
            }
            // A step back, another state, a gap: the pace until then is another's.
            _ => self.moves = [None; MOVES_MAX],
        }
        self.percent = percent;
    }

    /// For how long Enterprise Manager has reported no change, in whole seconds;
    /// `None` where that means nothing: up to two collection intervals or 5 min,
    /// at the end, for a file-level session, or when the page does not watch.
    ///
    /// What counts is the time between answers, not the time since the last one:
    /// a late poll is the page's delay, not the restore's.
    /// `collection_interval_min` is in minutes, `None` when it is unknown.
    pub fn stalled_s(&self, now: Timestamp, collection_interval_min: Option<u32>) -> Option<u64> {
        let limit_s = STALL_MIN_S.max(u64::from(collection_interval_min?) * 2 * 60);
        let (since, newest) = self.seen?;
        let still_s = length_s(since, newest)?;
        (self.can_stall && is_watched(newest, now) && still_s > limit_s).then_some(still_s)
    }

    /// How long it may still take; `None` unless the collection interval is at
    /// most 2 min, the page watches, and the progress moves upwards at a pace
    /// that holds: three steps seen, none due for long, none of a pace all its
    /// own, and no later end than the first of them promised.
    pub fn time_left(
        &self,
        now: Timestamp,
        collection_interval_min: Option<u32>,
    ) -> Option<TimeLeft> {
        let [Some(newest), Some(_), Some(_), ..] = self.moves else { return None };
        if collection_interval_min? > ESTIMATE_INTERVAL_MAX_MIN || !is_watched(self.seen?.1, now) {
            return None;
        }
        let (mut fastest_s, mut slowest_s, mut longest_s) = (u64::MAX, 0, 0);
        // The oldest but two, the oldest but one, the oldest.
        let (mut third, mut second, mut first) = (newest, newest, newest);
        for earlier in self.moves.iter().skip(1).flatten() {
            let (taken_s, left_s) = pace(*earlier, first, newest.percent)?;
            fastest_s = left_s.min(fastest_s);
            slowest_s = left_s.max(slowest_s);
            longest_s = taken_s.max(longest_s);
            (third, second, first) = (second, first, *earlier);
        }
        // Both from the first step on: the end that three steps promised, and now's.
        let end_s = |last: Move| pace(first, last, last.percent).map(|(taken, left)| taken + left);
        let grows = 3 * end_s(newest)? > 4 * end_s(third)?;
        let since_s = length_s(newest.at, now)?;
        let left_s = slowest_s.saturating_sub(since_s);
        if grows
            || since_s > 2 * longest_s
            || slowest_s > SPREAD_MAX * fastest_s
            || !(1..=LEFT_MAX_S).contains(&left_s)
        {
            return None;
        }
        Some(TimeLeft {
            from_s: round_down(fastest_s.saturating_sub(since_s)),
            to_s: round_down(left_s) + unit_s(left_s),
        })
    }
}

/// Whole seconds between two times; `None` when they are in the wrong order.
fn length_s(from: Timestamp, to: Timestamp) -> Option<u64> {
    u64::try_from(to.seconds_since(from)).ok()
}

/// Whether a page that was answered at one time still watches at another.
fn is_watched(newest: Timestamp, now: Timestamp) -> bool {
    length_s(newest, now).is_some_and(|silence_s| silence_s <= GAP_MAX_S)
}

/// A figure that says something, while there is work.
fn percent(session: &RestoreSession) -> Option<u8> {
    match (&session.state, &session.progress) {
        (Some(State::Working), Progress::Percent(percent @ 1..=99)) => Some(*percent),
        _ => None,
    }
}

/// The seconds taken from one step to another, and those left from `percent`
/// to 100 at that pace.
fn pace(from: Move, to: Move, percent: u8) -> Option<(u64, u64)> {
    let taken_s = length_s(from.at, to.at)?;
    let left = u64::from(100_u8.saturating_sub(percent));
    let steps = u64::from(to.percent.saturating_sub(from.percent));
    Some((taken_s, (left * taken_s).checked_div(steps)?))
}

/// Half minutes below 2 min, whole ones from there.
fn unit_s(seconds: u64) -> u64 {
    if seconds < 120 { 30 } else { 60 }
}

fn round_down(seconds: u64) -> u64 {
    seconds - seconds % unit_s(seconds)
}
