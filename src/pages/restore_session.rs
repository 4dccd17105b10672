//! `#/restoreSessions/{id}`

use leptos::prelude::*;
use restore_desk_model::{
    entity::{Entity, restore_session::RestoreSession},
    id::ResourceId,
    page,
    route::Route,
};

use super::use_heading;
use crate::{
    api::use_client,
    app::use_view,
    components::{
        announcer::use_announcer,
        answer::{Answer, ProgressBar},
        fields::FieldList,
        links::LinkList,
        remote_view::RemoteView,
    },
    remote::use_remote,
    session::use_session,
};

/// One restore session: the answer first, then all that EM sent.
#[component]
pub fn RestoreSessionPage(
    /// Which one.
    id: ResourceId,
) -> impl IntoView {
    let client = use_client();
    let refresh = Trigger::new();
    let route = Route::RestoreSession(id.clone());
    let data = use_remote(Signal::stored(route), refresh, move |route: Route| {
        client.entity(route, "RestoreSession")
    });
    view! {
        <RemoteView data refresh render=move |entity| {
            let id = id.clone();
            view! { <Loaded id entity /> }.into_any()
        } />
    }
}

#[component]
fn Loaded(id: ResourceId, entity: Signal<Entity>) -> impl IntoView {
    let view = use_view();
    let session = use_session();
    let route = Route::RestoreSession(id.clone());
    let typed = Memo::new(move |_| RestoreSession::from_entity(entity.get()));
    let page = Memo::new(move |_| {
        let access =
            session.known().map(|credential| credential.access().clone()).unwrap_or_default();
        view.with(|context| page::restore_session::page(&typed.read(), &id, &access, context))
    });
    // One memo a fact: a new answer touches only what differs.
    let heading = Memo::new(move |_| page.read().heading.clone());
    let answer = Memo::new(move |_| page.read().answer.clone());
    let tone = Memo::new(move |_| page.read().tone);
    let notes = Memo::new(move |_| page.read().notes.clone());
    let percent = Memo::new(move |_| page.read().progress.percent);
    let progress = Memo::new(move |_| page.read().progress.text.clone());
    let fields = Memo::new(move |_| page.read().fields.clone());
    let links = Memo::new(move |_| page.read().links.clone());
    use_heading(route, heading.into(), answer.into());
    announce(answer, tone);
    view! {
        <article>
            <h1 class="page-heading"><bdi>{heading}</bdi></h1>
            <section class="card" aria-label=view.messages.answer_for>
                <Answer text=answer tone notes />
                <ProgressBar percent text=progress label=view.messages.label_progress />
            </section>
            <div class="columns">
                <section class="card" aria-labelledby="fields-heading">
                    <h2 id="fields-heading">{view.messages.details}</h2>
                    <FieldList fields />
                </section>
                <LinkList rows=links />
            </div>
        </article>
    }
}

/// Says the answer when it first stands there and when its kind changes, not
/// with every minute that passes.
fn announce(answer: Memo<String>, tone: Memo<restore_desk_model::verdict::Tone>) {
    let announcer = use_announcer();
    Effect::new(move || {
        tone.track();
        announcer.say(&answer.read_untracked());
    });
}
