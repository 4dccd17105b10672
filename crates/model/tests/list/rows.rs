//! What one look changes in the rows, and what it does not.

use std::{collections::BTreeSet, sync::Arc};

use restore_desk_model::{
    collection::Collection,
    entity::Entity,
    list::{List, Look, MISSING_MAX, Source},
    time::Timestamp,
};

use crate::{
    keys, listing,
    server::{NOW, Sent, Server, collection, page},
};

/// The numbers of the sessions in the rows.
fn ids(list: &List) -> Vec<Vec<usize>> {
    let id = |key: &String| key.rsplit_once(':').unwrap().1.parse().unwrap();
    keys(list).iter().map(|group| group.iter().map(id).collect()).collect()
}

fn state(list: &List, row: usize) -> String {
    let entry = list.groups().first().unwrap().get(row).unwrap();
    entry.item.object.text("State").unwrap().to_owned()
}

fn server(sessions: Vec<Sent>) -> Server {
    Server { sessions, page_size: 100 }
}

#[test]
fn what_is_new_waits_and_then_stands_in_its_place() {
    let listing = listing("");
    let mut em = server(vec![Sent::working(1), Sent::stopped(2), Sent::stopped(3)]);
    let mut list = List::new(em.search(&listing));
    assert_eq!(ids(&list), [vec![1, 3, 2]]);
    em.sessions.extend([Sent::stopped(4), Sent::working(5)]);
    list.renew(em.search(&listing), Collection::EMPTY, &listing);
    assert_eq!((ids(&list), list.waiting()), (vec![vec![1, 3, 2]], 2));
    list.bring_in(&listing);
    assert_eq!((ids(&list), list.waiting()), (vec![vec![5, 1, 4, 3, 2]], 0));
    let before = list.clone();
    list.bring_in(&listing);
    assert!(Arc::ptr_eq(before.groups().first().unwrap(), list.groups().first().unwrap()));
}

#[test]
fn what_ends_stays_where_it_is_until_something_is_brought_in() {
    let listing = listing("");
    let mut em = server(vec![Sent::working(1), Sent::stopped(2)]);
    let mut list = List::new(em.search(&listing));
    em.sessions = vec![Sent::stopped(1), Sent::stopped(2), Sent::working(3)];
    list.renew(em.search(&listing), Collection::EMPTY, &listing);
    assert_eq!((ids(&list), state(&list, 0)), (vec![vec![1, 2]], "Stopped".to_owned()));
    list.bring_in(&listing);
    assert_eq!(ids(&list), [vec![3, 2, 1]]);
}

#[test]
fn one_that_stopped_without_a_result_runs_no_more_and_may_still_change() {
    let listing = listing("");
    let unresolved = Sent { result: "None", ..Sent::stopped(1) };
    let mut em = server(vec![unresolved, Sent::stopped(2)]);
    let mut list = List::new(em.search(&listing));
    em.sessions.push(Sent::stopped(3));
    list.renew(em.search(&listing), Collection::EMPTY, &listing);
    list.bring_in(&listing);
    // As EM gave it, and as it is given without a search.
    assert_eq!(ids(&list), [vec![3, 2, 1]]);
    assert_eq!(ids(&List::new(em.unsearched(&listing))), [vec![3, 2, 1]]);
    let missing = list.missing(&Look::searched(None, Collection::EMPTY, NOW));
    assert_eq!(missing.iter().map(ToString::to_string).collect::<Vec<_>>(), ["1"]);
}

#[test]
fn of_two_replies_the_later_one_counts() {
    // It stopped between the question for what runs and that for the page.
    let look = Look::searched(
        Some(collection(&[Sent::working(1)])),
        page(&[Sent::stopped(2), Sent::stopped(1)], None, 1),
        NOW,
    );
    let list = List::new(look);
    assert_eq!((ids(&list), state(&list, 0)), (vec![vec![1, 2]], "Stopped".to_owned()));
}

