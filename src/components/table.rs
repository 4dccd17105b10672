//! A collection as a native table whose rows hold native links.

use std::sync::Arc;

use leptos::prelude::*;
use restore_desk_model::page::{collection::Row, links::Lead};

use super::icon::{tone_class, tone_icon};
use crate::{
    app::use_view,
    parts::{Item, keyed, part},
};

/// The table; each row a link in its first cell. `columns` are the headings,
/// the name first.
pub fn collection_table(
    caption: Signal<String>,
    columns: Signal<Vec<String>>,
    rows: Signal<Vec<Row>>,
) -> AnyView {
    let headings = part(move || {
        let cells: Vec<_> = columns
            .get()
            .into_iter()
            .map(|column| view! { <th scope="col">{column}</th> }.into_any())
            .collect();
        view! { <tr>{cells}</tr> }.into_any()
    });
    let list = keyed(move || rows.get().into_iter().map(|row| item(row, columns)).collect());
    view! {
        <div class="table-frame">
            <table>
                <caption class="visually-hidden">{caption}</caption>
                <thead>{headings}</thead>
                <tbody>{list}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn item(row: Row, columns: Signal<Vec<String>>) -> Item {
    let key = format!("{} {} {}", row.key, row.name, row.cells.join("\u{1f}"));
    Item { key, draw: Arc::new(move || table_row(row.clone(), &columns.read_untracked())) }
}

fn table_row(row: Row, headings: &[String]) -> AnyView {
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
    let icon = |index| tone.filter(|_| index == 0).map(|tone| tone_icon(Signal::stored(tone)));
    let cell = |(index, cell): (usize, String)| {
        let heading = headings.get(index + 1).cloned().unwrap_or_default();
        view! { <td data-label=heading><bdi>{icon(index)}{cell}</bdi></td> }.into_any()
    };
    let cells: Vec<_> = cells.into_iter().enumerate().map(cell).collect();
    view! { <tr class=tone.map_or("", tone_class)><th scope="row">{first}</th>{cells}</tr> }
        .into_any()
}
