//! What one look at Enterprise Manager brought.

use super::{Entry, Source, entries, further, sort};
use crate::{
    collection::Collection,
    entity::Entity,
    query::{PAGE_SIZE, is_like},
    route::Listing,
    time::Timestamp,
};

/// What EM answered to the requests of one look.
#[derive(Clone, Debug, PartialEq)]
pub struct Look {
    /// Where it comes from.
    pub source: Source,
    /// In the order of the page, none twice.
    pub(super) entries: Vec<Entry>,
    /// What EM sent besides: of an earlier page, or left out by the filters here.
    pub(super) others: Vec<Entry>,
    /// The request for the next page.
    pub(super) next: Option<String>,
    /// How many pages EM has.
    pub(super) pages: Option<u64>,
    /// When it was taken.
    pub(super) at: Timestamp,
}

impl Look {
    /// EM searched: what runs, if that was asked for, and then the page.
    pub fn searched(running: Option<Collection>, page: Collection, now: Timestamp) -> Look {
        let (next, pages) = further(&page);
        let running = running.map(|running| running.items).unwrap_or_default();
        Look {
            source: Source::Search,
            entries: entries(running.into_iter().chain(page.items)),
            others: Vec::new(),
            next,
            pages,
            at: now,
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
        let (mut entries, mut others): (Vec<_>, Vec<_>) =
            entries(all.items).into_iter().partition(|entry| is_like(&entry.item, listing, now));
        sort(&mut entries, listing);
        let pages = u64::try_from(entries.len().div_ceil(PAGE_SIZE)).ok();
        let before = usize::try_from(listing.page() - 1).unwrap_or(usize::MAX);
        let before = before.saturating_mul(PAGE_SIZE).min(entries.len());
        others.extend(entries.drain(..before));
        Look { source: Source::Unsearched, entries, others, next: None, pages, at: now }
    }

    /// All sessions that EM sent.
    pub fn items(&self) -> impl Iterator<Item = &Entity> {
        self.entries.iter().chain(&self.others).map(|entry| &*entry.item)
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}
