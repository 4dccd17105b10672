//! When the page asks again, and what it says of that.

use restore_desk_model::{
    id::ResourceId,
    page::watching,
    route::Route,
    schedule::{Activity, Event, Standing, Trouble},
    verdict,
};

use super::{facts::Facts, side};
use crate::{
    api::Fetched,
    browser,
    components::{
        freshness::{checked, refresh_button},
        remote_view::Remote,
    },
    html::{Element, Html, button, el, many, part_if},
    live::{Again, Live, State, memo, text},
    poll::{Poll, use_site_poll},
    remote::use_remote,
    tasks::{Task, effect, on_change},
    view::use_view,
};
use restore_desk_model::{entity::restore_session::RestoreSession, error::ApiError};

/// Asks for a session, and again as `model::schedule` decides. The [`Again`] is
/// the user's Refresh.
pub(super) fn use_session(id: ResourceId) -> (Remote, Again, Poll) {
    let view = use_view();
    let poll = use_site_poll();
    let refresh = Again::new();
    on_change(move || refresh.track(), move || poll.tell(Event::Refresh));

    let client = view.client;
    let mode = view.config.sign_in;
    let fetch = move |route: Route| -> Task<Result<Fetched, ApiError>> {
        Box::pin(async move {
            let outcome = client.fetch(route).await;
            poll.tell(match &outcome {
                Ok(fetched) => {
                    let session = RestoreSession::from_entity(fetched.value.entity().clone());
                    Event::Answered(Standing::of(&verdict::judge(&session, None).outcome))
                }
                Err(error) => Event::Failed(Trouble::of(error, mode)),
            });
            // It was of an older sign-in: there is a newer one already.
            if outcome == Err(ApiError::SignedOut) && client.has_sign_in() {
                poll.tell(Event::SignedIn);
            }
            outcome
        })
    };
    let data = use_remote(Live::fixed(Route::RestoreSession(id)), poll.due, fetch);
    (data, refresh, poll)
}

/// "Checked 4 s ago", how far EM may be behind, what comes next; Refresh, Pause,
/// and "Keep watching" where nobody seems to.
pub(super) fn asking(facts: &'static Facts) -> Html {
    let view = facts.view;
    let poll = facts.poll;
    let shown = facts.shown;
    let activity = memo(move || poll.decision().activity);
    let next = text(move || {
        let decision = poll.decision();
        view.clock.now();
        let left_ms = decision.at_ms.map(|at_ms| at_ms.saturating_sub(browser::uptime_ms()));
        let seconds = left_ms.map(|left_ms| left_ms.div_ceil(1_000));
        view.with(|context| watching::next(decision.activity, &facts.settings(), seconds, context))
    });
    // Seconds that tick are for the eye.
    let is_counting = text(move || (activity.get() == Activity::Retrying).to_string());
    // Off until its answer comes: what the page asks by itself does not touch it.
    let pressed = State::new(false);
    effect(move || {
        if !shown.pending.get() {
            pressed.set(false);
        }
    });
    let refresh = refresh_button(pressed.live(), move || {
        pressed.set(true);
        poll.tell(Event::Refresh);
    });
    let words = el("p")
        .child(checked(shown.read_at))
        .child(" ")
        .child(side::collected(facts))
        .child(" ")
        .child(el("span").attr("aria-hidden", is_counting).child(next));
    let buttons =
        el("div").class("buttons live-buttons").child(refresh).child(pause(poll, activity));
    let row = el("div").class("freshness").child(buttons).child(words);
    many([idle_notice(facts, activity), row.into()])
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
fn idle_notice(facts: &'static Facts, activity: Live<Activity>) -> Html {
    let view = facts.view;
    let m = view.messages;
    let words = memo(move || {
        let at = facts.since.get();
        view.with(|context| watching::idle_notice(activity.get(), at, &facts.settings(), context))
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
        let keep = button(m.keep_watching, "primary", move || facts.poll.tell(Event::Input));
        el("div").class("notice is-quiet").child(el("p").child(words)).child(keep)
    })
}
