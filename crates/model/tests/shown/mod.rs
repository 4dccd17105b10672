//! What a page shows, as plain text: for snapshots that a person reads.

use restore_desk_model::{
    error::ApiError,
    format::UtcFormat,
    messages::{Context, EN},
    page::{
        collection::CollectionPage,
        fields::{Field, Value},
        links::{Lead, LinkRow},
        resource::ResourcePage,
        restore_session::RestoreSessionPage,
    },
    time::Timestamp,
};

/// 2025-10-21T17:21:02Z.
pub(crate) const NOW: Timestamp = Timestamp(1_761_067_262_000);

/// English, UTC, at [`NOW`].
pub(crate) fn context() -> Context<'static> {
    Context { now: NOW, format: &UtcFormat, messages: &EN }
}

/// The page of a restore session.
pub(crate) fn restore_session(page: &RestoreSessionPage) -> String {
    let mut lines =
        vec![format!("# {}", page.heading), format!("answer [{:?}]: {}", page.tone, page.answer)];
    lines.extend(page.notes.iter().map(|note| format!("note: {note}")));
    let percent = page.progress.percent.map_or("indeterminate".to_owned(), |p| p.to_string());
    lines.push(format!("progress [{percent}]: {}", page.progress.text));
    lines.extend(page.fields.iter().map(field));
    lines.extend(page.links.iter().map(link));
    lines.join("\n")
}

/// The page of any other entity.
pub(crate) fn resource(page: &ResourcePage) -> String {
    let mut lines = vec![format!("# {} ({})", page.heading, page.kind)];
    lines.extend(page.summary.iter().map(|summary| format!("summary: {summary}")));
    lines.extend(page.fields.iter().map(field));
    lines.extend(page.links.iter().map(link));
    lines.join("\n")
}

/// The page of a collection.
pub(crate) fn collection(page: &CollectionPage) -> String {
    let mut lines = vec![format!("# {}", page.heading), format!("| {}", page.columns.join(" | "))];
    for row in &page.rows {
        let tone = row.tone.map(|tone| format!("[{tone:?}] ")).unwrap_or_default();
        let mut cells = vec![format!("{tone}{}", row.name)];
        cells.extend(row.cells.iter().cloned());
        lines.push(format!("| {} -> {}", cells.join(" | "), lead(&row.lead)));
    }
    lines.extend(page.page_of.iter().map(|page_of| format!("pages: {page_of}")));
    lines.extend(page.paging.iter().map(link));
    lines.join("\n")
}

/// An error's place.
pub(crate) fn error(error: &ApiError) -> String {
    let m = context().messages;
    format!("error [{}]: {}\nremedy: {}", error.code(), m.error(error), m.remedy(error.remedy()))
}

fn field(field: &Field) -> String {
    let m = context().messages;
    let value = match &field.value {
        Value::Absent => format!("– ({})", m.not_given),
        Value::Word { word, ours: Some(ours) } => format!("{word} ({ours})"),
        Value::Word { word, ours: None } => word.clone(),
        Value::Time { text, ago: Some(ago) } => format!("{text} ({ago})"),
        Value::Text(text) | Value::Time { text, ago: None } => text.clone(),
        Value::Withheld => m.withheld.to_owned(),
    };
    // Long values are their own sample's matter; here they would hide the rest.
    let clipped: String = value.chars().take(300).collect();
    let cut = if clipped.len() < value.len() {
        format!("… ({} characters)", value.chars().count())
    } else {
        String::new()
    };
    format!("{}: {clipped}{cut}", field.label)
}

fn link(row: &LinkRow) -> String {
    let name = row.name.as_deref().unwrap_or("-");
    format!("link {} ({}): {}: {name} -> {}", row.rel, row.relation, row.kind, lead(&row.lead))
}

fn lead(lead: &Lead) -> String {
    let m = context().messages;
    match lead {
        Lead::Open(href) => href.clone(),
        Lead::ThisPage => m.this_page.to_owned(),
        Lead::NotAllowed(why) => why.clone(),
        Lead::Unreadable(text) => format!("{}: {text:?}", m.cannot_be_followed),
    }
}
