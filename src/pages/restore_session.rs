//! `#/restoreSessions/{id}`

use restore_desk_model::{
    entity::restore_session::RestoreSession, id::ResourceId, page, route::Route, verdict::Tone,
};

use super::{details, use_access, use_answer, use_heading};
use crate::{
    components::{
        answer::{answer, progress_bar},
        remote_view::{Loaded, remote_view},
    },
    html::{Html, el},
    live::{Again, Live, memo},
    tasks::effect,
    view::use_view,
};

/// One restore session: the answer first, then all that EM sent.
pub fn restore_session_page(id: ResourceId) -> Html {
    let refresh = Again::new();
    let data = use_answer(Route::RestoreSession(id.clone()), refresh);
    remote_view(data, refresh, move |shown| loaded(id.clone(), shown))
}

fn loaded(id: ResourceId, shown: Loaded) -> Html {
    let view = use_view();
    let m = view.messages;
    let access = use_access();
    let route = Route::RestoreSession(id.clone());
    let page = memo(move || {
        let session = RestoreSession::from_entity(shown.answer.read().entity().clone());
        view.with(|context| page::restore_session::page(&session, &id, &access(), context))
    });
    // One by one: a new answer touches only what differs.
    let heading = page.text(|page| page.heading.clone());
    let sentence = page.text(|page| page.answer.clone());
    let tone = page.fact(|page| page.tone);
    let notes = page.fact(|page| page.notes.clone());
    let percent = page.fact(|page| page.progress.percent.map(|percent| percent.to_string()));
    let progress = page.text(|page| page.progress.text.clone());
    let fields = page.fact(|page| page.fields.clone());
    let links = page.fact(|page| page.links.clone());
    use_heading(route, heading, sentence);
    announce(sentence, tone);
    let card = el("section")
        .class("card")
        .attr("aria-label", m.answer_for)
        .child(answer(sentence, tone, notes))
        .child(progress_bar(percent, progress, m.label_progress))
        .child(shown.freshness());
    el("article")
        .child(el("h1").class("page-heading").child(el("bdi").child(heading)))
        .child(card)
        .child(details(fields, links))
        .into()
}

/// Says the answer when it first stands there and when its kind changes, not
/// with every minute that passes.
fn announce(sentence: Live<String>, tone: Live<Tone>) {
    let announcer = use_view().announcer;
    effect(move || {
        tone.track();
        announcer.say(&sentence.peek());
    });
}
