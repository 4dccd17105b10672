//! The allow-list: what a request may be before Enterprise Manager hears of it.
//!
//! The token is worth as much as the account, and the same API also serves stored credentials.
//! So nothing is interpreted or repaired here: a request is on the list as it stands, byte for
//! byte, or it is refused.

use axum::http::{Method, StatusCode};

use crate::problem::Problem;

mod query;

/// Longest path, in bytes; a real one with a session's URN is near 90.
pub const PATH_LEN_MAX: usize = 1024;
/// Longest query, in bytes; a filter over a few names is near 400.
pub const QUERY_LEN_MAX: usize = 4096;
/// Longest identity within a path, in bytes.
const ID_LEN_MAX: usize = 256;

/// Collections whose single entities are open to all sites.
const BASE: [&str; 3] = ["restoreSessions", "backupServers", "vmRestorePoints"];
/// Collections that `--explore` opens, each with an identity.
const EXPLORE: [&str; 7] = [
    "restorePoints",
    "backups",
    "backupFiles",
    "repositories",
    "managedServers",
    "jobs",
    "backupSessions",
];
/// Never open, whatever the settings: a logon session's identity is a token in other clothes.
const NEVER: [&str; 4] = ["credentials", "passwords", "logonSessions", "sessionMngr"];

/// What an allowed request is for; sign-ins are counted, the rest is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Call {
    /// A `GET`.
    Read,
    /// `POST /api/sessionMngr/`.
    SignIn,
    /// `DELETE /api/logonSessions/{id}`.
    SignOut,
}

impl Call {
    /// The one method that fits.
    pub fn method(self) -> Method {
        match self {
            Call::Read => Method::GET,
            Call::SignIn => Method::POST,
            Call::SignOut => Method::DELETE,
        }
    }
}

/// Says what the request with this method, raw path and raw query is for.
///
/// # Errors
/// The reply of the gateway's own if it is not on the list: 400 or 404, or 405 if the path is on
/// the list and the method is not.
pub fn check(
    method: &Method,
    path: &str,
    query: Option<&str>,
    explore: bool,
) -> Result<Call, Problem> {
    let call = check_path(path, explore)?;
    if *method != call.method() {
        return Err(Problem::wrong_method(call.method()));
    }
    let query = query::check(query.unwrap_or_default())?;
    if path == "/api/query" && query.entity_type != Some("RestoreSession") {
        return Err(refused("A query must have exactly one type, and it must be RestoreSession."));
    }
    Ok(call)
}

/// The same where the gateway signs in by itself: reads alone, and whatever the method, nothing
/// signs in or out.
///
/// # Errors
/// As [`check`].
pub fn check_read(
    method: &Method,
    path: &str,
    query: Option<&str>,
    explore: bool,
) -> Result<(), Problem> {
    match check_path(path, explore)? {
        Call::Read => check(method, path, query, explore).map(|_read| ()),
        Call::SignIn | Call::SignOut => Err(Problem::signs_in_itself()),
    }
}

fn check_path(path: &str, explore: bool) -> Result<Call, Problem> {
    if PATH_LEN_MAX < path.len() {
        return Err(refused("The path is too long."));
    }
    let Some(rest) = path.strip_prefix("/api/") else {
        return Err(Problem::not_allowed(StatusCode::NOT_FOUND, "The API is below /api/."));
    };
    // No escape is needed for any name on the list, so none is read: `%2F`, `%2e%2e` and their
    // doubly escaped kin end here.
    if !rest.bytes().all(|byte| is_plain(byte) || byte == b'/') {
        return Err(refused("The path holds a character that no address on the list needs."));
    }
    let segments: Vec<&str> = rest.split('/').collect();
    if segments.iter().any(|segment| matches!(*segment, "." | "..")) || path.contains("//") {
        return Err(refused("The path holds an empty or a dotted step."));
    }
    match segments.as_slice() {
        ["" | "restoreSessions" | "systemSessions" | "query"] => Ok(Call::Read),
        ["sessionMngr", ""] => Ok(Call::SignIn),
        ["logonSessions", id] if is_id(id) => Ok(Call::SignOut),
        [base, id] if BASE.contains(base) && is_id(id) => Ok(Call::Read),
        segments if is_explored(segments) && explore => Ok(Call::Read),
        segments => Err(not_on_the_list(segments)),
    }
}

/// Whether `--explore` opens this.
fn is_explored(segments: &[&str]) -> bool {
    match segments {
        [name, id] => EXPLORE.contains(name) && is_id(id),
        [name, id, below] => {
            (EXPLORE.contains(name) || BASE.contains(name))
                && is_id(id)
                && (EXPLORE.contains(below) || *below == "mounts")
        }
        _ => false,
    }
}

fn not_on_the_list(segments: &[&str]) -> Problem {
    let never = |segment: &&str| NEVER.iter().any(|name| name.eq_ignore_ascii_case(segment));
    if segments.iter().any(never) {
        return Problem::not_allowed(StatusCode::NOT_FOUND, "This is never passed on.");
    }
    Problem::not_opened(if is_explored(segments) {
        "This resource is not opened by this site's proxy; its administrator can, with --explore."
    } else {
        "This resource is not opened by this site's proxy."
    })
}

fn is_id(segment: &str) -> bool {
    !segment.is_empty() && segment.len() <= ID_LEN_MAX && !segment.starts_with('.')
}

fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b':' | b'~')
}

fn refused(why: &'static str) -> Problem {
    Problem::not_allowed(StatusCode::BAD_REQUEST, why)
}

#[cfg(test)]
mod tests;
