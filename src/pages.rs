//! The pages: where route, request and view meet.

pub mod asking;
pub mod bad_address;
pub mod check;
pub mod find;
mod links;
pub mod resource;
pub mod restore_session;
pub mod watch;

use restore_desk_model::{
    error::ApiError,
    logon::Access,
    page::{collection::CollectionPage, fields::Field, sideways::Sideways},
    remote_data::RemoteData,
    route::Route,
};

use crate::{
    api::Fetched,
    browser,
    components::{
        fields::field_list,
        links::{Rows, link_list},
        table::collection_table,
    },
    html::{Element, Html, el, part},
    live::{Again, Live},
    remote::use_remote,
    tasks::{Task, effect, on_change},
    view::use_view,
};

/// Asks for what an address stands for, again when `refresh` fires, and after a
/// sign-in over the page.
fn use_answer(route: Route, refresh: Again) -> Live<RemoteData<Fetched>> {
    let generation = use_view().session.generation;
    on_change(move || generation.track(), move || refresh.ask());
    use_answer_of(Live::fixed(route), refresh)
}

/// The same of an address that may change.
fn use_answer_of(route: Live<Route>, refresh: Again) -> Live<RemoteData<Fetched>> {
    let client = use_view().client;
    let fetch =
        move |route: Route| -> Task<Result<Fetched, ApiError>> { Box::pin(client.fetch(route)) };
    use_remote(route, refresh, fetch)
}

/// Tells the tab and the trail what this page is called.
fn use_heading(route: Route, heading: Live<String>, title: Live<String>) {
    let trail = use_view().trail;
    effect(move || {
        trail.name(&route, &heading.read());
    });
    effect(move || browser::set_title(&title.read()));
}

/// What the role may open, tracked.
fn use_access() -> impl Fn() -> Access + Copy + Send + Sync + 'static {
    let session = use_view().session;
    move || session.access()
}

/// An entity's fields, and beside them its links and the ways on.
fn details(fields: Live<Vec<Field>>, links: Live<Rows>, sideways: Live<Vec<Sideways>>) -> Element {
    let fields = el("section")
        .class("card")
        .attr("aria-labelledby", "fields-heading")
        .child(el("h2").id("fields-heading").child(use_view().messages.details))
        .child(field_list(fields));
    el("div").class("columns").child(fields).child(link_list(links, sideways))
}

/// A collection's table; `nothing` where it has no rows.
fn table(page: Live<CollectionPage>, caption: Live<String>, nothing: &'static str) -> Html {
    let columns = page.fact(|page| page.columns.clone());
    let rows = page.fact(|page| page.rows.clone());
    let is_empty = page.fact(|page| page.rows.is_empty());
    part(move || {
        if is_empty.get() {
            el("p").class("card").child(nothing)
        } else {
            collection_table(caption, columns, rows)
        }
    })
}
