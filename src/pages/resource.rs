//! `#/backupServers/{id}`, `#/vmRestorePoints/{id}`, and any other address of EM.

use restore_desk_model::{
    page,
    page::{
        fields,
        links::{Lead, LinkRow},
        sideways,
    },
    route::Route,
};

use super::{details, links::links, table, use_access, use_answer, use_heading};
use crate::{
    components::remote_view::{Loaded, remote_view},
    html::{Element, Html, el, part, part_if},
    live::{Again, Live, made, memo, text},
    view::use_view,
};

/// Any resource: name, fields, links; a collection as a table.
pub fn resource_page(here: Route) -> Html {
    let refresh = Again::new();
    let data = use_answer(here.clone(), refresh);
    remote_view(data, refresh, move |shown| {
        let here = here.clone();
        // Another value keeps its elements; only another kind rebuilds.
        let is_list = shown.answer.fact(|answer| answer.is_collection());
        part(move || {
            if is_list.get() {
                collection_view(here.clone(), shown)
            } else {
                entity_view(here.clone(), shown)
            }
        })
    })
}

fn entity_view(here: Route, shown: Loaded) -> Html {
    let view = use_view();
    let route = here.clone();
    let server = match &here {
        Route::BackupServer(id) => sideways::of_server(id, view.messages),
        _ => None,
    };
    let sideways = server.into_iter().collect();
    let page = memo(move || {
        let value = shown.answer.read();
        view.with(|context| page::resource::head(&value.entity(), &here, context))
    });
    let heading = page.text(|page| page.heading.clone());
    let kind = page.text(|page| page.kind.clone());
    let summary = page.text(|page| page.summary.clone().unwrap_or_default());
    let fields = made(move || {
        let value = shown.answer.read();
        view.with(|context| fields::of_any(&value.entity().object, context))
    });
    use_heading(
        route.clone(),
        heading,
        text(move || format!("{} – {}", heading.get(), kind.get())),
    );
    el("article")
        .child(el("p").class("page-kind").child(kind))
        .child(el("h1").class("page-heading").child(el("bdi").child(heading)))
        .child(el("p").class("summary").attr("dir", "auto").child(summary))
        .child(shown.freshness())
        .child(details(fields, links(shown, route), Live::fixed(sideways)))
        .into()
}

fn collection_view(here: Route, shown: Loaded) -> Html {
    let view = use_view();
    let m = view.messages;
    let access = use_access();
    let route = here.clone();
    let searched = here.em_request().is_some_and(|path| path.starts_with("query"));
    let page = memo(move || {
        let value = shown.answer.read();
        view.with(|context| page::collection::page(value.collection(), &here, &access(), context))
    });
    let heading = page.text(|page| page.heading.clone());
    let page_of = page.text(|page| page.page_of.clone().unwrap_or_default());
    let paging = page.fact(|page| page.paging.clone());
    let count = text(move || {
        let count = u64::try_from(page.read().rows.len()).unwrap_or_default();
        view.with(|context| m.rows_shown(count, context.format))
    });
    use_heading(route, heading, text(move || format!("{} – {}", heading.get(), m.product)));
    let body =
        table(page, heading, if searched { m.later().nothing_found } else { m.later().no_items });
    let pages = part_if(page.fact(|page| page.page_of.is_some()), move || paging_nav(paging.get()));
    el("article")
        .child(el("h1").class("page-heading").child(heading))
        .child(el("p").class("summary").child(count).child(" ").child(page_of))
        .child(shown.freshness())
        .child(body)
        .child(pages)
        .into()
}

fn paging_nav(rows: Vec<LinkRow>) -> Element {
    let item = |row: LinkRow| match row.lead {
        Lead::Open(href) => Some(el("li").child(el("a").attr("href", href).child(row.relation))),
        Lead::ThisPage | Lead::NotAllowed(_) | Lead::Unreadable(_) => None,
    };
    let items: Vec<_> = rows.into_iter().filter_map(item).collect();
    let pages = use_view().messages.later().pages;
    el("nav").class("paging").attr("aria-label", pages).child(el("ul").child(items))
}
