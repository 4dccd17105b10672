//! The rows: one native table, with a body for each page that was loaded.

use std::sync::Arc;

use leptos::prelude::untrack;
use restore_desk_model::{
    list::{Group, List},
    logon::Access,
    messages::list::ListTexts,
    page::{
        collection::Row,
        listing::{self, Column},
    },
    route::Listing,
};

use super::desk::Desk;
use crate::{
    browser::{self, by_name},
    components::{
        notice::alert,
        table::{item, part_of},
    },
    html::{Element, Html, Item, button, el, list, part},
    live::{Live, State, memo, text},
    pages::use_access,
    tasks::{effect, on_change, slice, spawn_in_effect},
    view::{View, use_view},
};

/// A group, which differs from another by being another: comparing its rows would
/// take longer than drawing them.
#[derive(Clone)]
struct Same(Group);

impl PartialEq for Same {
    fn eq(&self, other: &Same) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// The table of all rows.
pub(super) fn rows(desk: Desk, listing: Live<Listing>) -> Element {
    let view = use_view();
    let m = view.messages;
    // What the headings lead to goes by what is asked for, their arrows by what is shown.
    let columns = memo(move || listing::columns(&listing.read(), &desk.shown.read(), m));
    let headings =
        columns.fact(|columns| columns.iter().map(|column| column.heading.to_owned()).collect());
    // Nothing in a row changes with the clock but what midnight changes.
    let today = memo(move || view.with(|context| context.format.date(context.now)));
    let count = memo(move || desk.list.read().as_ref().map_or(0, |list| list.groups().len()));
    let body = move |index: usize| Item {
        key: index.to_string(),
        texts: Vec::new(),
        draw: Box::new(move |_| group(desk, index, today, headings)),
    };
    let bodies = list(move || (0..count.get()).map(body).collect());
    let class = text(move || {
        if desk.is_of_another(listing) { "sessions is-former" } else { "sessions" }.to_owned()
    });
    let head: Vec<_> = (0..columns.peek().len()).map(|index| heading(columns, index)).collect();
    let table = part_of("table")
        .class(class)
        .attr("aria-labelledby", "restores-heading")
        .child(el("thead").attr("role", "rowgroup").child(part_of("row").child(head)))
        .child(bodies);
    el("div").class("table-frame").child(table)
}

/// A heading that sorts. It stays, with its focus, when the order changes.
fn heading(columns: Live<Vec<Column>>, index: usize) -> Element {
    let texts = ListTexts::of(use_view().messages.tag);
    let words = columns.peek().get(index).map(|column| column.heading).unwrap_or_default();
    let href = text(move || {
        columns.read().get(index).map(|column| column.href.clone()).unwrap_or_default()
    });
    let sorted =
        memo(move || columns.read().get(index).and_then(|column| column.sorted).map(str::to_owned));
    let arrow = text(move || {
        match sorted.get().as_deref() {
            Some("ascending") => " ↑",
            Some(_) => " ↓",
            None => "",
        }
        .to_owned()
    });
    let link = el("a")
        .attr("href", href)
        .attr("aria-label", texts.sort_by.with([words]))
        .child(words)
        .child(el("span").attr("aria-hidden", "true").child(arrow));
    part_of("columnheader").attr("scope", "col").attr("aria-sort", sorted).child(link)
}

/// The rows that came together. Another answer redraws those alone that differ.
fn group(desk: Desk, index: usize, today: Live<String>, headings: Live<Vec<String>>) -> Element {
    let view = use_view();
    let access = use_access();
    let group = memo(move || {
        let list = desk.list.read();
        list.as_ref().and_then(|list| list.groups().get(index)).map(|group| Same(Arc::clone(group)))
    });
    let rows = State::new(Vec::<Row>::new());
    let mut of = None;
    effect(move || {
        today.track();
        view.zone.track();
        let access = access();
        let Some(Same(group)) = group.get() else { return rows.set(Vec::new()) };
        let listing = desk.shown.peek();
        let is_first = of.replace(listing.clone()) != Some(listing);
        spawn_in_effect(make_rows(view, rows, group, access, is_first));
    });
    let item = move |row| item(row, headings, Some(listing::KIND_CELL));
    part_of("rowgroup").child(list(move || rows.get().into_iter().map(item).collect()))
}

/// Makes the rows of a group in slices. The first of an address are shown as they come;
/// of an answer that follows on another, all at once: no row goes and comes back.
async fn make_rows(
    view: &'static View,
    rows: State<Vec<Row>>,
    group: Group,
    access: Access,
    is_first: bool,
) {
    let mut made = Vec::with_capacity(group.len());
    loop {
        let rest = group.get(made.len()..).unwrap_or_default();
        let is_in_time = slice();
        untrack(|| {
            view.with(|context| {
                for entry in rest {
                    made.push(listing::row(entry, &access, context));
                    if !is_in_time() {
                        break;
                    }
                }
            });
        });
        if made.len() == group.len() {
            return rows.set(made);
        }
        if is_first {
            rows.set(made.clone());
        }
        by_name::task().await;
    }
}

/// Where the list ends: it gets the focus of a button that is gone.
const END: &str = "list-end";

/// What stands under the table.
const FURTHER: &str = "list-further";

/// Under the table: more rows, and the pages before and behind.
pub(super) fn further(desk: Desk, listing: Live<Listing>) -> Element {
    let m = use_view().messages;
    let texts = ListTexts::of(m.tag);
    let has_more = memo(move || desk.list.read().as_ref().is_some_and(List::has_more));
    on_change(
        move || has_more.track(),
        move || {
            if !has_more.peek() && desk.was_pressed() {
                // Once it is drawn; of someone who went on the focus stays where it is.
                browser::after(0, || {
                    if browser::focus_is_in(FURTHER) {
                        browser::focus(END);
                    }
                });
            }
        },
    );
    let is_adding = text(move || desk.is_adding.get().to_string());
    let label = text(move || {
        if desk.is_adding.get() { texts.loading_more } else { texts.load_more }.to_owned()
    });
    let more = part(move || {
        if has_more.get() {
            button(label, "", move || desk.more()).attr("aria-disabled", is_adding)
        } else {
            let all = if desk.was_pressed() { texts.all_shown } else { "" };
            el("p").id(END).class("quiet-text").attr("tabindex", "-1").child(all)
        }
    });
    let failed = part(move || desk.more_failed.get().map(|error| alert(m.error(&error))));
    el("div")
        .id(FURTHER)
        .class("list-further")
        .child(more)
        .child(failed)
        .child(pages(desk, listing))
}

/// The pages before and behind.
pub(super) fn pages(desk: Desk, listing: Live<Listing>) -> Html {
    let m = use_view().messages;
    let texts = ListTexts::of(m.tag);
    let pages = memo(move || {
        let list = desk.list.read();
        list.as_ref().map(|list| listing::further(list, &listing.read())).unwrap_or_default()
    });
    let link = |href: Option<String>, words: &'static str| {
        href.map(|href| el("li").child(el("a").attr("href", href).child(words)))
    };
    part(move || {
        let (before, behind) = pages.get();
        (before.is_some() || behind.is_some()).then(|| {
            let links =
                el("ul").child(link(before, texts.previous)).child(link(behind, texts.next));
            el("nav").class("paging").attr("aria-label", m.later().pages).child(links)
        })
    })
}
