//! Any course of looks, further pages and what is brought in.

use std::{cmp::Reverse, collections::BTreeSet, sync::Arc};

use proptest::prelude::*;
use restore_desk_model::{
    list::{Entry, List, Look, MISSING_MAX},
    query::PAGE_SIZE,
    route::Listing,
};

use crate::{
    key, keys, listing,
    server::{NOW, Sent, Server, number},
};

/// What happens, at EM or on the page.
#[derive(Clone, Debug)]
enum Step {
    Begin(usize),
    Change(prop::sample::Index),
    Stop(prop::sample::Index, &'static str),
    Purge(prop::sample::Index),
    Look,
    More,
    BringIn,
}

fn step() -> impl Strategy<Value = Step> {
    let index = any::<prop::sample::Index>;
    prop_oneof![
        2 => (1..4_usize).prop_map(Step::Begin),
        2 => index().prop_map(Step::Change),
        2 => (index(), prop::sample::select(vec!["Success", "Failed", "None"])).prop_map(|(at, result)| Step::Stop(at, result)),
        1 => index().prop_map(Step::Purge),
        5 => Just(Step::Look),
        2 => Just(Step::More),
        2 => Just(Step::BringIn),
    ]
}

/// A page of the app beside its EM.
struct Page {
    em: Server,
    listing: Listing,
    may_search: bool,
    list: List,
    /// Keys that are shown, wait, or are here to be shown.
    known: BTreeSet<String>,
    waiting: usize,
    begun: usize,
}

impl Page {
    fn new(em: Server, listing: Listing, may_search: bool) -> Page {
        let look = look(&em, &listing, may_search);
        let begun = em.sessions.len();
        let known = named(&em, &listing, may_search);
        Page { list: List::new(look), em, listing, may_search, known, waiting: 0, begun }
    }

    fn take(&mut self, step: &Step) {
        let sessions = &mut self.em.sessions;
        match step {
            Step::Begin(count) => {
                for _ in 0..*count {
                    sessions.push(Sent::working(self.begun));
                    self.begun += 1;
                }
            }
            Step::Purge(at) if !sessions.is_empty() => {
                _ = sessions.remove(at.index(sessions.len()));
            }
            Step::Change(at) if !sessions.is_empty() => at.get_mut(sessions).progress += 1,
            Step::Stop(at, result) if !sessions.is_empty() => {
                let sent = at.get_mut(sessions);
                (sent.state, sent.result) = ("Stopped", result);
            }
            Step::Purge(_) | Step::Change(_) | Step::Stop(..) => {}
            Step::Look => self.look(),
            Step::More => self.more(),
            Step::BringIn => self.bring_in(),
        }
        let keys = keys(&self.list).concat();
        assert_eq!(keys.iter().collect::<BTreeSet<_>>().len(), keys.len(), "a row stands twice");
        assert!(keys.iter().all(|key| self.known.contains(key)));
        assert_eq!(self.list.waiting(), self.waiting);
        assert_eq!(self.list.len(), keys.len());
    }

    fn look(&mut self) {
        let look = look(&self.em, &self.listing, self.may_search);
        let named = named(&self.em, &self.listing, self.may_search);
        let missing = self.list.missing(&look);
        let expected: Vec<String> = rows(&self.list)
            .filter(|entry| self.may_search && is_open(entry) && !named.contains(&entry.key))
            .filter_map(|entry| Some(entry.item.id()?.to_string()))
            .take(MISSING_MAX)
            .collect();
        assert_eq!(missing.iter().map(ToString::to_string).collect::<Vec<_>>(), expected);

        let again = self.em.by_ids(&missing);
        let before = self.list.clone();
        self.list.renew(look.clone(), again.clone(), &self.listing);
        assert_eq!(keys(&self.list), keys(&before), "rows have moved");
        for (old, new) in before.groups().iter().zip(self.list.groups()) {
            assert_eq!(Arc::ptr_eq(old, new), old == new, "a group without change is another");
        }
        for entry in rows(&self.list) {
            let asked = missing.iter().any(|id| Some(id) == entry.item.id().as_ref());
            let sent = self.em.sessions.iter().find(|sent| sent.key() == entry.key);
            let is_read = asked || named.contains(&entry.key);
            if let Some(sent) = sent.filter(|_| is_read) {
                assert_eq!(*entry.item, sent.entity(), "an old fact stands");
                assert_eq!(entry.old_since, None);
            } else if is_open(entry) {
                assert_eq!(entry.old_since, Some(NOW), "an old fact stands as a new one");
            }
        }
        if self.listing.page() == 1 {
            let known = self.known.len();
            self.known.extend(named);
            self.waiting += self.known.len() - known;
        }

        let once = self.list.clone();
        self.list.renew(look, again, &self.listing);
        assert_eq!(self.list, once);
        for (old, new) in once.groups().iter().zip(self.list.groups()) {
            assert!(Arc::ptr_eq(old, new));
        }
    }

