//! An entity's links: relation, kind in words, name.

use leptos::prelude::*;
use restore_desk_model::page::links::{Lead, LinkRow};

use super::icon::LockIcon;
use crate::app::use_view;

/// All links as native links to our own addresses.
#[component]
pub fn LinkList(
    /// In EM's order.
    #[prop(into)]
    rows: Signal<Vec<LinkRow>>,
) -> impl IntoView {
    let m = use_view().messages;
    let none = Memo::new(move |_| rows.with(Vec::is_empty));
    view! {
        <section class="card" aria-labelledby="links-heading">
            <h2 id="links-heading">{m.links}</h2>
            {move || none.get().then(|| view! { <p class="quiet-text">{m.no_links}</p> })}
            <ul class="links">
                <For
                    each=move || rows.get()
                    key=|row| (row.key.clone(), format!("{:?}", row.lead), row.name.clone())
                    children=move |row| view! { <LinkItem row /> }
                />
            </ul>
        </section>
    }
}

#[component]
fn LinkItem(row: LinkRow) -> impl IntoView {
    let m = use_view().messages;
    let LinkRow { rel, relation, kind, name, lead, .. } = row;
    let shown = name.unwrap_or_else(|| kind.clone());
    let target = match lead {
        Lead::Open(href) => view! { <a class="link-name" href=href><bdi>{shown}</bdi></a> }.into_any(),
        Lead::ThisPage => view! { <span class="link-name"><bdi>{shown}</bdi>" "<span class="tag">{m.this_page}</span></span> }.into_any(),
        Lead::NotAllowed(why) => view! {
            <span class="link-name is-locked"><LockIcon /><bdi>{shown}</bdi><span class="link-why">{why}</span></span>
        }.into_any(),
        Lead::Unreadable(href) => view! {
            <span class="link-name is-locked"><bdi>{shown}</bdi><span class="link-why"><bdi>{href}</bdi>" – "{m.cannot_be_followed}</span></span>
        }.into_any(),
    };
    view! {
        <li>
            <span class="link-kind">{kind}</span>
            {target}
            <span class="link-rel"><span lang="en">{rel}</span>" – "{relation}</span>
        </li>
    }
}
