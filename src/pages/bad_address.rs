//! An address that cannot be read: said, with a way on, and no request sent.

use leptos::prelude::*;
use restore_desk_model::{open::OpenError, route::RouteError};

use crate::{app::use_view, browser, components::open_box::OpenBox};

/// The address is none of ours, or one that is never opened.
#[component]
pub fn BadAddressPage(
    /// Why.
    error: RouteError,
) -> impl IntoView {
    let m = use_view().messages;
    browser::set_title(&format!("{} – {}", m.trouble, m.product));
    view! {
        <section class="card">
            <h1>{m.trouble}</h1>
            <div role="alert" class="notice is-error">
                <p>{(m.route_error)(error)}</p>
                <div class="buttons">
                    <button type="button" on:click=|_| browser::back()>{m.go_back}</button>
                    <a class="button" href="#/">{m.to_find}</a>
                </div>
            </div>
        </section>
    }
}

/// What a ticket or a portal handed over leads nowhere: it stands in the box.
#[component]
pub fn OpenFailedPage(
    /// What was handed over.
    text: String,
    /// Why it leads nowhere.
    error: OpenError,
) -> impl IntoView {
    let m = use_view().messages;
    browser::set_title(&format!("{} – {}", m.trouble, m.product));
    let text = restore_desk_model::text::clip(&text);
    view! {
        <h1 class="page-heading">{m.find}</h1>
        <section class="card"><OpenBox text error /></section>
    }
}
