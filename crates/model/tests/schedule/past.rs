//! The rules once more, in a plain way: what a request may follow on.

use proptest::prelude::*;
use restore_desk_model::schedule::{Event, Settings, Standing, Trouble};

use crate::app::*;

/// What the rules need to know of the past.
#[expect(clippy::struct_excessive_bools, reason = "each may be true with and without the others")]
pub(crate) struct Past {
    settings: Settings,
    visible: bool,
    background: bool,
    paused: bool,
    signed_out: bool,
    /// Asked for by the user, and not sent yet.
    refresh: bool,
    input: u64,
    sent: Option<u64>,
    settled: Option<u64>,
    not_before: u64,
    /// The newest answer or failure.
    newest: Option<Event>,
    /// Failures that passed, one after the other.
    failures: u32,
    /// Something called for a request since the newest one.
    called: bool,
    /// Answers since a result was seen first, and with it.
    ended: u32,
    /// Since when a result was missing.
    missing: Option<u64>,
}

impl Past {
    pub(crate) fn new(settings: Settings, visible: bool, start: u64) -> Past {
        Past {
            settings,
            visible,
            background: false,
            paused: false,
            signed_out: false,
            refresh: false,
            input: start,
            sent: None,
            settled: None,
            not_before: 0,
            newest: None,
            failures: 0,
            called: true,
            ended: 0,
            missing: None,
        }
    }

    pub(crate) fn note(&mut self, at: u64, event: Event) {
        match event {
            Event::Visible(visible) => {
                if visible && !self.visible {
                    self.input = at;
                    (self.called, self.failures) = (true, 0);
                }
                self.visible = visible;
            }
            Event::Woken => (self.called, self.failures) = (true, 0),
            Event::Sent => (self.sent, self.refresh, self.called) = (Some(at), false, false),
            Event::Answered(_) | Event::Failed(_) => self.settle(at, event),
            Event::Input => self.use_page(at),
            Event::Refresh => {
                self.use_page(at);
                self.refresh = true;
            }
            Event::Pause(paused) => {
                self.use_page(at);
                self.called |= self.paused && !paused;
                self.paused = paused;
            }
            Event::Background(background) => {
                self.use_page(at);
                self.background = background;
            }
            Event::SignedIn => {
                self.use_page(at);
                self.refresh |= self.signed_out;
                self.signed_out = false;
            }
        }
    }

    fn use_page(&mut self, at: u64) {
        self.called |= self.is_unused(at);
        self.input = at;
    }

    fn settle(&mut self, at: u64, event: Event) {
        self.newest = Some(event);
        self.settled = Some(at);
        self.called = false;
        match event {
            Event::Failed(Trouble::Passing { retry_after_ms }) => {
                self.failures += 1;
                self.not_before = at + retry_after_ms.unwrap_or(0).min(10 * MINUTE);
                return;
            }
            Event::Failed(Trouble::SignedOut) => self.signed_out = true,
            Event::Failed(Trouble::Gone) => (self.ended, self.missing) = (0, None),
            Event::Answered(standing) => {
                self.signed_out = false;
                self.ended = if standing == Standing::Ended { self.ended + 1 } else { 0 };
                self.missing = match standing {
                    Standing::StoppedWithoutResult => self.missing.or(Some(at)),
                    _ => None,
                };
            }
            _ => {}
        }
        self.failures = 0;
    }

    fn is_unused(&self, at: u64) -> bool {
        self.settings.idle_stop_ms.is_some_and(|stop| self.input + stop <= at)
    }

    /// That a request may leave at `at`.
    pub(crate) fn check_send(&self, at: u64) -> Result<(), TestCaseError> {
        let away = !self.visible || self.is_unused(at);
        prop_assert!(self.sent.is_none() || self.sent <= self.settled, "two at a time");
        prop_assert!(self.not_before <= at, "Retry-After");
        if self.settings.idle_stop_ms.is_some() {
            prop_assert!(!away || self.background, "hidden or unused");
            prop_assert!(!away || at < self.input + 8 * HOUR, "the background's limit");
            prop_assert!(!self.signed_out, "signed out");
        }
        let floor = self.sent.is_none_or(|sent| sent + FLOOR <= at);
        prop_assert!(floor || self.failures > 0, "the floor");
        if self.refresh {
            return Ok(());
        }
        prop_assert!(!self.paused && !self.signed_out, "paused, or signed out");
        prop_assert!(self.ended < 2, "a session that is over");
        prop_assert!(self.newest != Some(GONE), "what is gone");
        let Some(settled) = self.settled else { return Ok(()) };
        self.check_wait(at - settled, away)?;
        if let (Some(missing), Some(NO_RESULT)) = (self.missing, self.newest) {
            let patience = 2 * self.settings.collection_interval_ms;
            prop_assert!(settled < missing + patience, "a result that never comes");
        }
        Ok(())
    }

    /// That a request may leave so long after the newest answer or failure.
    fn check_wait(&self, wait: u64, away: bool) -> Result<(), TestCaseError> {
        let poll = self.settings.poll_interval_ms;
        if away {
            prop_assert!(wait >= poll.max(MINUTE), "the background's interval");
        } else if self.called {
            // At once.
        } else if self.failures > 0 {
            let base = SECOND << (self.failures - 1).min(6);
            prop_assert!(wait >= (base * 8 / 10).clamp(SECOND, 48 * SECOND), "backs off");
        } else {
            prop_assert!(wait >= poll, "the interval");
            prop_assert!(wait >= MINUTE || self.missing.is_none(), "a missing result");
        }
        Ok(())
    }
}
