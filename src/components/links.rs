//! An entity's links: relation, kind in words, name.

use std::sync::Arc;

use leptos::prelude::*;
use restore_desk_model::page::links::{Lead, LinkRow};

use super::icon::lock_icon;
use crate::{
    app::use_view,
    parts::{Item, keyed, memo, nothing, part},
};

/// All links as native links to our own addresses, in EM's order.
pub fn link_list(rows: Signal<Vec<LinkRow>>) -> AnyView {
    let m = use_view().messages;
    let none = memo(move || rows.read().is_empty());
    let empty = part(move || {
        if none.get() {
            view! { <p class="quiet-text">{m.no_links}</p> }.into_any()
        } else {
            nothing()
        }
    });
    let list = keyed(move || rows.get().into_iter().map(item).collect());
    view! {
        <section class="card" aria-labelledby="links-heading">
            <h2 id="links-heading">{m.links}</h2>
            {empty}
            <ul class="links">{list}</ul>
        </section>
    }
    .into_any()
}

fn item(row: LinkRow) -> Item {
    let name = row.name.as_deref().unwrap_or_default();
    let lead = match &row.lead {
        Lead::Open(href) => href,
        Lead::ThisPage => "this",
        Lead::NotAllowed(_) => "locked",
        Lead::Unreadable(_) => "unreadable",
    };
    Item { key: format!("{} {name} {lead}", row.key), draw: Arc::new(move || link(row.clone())) }
}

fn link(row: LinkRow) -> AnyView {
    let m = use_view().messages;
    let LinkRow { rel, relation, kind, name, lead, .. } = row;
    let shown = name.unwrap_or_else(|| kind.clone());
    let target = match lead {
        Lead::Open(href) => view! { <a class="link-name" href=href><bdi>{shown}</bdi></a> }.into_any(),
        Lead::ThisPage => view! { <span class="link-name"><bdi>{shown}</bdi>" "<span class="tag">{m.this_page}</span></span> }.into_any(),
        Lead::NotAllowed(why) => locked(shown, why),
        Lead::Unreadable(href) => locked(shown, format!("{href} – {}", m.cannot_be_followed)),
    };
    view! {
        <li>
            <span class="link-kind">{kind}</span>
            {target}
            <span class="link-rel"><span lang="en">{rel}</span>" – "{relation}</span>
        </li>
    }
    .into_any()
}

fn locked(name: String, why: String) -> AnyView {
    view! {
        <span class="link-name is-locked">{lock_icon()}<bdi>{name}</bdi><span class="link-why"><bdi>{why}</bdi></span></span>
    }
    .into_any()
}
