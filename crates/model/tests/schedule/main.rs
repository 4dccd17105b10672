//! When a session is asked for again: rows of times, and what holds for any.

#![expect(clippy::unwrap_used, reason = "what cannot be set up fails the test")]

mod app;
mod past;
mod properties;
mod rows;
