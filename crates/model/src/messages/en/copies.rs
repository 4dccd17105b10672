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
    caller_files: T("The file restore{0}"),
    caller_succeeded: "Please check it, and reply if anything is missing.",
    caller_warned: "Please check it with care, and reply if anything is missing or looks wrong.",
    caller_failed: "Someone has to look into it; please reply if it is urgent.",
    caller_not_finished: T("As far as is known, {0} is not finished yet{1}."),
    caller_started: T("It began {0}."),
    caller_no_result: T("{0} stopped{1}, but it is not known yet whether it worked."),
    caller_unknown_result: T("{0} stopped{1}, but it is not known whether it worked."),
    caller_unknown: T("It is not known whether {0} is finished."),
    caller_as_of: T("That is how it stood at {0} on {1}, or up to {2} min earlier."),
    caller_as_of_unknown_age: T("That is how it stood at {0} on {1}, or some time earlier."),
};
