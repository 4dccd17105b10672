//! The three faces of a request, drawn the same way on every page.

use leptos::prelude::*;
use restore_desk_model::{
    page::ago,
    remote_data::{Face, RemoteData},
};

use super::{freshness::Freshness, notice::ErrorNotice};
use crate::{api::Fetched, app::use_view, session::use_session};

/// Draws loading, failure and staleness. `render` is called once for each
/// resource, with a signal of its value: a new answer changes what reads the
/// signal and rebuilds nothing.
#[component]
pub fn RemoteView<T, F>(
    /// What is known.
    data: Signal<RemoteData<Fetched<T>>>,
    /// Fires when the user asks again.
    refresh: Trigger,
    /// Draws the value.
    render: F,
) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + 'static,
    F: Fn(Signal<T>) -> AnyView + Send + Sync + 'static,
{
    let m = use_view().messages;
    let session = use_session();
    let face = Memo::new(move |_| data.read().face());
    Effect::new(move || {
        if face.get() == Face::Loaded {
            session.prove();
        }
    });
    ask_again_after_sign_in(refresh);
    move || match (face.get(), data.read_untracked().value().cloned()) {
        (Face::Loaded, Some(first)) => {
            let at = first.at;
            let value = first.value;
            let current = Memo::new(move |_| {
                data.read().value().map_or_else(|| value.clone(), |fetched| fetched.value.clone())
            });
            let read_at = Memo::new(move |_| data.read().value().map_or(at, |fetched| fetched.at));
            view! {
                <StaleNotice data read_at refresh />
                {render(current.into())}
                <Freshness read_at pending=Signal::derive(move || data.read().is_pending()) refresh />
            }.into_any()
        }
        (Face::Failed, _) => view! { <Failed data refresh /> }.into_any(),
        _ => view! { <p aria-busy="true" class="loading">{m.loading}</p> }.into_any(),
    }
}

/// A sign-in over the page goes on with what the page shows.
fn ask_again_after_sign_in(refresh: Trigger) {
    let generation = use_session().generation;
    Effect::new(move |before: Option<u32>| {
        let now = generation.get();
        if before.is_some_and(|before| before != now) {
            refresh.notify();
        }
        now
    });
}

#[component]
fn Failed<T: Clone + PartialEq + Send + Sync + 'static>(
    data: Signal<RemoteData<Fetched<T>>>,
    refresh: Trigger,
) -> impl IntoView {
    let m = use_view().messages;
    let error = Memo::new(move |_| data.read().error().cloned());
    view! {
        <section class="card">
            <h1>{m.trouble}</h1>
            {move || error.get().map(|error| view! { <ErrorNotice error retry=refresh before=None /> })}
        </section>
    }
}

/// Says that what is shown is old, how old, and why.
#[component]
fn StaleNotice<T: Clone + PartialEq + Send + Sync + 'static>(
    data: Signal<RemoteData<Fetched<T>>>,
    read_at: Memo<restore_desk_model::time::Timestamp>,
    refresh: Trigger,
) -> impl IntoView {
    let view = use_view();
    let error = Memo::new(move |_| data.read().error().cloned());
    move || {
        error.get().map(|error| {
            let old = Signal::derive(move || {
                view.with(|context| {
                    (context.messages.stale)(&ago(read_at.get(), context).unwrap_or_default())
                })
            });
            view! { <ErrorNotice error retry=refresh before=Some(old) /> }
        })
    }
}
