//! `#/restoreSessions/{id}`

mod asking;
mod copied;
mod facts;
mod followed;
mod hand_on;
mod pace;
mod reported;
mod restore_point;
mod side;

use restore_desk_model::{
    embed::Extent,
    id::ResourceId,
    news::{News, news},
    route::Route,
};

use super::{asking::asking, details, links::links, use_heading};
use crate::{
    browser,
    components::{
        answer::{answer, progress_bar},
        remote_view::remote_view,
        source::{Source, source},
    },
    html::{Html, el, part},
    live::{Live, State, made, text},
    tasks::{effect, on_change},
    view::{View, use_view},
};
use asking::use_session;
use copied::copy_to_clipboard;
pub use facts::Facts;
pub use followed::hand_on_later;
pub use hand_on::HandOn;
use hand_on::hand_on;
pub use pace::pace;
pub use reported::report;
use restore_point::timeline_of;

/// One restore session: the answer first, then all that EM sent.
pub fn restore_session_page(id: ResourceId) -> Html {
    let (data, refresh, poll) = use_session(id.clone());
    remote_view(data, refresh, move |shown| loaded(Facts::of(&id, shown, poll)))
}

fn loaded(facts: &'static Facts) -> Html {
    let m = use_view().messages;
    let route = Route::RestoreSession(facts.id());
    // One by one: a new answer touches only what differs.
    let summary = facts.summary;
    let heading = summary.text(|summary| summary.heading.clone());
    let tone = summary.fact(|summary| summary.tone);
    let notes = summary.fact(|summary| summary.notes.clone());
    let percent =
        summary.fact(|summary| summary.progress.percent.map(|percent| percent.to_string()));
    let progress = summary.text(|summary| summary.progress.text.clone());
    let fields = made(move || facts.fields());
    let sentence = text(move || facts.answer());
    let title = text(move || facts.title());
    let links = links(facts.shown, route.clone());
    let sideways = made(move || facts.sideways());
    use_heading(route, heading, title);
    effect(move || browser::set_icon(Some(facts.icon(tone.get()))));
    announce(facts, sentence, heading);

    // Soon after the page is used first, a copy may be wanted.
    let &View { presence, later, .. } = facts.view;
    on_change(move || presence.used.track(), move || later.prepare());

    let said = State::new(None);
    let card = el("section")
        .class("card")
        .attr("aria-label", m.answer_for)
        .child(answer(sentence, tone, notes))
        .child(side::newer(facts))
        .child(progress_bar(percent, progress, m.label_progress))
        .child(facts::progress_more(facts))
        .child(asking(facts.asked(), side::collected(facts)))
        .child(printed(facts));
    let page = el("article")
        .child(el("h1").class("page-heading").child(el("bdi").child(heading)))
        .child(card);
    let embed = &facts.view.embed;
    let page = if embed.is_frame {
        page.child(part(move || later.get().map(|parts| (parts.report)(facts))))
    } else {
        page
    };
    if embed.extent == Extent::Least {
        return page.into();
    }
    let file = format!("restore-session-{}.json", facts.id());
    page.child(timeline_of(facts))
        .child(hand_on(facts, said))
        .child(details(fields, links, sideways))
        .child(source(Source { answer: facts.shown.answer, file, said }))
        .into()
}

/// On paper alone: as of when it is, and where it stands.
fn printed(facts: &'static Facts) -> Html {
    let as_of = text(move || facts.as_of());
    el("p").class("print-only").child(as_of).child(" ").child(el("bdi").child(link(facts))).into()
}

/// This page's address.
fn link(facts: &Facts) -> String {
    browser::absolute(&Route::RestoreSession(facts.id()).href())
}

/// Tells the answer when it first stands there, when its kind changes and when a
/// trouble ends, and each further quarter: not every minute that passes.
fn announce(facts: &'static Facts, sentence: Live<String>, heading: Live<String>) {
    let view = use_view();
    let mut told = None;
    effect(move || {
        // A live region tells what comes into it while it is on the screen.
        if !facts.painted.get() {
            return;
        }
        let is_troubled = facts.shown.troubled.get();
        let (what, now) = news(told, &facts.verdict.read(), facts.standing.get(), is_troubled);
        let is_first = told.replace(now).is_none();
        match what {
            News::None => {}
            News::Answer if is_first => view.announcer.say(&sentence.peek()),
            News::Answer => view.announcer.tell(sentence.peek()),
            News::Percent(percent) => {
                let m = view.messages;
                view.announcer
                    .tell(m.announce_percent.with([&heading.peek(), &m.percent(percent)]));
            }
        }
    });
}
