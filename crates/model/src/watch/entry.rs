//! One watched session.

use crate::{
    id::ResourceId,
    time::Timestamp,
    verdict::{Tone, Verdict},
};

/// What has stopped without a result is asked for once in this time.
const SELDOM_MS: u64 = 60_000;

/// Where one session stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Not stopped, as far as is known; also: nothing is known yet.
    Open,
    /// Stopped, and no result yet.
    WithoutResult {
        /// From when on it is no longer waited for.
        until_ms: u64,
    },
    /// A result was seen; one more request makes sure of it.
    Confirming,
    /// Over, and made sure of.
    Ended,
    /// No result came in time.
    Unresolved,
    /// EM shows this account no such session.
    NotFound,
    /// The role may not open it.
    Forbidden,
}

impl Stage {
    /// Whether it is asked for again by itself.
    pub(super) fn is_asked(self) -> bool {
        matches!(self, Stage::Open | Stage::WithoutResult { .. } | Stage::Confirming)
    }

    /// Whether there is nothing more to wait for, but to make sure.
    fn is_over(self) -> bool {
        !matches!(self, Stage::Open | Stage::WithoutResult { .. })
    }
}

/// A good answer, and when it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Known {
    /// The answer.
    pub verdict: Verdict,
    /// When it was read, by EM's clock.
    pub read_at: Timestamp,
}

/// One watched session.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Which.
    pub id: ResourceId,
    /// The last good answer.
    pub known: Option<Known>,
    /// Where it stands.
    pub stage: Stage,
    /// It came to its end while this tab watched, and nobody has seen that yet.
    pub is_new: bool,
    /// The newest attempt to ask for it failed.
    pub is_troubled: bool,
    pub(super) answered_ms: Option<u64>,
    /// The round in which it was asked for last.
    pub(super) tried: u64,
}

impl Entry {
    pub(super) fn of(id: ResourceId) -> Entry {
        Entry {
            id,
            known: None,
            stage: Stage::Open,
            is_new: false,
            is_troubled: false,
            answered_ms: None,
            tried: 0,
        }
    }

    /// Moves on; `true` where it came to its end after it was seen before that.
    pub(super) fn advance(&mut self, stage: Stage) -> bool {
        let was_awaited = self.known.is_some() && !self.stage.is_over();
        self.stage = stage;
        self.is_troubled = false;
        let is_news = was_awaited && stage.is_over();
        self.is_new = stage.is_over() && (self.is_new || is_news);
        is_news
    }

    /// Whether what is known of it is too old to pass for fresh. `fresh_ms` is how
    /// long an answer counts as fresh; `None`: for ever.
    pub fn is_old(&self, now: Timestamp, fresh_ms: Option<u64>) -> bool {
        let seldom = matches!(self.stage, Stage::WithoutResult { .. });
        let fresh_ms = fresh_ms.map(|ms| if seldom { ms.max(2 * SELDOM_MS) } else { ms });
        let (Some(known), Some(fresh_ms), true) = (&self.known, fresh_ms, self.stage.is_asked())
        else {
            return false;
        };
        fresh_ms < u64::try_from(now.0 - known.read_at.0).unwrap_or_default()
    }

    /// Colour and icon.
    pub fn tone(&self) -> Tone {
        match &self.known {
            Some(known) if !matches!(self.stage, Stage::NotFound | Stage::Forbidden) => {
                known.verdict.tone()
            }
            _ => Tone::Unclear,
        }
    }

    pub(super) fn is_due(&self, ask: Ask, now_ms: u64, interval_ms: u64) -> bool {
        let age_ms = self.answered_ms.map(|at_ms| now_ms.saturating_sub(at_ms));
        let seldom_ms =
            if matches!(self.stage, Stage::WithoutResult { .. }) { SELDOM_MS } else { 0 };
        let is_younger = |ms: u64| age_ms.is_some_and(|age_ms| age_ms < ms);
        match ask {
            Ask::All => true,
            Ask::Open => self.stage.is_asked() && !is_younger(seldom_ms),
            Ask::Due => {
                let rests = is_younger(interval_ms.max(seldom_ms));
                self.stage.is_asked() && (self.is_troubled || !rests)
            }
        }
    }
}

/// Which sessions a round asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// All of them, also those that are over: the user wants to know.
    All,
    /// Those that are still asked for.
    Open,
    /// Of these, those whose answer failed to come, or is an interval old.
    Due,
}
