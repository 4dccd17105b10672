//! The list of restore sessions: its rows, its columns, its filters, and what it
//! says of itself.

mod choices;

use std::sync::Arc;

use super::collection::{Row, lead, session_name};
use crate::{
    entity::{Entity, restore_session::RestoreSession, word},
    format::Plural,
    link::{Rel, Target},
    list::{Entry, List, Source},
    logon::Access,
    messages::{Context, Messages, list::ListTexts},
    query::{self, Field, Unread},
    route::{Key, Listing, Route},
    text,
    time::Timestamp,
    verdict,
};
pub use choices::{Choice, Seen, choices, chosen};

/// A heading that sorts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// What stands there.
    pub heading: &'static str,
    /// Where it leads: the list in this order, or the other way round where it is.
    pub href: String,
    /// `ascending` or `descending`, where the list is sorted by it.
    pub sorted: Option<&'static str>,
}

/// Which of a row's cells holds EM's word for what is restored.
pub const KIND_CELL: usize = 3;

/// The columns, the VM's first, as the cells of [`row`]: links to `listing` in another
/// order, while what stands there is `shown`.
pub fn columns(listing: &Listing, shown: &Listing, m: &Messages) -> Vec<Column> {
    let texts = ListTexts::of(m.tag);
    let headings = [
        (Field::VmDisplayName, m.label_vm, false),
        (Field::Result, m.later().column_answer, true),
        (Field::CreationTime, m.label_started, true),
        (Field::EndTime, m.label_ended, true),
        (Field::Type, m.label_type, false),
        (Field::BackupServerName, texts.server, false),
    ];
    let (asked, shown) = (query::order(listing), query::order(shown));
    let column = |(field, heading, begins_descending): (Field, _, bool)| {
        let by = |order: Option<(Field, bool)>| {
            order.filter(|(by, _)| *by == field).map(|(_, is_descending)| is_descending)
        };
        let descending = by(asked).map_or(begins_descending, |is_descending| !is_descending);
        let sign = if descending { "-" } else { "" };
        // Newest first is what an address without a word means.
        let order = match [sign, field.word()].concat() {
            order if order == "-started" => String::new(),
            order => order,
        };
        Column {
            heading,
            href: Route::List(listing.with(Key::Sort, &order)).href(),
            sorted: by(shown).map(|is| if is { "descending" } else { "ascending" }),
        }
    };
    headings.into_iter().map(column).collect()
}

/// A session's row. Nothing in it counts time: of thousands of rows none changes
/// before midnight.
pub fn row(entry: &Entry, access: &Access, context: &Context<'_>) -> Row {
    let m = context.messages;
    let item = &entry.item;
    let session = RestoreSession::from_entity(Arc::clone(item));
    let verdict = verdict::judge(&session, None);
    let kind = word(&item.object, "JobType").map(|word| text::name(&word)).unwrap_or_default();
    let mut answer = m.short_answer(&verdict);
    if let Some(at) = entry.old_since {
        answer = [&answer, " – ", &m.later().watch_old.with([&context.clock(at)])].concat();
    }
    Row {
        key: entry.key.clone(),
        name: session_name(&verdict, m),
        lead: lead(item, access, context),
        tone: Some(verdict.tone()),
        cells: vec![
            answer,
            super::cell(&session.started, super::moment, context),
            super::cell(&session.ended, super::moment, context),
            kind,
            server(item).map(|(_, name)| name).unwrap_or_default(),
        ],
    }
}

/// The backup server of a session: its id, and its name where the link has one.
fn server(item: &Entity) -> Option<(String, String)> {
    item.links.iter().filter(|link| link.rel == Rel::Up).find_map(|link| match link.target() {
        Target::Page(Route::BackupServer(id)) => {
            let name = link.name.as_deref().map(text::name).filter(|name| !name.is_empty());
            Some((id.to_string(), name.unwrap_or_else(|| id.to_string())))
        }
        _ => None,
    })
}

/// How many are shown.
pub fn count(list: &List, context: &Context<'_>) -> String {
    let texts = ListTexts::of(context.messages.tag);
    let shown = u64::try_from(list.len()).unwrap_or_default();
    let number = context.format.number(shown);
    match context.format.plural(shown) {
        _ if list.has_more() => texts.shown_of_more.with([&number]),
        Plural::One => texts.shown_one.to_owned(),
        Plural::Other => texts.shown.with([&number]),
    }
}

/// "2 new restores"; empty where none waits.
pub fn waiting(list: &List, context: &Context<'_>) -> String {
    let texts = ListTexts::of(context.messages.tag);
    let waiting = u64::try_from(list.waiting()).unwrap_or_default();
    match context.format.plural(waiting) {
        _ if waiting == 0 => String::new(),
        Plural::One => texts.new_one.to_owned(),
        Plural::Other => texts.new_many.with([&context.format.number(waiting)]),
    }
}

