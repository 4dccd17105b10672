//! A double of Veeam Enterprise Manager (EM): its REST API over HTTPS, for the
//! demo and for the tests.
//!
//! Written against the reference of that API which the project was given, to whose
//! sections the comments point, and sharing no type with the model: a mistake
//! in one of them shows as a difference between the two.
//!
//! Start at `serve` (the sockets), then `router` (which path gives what).

mod auth;
mod clock;
mod collections;
mod control;
mod entities;
mod faults;
mod http;
mod id;
mod options;
mod query;
mod requests;
mod resources;
mod roles;
mod router;
mod serve;
mod simulator;
mod tls;
mod wire;
mod world;

pub use options::{Api, Options};
pub use serve::{Running, StartError, start};
