//! CORS proxy in front of Veeam Backup Enterprise Manager, and host of the Restore Desk app.
//!
//! Start at [`gateway::start`] for how the parts fit, at [`allow`] for what is let through.
//!
//! **Invariant**: Enterprise Manager never hears of a request that [`allow::check`] refuses, and
//! every reply of a public listener that is no file of the app has been through `cors`.

pub mod allow;
pub mod cors;
pub mod fingerprint;
pub mod gateway;
pub mod headers;
pub mod log;
pub mod options;
pub mod problem;
pub mod settings;

mod account;
mod admin;
mod app;
mod client;
mod limits;
mod logon;
mod metrics;
mod public;
mod readers;
mod reads;
mod serve;
mod upstream;
mod watched;

pub use upstream::pin::Fingerprint;
