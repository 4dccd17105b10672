//! Handing the answer on: copies, notification, paper.

use leptos::prelude::untrack;
use restore_desk_model::schedule::{Activity, Event};

use super::{copied::CopyOf, facts::Facts};
use crate::{
    browser,
    components::hand_on::{Said, begin, notify_switch, outcome, switch, tell},
    html::{Element, button, el, many, part_if},
    live::{State, memo},
    tasks::{effect, spawn},
};

/// What a press asks of what is loaded later.
#[derive(Clone, Copy)]
pub enum HandOn {
    /// A copy.
    Copy(CopyOf),
    /// The session among those that this tab watches, or no more.
    Watch(bool),
}

/// Asks for it, and says what came of it.
fn ask(what: HandOn, facts: &'static Facts, said: Said) {
    let view = facts.view;
    begin(view, said);
    spawn(async move {
        let parts = view.later.wait().await;
        // The page may have gone meanwhile, and its values with it.
        if said.peek().is_none() {
            return;
        }
        match parts {
            Some(parts) => (parts.hand_on)(what, facts, said).await,
            None => tell(view, said, view.messages.part_lost),
        }
    });
}

/// The buttons, and what came of them.
pub(super) fn hand_on(facts: &'static Facts, said: Said) -> Element {
    let m = facts.view.messages;
    let copy = |label: &'static str, what: CopyOf| {
        button(label, "", move || ask(HandOn::Copy(what), facts, said))
    };
    let notify = State::new(false);
    let id = facts.id();
    let is_watched = memo(move || facts.view.watched.has(&id));
    let is_kept_on = memo(move || notify.get() | is_watched.get());
    let mut was_kept_on = false;
    effect(move || {
        let is_kept_on = is_kept_on.get();
        if std::mem::replace(&mut was_kept_on, is_kept_on) != is_kept_on {
            facts.poll.tell(Event::Background(is_kept_on));
        }
    });
    notify_at_the_end(facts, notify);
    // Nothing to wait for once it is over.
    let is_open = memo(move || !facts.verdict.read().is_ended());
    let switches = part_if(is_open, move || {
        let notify_switch = notify_switch(notify, said);
        let watch_switch =
            switch(m.watch, is_watched, move |on| ask(HandOn::Watch(on), facts, said));
        many([notify_switch, watch_switch])
    });
    // Where nobody signs in, there is no sign-in to keep alive.
    let keeps_alive = facts.settings().idle_stop_ms.is_some();
    let is_kept = memo(move || {
        let is_asking = asks_on(facts) && facts.poll.decision().activity != Activity::Paused;
        keeps_alive && is_open.get() && is_kept_on.get() && is_asking
    });
    let hint = part_if(is_kept, move || el("p").class("quiet-text").child(m.background_hint));
    let buttons = el("div")
        .class("buttons")
        .child(copy(m.copy_ticket, CopyOf::Ticket))
        .child(copy(m.copy_markdown, CopyOf::Markdown))
        .child(copy(m.copy_caller, CopyOf::Caller))
        .child(copy(m.copy_link, CopyOf::Link))
        .child(switches)
        .child(button(m.print, "", browser::print));
    el("section")
        .class("card hand-on")
        .attr("aria-labelledby", "hand-on-heading")
        .child(el("h2").id("hand-on-heading").child(m.actions))
        .child(buttons)
        .child(hint)
        .child(outcome(said.live()))
}
/// Once it has stopped with a result, or is asked for no more before it has one,
/// where someone asked to be told. The switch stays on: a tab in the background
/// still asks once more to be sure.
fn notify_at_the_end(facts: &'static Facts, notify: State<bool>) {
    let is_signed_out = memo(move || facts.poll.decision().activity == Activity::SignedOut);
    let is_over =
        memo(move || facts.verdict.read().is_ended() || is_signed_out.get() || !asks_on(facts));
    let mut was_over = true;
    effect(move || {
        let is_over = is_over.get();
        let is_news = !std::mem::replace(&mut was_over, is_over) && is_over;
        if is_news && notify.peek() == Some(true) {
            let m = facts.view.messages;
            let is_signed_out = is_signed_out.peek();
            let sentence =
                if is_signed_out { m.sign_in_again.to_owned() } else { untrack(|| facts.answer()) };
            browser::notify(m.notify_title, &sentence, &facts.id().to_string());
        }
    });
}

/// Whether the page goes on asking by itself, or does when its user lets it.
fn asks_on(facts: &Facts) -> bool {
    !matches!(
        facts.poll.decision().activity,
        Activity::SignedOut | Activity::Gone | Activity::Unresolved | Activity::BackgroundOver
    )
}
