//! When to stop: Ctrl-C, SIGTERM, or the end of the process that started this one.

use std::{
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::{Duration, Instant},
};

use crate::failure::{Failure, Result};

/// How often the parent is looked at, and children are looked after.
pub(crate) const TICK: Duration = Duration::from_millis(100);

static ASKED: AtomicBool = AtomicBool::new(false);

/// Whether this process was asked to stop.
pub(crate) fn asked() -> bool {
    ASKED.load(Ordering::SeqCst)
}

/// Starts to listen for signals and to watch the parent.
///
/// # Errors
/// When the signal handler can't be set.
pub(crate) fn listen() -> Result<()> {
    ctrlc::set_handler(|| ASKED.store(true, Ordering::SeqCst))
        .map_err(|error| Failure::Said(format!("Can't listen for Ctrl-C: {error}")))?;
    watch_parent();
    Ok(())
}

/// A parent that goes leaves its children to another process: the parent's id changes.
#[cfg(unix)]
fn watch_parent() {
    let parent = std::os::unix::process::parent_id();
    thread::spawn(move || {
        while std::os::unix::process::parent_id() == parent {
            thread::sleep(TICK);
        }
        ASKED.store(true, Ordering::SeqCst);
    });
}

/// Windows keeps the parent's id for ever; there the console's close event ends this process.
#[cfg(not(unix))]
fn watch_parent() {}

/// A moment that many loops wait for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Deadline(Instant);

impl Deadline {
    /// The moment `duration` from now.
    pub(crate) fn after(duration: Duration) -> Self {
        Self(now() + duration)
    }

    /// Whether the moment has passed.
    pub(crate) fn passed(self) -> bool {
        now() >= self.0
    }

    /// What is left until the moment.
    pub(crate) fn left(self) -> Duration {
        self.0.saturating_duration_since(now())
    }
}

/// The monotonic clock.
#[expect(clippy::disallowed_methods, reason = "the rule is for wasm; this crate is native")]
pub(crate) fn now() -> Instant {
    Instant::now()
}
