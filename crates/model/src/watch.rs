//! Several restore sessions at once: what is known of each, which of them are
//! still asked for, and how they stand all in all.

mod entry;

use crate::{
    error::ApiError,
    id::ResourceId,
    route::WATCHED_MAX,
    schedule::Standing,
    time::Timestamp,
    verdict::{Outcome, Tone},
};

pub use entry::{Ask, Entry, Known, Stage};

/// How many stand how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Not finished.
    pub running: u64,
    /// Finished, without errors or with warnings.
    pub done: u64,
    /// Failed.
    pub failed: u64,
    /// Not known; what is asked for the first time is not counted at all.
    pub unknown: u64,
}

/// What is known of all that a tab watches, in the order of the address.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Watchlist {
    entries: Vec<Entry>,
    round: u64,
}

impl Watchlist {
    /// The sessions.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// What is known of one of them.
    pub fn entry(&self, id: &ResourceId) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.id.is_same(id))
    }

    fn entry_mut(&mut self, id: &ResourceId) -> Option<&mut Entry> {
        self.entries.iter_mut().find(|entry| entry.id.is_same(id))
    }

    /// Watches just these; `true` where one of them is new here.
    pub fn keep(&mut self, ids: &[ResourceId]) -> bool {
        let mut old = std::mem::take(&mut self.entries);
        let mut is_news = false;
        for id in ids {
            let known = old.iter().position(|entry| entry.id.is_same(id));
            is_news |= known.is_none();
            self.entries
                .push(known.map_or_else(|| Entry::of(id.clone()), |index| old.swap_remove(index)));
        }
        is_news
    }

    /// Forgets what is known: another user may be shown less. What the round under way
    /// has asked for it does not ask for again.
    pub fn forget(&mut self) {
        for entry in &mut self.entries {
            *entry = Entry { tried: entry.tried, ..Entry::of(entry.id.clone()) };
        }
    }

    /// A round of requests begins.
    pub fn begin(&mut self) {
        self.round += 1;
    }

    /// The next session that this round asks for: what was asked for longest ago
    /// first, so that one that holds the others up does so once. `elsewhere` is
    /// asked for by its own page.
    pub fn next(
        &mut self,
        ask: Ask,
        elsewhere: Option<&ResourceId>,
        now_ms: u64,
        interval_ms: u64,
    ) -> Option<ResourceId> {
        let round = self.round;
        let is_wanted = |entry: &&mut Entry| {
            entry.tried < round
                && !elsewhere.is_some_and(|id| entry.id.is_same(id))
                && entry.is_due(ask, now_ms, interval_ms)
        };
        let next = self.entries.iter_mut().filter(is_wanted).min_by_key(|entry| entry.tried)?;
        next.tried = round;
        Some(next.id.clone())
    }

    /// One was answered; `true` where it came to its end while this tab watched.
    /// `wait_ms` is how long a result is waited for once it has stopped.
    pub fn answer(&mut self, id: &ResourceId, known: Known, now_ms: u64, wait_ms: u64) -> bool {
        let Some(entry) = self.entry_mut(id) else { return false };
        let stage = match (Standing::of(&known.verdict.outcome), entry.stage) {
            (Standing::Running, _) => Stage::Open,
            (Standing::Ended, Stage::Confirming | Stage::Ended) => Stage::Ended,
            (Standing::Ended, _) => Stage::Confirming,
            (Standing::StoppedWithoutResult, Stage::Unresolved) => Stage::Unresolved,
            (Standing::StoppedWithoutResult, Stage::WithoutResult { until_ms }) => {
                if until_ms <= now_ms { Stage::Unresolved } else { entry.stage }
            }
            (Standing::StoppedWithoutResult, _) => {
                Stage::WithoutResult { until_ms: now_ms.saturating_add(wait_ms) }
            }
        };
        let is_news = entry.advance(stage);
        entry.known = Some(known);
        entry.answered_ms = Some(now_ms);
        is_news
    }

    /// EM does not show one to this account; `true` as for [`Watchlist::answer`].
    pub fn lose(&mut self, id: &ResourceId, error: &ApiError) -> bool {
        let stage = if *error == ApiError::NotFound { Stage::NotFound } else { Stage::Forbidden };
        self.entry_mut(id).is_some_and(|entry| entry.advance(stage))
    }

    /// One could not be read just now.
    pub fn fail(&mut self, id: &ResourceId) {
        if let Some(entry) = self.entry_mut(id) {
            entry.is_troubled = true;
        }
    }

    /// The user has seen how one ended.
    pub fn see(&mut self, id: &ResourceId) {
        if let Some(entry) = self.entry_mut(id) {
            entry.is_new = false;
        }
    }

    /// How many ended and were not seen since.
    pub fn new_count(&self) -> usize {
        self.entries.iter().filter(|entry| entry.is_new).count()
    }

    /// How all of them stand, for the one schedule; `None`: none is asked for any more.
    pub fn standing(&self) -> Option<Standing> {
        let has = |is: fn(Stage) -> bool| self.entries.iter().any(|entry| is(entry.stage));
        if has(|stage| stage == Stage::Open) {
            Some(Standing::Running)
        } else if has(|stage| matches!(stage, Stage::WithoutResult { .. })) {
            Some(Standing::StoppedWithoutResult)
        } else {
            has(|stage| stage == Stage::Confirming).then_some(Standing::Ended)
        }
    }

    /// What the one schedule is told of a whole round. How long a result is waited for
    /// is each session's own affair, so the schedule's wait begins anew; where none is
    /// asked for any more, each of them was made sure of already.
    pub fn told(&self) -> &'static [Standing] {
        match self.standing() {
            Some(Standing::Running) => &[Standing::Running],
            Some(Standing::StoppedWithoutResult) => {
                &[Standing::Running, Standing::StoppedWithoutResult]
            }
            Some(Standing::Ended) => &[Standing::Ended],
            None => &[Standing::Ended, Standing::Ended],
        }
    }

    /// When what is shown was read: the oldest of what is still asked for, else the
    /// newest of all.
    pub fn read_at(&self) -> Option<Timestamp> {
        let read = |entry: &Entry| entry.known.as_ref().map(|known| known.read_at);
        let asked = self.entries.iter().filter(|entry| entry.stage.is_asked());
        asked.filter_map(read).min().or_else(|| self.entries.iter().filter_map(read).max())
    }

    /// How many stand how.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for entry in &self.entries {
            let outcome = entry.known.as_ref().map(|known| &known.verdict.outcome);
            let count = match (entry.stage, outcome) {
                (Stage::Open, None) if !entry.is_troubled => continue,
                (Stage::NotFound | Stage::Forbidden, _) | (_, None) => &mut counts.unknown,
                (_, Some(Outcome::Succeeded | Outcome::Warned)) => &mut counts.done,
                (_, Some(Outcome::Failed)) => &mut counts.failed,
                (_, Some(Outcome::NotFinished { .. })) => &mut counts.running,
                _ => &mut counts.unknown,
            };
            *count += 1;
        }
        counts
    }

    /// The icon of all: a failure that nobody has seen yet, else that something still
    /// runs, else the worst; `None` while nothing is known.
    pub fn tone(&self) -> Option<Tone> {
        let has = |tone: Tone| self.entries.iter().any(|entry| entry.tone() == tone);
        let is_news = |entry: &Entry| entry.is_new && entry.tone() == Tone::Bad;
        if self.entries.iter().all(|entry| entry.known.is_none()) {
            None
        } else if self.entries.iter().any(is_news) {
            Some(Tone::Bad)
        } else {
            let order = [Tone::Running, Tone::Bad, Tone::Unclear, Tone::Warning];
            Some(order.into_iter().find(|tone| has(*tone)).unwrap_or(Tone::Good))
        }
    }
}

/// Whether a failure says something of the one session that was asked for, so that
/// the next may be answered all the same.
pub fn is_of_one(error: &ApiError) -> bool {
    matches!(
        error,
        ApiError::Status { .. }
            | ApiError::WrongType { .. }
            | ApiError::NotAResource { .. }
            | ApiError::Truncated
            | ApiError::NotJson
            | ApiError::TooLarge
            | ApiError::Empty
    )
}

/// What a tab watches once an address with a list is opened: what it watches
/// already, and what the address adds, as far as [`WATCHED_MAX`] goes; and how many
/// were left out. `shown` is what the page showed before, where a user went back to it:
/// what is there and is watched no more was taken off since, and stays so.
pub fn merge(
    watched: &[ResourceId],
    address: &[ResourceId],
    shown: &[ResourceId],
) -> (Vec<ResourceId>, usize) {
    let mut merged = watched.to_vec();
    let added = address.iter().filter(|id| !id.is_among(watched) && !id.is_among(shown));
    merged.extend(added.cloned());
    let left_out = merged.len().saturating_sub(WATCHED_MAX);
    merged.truncate(WATCHED_MAX);
    (merged, left_out)
}
