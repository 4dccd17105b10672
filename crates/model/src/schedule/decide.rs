//! What follows from what is known.

use super::{Activity, BACKGROUND_MS, Decision, MINUTE_MS, Schedule, Stage};

impl Schedule {
    /// What to do now.
    pub fn decide(&self, now_ms: u64) -> Decision {
        let now_ms = now_ms.max(self.now_ms);
        let (presence, moment_ms) = self.presence(now_ms);
        let silent =
            matches!(presence, Activity::Hidden | Activity::Idle | Activity::BackgroundOver);
        let halted = self.halted();
        let interval_ms = self.interval_ms(presence);

        let own_ms =
            (!silent && halted.is_none()).then(|| self.next_request_ms(presence, interval_ms));
        // Nobody signs in in proxy mode: there Refresh finds out whether it works again.
        let may_refresh = !self.signed_out || self.settings.idle_stop_ms.is_none();
        let refresh_ms = (self.refresh && !silent && may_refresh).then_some(self.soonest_ms);
        let due_ms = earlier(own_ms, refresh_ms).filter(|_| !self.in_flight);
        let change_ms = moment_ms.filter(|_| halted.is_none());

        let activity = halted.unwrap_or_else(|| self.shown(presence));
        Decision {
            ask: due_ms.is_some_and(|due_ms| due_ms <= now_ms),
            wake_in_ms: earlier(later_than(due_ms, now_ms), later_than(change_ms, now_ms))
                .map(|at_ms| at_ms - now_ms),
            activity,
            at_ms: match activity {
                Activity::Paused => self.paused_ms,
                Activity::Idle | Activity::IdleWarning | Activity::BackgroundOver => moment_ms,
                Activity::Retrying => due_ms,
                _ => None,
            },
            fresh_ms: (self.stage != Stage::Ended).then(|| interval_ms.saturating_mul(2)),
        }
    }

    /// When a page that nobody uses stops; `None` in proxy mode.
    pub(super) fn idle_ms(&self) -> Option<u64> {
        let idle_stop_ms = self.settings.idle_stop_ms?;
        Some(self.input_ms.saturating_add(idle_stop_ms))
    }

    /// What the tab's use alone allows, and the moment at which that began or ends.
    fn presence(&self, now_ms: u64) -> (Activity, Option<u64>) {
        let Some(idle_ms) = self.idle_ms() else {
            return (if self.visible { Activity::Live } else { Activity::Background }, None);
        };
        let away = !self.visible || idle_ms <= now_ms;
        if self.background {
            let over_ms = self.input_ms.saturating_add(BACKGROUND_MS);
            return if !away {
                (Activity::Live, Some(idle_ms))
            } else if now_ms < over_ms {
                (Activity::Background, Some(over_ms))
            } else {
                (Activity::BackgroundOver, Some(over_ms))
            };
        }
        if !self.visible {
            return (Activity::Hidden, None);
        }
        if away {
            return (Activity::Idle, Some(idle_ms));
        }
        let warning_ms = idle_ms - MINUTE_MS.min((idle_ms - self.input_ms) / 2);
        if now_ms < warning_ms {
            (Activity::Live, Some(warning_ms))
        } else {
            (Activity::IdleWarning, Some(idle_ms))
        }
    }

    /// Why nothing is asked by itself, whatever the tab's use.
    fn halted(&self) -> Option<Activity> {
        match self.stage {
            _ if self.signed_out => Some(Activity::SignedOut),
            Stage::Gone => Some(Activity::Gone),
            Stage::Ended => Some(Activity::Ended),
            Stage::Unresolved => Some(Activity::Unresolved),
            _ => self.paused_ms.map(|_| Activity::Paused),
        }
    }

    /// What to say of a session that is asked for.
    fn shown(&self, presence: Activity) -> Activity {
        match (presence, self.stage) {
            (Activity::Live, _) if self.back_off_ms > 0 => Activity::Retrying,
            (Activity::Live, Stage::Confirming) => Activity::Confirming,
            (Activity::Live, Stage::WaitingForResult) => Activity::WaitingForResult,
            _ => presence,
        }
    }

    fn interval_ms(&self, presence: Activity) -> u64 {
        let seldom = matches!(presence, Activity::Background | Activity::BackgroundOver)
            || matches!(self.stage, Stage::WaitingForResult | Stage::Unresolved);
        self.settings.poll_interval_ms.max(if seldom { MINUTE_MS } else { 0 })
    }

    fn next_request_ms(&self, presence: Activity, interval_ms: u64) -> u64 {
        let Some(settled_ms) = self.settled_ms else { return self.soonest_ms };
        // A tab in the background asks once a minute and no more, whatever happens to it.
        let away = presence == Activity::Background;
        if self.at_once && !away {
            self.soonest_ms
        } else if self.back_off_ms > 0 && !away {
            self.retry_ms
        } else {
            settled_ms.saturating_add(interval_ms).max(self.soonest_ms)
        }
    }
}

fn earlier(a_ms: Option<u64>, b_ms: Option<u64>) -> Option<u64> {
    match (a_ms, b_ms) {
        (Some(a_ms), Some(b_ms)) => Some(a_ms.min(b_ms)),
        _ => a_ms.or(b_ms),
    }
}

fn later_than(at_ms: Option<u64>, now_ms: u64) -> Option<u64> {
    at_ms.filter(|at_ms| *at_ms > now_ms)
}
