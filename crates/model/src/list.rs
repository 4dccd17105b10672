//! The list of restore sessions as it stands on the page, and what a new look at
//! Enterprise Manager changes in it: facts of the rows that are there, and nothing
//! of their order. What is new waits until its user asks for it.

mod entry;
mod look;

use std::{cmp::Ordering, sync::Arc};

use crate::{
    collection::Collection,
    id::ResourceId,
    query::{self, IDS_MAX, PAGE_SIZE, compare},
    route::Listing,
    time::Timestamp,
};

pub use entry::Entry;
use entry::{entries, has};
pub use look::Look;

/// Most rows that are asked for by their ids after one look: some requests, one
/// after the other.
pub const MISSING_MAX: usize = 5 * IDS_MAX;

/// Where the rows come from, which says what they prove.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// EM searched all that it holds.
    Search,
    /// EM knows no VM of that very name: the newest [`PAGE_SIZE`] were looked through
    /// for one like it.
    Nearest,
    /// The role may not search: the last 30 days, filtered here.
    Unsearched,
}

/// Rows that came together. Shared, and another one as soon as one of them changes.
pub type Group = Arc<Vec<Entry>>;

/// The list as it stands on the page.
#[derive(Clone, Debug, PartialEq)]
pub struct List {
    /// Where its rows come from.
    pub source: Source,
    /// How many pages EM has, where it says so.
    pub pages: Option<u64>,
    groups: Vec<Group>,
    /// New ones that its user has not asked for yet.
    waiting: Vec<Entry>,
    /// Rows that are here already and shown on request: EM does not page all lists.
    rest: Vec<Entry>,
    next: Option<String>,
    /// Whether a further page was read: where that one leads is known better than
    /// by a look at the first.
    is_continued: bool,
    /// When the newest look was taken.
    looked_at: Timestamp,
    /// Where the next look begins among the rows that it has to ask for by their ids.
    turn: usize,
}

/// Sorts as the address says, what runs on top where it stands there.
fn sort(entries: &mut [Entry], listing: &Listing) {
    entries.sort_by(|a, b| order(a, b, listing));
}

fn order(a: &Entry, b: &Entry, listing: &Listing) -> Ordering {
    let is_below = |entry: &Entry| query::runs_first(listing) && !entry.is_running;
    is_below(a).cmp(&is_below(b)).then_with(|| compare(&a.item, &b.item, listing))
}

/// The number of the page that a request asks for.
fn number(request: &str) -> Option<u64> {
    request.split(['?', '&']).find_map(|pair| pair.strip_prefix("page="))?.parse().ok()
}

/// The next page's request, and how many pages there are.
fn further(page: &Collection) -> (Option<String>, Option<u64>) {
    let paging = page.paging.as_ref();
    (paging.and_then(query::next), paging.and_then(|paging| paging.pages))
}

impl List {
    /// What a first look brought.
    pub fn new(look: Look) -> List {
        let Look { source, mut entries, next, pages, at, .. } = look;
        let is_paged_here = source == Source::Unsearched;
        let rest = if is_paged_here && PAGE_SIZE < entries.len() {
            entries.split_off(PAGE_SIZE)
        } else {
            Vec::new()
        };
        let groups = vec![Arc::new(entries)];
        List {
            source,
            pages,
            groups,
            waiting: Vec::new(),
            rest,
            next,
            is_continued: false,
            looked_at: at,
            turn: 0,
        }
    }

