//! `#/`: the box, and the newest restores.

use leptos::prelude::*;
use restore_desk_model::{page, route::Route};

use super::use_heading;
use crate::{
    api::{Newest, use_client},
    app::use_view,
    components::{open_box::OpenBox, remote_view::RemoteView, table::CollectionTable},
    remote::use_remote,
    session::use_session,
};

/// The box, and the newest restores under it.
#[component]
pub fn FindPage() -> impl IntoView {
    let client = use_client();
    let m = use_view().messages;
    let refresh = Trigger::new();
    let data = use_remote(Signal::stored(()), refresh, move |()| client.newest());
    let title = format!("{} – {}", m.find, m.product);
    use_heading(Route::Find, Signal::stored(m.find.to_owned()), Signal::stored(title));
    view! {
        <h1 class="page-heading">{m.find}</h1>
        <section class="card"><OpenBox /></section>
        <h2>{m.newest_restores}</h2>
        <RemoteView data refresh render=|newest| view! { <List newest /> }.into_any() />
    }
}

#[component]
fn List(newest: Signal<Newest>) -> impl IntoView {
    let view = use_view();
    let m = view.messages;
    let session = use_session();
    let page = Memo::new(move |_| {
        let access =
            session.known().map(|credential| credential.access().clone()).unwrap_or_default();
        view.with(|context| {
            page::collection::page(&newest.read().collection, &Route::Find, &access, context)
        })
    });
    let rows = Memo::new(move |_| page.read().rows.clone());
    let columns = Memo::new(move |_| page.read().columns.clone());
    let searched = Memo::new(move |_| newest.read().searched);
    let empty = Memo::new(move |_| rows.read().is_empty());
    view! {
        {move || (!searched.get()).then(|| view! { <p class="notice">{m.only_thirty_days}</p> })}
        {move || if empty.get() {
            view! { <p class="card">{m.nothing_found}</p> }.into_any()
        } else {
            view! { <CollectionTable caption=Signal::stored(m.newest_restores.to_owned()) columns rows /> }.into_any()
        }}
    }
}
