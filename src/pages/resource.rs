//! `#/backupServers/{id}`, `#/vmRestorePoints/{id}`, and any other address of EM.

use leptos::prelude::*;
use restore_desk_model::{
    page,
    page::links::{Lead, LinkRow},
    route::Route,
};

use super::{use_access, use_heading};
use crate::{
    api::{Answer, use_answer},
    app::use_view,
    components::{
        fields::field_list, links::link_list, remote_view::remote_view, table::collection_table,
    },
    parts::{memo, nothing, part, text},
};

/// Any resource: name, fields, links; a collection as a table.
pub fn resource_page(here: Route) -> AnyView {
    let refresh = Trigger::new();
    let data = use_answer(here.clone(), refresh);
    remote_view(data, refresh, move |value| {
        let here = here.clone();
        // Another value keeps its elements; only another kind rebuilds.
        let is_list = memo(move || value.read().is_collection());
        part(move || {
            if is_list.get() {
                collection_view(here.clone(), value)
            } else {
                entity_view(here.clone(), value)
            }
        })
    })
}

fn entity_view(here: Route, value: Signal<Answer>) -> AnyView {
    let view = use_view();
    let access = use_access();
    let route = here.clone();
    let page = memo(move || {
        let value = value.read();
        view.with(|context| page::resource::page(value.entity(), &here, &access(), context))
    });
    let heading = text(move || page.read().heading.clone());
    let kind = text(move || page.read().kind.clone());
    let summary = text(move || page.read().summary.clone().unwrap_or_default());
    let fields = memo(move || page.read().fields.clone()).into();
    let links = memo(move || page.read().links.clone()).into();
    use_heading(route, heading, text(move || format!("{} – {}", heading.get(), kind.get())));
    view! {
        <article>
            <p class="page-kind">{kind}</p>
            <h1 class="page-heading"><bdi>{heading}</bdi></h1>
            <p class="summary" dir="auto">{summary}</p>
            <div class="columns">
                <section class="card" aria-labelledby="fields-heading">
                    <h2 id="fields-heading">{view.messages.details}</h2>
                    {field_list(fields)}
                </section>
                {link_list(links)}
            </div>
        </article>
    }
    .into_any()
}

fn collection_view(here: Route, value: Signal<Answer>) -> AnyView {
    let view = use_view();
    let m = view.messages;
    let access = use_access();
    let route = here.clone();
    let searched = here.em_request().is_some_and(|path| path.starts_with("query"));
    let page = memo(move || {
        let value = value.read();
        view.with(|context| page::collection::page(value.collection(), &here, &access(), context))
    });
    let heading = text(move || page.read().heading.clone());
    let columns = memo(move || page.read().columns.clone()).into();
    let rows = memo(move || page.read().rows.clone()).into();
    let page_of = text(move || page.read().page_of.clone().unwrap_or_default());
    let paging = memo(move || page.read().paging.clone());
    let count = text(move || (m.rows_shown)(page.read().rows.len()));
    let is_empty = memo(move || page.read().rows.is_empty());
    use_heading(route, heading, text(move || format!("{} – {}", heading.get(), m.product)));
    let body = part(move || {
        if !is_empty.get() {
            return collection_table(heading, columns, rows);
        }
        view! { <p class="card">{if searched { m.nothing_found } else { m.no_items }}</p> }
            .into_any()
    });
    let pages =
        part(move || if page_of.read().is_empty() { nothing() } else { paging_nav(paging.get()) });
    view! {
        <article>
            <h1 class="page-heading">{heading}</h1>
            <p class="summary">{count}" "{page_of}</p>
            {body}
            {pages}
        </article>
    }
    .into_any()
}

fn paging_nav(rows: Vec<LinkRow>) -> AnyView {
    let m = use_view().messages;
    let item = |row: LinkRow| match row.lead {
        Lead::Open(href) => Some(view! { <li><a href=href>{row.relation}</a></li> }.into_any()),
        Lead::ThisPage | Lead::NotAllowed(_) | Lead::Unreadable(_) => None,
    };
    let items: Vec<_> = rows.into_iter().filter_map(item).collect();
    view! { <nav class="paging" aria-label=m.pages><ul>{items}</ul></nav> }.into_any()
}