#[test]
fn open_rows_that_a_look_lacks_are_asked_for_by_their_ids() {
    let running = listing("state=running");
    let all: Vec<Sent> = (1..=30).map(Sent::working).collect();
    let mut list = List::new(Look::searched(None, collection(&all), NOW));
    let none = Look::searched(None, Collection::EMPTY, NOW);
    assert_eq!(list.missing(&none).len(), 30);
    let some = Look::searched(None, collection(all.iter().skip(2)), NOW);
    let missing: Vec<_> = list.missing(&some).iter().map(ToString::to_string).collect();
    assert_eq!(missing, ["1", "2"]);
    list.renew(some, collection(&[Sent::stopped(1)]), &running);
    assert_eq!((state(&list, 0), state(&list, 1)), ("Stopped".to_owned(), "Working".to_owned()));
    let missing: Vec<_> = list.missing(&none).iter().map(ToString::to_string).take(2).collect();
    assert_eq!(missing, ["2", "3"]);
    // Rows of another source are replaced, and a role that may not search cannot ask.
    let em = server(all);
    assert_eq!(list.missing(&em.unsearched(&running)), []);
    let list = List::new(em.unsearched(&running));
    assert_eq!(list.missing(&server(Vec::new()).unsearched(&running)), []);
}

#[test]
fn each_open_row_has_its_turn_and_is_old_until_then() {
    let running = listing("state=running");
    let em = server((1..=250).map(Sent::working).collect());
    let look = |at| Look::searched(None, Collection::EMPTY, Timestamp(at));
    let mut list = List::new(Look::searched(None, collection(&em.sessions), Timestamp(0)));
    let old = |list: &List| {
        let rows = list.groups().iter().flat_map(|group| group.iter());
        rows.filter_map(|entry| entry.old_since).collect::<Vec<_>>()
    };
    assert_eq!(old(&list), []);
    let mut asked = BTreeSet::new();
    for at in 1..=3 {
        let missing = list.missing(&look(at));
        assert_eq!(missing.len(), MISSING_MAX);
        asked.extend(missing.iter().map(ToString::to_string));
        list.renew(look(at), em.by_ids(&missing), &running);
        assert_eq!(old(&list).len(), 250 - MISSING_MAX, "{at}");
    }
    assert_eq!(asked.len(), 250);
    // Since when is not forgotten while it is not read.
    let mut list = List::new(Look::searched(None, collection(&[Sent::working(1)]), Timestamp(0)));
    for at in [1, 2] {
        list.renew(look(at), Collection::EMPTY, &running);
        assert_eq!(old(&list), [Timestamp(0)]);
    }
    list.renew(look(3), collection(&[Sent::working(1)]), &running);
    assert_eq!(old(&list), []);
    list.renew(look(4), Collection::EMPTY, &running);
    assert_eq!(old(&list), [Timestamp(3)]);
}

#[test]
fn another_source_is_another_list() {
    let listing = listing("vm=srv");
    let em = server(vec![Sent::working(1), Sent::stopped(2)]);
    let looks: [(Source, Look); 3] = [
        (Source::Search, em.search(&listing)),
        (Source::Nearest, Look::nearest(collection(&em.sessions), &listing, NOW)),
        (Source::Unsearched, em.unsearched(&listing)),
    ];
    for (from, first) in &looks {
        for (to, second) in &looks {
            let mut list = List::new(first.clone());
            list.renew(second.clone(), collection(&em.sessions), &listing);
            assert_eq!(list.source, *to);
            if from != to {
                assert_eq!(list, List::new(second.clone()));
            }
        }
    }
}

#[test]
fn on_a_further_page_nothing_waits() {
    let listing = listing("page=2");
    let mut em = Server { sessions: (1..=5).map(Sent::stopped).collect(), page_size: 2 };
    let mut list = List::new(em.search(&listing));
    assert_eq!((ids(&list), list.pages), (vec![vec![3, 2]], Some(3)));
    em.sessions.extend([Sent::working(6), Sent::working(7)]);
    list.renew(em.search(&listing), Collection::EMPTY, &listing);
    assert_eq!((ids(&list), list.waiting(), list.pages), (vec![vec![3, 2]], 0, Some(4)));
}