/// What has to be known of where the rows come from, and what of the address is
/// left out.
pub fn notes(
    source: Source,
    is_empty: bool,
    listing: &Listing,
    now: Timestamp,
    m: &Messages,
) -> Vec<String> {
    let texts = ListTexts::of(m.tag);
    let said = |key| text::name(listing.get(key));
    let mut notes = Vec::new();
    for unread in query::unread(listing, now) {
        notes.push(match unread {
            Unread::Since => texts.unread_since.with([&said(Key::Since)]),
            Unread::Sort => texts.unread_sort.with([&said(Key::Sort)]),
            Unread::Page => texts.unread_page.with([&said(Key::Page)]),
        });
    }
    match source {
        Source::Search => {}
        Source::Nearest if is_empty => {}
        Source::Nearest => {
            let besides = listing.is_filtered_besides_vm();
            let nearest = if besides { &texts.nearest_filtered } else { &texts.nearest };
            notes.push(nearest.with([&said(Key::Vm)]));
        }
        Source::Unsearched => notes.push(texts.unsearched.to_owned()),
    }
    notes
}

/// What the rows were chosen and sorted by, for paper, which shows no filter:
/// `VM: srv04; Order: Started ↓`.
pub fn asked_for(listing: &Listing, seen: &Seen, m: &Messages) -> String {
    let texts = ListTexts::of(m.tag);
    let labels = [
        (Key::Vm, texts.vm),
        (Key::State, texts.state),
        (Key::Result, texts.result),
        (Key::Type, texts.kind),
        (Key::Server, texts.server),
        (Key::Since, texts.since),
    ];
    let filter = |(key, label): (Key, &str)| {
        let said = Some(listing.get(key)).filter(|said| !said.is_empty())?;
        let choices = choices(key, listing, seen, m);
        chosen(said, &choices).map(|(_, words)| [label, ": ", words].concat())
    };
    let order = columns(listing, listing, m).into_iter().find_map(|column| {
        let arrow = if column.sorted? == "ascending" { "↑" } else { "↓" };
        Some([texts.order, ": ", column.heading, " ", arrow].concat())
    });
    let parts: Vec<_> = labels.into_iter().filter_map(filter).chain(order).collect();
    parts.join("; ")
}

/// What an empty list says: it is no proof of anything. `behind_min` is how old
/// EM's copy may be, `pages` how many pages it has, where that is known.
pub fn nothing_found(
    source: Source,
    pages: Option<u64>,
    listing: &Listing,
    behind_min: Option<u32>,
    m: &Messages,
) -> Vec<String> {
    let texts = ListTexts::of(m.tag);
    if 1 < listing.page() {
        let here = listing.page().to_string();
        return vec![match pages {
            Some(pages) if 0 < pages => texts.beyond_of.with([&here, &pages.to_string()]),
            _ => texts.beyond.with([&here]),
        }];
    }
    let vm = text::name(listing.get(Key::Vm));
    let mut sentences = match (vm.is_empty(), behind_min) {
        (false, Some(minutes)) => vec![texts.none_of_vm.with([&vm, &minutes.to_string()])],
        (false, None) => vec![texts.none_of_vm_unknown_age.with([&vm])],
        (true, _) if listing.is_filtered() => {
            vec![texts.none_filtered.to_owned(), m.later().nothing_found.to_owned()]
        }
        (true, _) => vec![texts.none_at_all.to_owned()],
    };
    if source == Source::Nearest {
        let besides = listing.is_filtered_besides_vm();
        let none = if besides { texts.none_like_it_filtered } else { texts.none_like_it };
        sentences.push(none.to_owned());
    }
    sentences.push(texts.ask.to_owned());
    sentences
}

/// Where the pages before and behind lead; `None` where there are none.
pub fn further(list: &List, listing: &Listing) -> (Option<String>, Option<String>) {
    let here = u64::from(listing.page());
    let shown = u64::try_from(list.groups().len()).unwrap_or(1);
    // The first page's address says nothing of pages.
    let lead = |page: u64| {
        let number = if page == 1 { String::new() } else { page.to_string() };
        Route::List(listing.with(Key::Page, &number)).href()
    };
    // From behind the last page back to that one.
    let end = list.pages.filter(|pages| 0 < *pages && list.is_empty()).unwrap_or(u64::MAX);
    let before = (1 < here).then(|| lead((here - 1).min(end)));
    let behind = list.has_more().then(|| lead(here + shown.max(1)));
    (before, behind)
}