    fn more(&mut self) {
        let before = self.list.clone();
        let added = if let Some(request) = before.next() {
            self.list.add(self.em.page(number(request)));
            true
        } else {
            self.list.add_from_here();
            before.has_more()
        };
        for (old, new) in before.groups().iter().zip(self.list.groups()) {
            assert!(Arc::ptr_eq(old, new), "a page changed another");
        }
        let new: Vec<_> = self.list.groups().iter().skip(before.groups().len()).collect();
        assert!(new.len() <= usize::from(added));
        for group in new {
            assert!((1..=PAGE_SIZE).contains(&group.len()));
            if self.may_search {
                assert!(group.iter().all(|entry| self.known.insert(key(entry))), "known already");
            }
        }
    }

    fn bring_in(&mut self) {
        let before = self.list.clone();
        self.list.bring_in(&self.listing);
        assert_eq!(self.list.len(), before.len() + self.waiting);
        for (old, new) in before.groups().iter().zip(self.list.groups()).skip(1) {
            assert!(Arc::ptr_eq(old, new), "a further page changed");
        }
        let (old, new) = (keys(&before).concat(), keys(&self.list).concat());
        assert!(old.iter().all(|key| new.contains(key)), "a row vanished");
        if 0 < self.waiting {
            let first = self.list.groups().first().unwrap();
            // What runs, then the newest; the text of a time sorts as the time.
            let text = |entry: &Entry, name| entry.item.object.text(name).unwrap().to_owned();
            let order = |entry: &Entry| {
                (text(entry, "State") == "Stopped", Reverse(text(entry, "CreationTimeUTC")))
            };
            assert!(first.is_sorted_by_key(order), "{:?}", keys(&self.list));
        }
        self.waiting = 0;
    }
}

fn look(em: &Server, listing: &Listing, may_search: bool) -> Look {
    if may_search { em.search(listing) } else { em.unsearched(listing) }
}

/// The keys of what a look brings.
fn named(em: &Server, listing: &Listing, may_search: bool) -> BTreeSet<String> {
    if !may_search {
        return em.sessions.iter().map(Sent::key).collect();
    }
    let page = em.page(usize::try_from(listing.page()).unwrap());
    let running = if listing.page() == 1 { em.running().items } else { Vec::new() };
    let items = running.iter().chain(&page.items);
    items.filter_map(|item| item.uid.as_deref()).map(str::to_lowercase).collect()
}

fn rows(list: &List) -> impl Iterator<Item = &Entry> {
    list.groups().iter().flat_map(|group| group.iter())
}

fn is_open(entry: &Entry) -> bool {
    let is = |name, word| entry.item.object.text(name) == Some(word);
    !is("State", "Stopped") || is("Result", "None")
}

fn em(stopped: usize, working: usize, page_size: usize) -> Server {
    let sessions =
        (0..stopped).map(Sent::stopped).chain((stopped..stopped + working).map(Sent::working));
    Server { sessions: sessions.collect(), page_size }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn rows_keep_their_places_whatever_comes(
        (stopped, working, page_size) in (0..20_usize, 0..6_usize, 1..9_usize),
        number in prop_oneof![3 => Just(1), 1 => Just(2)],
        steps in proptest::collection::vec(step(), 1..40),
    ) {
        let mut page = Page::new(em(stopped, working, page_size), listing(&format!("page={number}")), true);
        for step in &steps {
            page.take(step);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn rows_keep_their_places_without_a_search(
        (stopped, working) in (90..230_usize, 0..6_usize),
        steps in proptest::collection::vec(step(), 1..20),
    ) {
        let mut page = Page::new(em(stopped, working, PAGE_SIZE), listing(""), false);
        for step in &steps {
            page.take(step);
        }
    }
}
