//! `use_poll`: turns the decisions of `model::schedule` into requests and timers.

use leptos::prelude::untrack;
use restore_desk_model::schedule::{Decision, Event, Schedule, Settings};

use crate::{
    browser,
    live::{Again, State},
    tasks::{effect, on_change},
    view::use_view,
};

/// Longest time until the schedule is looked at again, in milliseconds: a timer
/// of a browser takes no more than 31 bits.
const LOOK_MS: u64 = 3_600_000;

/// What the world gives a poll; tests have their own.
#[derive(Clone, Copy)]
pub struct Hooks {
    /// Monotonic milliseconds.
    pub now_ms: fn() -> u64,
    /// Runs something after so many milliseconds, unless the owner that was
    /// current is disposed before.
    pub after: fn(u32, Box<dyn FnOnce()>),
}

/// When one thing is asked for again. Dies with the owner it is made under.
#[derive(Clone, Copy)]
pub struct Poll {
    schedule: State<Schedule>,
    decision: State<Decision>,
    hooks: Hooks,
    /// Fires when a request is due: what asks hangs on it.
    pub due: Again,
}

/// Starts with the first request under way.
pub fn use_poll(mut schedule: Schedule, hooks: Hooks) -> Poll {
    let now_ms = (hooks.now_ms)();
    schedule.on(Event::Sent, now_ms);
    let decision = schedule.decide(now_ms);
    let poll = Poll {
        schedule: State::new(schedule),
        decision: State::new(decision),
        hooks,
        due: Again::new(),
    };
    // One timer: a rerun replaces the one before.
    effect(move || {
        if let Some(wake_in_ms) = poll.decision.read().wake_in_ms {
            let delay_ms = u32::try_from(wake_in_ms.min(LOOK_MS)).unwrap_or(u32::MAX);
            (hooks.after)(delay_ms, Box::new(move || poll.step()));
        }
    });
    poll
}

/// The same by the site's settings, told of the tab's use and of new sign-ins.
pub fn use_site_poll() -> Poll {
    let view = use_view();
    let hooks = Hooks {
        now_ms: browser::uptime_ms,
        after: |delay_ms, then| browser::after(delay_ms, then),
    };
    let seed = u32::try_from(browser::now_ms() & 0xffff_ffff).unwrap_or(1);
    let visible = view.presence.visible.peek() != Some(false);
    let settings = Settings::of(view.config);
    let poll = use_poll(Schedule::new(settings, browser::uptime_ms(), visible, seed), hooks);

    let presence = view.presence;
    on_change(move || presence.used.track(), move || poll.tell(Event::Input));
    on_change(move || presence.woken.track(), move || poll.tell(Event::Woken));
    on_change(
        move || presence.visible.track(),
        move || poll.tell(Event::Visible(presence.visible.peek() != Some(false))),
    );
    let generation = view.session.generation;
    on_change(move || generation.track(), move || poll.tell(Event::SignedIn));
    // A page around this one that wants no requests wants none of the next page either.
    let held = view.embed.held;
    effect(move || {
        if let Some(paused) = held.get() {
            untrack(|| poll.tell(Event::Pause(paused)));
        }
    });
    poll
}

impl Poll {
    /// Something happened that the schedule goes by.
    pub fn tell(self, event: Event) {
        self.tell_all(&[event]);
    }

    /// Some things happened at once: nothing is decided, and no request leaves, before
    /// the last of them is told.
    pub fn tell_all(self, events: &[Event]) {
        let now_ms = (self.hooks.now_ms)();
        self.schedule.update(|schedule| {
            for event in events {
                schedule.on(*event, now_ms);
            }
        });
        self.step();
    }

    /// What was decided last, tracked.
    pub fn decision(self) -> Decision {
        self.decision.get()
    }

    fn step(self) {
        let now_ms = (self.hooks.now_ms)();
        let Some(mut schedule) = self.schedule.peek() else { return };
        let mut decision = schedule.decide(now_ms);
        if decision.ask {
            schedule.on(Event::Sent, now_ms);
            decision = schedule.decide(now_ms);
            self.schedule.set(schedule);
            self.due.ask();
        }
        // Also where nothing differs: the timer that fired is gone.
        self.decision.set(decision);
    }
}
