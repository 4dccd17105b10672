//! English.

mod answer;
mod errors;
mod words;

use super::Messages;
use crate::time::{Span, Unit};

/// English messages.
pub const EN: Messages = Messages {
    tag: "en",

    answer: answer::answer,
    short_answer: answer::short_answer,
    caveat: answer::caveat,
    span,
    ago: |span_value| format!("{} ago", span(span_value)),
    error: errors::error,
    sign_in_error: errors::sign_in_error,
    proxy_account_error: "The account that this site's proxy signs in with was refused by Enterprise Manager. Nothing you can do here mends that: tell the person who runs the proxy.",
    remedy: errors::remedy,
    route_error: errors::route_error,
    open_error: errors::open_error,
    relation: words::relation,
    kind: words::kind,
    kind_word: words::kind_word,
    state_word: words::state,
    result_word: words::result,
    job_type_word: words::job_type,
    progress_text: answer::progress_text,
    not_allowed: |kinds| format!("Your role may not open {kinds}."),
    page_of: |page, pages| format!("Page {page} of {pages}"),
    rows_shown: |count| if count == 1 { "1 entry".to_owned() } else { format!("{count} entries") },
    checked: |ago| format!("Checked {ago}."),
    checked_at: |time| format!("Checked at {time}."),
    behind: |minutes| {
        match minutes {
        Some(minutes) => format!("Enterprise Manager is usually up to {minutes} min behind the backup server, more while a collection runs."),
        None => "How far Enterprise Manager is behind the backup server is unknown: it is updated by hand.".to_owned(),
    }
    },
    stale: |ago| format!("Old data: this was read {ago}, and it could not be read again since."),
    signed_in_as: |user| format!("Signed in as {user}"),
    taken_at: |time, ago| match ago {
        Some(ago) => format!("Holds the state of {time} ({ago})."),
        None => format!("Holds the state of {time}."),
    },

    label_state: "State",
    label_result: "Result",
    label_type: "Type",
    label_vm: "VM",
    label_started: "Started",
    label_ended: "Ended",
    label_duration: "Duration",
    label_progress: "Progress",
    label_restored_object: "Restored object",
    label_failure_message: "Failure message",
    label_name: "Name",
    label_uid: "UID",
    label_resource_type: "Resource type",
    label_version: "Version",
    label_description: "Description",
    label_created: "Created",
    label_point_type: "Point type",
    label_algorithm: "Algorithm",

    product: "Restore Desk",
    skip_to_content: "Skip to the content",
    find: "Find",
    newest_restores: "Newest restores",
    nothing_found: "Enterprise Manager shows this account no restore here. That is no proof that there is none: it may have begun a few minutes ago, be older than Enterprise Manager keeps, be outside this account's scope, or be of a kind that it does not list (agents, file shares).",
    no_items: "This list is empty.",
    only_thirty_days: "Your role may not search. These are the restores of the last 30 days that Enterprise Manager lists for it.",
    open_box_label: "Open a restore session",
    open_box_hint: "An id, a URN, an Enterprise Manager address, or the exact name of a VM.",
    open_button: "Open",
    loading: "Loading…",
    refresh: "Refresh",
    try_again: "Try again",
    go_back: "Go back",
    to_find: "Go to Find",
    reload: "Reload the page",
    copy_report: "Copy a report for your admin",
    copied: "Copied.",
    copy_refused: "The browser refused to copy. Select the text below and copy it yourself.",
    details: "What Enterprise Manager says",
    links: "Where it leads",
    no_links: "Enterprise Manager sent no links.",
    this_page: "this page",
    cannot_be_followed: "cannot be followed",
    not_given: "not given",
    withheld: "[withheld]",
    trail: "Where you came from",
    pages: "Pages",
    show_times_in: "Show times in",
    local: "local time",
    utc: "UTC",
    trouble: "Something went wrong",
    contact: "Ask:",
    column_answer: "Answer",
    answer_for: "Answer",
    enterprise_manager: "Enterprise Manager",

    sign_in: "Sign in",
    sign_in_heading: "Sign in to Enterprise Manager",
    signing_in: "Signing in…",
    sign_in_again: "Your sign-in has ended. Sign in to go on; this page stays as it is.",
    sign_out: "Sign out",
    user_name: "User name",
    password: "Password",
    user_name_missing: "Enter your user name.",
    password_missing: "Enter your password.",
    close: "Close",
    checking_sign_in: "Looking for your sign-in…",
};

/// `2 h 5 min`.
fn span(span: Span) -> String {
    let one = |(count, unit): (u64, Unit)| {
        let unit = match unit {
            Unit::Years => "y",
            Unit::Days => "d",
            Unit::Hours => "h",
            Unit::Minutes => "min",
            Unit::Seconds => "s",
        };
        format!("{count} {unit}")
    };
    match span.second {
        None => one(span.first),
        Some(second) => format!("{} {}", one(span.first), one(second)),
    }
}
