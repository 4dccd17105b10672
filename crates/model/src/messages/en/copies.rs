//! How current it is, and what the caller is told, in English.

use crate::messages::{CopyTexts, Template as T};

/// Titles and copies.
pub(super) const COPIES: CopyTexts = CopyTexts {
    paused: T("Paused {0}. {1}"),
    old: T("Old data, as of {0}. {1}"),
    title: T("{0} – checked {1}, data up to {2} min older"),
    title_unknown_age: T("{0} – checked {1}, data of unknown age"),
    as_of: T("Checked at {0} on {1}; Enterprise Manager's data may be up to {2} min older."),
    as_of_unknown_age: T(
        "Checked at {0} on {1}; how much older Enterprise Manager's data may be is unknown.",
    ),
};
