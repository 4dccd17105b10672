//! Asking again and again: when a page does, and what it says of that.

use restore_desk_model::{
    page::watching,
    schedule::{Activity, Event, Settings},
    time::Timestamp,
};

use crate::{
    browser,
    components::freshness::{checked, refresh_button},
    html::{Element, Html, button, el, many, part_if},
    live::{Again, Live, State, memo, text},
    poll::{Poll, use_site_poll},
    tasks::{effect, on_change},
    view::{View, use_view},
};

/// Asks as `model::schedule` decides, with what the tab and its user do. The
/// [`Again`] is the user's Refresh.
pub fn use_asking() -> (Poll, Again) {
    let poll = use_site_poll();
    let refresh = Again::new();
    on_change(move || refresh.track(), move || poll.tell(Event::Refresh));
    (poll, refresh)
}

/// What a page knows of its asking.
#[derive(Clone, Copy)]
pub struct Asked {
    /// When it asks.
    pub poll: Poll,
    /// When the newest good answer was read.
    pub read_at: Live<Timestamp>,
    /// Whether it is asking.
    pub pending: Live<bool>,
    /// The moment that belongs to what the schedule says of its activity.
    pub since: Live<Timestamp>,
}

/// The moment that belongs to what a schedule says of its activity. Read once for
/// each: two clocks part while a computer sleeps.
pub fn since(view: &'static View, poll: Poll) -> Live<Timestamp> {
    let at_ms = memo(move || poll.decision().at_ms);
    memo(move || moment(view, at_ms.get()))
}

/// A moment of the schedule's clock by EM's, to the second: two readings of two
/// clocks are never just alike.
pub fn moment(view: &View, at_ms: Option<u64>) -> Timestamp {
    let now_ms = browser::uptime_ms();
    let ago_ms = now_ms.saturating_sub(at_ms.unwrap_or(now_ms));
    let at_ms = view.clock.read().0 - i64::try_from(ago_ms).unwrap_or_default();
    Timestamp(at_ms - at_ms.rem_euclid(1_000))
}

/// "Checked 4 s ago", how far EM may be behind, `more` of that, what comes next;
/// Refresh, Pause, and "Keep watching" where nobody seems to.
pub fn asking(asked: Asked, more: impl Into<Html>) -> Html {
    let view = use_view();
    let Asked { poll, read_at, pending, .. } = asked;
    let activity = memo(move || poll.decision().activity);
    let next = text(move || {
        let decision = poll.decision();
        view.clock.now();
        let left_ms = decision.at_ms.map(|at_ms| at_ms.saturating_sub(browser::uptime_ms()));
        let seconds = left_ms.map(|left_ms| left_ms.div_ceil(1_000));
        let settings = Settings::of(view.config);
        view.with(|context| watching::next(decision.activity, &settings, seconds, context))
    });
    // Seconds that tick are for the eye.
    let is_counting = text(move || (activity.get() == Activity::Retrying).to_string());
    // Off until its answer comes: what the page asks by itself does not touch it.
    let pressed = State::new(false);
    effect(move || {
        if !pending.get() {
            pressed.set(false);
        }
    });
    let refresh = refresh_button(pressed.live(), move || {
        pressed.set(true);
        poll.tell(Event::Refresh);
    });
    let words = el("p")
        .child(checked(read_at))
        .child(" ")
        .child(more)
        .child(" ")
        .child(el("span").attr("aria-hidden", is_counting).child(next));
    let buttons =
        el("div").class("buttons live-buttons").child(refresh).child(pause(poll, activity));
    let row = el("div").class("freshness").child(buttons).child(words);
    many([idle_notice(asked, activity), row.into()])
}

/// Pause, or Resume.
pub fn pause(poll: Poll, activity: Live<Activity>) -> Html {
    let m = use_view().messages;
    let is_paused = memo(move || activity.get() == Activity::Paused);
    // Nothing to pause once it is over.
    let is_over =
        |activity| matches!(activity, Activity::Ended | Activity::Unresolved | Activity::Gone);
    let is_offered = memo(move || !is_over(activity.get()));
    let label = text(move || if is_paused.get() { m.resume } else { m.pause }.to_owned());
    part_if(is_offered, move || {
        button(label, "", move || poll.tell(Event::Pause(!is_paused.peek())))
    })
}

/// That asking stops soon, or has stopped, since nobody uses the page.
fn idle_notice(asked: Asked, activity: Live<Activity>) -> Html {
    let view = use_view();
    let m = view.messages;
    let words = memo(move || {
        let at = asked.since.get();
        let settings = Settings::of(view.config);
        view.with(|context| watching::idle_notice(activity.get(), at, &settings, context))
    });
    let told = memo(move || words.read().is_some());
    on_change(
        move || told.track(),
        move || {
            // That it has stopped is told with the answer.
            if activity.peek() == Activity::IdleWarning {
                view.announcer.tell(m.idle_warning.to_owned());
            }
        },
    );
    let words = text(move || words.get().unwrap_or_default());
    part_if(told, move || -> Element {
        let keep = button(m.keep_watching, "primary", move || asked.poll.tell(Event::Input));
        el("div").class("notice is-quiet").child(el("p").child(words)).child(keep)
    })
}
