//! How all of them stand, how current that is, and being told of it.

use restore_desk_model::{
    page::{standing::Standing, watch::sentence, watching},
    route::Route,
    schedule::{Activity, Settings},
    verdict::Tone,
};

use crate::{
    browser,
    components::{
        freshness::{checked, refresh_button},
        hand_on::{copy_button, notify_switch, outcome},
        icon::{tone_class, tone_icon},
        remote_view::loading,
    },
    html::{Element, el, many, part, part_if},
    live::{Live, State, memo, text},
    pages::asking::pause,
    view::use_view,
    watcher::Watcher,
};

/// The counts, and what one does with all of them.
pub(super) fn card(watcher: &'static Watcher, standing: Live<Standing>) -> Element {
    let view = use_view();
    let m = view.messages;
    let words = text(move || {
        let counts = watcher.list.read().counts();
        view.with(|context| sentence(counts, standing.get(), context))
    });
    let tone = memo(move || watcher.list.read().tone().unwrap_or(Tone::Unclear));
    let is_known = memo(move || !words.read().is_empty());
    let answer = part(move || {
        if !is_known.get() {
            return loading(m.loading).into();
        }
        let class = text(move || format!("answer {}", tone_class(tone.get())));
        let sum = el("p").class("check-sum").attr("dir", "auto").child(words);
        many([el("div").class(class).child(tone_icon(tone)).child(sum), asking(watcher)])
    });
    let said = State::new(None);
    let activity = memo(move || watcher.poll.decision().activity);
    let keeps_alive = Settings::of(view.config).idle_stop_ms.is_some();
    let is_kept = memo(move || {
        let is_awaited = watcher.list.read().standing().is_some();
        let is_asking = !matches!(
            activity.get(),
            Activity::Paused | Activity::SignedOut | Activity::BackgroundOver
        );
        keeps_alive && is_awaited && is_asking
    });
    let hint = part_if(is_kept, move || el("p").class("quiet-text").child(m.background_hint));
    let link = move || {
        let href = Route::Watch(view.watched.ids.peek().unwrap_or_default()).href();
        (browser::absolute(&href), None)
    };
    let buttons = el("div")
        .class("buttons")
        .child(notify_switch(watcher.notify, said))
        .child(copy_button(m.copy_link, said, link));
    el("section")
        .class("card")
        .attr("aria-label", m.answer_for)
        .child(answer)
        .child(buttons)
        .child(hint)
        .child(outcome(said.live()))
}

/// "Checked 4 s ago", what comes next; Refresh, and Pause.
fn asking(watcher: &'static Watcher) -> Element {
    let view = use_view();
    let t = view.messages.later();
    let poll = watcher.poll;
    let activity = memo(move || poll.decision().activity);
    let read_at = memo(move || watcher.list.read().read_at().unwrap_or_else(|| view.clock.read()));
    let next = text(move || {
        let decision = poll.decision();
        view.clock.now();
        let left_ms = decision.at_ms.map(|at_ms| at_ms.saturating_sub(browser::uptime_ms()));
        let seconds = left_ms.map(|left_ms| left_ms.div_ceil(1_000));
        let settings = Settings::of(view.config);
        match decision.activity {
            Activity::Confirming => t.watch_asked_last.to_owned(),
            Activity::Ended => t.watch_asked_no_more.to_owned(),
            activity => view.with(|context| watching::next(activity, &settings, seconds, context)),
        }
    });
    // Seconds that tick are for the eye.
    let is_counting = text(move || (activity.get() == Activity::Retrying).to_string());
    let refresh = refresh_button(watcher.pressed.live(), move || watcher.refresh());
    let buttons =
        el("div").class("buttons live-buttons").child(refresh).child(pause(poll, activity));
    let next = el("span").attr("aria-hidden", is_counting).child(next);
    let words = el("p").child(checked(read_at)).child(" ").child(next);
    el("div").class("freshness").child(buttons).child(words)
}
