//! The pure core of Restore Desk: no clock, no IO, no browser.
//!
//! Everything that decides something lives here and is tested natively: what
//! Enterprise Manager's bytes mean ([`wire`], [`entity`]), which links may be
//! followed and where they lead ([`link`], [`href`], [`route`]), whether a
//! restore is done ([`verdict`]), when it is asked for again ([`schedule`], and
//! [`watch`] for several at once), what a page saw change ([`progress`]), how a
//! site is set up ([`self_test`]), and every sentence the user reads ([`messages`],
//! [`page`]). Views only lay out what [`page`], [`timeline`] and [`self_test`] give
//! them.

pub mod collected;
pub mod collection;
pub mod config;
pub mod copy;
pub mod embed;
pub mod entity;
pub mod error;
pub mod format;
pub mod href;
pub mod id;
pub mod json;
pub mod link;
pub mod list;
pub mod logon;
pub mod messages;
pub mod newer;
pub mod news;
pub mod open;
pub mod page;
pub mod percent;
pub mod progress;
pub mod query;
pub mod remote_data;
pub mod route;
pub mod schedule;
pub mod self_test;
pub mod source;
pub mod text;
pub mod time;
pub mod timeline;
pub mod verdict;
pub mod watch;
pub mod wire;
pub mod withheld;
