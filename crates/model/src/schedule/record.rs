//! What an event changes.

use super::{
    BACK_OFF_MAX_MS, BACK_OFF_MIN_MS, Event, FLOOR_MS, RETRY_AFTER_MAX_MS, Schedule, Settings,
    Stage, Standing, Trouble,
};

impl Schedule {
    /// Starts with a session of which nothing is known: asked for at once,
    /// unless the tab is hidden. `seed` spreads the retries of many pages.
    pub fn new(settings: Settings, now_ms: u64, visible: bool, seed: u32) -> Schedule {
        Schedule {
            settings,
            now_ms,
            // 0 would stay 0.
            random: seed | 1,
            stage: Stage::Running,
            visible,
            background: false,
            signed_out: false,
            in_flight: false,
            refresh: false,
            at_once: false,
            paused_ms: None,
            input_ms: now_ms,
            settled_ms: None,
            soonest_ms: 0,
            back_off_ms: 0,
            retry_ms: 0,
            unresolved_ms: 0,
        }
    }

    /// Takes note of what happened.
    pub fn on(&mut self, event: Event, now_ms: u64) {
        self.now_ms = self.now_ms.max(now_ms);
        match event {
            Event::Input => self.use_page(),
            Event::Visible(visible) => {
                if visible && !self.visible {
                    self.use_page();
                    self.wake();
                }
                self.visible = visible;
            }
            Event::Woken => self.wake(),
            Event::Refresh => {
                self.use_page();
                self.refresh = true;
            }
            Event::Pause(pause) => {
                self.use_page();
                let since_ms = self.paused_ms.take();
                if pause {
                    self.paused_ms = since_ms.or(Some(self.now_ms));
                } else if since_ms.is_some() {
                    self.at_once = true;
                }
            }
            Event::Background(background) => {
                self.use_page();
                self.background = background;
            }
            Event::Sent => {
                self.in_flight = true;
                self.refresh = false;
                self.at_once = false;
                self.wait_for(FLOOR_MS);
            }
            Event::Answered(standing) => {
                self.settle();
                self.signed_out = false;
                self.back_off_ms = 0;
                self.judge(standing);
            }
            Event::Failed(trouble) => {
                self.settle();
                self.fail(trouble);
            }
            Event::SignedIn => {
                self.use_page();
                // As Refresh, since it asks even where the session is over.
                self.refresh |= self.signed_out;
                self.signed_out = false;
            }
        }
    }

    /// Somebody is there. What had stopped for want of that goes on at once.
    fn use_page(&mut self) {
        self.at_once |= self.idle_ms().is_some_and(|idle_ms| idle_ms <= self.now_ms);
        self.input_ms = self.now_ms;
    }

    fn wake(&mut self) {
        self.at_once = true;
        // From the start again; but only an answer ends a trouble.
        self.back_off_ms = self.back_off_ms.min(BACK_OFF_MIN_MS / 2);
    }

    fn wait_for(&mut self, wait_ms: u64) {
        self.soonest_ms = self.soonest_ms.max(self.now_ms.saturating_add(wait_ms));
    }

    fn settle(&mut self) {
        self.in_flight = false;
        // What came while it was under way has its answer; a press of Refresh
        // stays, since the user must not see it do nothing.
        self.at_once = false;
        self.settled_ms = Some(self.now_ms);
    }

    fn judge(&mut self, standing: Standing) {
        self.stage = match (standing, self.stage) {
            (Standing::Running, _) => Stage::Running,
            (Standing::Ended, Stage::Confirming | Stage::Ended) => Stage::Ended,
            (Standing::Ended, _) => Stage::Confirming,
            (Standing::StoppedWithoutResult, Stage::WaitingForResult | Stage::Unresolved) => {
                // An answer says so, not the clock: a page that was hidden asks
                // before it gives up.
                if self.unresolved_ms <= self.now_ms {
                    Stage::Unresolved
                } else {
                    Stage::WaitingForResult
                }
            }
            (Standing::StoppedWithoutResult, _) => {
                let wait_ms = self.settings.collection_interval_ms.saturating_mul(2);
                self.unresolved_ms = self.now_ms.saturating_add(wait_ms);
                Stage::WaitingForResult
            }
        };
    }

    fn fail(&mut self, trouble: Trouble) {
        match trouble {
            Trouble::SignedOut => {
                self.signed_out = true;
                self.back_off_ms = 0;
            }
            Trouble::Gone => {
                self.signed_out = false;
                self.stage = Stage::Gone;
                self.back_off_ms = 0;
            }
            Trouble::Passing { retry_after_ms } => {
                self.back_off_ms =
                    self.back_off_ms.saturating_mul(2).clamp(BACK_OFF_MIN_MS, BACK_OFF_MAX_MS);
                let jittered_ms = self.back_off_ms * (80 + self.random_below_41()) / 100;
                let retry_after_ms = retry_after_ms.unwrap_or(0).min(RETRY_AFTER_MAX_MS);
                self.wait_for(retry_after_ms);
                let wait_ms =
                    jittered_ms.clamp(BACK_OFF_MIN_MS, BACK_OFF_MAX_MS).max(retry_after_ms);
                self.retry_ms = self.now_ms.saturating_add(wait_ms);
            }
        }
    }

    /// Xorshift: the retries of many pages must not meet, no more.
    fn random_below_41(&mut self) -> u64 {
        self.random ^= self.random << 13;
        self.random ^= self.random >> 17;
        self.random ^= self.random << 5;
        u64::from(self.random % 41)
    }
}
