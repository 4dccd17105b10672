//! The box, and `#/open/…`: from what someone pastes to an address of ours.

use crate::{
    entity::kind,
    href,
    id::{Urn, is_guid},
    route::{Route, RouteError},
    text::split_at_text,
};

/// Longest text that is read, in bytes.
pub const LEN_MAX: usize = 2_000;

/// Longest value of `?open=`, in characters: it stands in server logs.
pub const QUERY_LEN_MAX: usize = 200;

/// Why a text leads nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenError {
    /// Nothing was entered.
    Empty,
    /// Longer than [`LEN_MAX`].
    TooLong,
    /// Credentials, passwords, sign-ins or actions.
    Refused,
    /// A task number.
    Task,
    /// A URN of a kind that is not known.
    UnknownKind,
    /// An address that is neither EM's nor ours.
    BadAddress,
}

/// Reads an id, a URN, an EM URL or one of ours; anything else is taken for the
/// exact name of a VM.
///
/// # Errors
///
/// An [`OpenError`], whose sentence gives an example.
pub fn read(text: &str) -> Result<Route, OpenError> {
    let text = text.trim();
    match read_strict(text)? {
        Some(route) => Ok(route),
        None => by_vm_name(text),
    }
}

/// As [`read`], without VM names: for `?open=` and `#/open/`.
///
/// # Errors
///
/// An [`OpenError`]; a bare name is [`OpenError::BadAddress`].
pub fn read_link(text: &str) -> Result<Route, OpenError> {
    read_strict(text.trim())?.ok_or(OpenError::BadAddress)
}

fn read_strict(text: &str) -> Result<Option<Route>, OpenError> {
    if text.is_empty() {
        return Err(OpenError::Empty);
    }
    if text.len() > LEN_MAX {
        return Err(OpenError::TooLong);
    }
    if is_guid(text) {
        return Ok(Route::parse(&format!("#/restoreSessions/{}", text.to_ascii_lowercase())).ok());
    }
    if text.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("urn:")) {
        let urn = Urn::parse(text).ok_or(OpenError::UnknownKind)?;
        let collection = kind::collection_of(&urn.kind).ok_or(OpenError::UnknownKind)?;
        return Route::parse(&format!("#/{collection}/{}", urn.id)).map(Some).map_err(refusal);
    }
    if is_task(text) {
        return Err(OpenError::Task);
    }
    if split_at_text(text, "://").is_some() || text.starts_with("/api/") || text.starts_with("#/") {
        return read_address(text).map(Some);
    }
    Ok(None)
}

fn is_task(text: &str) -> bool {
    let number = text
        .get(..5)
        .filter(|start| start.eq_ignore_ascii_case("task-"))
        .and_then(|_| text.get(5..));
    number.is_some_and(|digits| {
        !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
    })
}

fn read_address(text: &str) -> Result<Route, OpenError> {
    // One of ours has its route in the fragment, whatever host serves it.
    if let Some((_, fragment)) = split_at_text(text, "#/") {
        return match Route::parse(fragment).map_err(refusal)? {
            Route::Open(_) => Err(OpenError::BadAddress),
            route => Ok(route),
        };
    }
    match href::read(text) {
        Ok(path) => Route::from_em(path).ok_or(OpenError::BadAddress),
        Err(href::Refusal::Action | href::Refusal::Secret) => Err(OpenError::Refused),
        Err(href::Refusal::Malformed) => Err(OpenError::BadAddress),
    }
}

fn refusal(error: RouteError) -> OpenError {
    match error {
        RouteError::Unknown => OpenError::BadAddress,
        RouteError::Refused => OpenError::Refused,
    }
}

/// EM compares names with `==` alone; a quote inside a value is doubled
/// (reference, section d, «Query»).
fn by_vm_name(name: &str) -> Result<Route, OpenError> {
    if name.contains(char::is_control) {
        return Err(OpenError::BadAddress);
    }
    let value = name.replace('"', "\"\"");
    let filter = crate::percent::encode(&format!("VmDisplayName==\"{value}\""));
    let address = format!(
        "#/query?type=RestoreSession&format=Entities&sortDesc=CreationTime&filter={filter}"
    );
    Route::parse(&address).map_err(|_| OpenError::TooLong)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "ed8e95ca-6ec5-4a2d-978b-e1108c4130b6";

    #[test]
    fn ids_urns_and_addresses_lead_to_their_pages() {
        let session = format!("#/restoreSessions/{ID}");
        let rows = [
            (ID.to_owned(), session.clone()),
            (format!("  {}\n", ID.to_uppercase()), session.clone()),
            (format!("urn:veeam:RestoreSession:{ID}"), session.clone()),
            (
                format!("https://em.corp:9398/api/restoreSessions/{ID}?format=Entity"),
                session.clone(),
            ),
            (format!("/api/restoreSessions/{ID}"), session.clone()),
            (format!("https://desk.corp/tools/#/restoreSessions/{ID}"), session.clone()),
            (format!("#/restoreSessions/{ID}"), session),
            (format!("urn:veeam:BackupServer:{ID}"), format!("#/backupServers/{ID}")),
            (format!("urn:veeam:Repository:{ID}"), format!("#/repositories/{ID}")),
        ];
        for (text, expected) in rows {
            assert_eq!(read_link(&text).map(|route| route.href()), Ok(expected), "{text:?}");
        }
    }

    #[test]
    fn a_name_asks_em_for_that_very_name() {
        let route = read("srv \"04\"").unwrap();
        let Route::Resource(path) = route else { panic!("{route:?}") };
        assert_eq!(
            path.query().last(),
            Some(&("filter", "VmDisplayName==\"srv \"\"04\"\"\"".to_owned()))
        );
    }

    #[test]
    fn what_leads_nowhere_says_why() {
        let long = "a".repeat(LEN_MAX + 1);
        let rows = [
            ("", OpenError::Empty),
            (&long, OpenError::TooLong),
            (&"ü".repeat(900), OpenError::TooLong),
            ("srv\u{7}04", OpenError::BadAddress),
            ("task-12", OpenError::Task),
            ("urn:veeam:Credentials:1", OpenError::UnknownKind),
            ("urn:x", OpenError::UnknownKind),
            ("https://em/api/logonSessions/1", OpenError::Refused),
            ("https://em/api/vmRestorePoints/1?action=restore", OpenError::Refused),
            ("#/credentials", OpenError::Refused),
            ("https://example.com/", OpenError::BadAddress),
            ("javascript://x/api/", OpenError::BadAddress),
            ("#/open/x", OpenError::BadAddress),
        ];
        for (text, expected) in rows {
            assert_eq!(read(text), Err(expected), "{text:?}");
        }
        assert_eq!(read_link("srv04"), Err(OpenError::BadAddress));
    }
}
