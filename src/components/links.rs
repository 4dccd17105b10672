//! An entity's links: relation, kind in words, name.

use std::sync::Arc;

use restore_desk_model::page::{
    links::{Lead, LinkRow},
    sideways::Sideways,
};

use super::icon::lock_icon;
use crate::{
    html::{Element, Html, Item, el, list, part_if},
    live::Live,
    view::use_view,
};

/// Links; shared, since there may be thousands.
pub type Rows = Vec<Arc<LinkRow>>;

/// All links as native links to our own addresses, in EM's order, and the ways
/// that EM has no link for.
pub fn link_list(rows: Live<Rows>, sideways: Live<Vec<Sideways>>) -> Element {
    let m = use_view().messages;
    let is_empty = rows.fact(Vec::is_empty);
    let empty = part_if(is_empty, move || el("p").class("quiet-text").child(m.no_links));
    el("section")
        .class("card")
        .attr("aria-labelledby", "links-heading")
        .child(el("h2").id("links-heading").child(m.links))
        .child(empty)
        .child(el("ul").class("links").child(list(move || rows.read().iter().map(item).collect())))
        .child(sideways_list(sideways))
}

fn item(row: &Arc<LinkRow>) -> Item {
    let name = row.name.as_deref().unwrap_or_default();
    let key = format!("{} {name} {}", row.key, lead_key(&row.lead));
    let row = Arc::clone(row);
    Item { key, texts: Vec::new(), draw: Box::new(move |_| link(&row)) }
}

/// Ways that Enterprise Manager has no link for.
pub fn sideways_list(ways: Live<Vec<Sideways>>) -> Html {
    let item = |(text, href): Sideways| Item {
        key: href.clone(),
        texts: Vec::new(),
        draw: Box::new(move |_| {
            el("li").attr("dir", "auto").child(el("a").attr("href", href).child(text))
        }),
    };
    let items = list(move || ways.get().into_iter().map(item).collect());
    el("ul").class("sideways").child(items).into()
}

/// What of a lead decides the elements that show it.
pub fn lead_key(lead: &Lead) -> &str {
    match lead {
        Lead::Open(href) => href,
        Lead::ThisPage => "this",
        Lead::NotAllowed(_) => "locked",
        Lead::Unreadable(_) => "unreadable",
    }
}

fn link(row: &LinkRow) -> Element {
    let m = use_view().messages;
    let LinkRow { rel, relation, kind, name, lead, .. } = row.clone();
    let shown = el("bdi").child(name.unwrap_or_else(|| kind.clone()));
    let target = match lead {
        Lead::Open(href) => el("a").class("link-name").attr("href", href).child(shown),
        Lead::ThisPage => el("span").class("link-name").child(shown).child(" ").child(this_page()),
        Lead::NotAllowed(why) => locked(shown, why),
        Lead::Unreadable(href) => locked(shown, format!("{href} – {}", m.cannot_be_followed)),
    };
    let rel = el("span")
        .class("link-rel")
        .child(el("span").attr("lang", "en").child(rel))
        .child(" – ")
        .child(relation);
    el("li").child(el("span").class("link-kind").child(kind)).child(target).child(rel)
}

/// Marks what leads to the page that is shown.
pub fn this_page() -> Element {
    el("span").class("tag").child(use_view().messages.this_page)
}

/// What a role may not open, and why.
pub fn locked(name: Element, why: String) -> Element {
    el("span")
        .class("link-name is-locked")
        .child(lock_icon())
        .child(name)
        .child(el("span").class("link-why").child(el("bdi").child(why)))
}
