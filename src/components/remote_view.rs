//! The three faces of a request, drawn the same way on every page.

use leptos::prelude::*;
use restore_desk_model::{
    page::ago,
    remote_data::{Face, RemoteData},
    time::Timestamp,
};

use super::{freshness::freshness, notice::error_notice};
use crate::{
    api::{Answer, Fetched},
    app::use_view,
    parts::{effect, memo, nothing, part, text},
    session::use_session,
};

/// What is known of the one thing a page shows.
pub type Remote = Signal<RemoteData<Fetched>>;

/// Draws loading, failure and staleness. `render` is called once for each
/// resource, with a signal of its value: a new answer changes what reads the
/// signal and rebuilds nothing.
pub fn remote_view(
    data: Remote,
    refresh: Trigger,
    render: impl Fn(Signal<Answer>) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let m = use_view().messages;
    let session = use_session();
    let face = memo(move || data.read().face());
    effect(move || {
        if face.get() == Face::Loaded {
            session.prove();
        }
    });
    ask_again_after_sign_in(refresh);
    part(move || match (face.get(), data.read_untracked().value().cloned()) {
        (Face::Loaded, Some(first)) => {
            let (value, at) = (first.value, first.at);
            let current = memo(move || {
                data.read().value().map_or_else(|| value.clone(), |fetched| fetched.value.clone())
            });
            let read_at = memo(move || data.read().value().map_or(at, |fetched| fetched.at)).into();
            let pending = memo(move || data.read().is_pending()).into();
            let (stale, body) = (stale_notice(data, read_at, refresh), render(current.into()));
            view! { {stale}{body}{freshness(read_at, pending, refresh)} }.into_any()
        }
        (Face::Failed, _) => failed(data, refresh),
        _ => view! { <p aria-busy="true" class="loading">{m.loading}</p> }.into_any(),
    })
}

/// A sign-in over the page goes on with what the page shows.
fn ask_again_after_sign_in(refresh: Trigger) {
    let generation = use_session().generation;
    let mut before = generation.get_untracked();
    effect(move || {
        let now = generation.get();
        if before != now {
            before = now;
            refresh.notify();
        }
    });
}

fn failed(data: Remote, refresh: Trigger) -> AnyView {
    let m = use_view().messages;
    let error = memo(move || data.read().error().cloned());
    let notice =
        part(move || error.get().map_or_else(nothing, |error| error_notice(&error, refresh, None)));
    view! { <section class="card"><h1>{m.trouble}</h1>{notice}</section> }.into_any()
}

/// Says that what is shown is old, how old, and why.
fn stale_notice(data: Remote, read_at: Signal<Timestamp>, refresh: Trigger) -> AnyView {
    let view = use_view();
    let error = memo(move || data.read().error().cloned());
    part(move || {
        let Some(error) = error.get() else { return nothing() };
        let old = text(move || {
            view.with(|context| {
                (context.messages.stale)(&ago(read_at.get(), context).unwrap_or_default())
            })
        });
        error_notice(&error, refresh, Some(old))
    })
}
