//! What the list asks Enterprise Manager for: filters in EM's own grammar, and
//! the same filters for a list that came without them.
//!
//! Source: reference, section d, «Query».

mod expression;
mod local;

use crate::{
    collection::Paging,
    format::{Format, UtcFormat},
    id::{ResourceId, is_guid},
    link::{Link, Rel, Target},
    percent,
    route::{Key, Listing, Route},
    time::{Timestamp, When},
};

pub(crate) use expression::quoted;
pub use expression::{Expression, Field, Operator};
pub use local::{compare, is_like};

/// How many sessions a page holds.
pub const PAGE_SIZE: usize = 100;

/// Longest query that the proxy lets pass, in bytes.
pub const QUERY_LEN_MAX: usize = 4_096;

/// The sessions of the last 30 days, for a role that may not search: what stands
/// behind `/api/`.
pub const LAST_THIRTY_DAYS: &str = "restoreSessions?format=Entity";

/// Most sessions that are asked for by id in one request: more ids would not
/// fit into what the proxy lets pass.
pub const IDS_MAX: usize = 20;

/// The word of the address for every session that is not stopped.
pub const RUNNING: &str = "running";

/// Requests for one look at a list, each what stands behind `/api/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// What is not stopped, to stand on top; `None` where the list is filtered by
    /// state, sorted in another way, or a further page.
    pub running: Option<String>,
    /// The page itself.
    pub page: String,
    /// Where the page is empty: the newest ones of any VM that pass the other filters,
    /// in whatever order the page is, to look there for a name that is like the one
    /// asked for; `None` where no VM is asked for.
    pub nearest: Option<String>,
}

/// What in an address cannot be read, and is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    /// The time that the sessions shall be newer than.
    Since,
    /// The member to sort by.
    Sort,
    /// The number of the page.
    Page,
}

/// What a list asks for; `None` where its filters are longer than the proxy lets
/// pass. `now` is what `since=7d` counts from.
pub fn plan(listing: &Listing, now: Timestamp) -> Option<Plan> {
    let filters = filters(listing, now);
    let order = order(listing).unwrap_or(ORDER);
    let sorted =
        |filters: Vec<Expression>, page: u32| request(&Expression::All(filters), Some(order), page);
    let not_stopped = || {
        let mut filters = filters.clone();
        filters.push(not_stopped());
        sorted(filters, 1)
    };
    let any_vm = || {
        let filters = filters.iter().filter(|filter| !is_of_vm(filter)).cloned().collect();
        request(&Expression::All(filters), Some(ORDER), 1)
    };
    let plan = Plan {
        running: runs_first(listing).then(not_stopped),
        page: sorted(filters.clone(), listing.page()),
        nearest: (!listing.get(Key::Vm).is_empty() && listing.page() == 1).then(any_vm),
    };
    let longest = plan.running.as_ref().unwrap_or(&plan.page);
    (longest.len() <= QUERY_LEN_MAX).then_some(plan)
}

/// Whether what runs stands on top: on the first page of the newest, unless one
/// state alone is asked for.
pub fn runs_first(listing: &Listing) -> bool {
    let is_plain = order(listing).unwrap_or(ORDER) == ORDER && listing.page() == 1;
    is_plain && listing.get(Key::State).is_empty()
}

/// The request for some sessions by their ids, at most [`IDS_MAX`].
pub fn by_ids(ids: &[ResourceId]) -> String {
    let urn = |id: &ResourceId| {
        let urn = ["urn:veeam:RestoreSession:", id.as_str()].concat();
        Expression::Compare(Field::Uid, Operator::Is, urn)
    };
    let wanted = ids.iter().take(IDS_MAX).map(urn).collect();
    request(&Expression::Any(wanted), None, 1)
}

/// The request for the next page, by EM's own link; `None` on the last one.
///
/// .NET escapes anew what was asked, a blank as a plus and a plus as `%2b`, while
/// everywhere else a plus is one.
pub fn next(paging: &Paging) -> Option<String> {
    let next = paging.links.iter().find(|link| link.rel == Rel::Next)?;
    let next = Link { href: next.href.replace('+', "%20").into(), ..next.clone() };
    match next.target() {
        Target::Page(route @ Route::Resource(_)) => {
            route.em_request().filter(|request| request.starts_with("query?"))
        }
        _ => None,
    }
}

