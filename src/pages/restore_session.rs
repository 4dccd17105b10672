//! `#/restoreSessions/{id}`

use leptos::prelude::*;
use restore_desk_model::{
    entity::restore_session::RestoreSession, id::ResourceId, page, route::Route, verdict::Tone,
};

use super::{use_access, use_heading};
use crate::{
    api::{Answer, use_answer},
    app::use_view,
    components::{
        announcer::Announcer,
        answer::{answer, progress_bar},
        fields::field_list,
        links::link_list,
        remote_view::remote_view,
    },
    parts::{effect, memo, text},
};

/// One restore session: the answer first, then all that EM sent.
pub fn restore_session_page(id: ResourceId) -> AnyView {
    let refresh = Trigger::new();
    let data = use_answer(Route::RestoreSession(id.clone()), refresh);
    remote_view(data, refresh, move |value| loaded(id.clone(), value))
}

fn loaded(id: ResourceId, value: Signal<Answer>) -> AnyView {
    let view = use_view();
    let m = view.messages;
    let access = use_access();
    let route = Route::RestoreSession(id.clone());
    let page = memo(move || {
        let session = RestoreSession::from_entity(value.read().entity().clone());
        view.with(|context| page::restore_session::page(&session, &id, &access(), context))
    });
    // One memo a fact: a new answer touches only what differs.
    let heading = text(move || page.read().heading.clone());
    let sentence = text(move || page.read().answer.clone());
    let tone: Signal<Tone> = memo(move || page.read().tone).into();
    let notes = memo(move || page.read().notes.clone()).into();
    let percent =
        memo(move || page.read().progress.percent.map(|percent| percent.to_string())).into();
    let progress = text(move || page.read().progress.text.clone());
    let fields = memo(move || page.read().fields.clone()).into();
    let links = memo(move || page.read().links.clone()).into();
    use_heading(route, heading, sentence);
    announce(sentence, tone);
    view! {
        <article>
            <h1 class="page-heading"><bdi>{heading}</bdi></h1>
            <section class="card" aria-label=m.answer_for>
                {answer(sentence, tone, notes)}
                {progress_bar(percent, progress, m.label_progress)}
            </section>
            <div class="columns">
                <section class="card" aria-labelledby="fields-heading">
                    <h2 id="fields-heading">{m.details}</h2>
                    {field_list(fields)}
                </section>
                {link_list(links)}
            </div>
        </article>
    }
    .into_any()
}

/// Says the answer when it first stands there and when its kind changes, not
/// with every minute that passes.
fn announce(sentence: Signal<String>, tone: Signal<Tone>) {
    let Some(announcer) = use_context::<Announcer>() else { return };
    effect(move || {
        tone.track();
        announcer.say(&sentence.read_untracked());
    });
}