/// Each row: what the address says, and the states that one session has while it
/// passes and while it does not: stopped, or sorted onto the page before.
#[test]
fn what_is_left_out_here_still_renews_the_rows() {
    let rows = [
        ("state=running", "Working", "Stopped"),
        ("state=Working", "Working", "Stopping"),
        ("sort=state&page=2", "Working", "Starting"),
    ];
    for (address, first, second) in rows {
        let listing = listing(address);
        let mut em = server((1..=150).map(Sent::stopped).collect());
        let mut look = |state| {
            em.sessions.first_mut().unwrap().state = state;
            em.unsearched(&listing)
        };
        let mut list = List::new(look(first));
        let row = ids(&list).concat().iter().position(|id| *id == 1).unwrap();
        list.renew(look(second), Collection::EMPTY, &listing);
        assert_eq!(state(&list, row), second, "{address}");
    }
}

#[test]
fn without_a_search_a_hundred_are_shown_at_once() {
    let em = server((1..=250).map(Sent::stopped).collect());
    let mut list = List::new(em.unsearched(&listing("")));
    let mut sizes = vec![list.len()];
    while list.has_more() {
        assert_eq!(list.next(), None);
        list.add_from_here();
        sizes.push(list.groups().last().unwrap().len());
    }
    assert_eq!((sizes, list.len(), list.pages), (vec![100, 100, 50], 250, Some(3)));
    list.add_from_here();
    assert_eq!(list.groups().len(), 3);
    let expected: Vec<usize> = (1..=250).rev().collect();
    assert_eq!(ids(&list).concat(), expected);
    let second = List::new(em.unsearched(&listing("page=2")));
    assert_eq!((second.len(), second.has_more(), second.pages), (100, true, Some(3)));
    assert_eq!(ids(&second).concat().first(), Some(&150));
    for beyond in ["page=4", "page=4294967295"] {
        assert!(List::new(em.unsearched(&listing(beyond))).is_empty());
    }
}

#[test]
fn what_is_new_behind_the_rows_is_shown_in_its_turn() {
    let listing = listing("sort=started");
    let mut em = server((1..=150).map(Sent::stopped).collect());
    let mut list = List::new(em.unsearched(&listing));
    em.sessions.push(Sent { id: 200, ..Sent::stopped(0) });
    em.sessions.push(Sent { id: 201, ..Sent::stopped(120) });
    list.renew(em.unsearched(&listing), Collection::EMPTY, &listing);
    assert_eq!((list.len(), list.waiting()), (100, 1));
    list.bring_in(&listing);
    list.add_from_here();
    let mut expected: Vec<usize> = (1..=150).collect();
    expected.insert(120, 201);
    expected.insert(0, 200);
    assert_eq!((ids(&list).concat(), list.has_more()), (expected, false));
}

#[test]
fn sessions_without_a_name_of_their_own_do_not_pile_up() {
    let listing = listing("");
    let nameless = || Collection { items: vec![Arc::default(); 3], ..Collection::EMPTY };
    for look in [
        Look::searched(Some(nameless()), nameless(), NOW),
        Look::unsearched(nameless(), &listing, NOW),
    ] {
        let mut list = List::new(look.clone());
        let count = list.len();
        for _ in 0..3 {
            assert_eq!(list.missing(&look), []);
            list.renew(look.clone(), nameless(), &listing);
            list.bring_in(&listing);
            assert_eq!((list.len(), list.waiting()), (count, 0));
        }
    }
    // An address is a name as well, in any casing.
    let at = |href: &str| Arc::new(Entity { href: Some(href.to_owned()), ..Entity::default() });
    let items =
        vec![at("https://em/api/restoreSessions/1"), at("https://EM/api/restoresessions/1")];
    let list = List::new(Look::searched(None, Collection { items, ..Collection::EMPTY }, NOW));
    assert_eq!(list.len(), 1);
}