/// What an address says and nobody can read.
pub fn unread(listing: &Listing, now: Timestamp) -> Vec<Unread> {
    let mut unread = Vec::new();
    if !listing.get(Key::Since).is_empty() && since(listing, now).is_none() {
        unread.push(Unread::Since);
    }
    if !listing.get(Key::Sort).is_empty() && order(listing).is_none() {
        unread.push(Unread::Sort);
    }
    let page = listing.get(Key::Page);
    if !page.is_empty() && !page.parse::<u32>().is_ok_and(|page| 0 < page) {
        unread.push(Unread::Page);
    }
    unread
}

/// Newest first.
const ORDER: (Field, bool) = (Field::CreationTime, true);

/// The member to sort by, and whether the greatest come first. Nothing said is
/// newest first; `None` for a word that is not known.
pub fn order(listing: &Listing) -> Option<(Field, bool)> {
    let text = listing.get(Key::Sort);
    if text.is_empty() {
        return Some(ORDER);
    }
    let (word, is_descending) = text.strip_prefix('-').map_or((text, false), |word| (word, true));
    let field = Field::SORTED.into_iter().find(|field| field.word() == word)?;
    Some((field, is_descending))
}

/// The moment that sessions shall not be older than.
pub(crate) fn since(listing: &Listing, now: Timestamp) -> Option<Timestamp> {
    const HOUR_MS: i64 = 3_600_000;
    let text = listing.get(Key::Since);
    let count = |unit: char| {
        let digits = text.strip_suffix(unit)?;
        let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
        digits.parse::<u16>().ok().filter(|_| is_number).map(i64::from)
    };
    if let Some(hours) = count('h').or_else(|| count('d').map(|days| days * 24)) {
        return Some(Timestamp(now.0 - hours * HOUR_MS));
    }
    if text.len() < "2026-11-01".len() {
        return None;
    }
    let at = |text: &str| When::parse(text).at();
    at(text).or_else(|| at(&[text, "T00:00:00Z"].concat()))
}

/// A moment as EM reads it, to the minute: a list that is asked for again and
/// again asks for the same within that time.
fn moment(at: Timestamp) -> String {
    [&UtcFormat.date(at), "T", &UtcFormat.time(at), ":00Z"].concat()
}

fn not_stopped() -> Expression {
    Expression::Compare(Field::State, Operator::IsNot, "Stopped".to_owned())
}

fn is_of_vm(filter: &Expression) -> bool {
    matches!(filter, Expression::Compare(Field::VmDisplayName, ..))
}

fn filters(listing: &Listing, now: Timestamp) -> Vec<Expression> {
    let mut filters = Vec::new();
    let mut add = |field, operator, value: String| {
        filters.push(Expression::Compare(field, operator, value));
    };
    let equal =
        [(Key::Vm, Field::VmDisplayName), (Key::Result, Field::Result), (Key::Type, Field::Type)];
    for (key, field) in equal {
        let value = listing.get(key);
        if !value.is_empty() {
            add(field, Operator::Is, value.to_owned());
        }
    }
    let server = listing.get(Key::Server);
    if is_guid(server) {
        add(Field::BackupServerUid, Operator::Is, ["urn:veeam:BackupServer:", server].concat());
    } else if !server.is_empty() {
        add(Field::BackupServerName, Operator::Is, server.to_owned());
    }
    if let Some(at) = since(listing, now) {
        add(Field::CreationTime, Operator::NotLess, moment(at));
    }
    match listing.get(Key::State) {
        "" => {}
        RUNNING => filters.push(not_stopped()),
        state => {
            filters.push(Expression::Compare(Field::State, Operator::Is, state.to_owned()));
        }
    }
    filters
}

fn request(filter: &Expression, sort: Option<(Field, bool)>, page: u32) -> String {
    let mut query = "query?type=RestoreSession&format=Entities".to_owned();
    let filter = filter.to_string();
    if !filter.is_empty() {
        query.push_str("&filter=");
        query.push_str(&percent::encode(&filter));
    }
    if let Some((field, is_descending)) = sort {
        query.push_str(if is_descending { "&sortDesc=" } else { "&sortAsc=" });
        query.push_str(field.em());
    }
    query.push_str("&pageSize=100&page=");
    query.push_str(&page.to_string());
    query
}
