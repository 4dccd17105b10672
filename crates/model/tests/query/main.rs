//! What Enterprise Manager is asked for: its grammar, the requests, and the same
//! filters here.

#![expect(clippy::unwrap_used, reason = "what cannot be set up fails the test")]

mod asked;
mod grammar;
mod local;
mod next;
mod plan;
mod round_trip;

use restore_desk_model::{
    entity::Entity,
    route::{Listing, Route},
    time::{Timestamp, When},
    wire,
};

/// What stands behind `?` in the address of the list.
fn listing(query: &str) -> Listing {
    match Route::parse(&["#/restoreSessions?", query].concat()) {
        Ok(Route::List(listing)) => Some(listing),
        _ => None,
    }
    .unwrap()
}

/// A moment by its name.
fn at(text: &str) -> Timestamp {
    When::parse(text).at().unwrap()
}

/// The clock of all rows.
fn now() -> Timestamp {
    at("2026-11-26T10:20:30.400Z")
}

/// A session as EM sends it.
fn entity(text: &str) -> Entity {
    Entity::from_object(wire::parse(text.as_bytes()).unwrap().as_object().unwrap().clone())
}
