//! The one error of this crate: a sentence that says what to do.

use std::{fmt, io};

/// What went wrong, as a sentence for the person at the keyboard.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// Something failed; the sentence says what, and what to do.
    Said(String),
    /// Something failed and was told already: only the exit code is left to say it.
    Told,
    /// The user, or the parent's end, asked to stop: nothing to explain.
    Stopped,
}

/// A result whose error is a [`Failure`].
pub(crate) type Result<T, E = Failure> = std::result::Result<T, E>;

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Said(text) => f.write_str(text),
            Self::Told => f.write_str("See above."),
            Self::Stopped => f.write_str("Stopped."),
        }
    }
}

impl From<String> for Failure {
    fn from(text: String) -> Self {
        Self::Said(text)
    }
}

impl From<&str> for Failure {
    fn from(text: &str) -> Self {
        Self::Said(text.to_owned())
    }
}

/// Adds to an input/output error what was being done.
pub(crate) trait While<T> {
    /// Turns the error into "`what`: the error".
    fn or_say(self, what: impl fmt::Display) -> Result<T>;
}

impl<T> While<T> for io::Result<T> {
    fn or_say(self, what: impl fmt::Display) -> Result<T> {
        self.map_err(|error| Failure::Said(format!("{what}: {error}")))
    }
}

impl Failure {
    /// Adds a sentence to what was said.
    pub(crate) fn and(self, more: impl fmt::Display) -> Self {
        match self {
            Self::Said(text) => Self::Said(format!("{text} {more}")),
            other => other,
        }
    }
}
