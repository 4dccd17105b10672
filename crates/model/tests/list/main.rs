//! The list as it stands on the page, and what looks at EM change in it.

#![expect(clippy::unwrap_used, reason = "what cannot be set up fails the test")]

mod machine;
mod pages;
mod rows;
mod said;
mod server;

use restore_desk_model::{
    list::List,
    route::{Listing, Route},
};

/// What stands behind `?` in the address of the list.
fn listing(query: &str) -> Listing {
    match Route::parse(&["#/restoreSessions?", query].concat()) {
        Ok(Route::List(listing)) => Some(listing),
        _ => None,
    }
    .unwrap()
}

/// The keys of the rows, group by group.
fn keys(list: &List) -> Vec<Vec<String>> {
    let of = |group: &Vec<_>| group.iter().map(key).collect();
    list.groups().iter().map(|group| of(group)).collect()
}

fn key(entry: &restore_desk_model::list::Entry) -> String {
    entry.key.clone()
}
