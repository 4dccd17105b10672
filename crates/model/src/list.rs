//! The list of restore sessions as it stands on the page, and what a new look at
//! Enterprise Manager changes in it: facts of the rows that are there, and nothing
//! of their order. What is new waits until its user asks for it.

use std::sync::Arc;

use crate::{
    collection::Collection,
    entity::{Entity, restore_session::RestoreSession},
    id::ResourceId,
    query::{self, IDS_MAX, PAGE_SIZE, compare, is_like},
    route::Listing,
    time::Timestamp,
    verdict,
};

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

/// One row.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The same from one look to the next; empty where EM gives neither UID nor address.
    pub key: String,
    /// The session as sent.
    pub item: Entity,
    /// Whether it may still change.
    is_open: bool,
    /// Of the key: comparing thousands of texts that begin alike takes long.
    hash: u64,
}

/// Rows that came together. Shared, and another one as soon as one of them changes.
pub type Group = Arc<Vec<Entry>>;

/// What EM answered to the requests of one look.
#[derive(Clone, Debug, PartialEq)]
pub struct Look {
    /// Where it comes from.
    pub source: Source,
    /// In the order of the page, none twice.
    entries: Vec<Entry>,
    /// What EM sent besides, and the filters left out here.
    others: Vec<Entry>,
    /// The request for the next page.
    next: Option<String>,
    /// How many pages EM has.
    pages: Option<u64>,
}

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
}

impl Entry {
    fn new(item: Entity) -> Entry {
        let key = item.uid.as_deref().or(item.href.as_deref()).unwrap_or_default();
        let key = key.to_ascii_lowercase();
        let session = RestoreSession::from_entity(item.clone());
        let is_open = !verdict::judge(&session, None).is_ended();
        Entry { hash: hash(&key), key, item, is_open }
    }

    fn is_same(&self, other: &Entry) -> bool {
        self.hash == other.hash && self.key == other.key && !self.key.is_empty()
    }
}

/// FNV-1a, 64 bits.
fn hash(key: &str) -> u64 {
    key.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

fn has(entries: &[Entry], wanted: &Entry) -> bool {
    entries.iter().any(|entry| entry.is_same(wanted))
}

/// Entries of items, none twice.
fn entries(items: impl IntoIterator<Item = Entity>) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for item in items {
        let entry = Entry::new(item);
        if !has(&entries, &entry) {
            entries.push(entry);
        }
    }
    entries
}

/// Sorts as the address says, what runs on top where it stands there.
fn sort(entries: &mut [Entry], listing: &Listing) {
    let runs_first = query::runs_first(listing);
    entries.sort_by(|a, b| {
        let is_below = |entry: &Entry| runs_first && !entry.is_open;
        is_below(a).cmp(&is_below(b)).then_with(|| compare(&a.item, &b.item, listing))
    });
}

impl Look {
    /// EM searched: what runs, if that was asked for, and then the page.
    pub fn searched(running: Option<Collection>, page: Collection) -> Look {
        let (next, pages) = further(&page);
        let running = running.map(|running| running.items).unwrap_or_default();
        Look {
            source: Source::Search,
            entries: entries(running.into_iter().chain(page.items)),
            others: Vec::new(),
            next,
            pages,
        }
    }

    /// Nothing found: what of the newest sessions is like what was asked for.
    pub fn nearest(newest: Collection, listing: &Listing, now: Timestamp) -> Look {
        Look { source: Source::Nearest, ..Look::here(newest, listing, now) }
    }

    /// The role may not search: what of all sessions passes the filters.
    pub fn unsearched(all: Collection, listing: &Listing, now: Timestamp) -> Look {
        Look::here(all, listing, now)
    }

    fn here(all: Collection, listing: &Listing, now: Timestamp) -> Look {
        let (mut entries, others): (Vec<_>, Vec<_>) =
            entries(all.items).into_iter().partition(|entry| is_like(&entry.item, listing, now));
        sort(&mut entries, listing);
        let pages = u64::try_from(entries.len().div_ceil(PAGE_SIZE)).ok();
        let before = usize::try_from(listing.page() - 1).unwrap_or(usize::MAX);
        entries.drain(..before.saturating_mul(PAGE_SIZE).min(entries.len()));
        Look { source: Source::Unsearched, entries, others, next: None, pages }
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

/// The next page's request, and how many pages there are.
fn further(page: &Collection) -> (Option<String>, Option<u64>) {
    let paging = page.paging.as_ref();
    (paging.and_then(query::next), paging.and_then(|paging| paging.pages))
}

impl List {
    /// What a first look brought.
    pub fn new(look: Look) -> List {
        let Look { source, mut entries, next, pages, .. } = look;
        let is_paged_here = source == Source::Unsearched;
        let rest = if is_paged_here && PAGE_SIZE < entries.len() {
            entries.split_off(PAGE_SIZE)
        } else {
            Vec::new()
        };
        let groups = vec![Arc::new(entries)];
        List { source, pages, groups, waiting: Vec::new(), rest, next }
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
    /// to be asked for by their ids. None where the role may not search.
    pub fn missing(&self, look: &Look) -> Vec<ResourceId> {
        if self.source != look.source || self.source == Source::Unsearched {
            return Vec::new();
        }
        let open = self.groups.iter().flat_map(|group| group.iter()).filter(|entry| entry.is_open);
        let missing = open.filter(|entry| !has(&look.entries, entry) && !has(&look.others, entry));
        missing.filter_map(|entry| entry.item.id()).take(IDS_MAX).collect()
    }

    /// Takes in a new look, and sessions that were asked for by their ids. Rows keep
    /// their places; what is new waits, except on a further page, where others
    /// have only moved up.
    pub fn renew(&mut self, look: Look, again: Collection, listing: &Listing) {
        if look.source != self.source {
            *self = List::new(look);
            return;
        }
        let again = entries(again.items);
        let fresh = |entry: &Entry| {
            let mut newer = look.entries.iter().chain(&look.others).chain(&again);
            newer.find(|newer| newer.is_same(entry)).filter(|newer| newer.item != entry.item)
        };
        for group in &mut self.groups {
            if group.iter().any(|entry| fresh(entry).is_some()) {
                let renewed =
                    group.iter().map(|entry| fresh(entry).unwrap_or(entry).clone()).collect();
                *group = Arc::new(renewed);
            }
        }
        for entry in self.waiting.iter_mut().chain(&mut self.rest) {
            if let Some(newer) = fresh(entry) {
                *entry = newer.clone();
            }
        }
        if listing.page() == 1 {
            let is_new = |entry: &Entry| !entry.key.is_empty() && !self.holds(entry);
            let new: Vec<Entry> =
                look.entries.iter().filter(|entry| is_new(entry)).cloned().collect();
            self.waiting.extend(new);
        }
        if self.groups.len() == 1 && self.rest.is_empty() {
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
        // A page that leads to itself, or holds nothing new, would be asked for for ever.
        self.next = next.filter(|next| Some(next.as_str()) != self.next() && !new.is_empty());
        self.pages = pages.or(self.pages);
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
