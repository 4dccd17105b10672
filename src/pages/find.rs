//! `#/`: the box, and the newest restores.

use leptos::prelude::*;
use restore_desk_model::{open::OpenError, page, route::Route};

use super::{use_access, use_heading};
use crate::{
    api::{Answer, use_answer},
    app::use_view,
    components::{open_box::open_box, remote_view::remote_view, table::collection_table},
    parts::{memo, nothing, part},
};

/// The box, and the newest restores under it. `failed` is a text that a ticket
/// or a portal handed over and that leads nowhere: it stands in the box.
pub fn find_page(failed: Option<(String, OpenError)>) -> AnyView {
    let m = use_view().messages;
    let refresh = Trigger::new();
    let data = use_answer(Route::Find, refresh);
    let title = format!("{} – {}", m.find, m.product);
    use_heading(Route::Find, Signal::stored(m.find.to_owned()), Signal::stored(title));
    let (content, error) = failed.unzip();
    let content = restore_desk_model::text::clip(&content.unwrap_or_default());
    let list = remote_view(data, refresh, list);
    view! {
        <h1 class="page-heading">{m.find}</h1>
        <section class="card">{open_box(content, error)}</section>
        <h2>{m.newest_restores}</h2>
        {list}
    }
    .into_any()
}

fn list(newest: Signal<Answer>) -> AnyView {
    let view = use_view();
    let m = view.messages;
    let access = use_access();
    let page = memo(move || {
        let newest = newest.read();
        view.with(|context| {
            page::collection::page(newest.collection(), &Route::Find, &access(), context)
        })
    });
    let rows = memo(move || page.read().rows.clone()).into();
    let columns = memo(move || page.read().columns.clone()).into();
    let unsearched = memo(move || newest.read().is_unsearched());
    let is_empty = memo(move || page.read().rows.is_empty());
    let warning = part(move || {
        if unsearched.get() {
            view! { <p class="notice">{m.only_thirty_days}</p> }.into_any()
        } else {
            nothing()
        }
    });
    let body = part(move || {
        if is_empty.get() {
            view! { <p class="card">{m.nothing_found}</p> }.into_any()
        } else {
            collection_table(Signal::stored(m.newest_restores.to_owned()), columns, rows)
        }
    });
    view! { {warning}{body} }.into_any()
}
