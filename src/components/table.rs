//! A collection as a native table whose rows hold native links.

use restore_desk_model::page::{collection::Row, links::Lead};

use super::{
    icon::{tone_class, tone_icon_by_class},
    links::{lead_key, this_page},
};
use crate::{
    html::{Element, Html, Item, el, list, many, part, text_of},
    live::{Live, State},
};

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
            .map(|name| part_of("columnheader").attr("scope", "col").child(name))
            .collect();
        part_of("row").child(cells)
    });
    let item = move |row| item(row, columns, None);
    let rows = list(move || rows.get().into_iter().map(item).collect());
    let table = part_of("table")
        .child(el("caption").class("visually-hidden").child(caption))
        .child(el("thead").attr("role", "rowgroup").child(headings))
        .child(part_of("rowgroup").child(rows));
    el("div").class("table-frame").child(table)
}

/// A part of a table by its role. The role stands in it as well: where style makes
/// the part a block, some browsers would take it for no more than that.
pub fn part_of(role: &'static str) -> Element {
    let tag = match role {
        "columnheader" | "rowheader" => "th",
        "rowgroup" => "tbody",
        "row" => "tr",
        "cell" => "td",
        _ => "table",
    };
    el(tag).attr("role", role)
}

/// A row is built anew only where its name or its lead differs. `of_em` is the cell
/// that holds a word of EM's.
pub fn item(row: Row, columns: Live<Vec<String>>, of_em: Option<usize>) -> Item {
    let key = format!("{} {} {} {}", row.key, row.name, lead_key(&row.lead), row.tone.is_some());
    let mut texts = row.cells.clone();
    texts.push(row.tone.map_or("", tone_class).to_owned());
    Item { key, texts, draw: Box::new(move |texts| table_row(row, texts, &columns.peek(), of_em)) }
}

fn table_row(
    row: Row,
    texts: State<Vec<String>>,
    headings: &[String],
    of_em: Option<usize>,
) -> Element {
    let Row { name, lead, tone, cells, .. } = row;
    let class = text_of(texts, cells.len());
    let name = el("bdi").child(name);
    let first: Html = match lead {
        Lead::Open(href) => el("a").attr("href", href).child(name).into(),
        Lead::ThisPage => many([name.into(), " ".into(), Html::from(this_page())]),
        Lead::NotAllowed(why) => many([name, el("span").class("link-why").child(why)]),
        Lead::Unreadable(_) => name.into(),
    };
    let icon = |index| tone.filter(|_| index == 0).map(|_| tone_icon_by_class(class));
    let cell = |index: usize| {
        let heading = headings.get(index + 1).cloned().unwrap_or_default();
        let words = el("bdi").child(icon(index)).child(text_of(texts, index));
        let words = if of_em == Some(index) { words.attr("lang", "en") } else { words };
        part_of("cell").attr("data-label", heading).child(words)
    };
    let cells: Vec<_> = (0..cells.len()).map(cell).collect();
    part_of("row")
        .class(class)
        .child(part_of("rowheader").attr("scope", "row").child(first))
        .child(cells)
}
