//! A collection as a native table whose rows hold native links.

use leptos::prelude::*;
use restore_desk_model::page::{collection::Row, links::Lead};

use super::icon::{ToneIcon, tone_class};
use crate::app::use_view;

/// The table; each row a link in its first cell.
#[component]
pub fn CollectionTable(
    /// What the table is called.
    #[prop(into)]
    caption: Signal<String>,
    /// Column headings, the name first.
    #[prop(into)]
    columns: Signal<Vec<String>>,
    /// The rows.
    #[prop(into)]
    rows: Signal<Vec<Row>>,
) -> impl IntoView {
    view! {
        <div class="table-frame">
            <table>
                <caption class="visually-hidden">{caption}</caption>
                <thead>
                    <tr>{move || columns.get().into_iter().map(|column| view! { <th scope="col">{column}</th> }).collect_view()}</tr>
                </thead>
                <tbody>
                    <For
                        each=move || rows.get()
                        key=|row| (row.key.clone(), row.name.clone(), format!("{:?}", row.lead), row.cells.clone())
                        children=move |row| view! { <TableRow row columns /> }
                    />
                </tbody>
            </table>
        </div>
    }
}

#[component]
fn TableRow(row: Row, columns: Signal<Vec<String>>) -> impl IntoView {
    let m = use_view().messages;
    let Row { name, lead, tone, cells, .. } = row;
    let first = match lead {
        Lead::Open(href) => view! { <a href=href><bdi>{name}</bdi></a> }.into_any(),
        Lead::ThisPage => {
            view! { <bdi>{name}</bdi>" "<span class="tag">{m.this_page}</span> }.into_any()
        }
        Lead::NotAllowed(why) => {
            view! { <bdi>{name}</bdi><span class="link-why">{why}</span> }.into_any()
        }
        Lead::Unreadable(_) => view! { <bdi>{name}</bdi> }.into_any(),
    };
    let headings = columns.get_untracked();
    let cells: Vec<_> = cells
        .into_iter()
        .enumerate()
        .map(|(index, cell)| {
            let heading = headings.get(index + 1).cloned().unwrap_or_default();
            let icon = (index == 0)
                .then_some(tone)
                .flatten()
                .map(|tone| view! { <ToneIcon tone=Signal::stored(tone) /> });
            view! { <td data-label=heading><bdi>{icon}{cell}</bdi></td> }
        })
        .collect();
    view! {
        <tr class=tone.map(tone_class)>
            <th scope="row">{first}</th>
            {cells}
        </tr>
    }
}