    /// The rows, page by page.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// How many rows are shown.
    pub fn len(&self) -> usize {
        self.groups.iter().map(|group| group.len()).sum()
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many new ones wait.
    pub fn waiting(&self) -> usize {
        self.waiting.len()
    }

    /// Whether there are more to be shown.
    pub fn has_more(&self) -> bool {
        !self.rest.is_empty() || self.next.is_some()
    }

    /// The request for more; `None` where they are here, or there are none.
    pub fn next(&self) -> Option<&str> {
        self.next.as_deref().filter(|_| self.rest.is_empty())
    }

    /// Sessions that are shown and may have changed, and that a look did not bring:
    /// to be asked for by their ids, at most [`MISSING_MAX`], others the next time. None
    /// where the role may not search.
    pub fn missing(&self, look: &Look) -> Vec<ResourceId> {
        if self.source != look.source || self.source == Source::Unsearched {
            return Vec::new();
        }
        let open = self.groups.iter().flat_map(|group| group.iter()).filter(|entry| entry.is_open);
        let missing = open.filter(|entry| !has(&look.entries, entry) && !has(&look.others, entry));
        let mut missing: Vec<_> = missing.filter_map(|entry| entry.item.id()).collect();
        let turn = self.turn.checked_rem(missing.len()).unwrap_or(0);
        missing.rotate_left(turn);
        missing.truncate(MISSING_MAX);
        missing
    }

    /// Takes in a new look, and sessions that were asked for by their ids. Rows keep
    /// their places; what is new waits, except on a further page, where others
    /// have only moved up. A row that may have changed and was not read is old.
    pub fn renew(&mut self, look: Look, again: Collection, listing: &Listing) {
        if look.source != self.source {
            *self = List::new(look);
            return;
        }
        if self.missing(&look).len() == MISSING_MAX {
            self.turn = self.turn.wrapping_add(MISSING_MAX);
        }
        let again = entries(again.items);
        let looked_at = self.looked_at;
        // What an entry is now; `None` where nothing of it differs.
        let renewed = |entry: &Entry| -> Option<Entry> {
            let mut newer = look.entries.iter().chain(&look.others).chain(&again);
            match newer.find(|newer| newer.is_same(entry)) {
                Some(newer) => (newer != entry).then(|| newer.clone()),
                None if entry.is_open && entry.old_since.is_none() => Some(entry.old(looked_at)),
                None => None,
            }
        };
        for group in &mut self.groups {
            let new: Vec<_> = group.iter().map(renewed).collect();
            if new.iter().any(Option::is_some) {
                let both = group.iter().zip(new);
                *group =
                    Arc::new(both.map(|(old, new)| new.unwrap_or_else(|| old.clone())).collect());
            }
        }
        for entry in self.waiting.iter_mut().chain(&mut self.rest) {
            if let Some(newer) = renewed(entry) {
                *entry = newer;
            }
        }
        self.looked_at = look.at;
        if listing.page() == 1 {
            let is_new = |entry: &Entry| !entry.key.is_empty() && !self.holds(entry);
            let new = look.entries.iter().filter(|entry| is_new(entry)).cloned();
            // What stands behind all that is shown comes with what is there already.
            let last = self.groups.last().and_then(|group| group.last());
            let last = last.filter(|_| !self.rest.is_empty());
            let is_behind =
                |entry: &Entry| last.is_some_and(|last| order(last, entry, listing).is_lt());
            let (behind, new): (Vec<_>, Vec<_>) = new.partition(is_behind);
            if !behind.is_empty() {
                self.rest.extend(behind);
                sort(&mut self.rest, listing);
            }
            self.waiting.extend(new);
        }
        if !self.is_continued {
            self.next = look.next;
        }
        self.pages = look.pages;
    }

    fn holds(&self, entry: &Entry) -> bool {
        self.groups.iter().any(|group| has(group, entry))
            || has(&self.waiting, entry)
            || has(&self.rest, entry)
    }

    /// Shows what waits, in its place.
    pub fn bring_in(&mut self, listing: &Listing) {
        if self.waiting.is_empty() {
            return;
        }
        let first = self.groups.first().map(|group| group.iter().cloned()).into_iter().flatten();
        let mut items: Vec<Entry> = self.waiting.drain(..).chain(first).collect();
        sort(&mut items, listing);
        if let Some(first) = self.groups.first_mut() {
            *first = Arc::new(items);
        }
    }

    /// Adds the next page, which [`List::next`] asked for.
    pub fn add(&mut self, page: Collection) {
        let (next, pages) = further(&page);
        let mut new = entries(page.items);
        // Since the page before was read, others may have moved onto this one.
        new.retain(|entry| entry.key.is_empty() || !self.holds(entry));
        self.pages = pages.or(self.pages);
        // A page that leads to itself or back would be asked for for ever. One that
        // holds nothing new may have others behind it: all have moved down.
        let asked = self.next.as_deref().and_then(number);
        let leads_on = |next: &String| {
            let number = number(next);
            asked < number
                && (new.iter().any(|entry| !entry.key.is_empty()) || number <= self.pages)
        };
        self.next = next.filter(leads_on);
        self.is_continued = true;
        if !new.is_empty() {
            self.groups.push(Arc::new(new));
        }
    }

    /// Shows the next ones of those that are here already.
    pub fn add_from_here(&mut self) {
        let count = PAGE_SIZE.min(self.rest.len());
        if 0 < count {
            self.groups.push(Arc::new(self.rest.drain(..count).collect()));
        }
    }
}
