//! Further pages: each is added once, and they end.

use std::collections::BTreeSet;

use proptest::prelude::*;
use restore_desk_model::{
    collection::Collection,
    entity::Entity,
    list::{List, Look},
};

use crate::{
    keys, listing,
    server::{NOW, Sent, Server, number, page},
};

#[test]
fn pages_are_added_to_the_last_one() {
    let em = Server { sessions: (1..=10).map(Sent::stopped).collect(), page_size: 4 };
    let mut list = List::new(em.search(&listing("")));
    let mut asked = Vec::new();
    while let Some(request) = list.next().map(str::to_owned) {
        assert!(list.has_more());
        asked.push(number(&request));
        list.add(em.page(number(&request)));
    }
    assert_eq!((asked, list.len(), list.has_more()), (vec![2, 3], 10, false));
    assert_eq!(list.groups().iter().map(|group| group.len()).collect::<Vec<_>>(), [4, 4, 2]);
}

#[test]
fn a_page_that_others_have_moved_onto_leads_on() {
    let listing = listing("");
    let mut em = Server { sessions: (1..=4).map(Sent::stopped).collect(), page_size: 2 };
    let mut list = List::new(em.search(&listing));
    em.sessions.extend([Sent::stopped(5), Sent::stopped(6)]);
    // What stood on the first page stands on the second.
    list.add(em.page(2));
    assert_eq!((list.len(), list.next().map(number)), (2, Some(3)));
    // A look at the first page leads to the second: that one was read.
    list.renew(em.search(&listing), Collection::EMPTY, &listing);
    assert_eq!((list.waiting(), list.next().map(number)), (2, Some(3)));
    list.add(em.page(3));
    list.bring_in(&listing);
    assert_eq!((list.len(), list.next()), (6, None));
    list.renew(em.search(&listing), Collection::EMPTY, &listing);
    assert_eq!(list.next(), None);
}

/// Each row: what the second page leads to, and whether that is followed.
#[test]
fn a_page_that_leads_back_is_the_last_one() {
    let rows = [(Some(3), true), (Some(2), false), (Some(1), false), (None, false)];
    for (next, leads_on) in rows {
        let mut list = List::new(Look::searched(None, page(&[Sent::stopped(9)], Some(2), 9), NOW));
        list.add(page(&[Sent::stopped(8)], next, 9));
        assert_eq!((list.next().is_some(), list.len()), (leads_on, 2), "{next:?}");
    }
    // Nothing new, and behind the last page.
    let mut list = List::new(Look::searched(None, page(&[Sent::stopped(9)], Some(2), 2), NOW));
    list.add(page(&[Sent::stopped(9)], Some(3), 2));
    assert_eq!((list.next(), list.len()), (None, 1));
    // Nameless ones are never known again.
    let mut list = List::new(Look::searched(None, page(&[], Some(2), 2), NOW));
    list.add(Collection { items: vec![Entity::default().into()], ..page(&[], Some(3), 2) });
    assert_eq!((list.next(), list.len()), (None, 1));
}

#[test]
fn a_page_that_looks_have_brought_already_is_no_empty_group() {
    let listing = listing("");
    let mut list = List::new(Look::searched(None, page(&[Sent::stopped(9)], Some(2), 2), NOW));
    let both = [Sent::stopped(9), Sent::stopped(8)];
    list.renew(Look::searched(None, page(&both, Some(2), 2), NOW), Collection::EMPTY, &listing);
    list.add(page(&[Sent::stopped(8)], None, 2));
    assert_eq!((list.groups().len(), list.waiting(), list.has_more()), (1, 1, false));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_pages_lead_to_they_end(
        pages in proptest::collection::vec((proptest::collection::vec(0..12_usize, 0..5), proptest::option::weighted(0.9, 0..9_usize)), 1..8),
        count in 0..9_usize,
    ) {
        let reply = |number: usize| {
            // A page beyond the last is the last again, as some servers have it.
            let (ids, next) = pages.get(number).or(pages.last()).unwrap();
            let sessions: Vec<Sent> = ids.iter().map(|id| Sent::stopped(*id)).collect();
            page(&sessions, *next, count)
        };
        let mut list = List::new(Look::searched(None, reply(0), NOW));
        let mut requests = 0;
        while let Some(request) = list.next().map(str::to_owned) {
            list.add(reply(number(&request)));
            requests += 1;
            prop_assert!(requests <= 9);
        }
        let keys = keys(&list).concat();
        prop_assert_eq!(keys.iter().collect::<BTreeSet<_>>().len(), keys.len());
    }
}
