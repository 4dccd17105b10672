//! The simulator over real sockets: each habit of EM that the reference names
//! has a row here.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on fails; clippy's own exception leaves out helpers of tests"
)]

mod api;
mod client;
mod control;
mod logon;
mod query;
mod scale;
mod system_sessions;
