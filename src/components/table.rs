//! A collection as a native table whose rows hold native links.

use crate::live::{Live, State};
use restore_desk_model::page::{collection::Row, links::Lead};

use super::{
    icon::{tone_class, tone_icon},
    links::{lead_key, this_page},
};
use crate::html::{Element, Html, Item, el, list, many, part, text_of};

/// The table; each row a link in its first cell. `columns` are the headings,
/// the name first.
pub fn collection_table(
    caption: Live<String>,
    columns: Live<Vec<String>>,
    rows: Live<Vec<Row>>,
) -> Element {
    let headings = part(move || {
        let cells: Vec<_> = columns
            .get()
            .into_iter()
            .map(|name| el("th").attr("scope", "col").child(name))
            .collect();
        el("tr").child(cells)
    });
    let rows = list(move || rows.get().into_iter().map(|row| item(row, columns)).collect());
    let table = el("table")
        .child(el("caption").class("visually-hidden").child(caption))
        .child(el("thead").child(headings))
        .child(el("tbody").child(rows));
    el("div").class("table-frame").child(table)
}

/// A row is built anew only where its name, its lead or its colour differs.
pub fn item(row: Row, columns: Live<Vec<String>>) -> Item {
    let tone = row.tone.map_or("", tone_class);
    let key = format!("{} {} {} {tone}", row.key, row.name, lead_key(&row.lead));
    let texts = row.cells.clone();
    Item { key, texts, draw: Box::new(move |texts| table_row(row, texts, &columns.peek())) }
}

fn table_row(row: Row, texts: State<Vec<String>>, headings: &[String]) -> Element {
    let Row { name, lead, tone, cells, .. } = row;
    let name = el("bdi").child(name);
    let first: Html = match lead {
        Lead::Open(href) => el("a").attr("href", href).child(name).into(),
        Lead::ThisPage => many([name.into(), " ".into(), Html::from(this_page())]),
        Lead::NotAllowed(why) => many([name, el("span").class("link-why").child(why)]),
        Lead::Unreadable(_) => name.into(),
    };
    let icon = |index| tone.filter(|_| index == 0).map(|tone| tone_icon(Live::fixed(tone)));
    let cell = |index: usize| {
        let heading = headings.get(index + 1).cloned().unwrap_or_default();
        let words = el("bdi").child(icon(index)).child(text_of(texts, index));
        el("td").attr("data-label", heading).child(words)
    };
    let cells: Vec<_> = (0..cells.len()).map(cell).collect();
    el("tr")
        .class(tone.map_or("", tone_class))
        .child(el("th").attr("scope", "row").child(first))
        .child(cells)
}
