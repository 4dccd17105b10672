//! The list of restore sessions: its rows, its columns, its filters, and what it
//! says of itself.

use super::collection::{Row, lead, session_name};
use crate::{
    entity::{Entity, restore_session::RestoreSession, word},
    format::Plural,
    link::{Rel, Target},
    list::{Entry, List, Source},
    logon::Access,
    messages::{Context, Messages, list::ListTexts},
    query::{self, Field, RUNNING, Unread},
    route::{Key, Listing, Route},
    text,
    time::Timestamp,
    verdict,
};

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

/// The columns, the VM's first, as the cells of [`row`].
pub fn columns(listing: &Listing, m: &Messages) -> Vec<Column> {
    let texts = ListTexts::of(m.tag);
    let headings = [
        (Field::VmDisplayName, m.label_vm, false),
        (Field::Result, m.later().column_answer, true),
        (Field::CreationTime, m.label_started, true),
        (Field::EndTime, m.label_ended, true),
        (Field::Type, m.label_type, false),
        (Field::BackupServerName, texts.server, false),
    ];
    let order = query::order(listing);
    let column = |(field, heading, begins_descending): (Field, _, bool)| {
        let sorted = order.filter(|(by, _)| *by == field).map(|(_, is_descending)| is_descending);
        let descending = sorted.map_or(begins_descending, |is_descending| !is_descending);
        let sign = if descending { "-" } else { "" };
        // Newest first is what an address without a word means.
        let order = match [sign, field.word()].concat() {
            order if order == "-started" => String::new(),
            order => order,
        };
        Column {
            heading,
            href: Route::List(listing.with(Key::Sort, &order)).href(),
            sorted: sorted.map(|is| if is { "descending" } else { "ascending" }),
        }
    };
    headings.into_iter().map(column).collect()
}

/// A session's row. Nothing in it counts time: of thousands of rows none changes
/// before midnight.
pub fn row(entry: &Entry, access: &Access, context: &Context<'_>) -> Row {
    let m = context.messages;
    let item = &entry.item;
    let session = RestoreSession::from_entity(item.clone());
    let verdict = verdict::judge(&session, None);
    let moment = |at: Option<Timestamp>| match at {
        None => String::new(),
        Some(at) if context.format.same_day(at, context.now) => context.format.time(at),
        Some(at) => format!("{} {}", context.format.date(at), context.format.time(at)),
    };
    let kind = word(&item.object, "JobType").map(|word| text::name(&word)).unwrap_or_default();
    Row {
        key: entry.key.clone(),
        name: session_name(&verdict, m),
        lead: lead(item, access, context),
        tone: Some(verdict.tone()),
        cells: vec![
            m.short_answer(&verdict),
            moment(session.started.at()),
            moment(session.ended.at()),
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

/// A choice of a filter: its value in the address, and its text.
pub type Choice = (String, String);

/// What one filter offers; what the address says stands among it, known or not.
pub fn choices(key: Key, listing: &Listing, servers: &[Choice], m: &Messages) -> Vec<Choice> {
    let texts = ListTexts::of(m.tag);
    let words = |words: &[&str]| -> Vec<Choice> {
        words.iter().map(|word| ((*word).to_owned(), (*word).to_owned())).collect()
    };
    let mut choices = vec![(String::new(), texts.any.to_owned())];
    choices.extend(match key {
        Key::State => {
            let mut states = vec![(RUNNING.to_owned(), texts.not_stopped.to_owned())];
            states.extend(words(&["Starting", "Working", "Stopping", "Stopped"]));
            states
        }
        Key::Result => words(&["Success", "Warning", "Failed", "None"]),
        Key::Type => words(&["RestoreVm", "FileLevelRestore"]),
        Key::Server => servers.to_vec(),
        Key::Since => vec![
            ("1h".to_owned(), texts.since_hour.to_owned()),
            ("8h".to_owned(), texts.since_hours.with(["8"])),
            ("24h".to_owned(), texts.since_hours.with(["24"])),
            ("7d".to_owned(), texts.since_days.with(["7"])),
            ("30d".to_owned(), texts.since_days.with(["30"])),
        ],
        Key::Vm | Key::Sort | Key::Page => Vec::new(),
    });
    let said = listing.get(key);
    if !choices.iter().any(|(value, _)| value.eq_ignore_ascii_case(said)) {
        choices.push((said.to_owned(), text::clip(said)));
    }
    choices
}

/// The backup servers that the rows name, by name.
pub fn servers(list: &List) -> Vec<Choice> {
    let mut servers: Vec<Choice> = Vec::new();
    for entry in list.groups().iter().flat_map(|group| group.iter()) {
        if let Some(server) = server(&entry.item)
            && !servers.iter().any(|(id, _)| id.eq_ignore_ascii_case(&server.0))
        {
            servers.push(server);
        }
    }
    servers.sort_by(|(_, a), (_, b)| a.cmp(b));
    servers
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
    let said = |key| text::clip(listing.get(key));
    let mut notes = Vec::new();
    for unread in query::unread(listing, now) {
        notes.push(match unread {
            Unread::Since => texts.unread_since.with([&said(Key::Since)]),
            Unread::Sort => texts.unread_sort.with([&said(Key::Sort)]),
        });
    }
    match source {
        Source::Search => {}
        Source::Nearest if is_empty => {}
        Source::Nearest => notes.push(texts.nearest.with([&said(Key::Vm)])),
        Source::Unsearched => notes.push(texts.unsearched.to_owned()),
    }
    notes
}

/// What an empty list says: it is no proof of anything. `behind_min` is how old
/// EM's copy may be.
pub fn nothing_found(
    source: Source,
    listing: &Listing,
    behind_min: Option<u32>,
    m: &Messages,
) -> Vec<String> {
    let texts = ListTexts::of(m.tag);
    let vm = text::clip(listing.get(Key::Vm));
    let mut sentences = match (vm.is_empty(), behind_min) {
        (false, Some(minutes)) => vec![texts.none_of_vm.with([&vm, &minutes.to_string()])],
        (false, None) => vec![texts.none_of_vm_unknown_age.with([&vm])],
        (true, _) if listing.is_filtered() => {
            vec![texts.none_filtered.to_owned(), m.later().nothing_found.to_owned()]
        }
        (true, _) => vec![texts.none_at_all.to_owned()],
    };
    if source == Source::Nearest {
        sentences.push(texts.none_like_it.to_owned());
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
    let before = (1 < here).then(|| lead(here - 1));
    let behind = list.has_more().then(|| lead(here + shown.max(1)));
    (before, behind)
}
