//! The box, and `#/open/…`: from what someone pastes to addresses of ours.

mod found;
mod plain;

use crate::{
    entity::kind,
    href,
    id::{Urn, is_guid},
    route::{Key, Listing, Route, RouteError},
    text::split_at_text,
};

/// Longest text that is read, in bytes: a long mail with what it quotes.
pub const LEN_MAX: usize = 100_000;

/// Longest value of `?open=`, in characters: it stands in server logs.
pub const QUERY_LEN_MAX: usize = 200;

/// Most things that are taken from one text.
pub const FOUND_MAX: usize = 20;

/// Longest text that may be a VM's name, in characters; EM's hosts allow half of it.
const NAME_LEN_MAX: usize = 200;

/// What a text names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opened {
    /// One thing.
    One(Route),
    /// Several things.
    Several(Several),
}

/// What a text names besides its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Several {
    /// No two alike, in the order of the text; from 2 to [`FOUND_MAX`].
    pub routes: Vec<Route>,
    /// Whether the text names more than these.
    pub has_more: bool,
}

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
    /// A text with nothing in it that can be opened, and too much for a name.
    Nothing,
}

/// Reads what was pasted: ids, URNs, EM URLs and our own, alone or within any
/// text; a short text without any of them is taken for the name of a VM.
///
/// # Errors
///
/// An [`OpenError`], whose sentence gives an example.
pub fn read(text: &str) -> Result<Opened, OpenError> {
    match read_any(text)? {
        Some(opened) => Ok(opened),
        None => by_vm_name(text).map(Opened::One),
    }
}

/// As [`read`], without VM names: for `?open=` and `#/open/`.
///
/// # Errors
///
/// An [`OpenError`]; a bare name is [`OpenError::BadAddress`].
pub fn read_handed(text: &str) -> Result<Opened, OpenError> {
    read_any(text)?.ok_or(OpenError::BadAddress)
}

/// Reads an id, a URN, an EM URL or one of ours that has nothing around it.
///
/// # Errors
///
/// An [`OpenError`]; anything else is [`OpenError::BadAddress`].
pub fn read_link(text: &str) -> Result<Route, OpenError> {
    read_one(text.trim())?.ok_or(OpenError::BadAddress)
}

/// The address that offers several things, which [`read_handed`] reads again;
/// `None` where they are too long for one.
pub fn address(routes: &[Route]) -> Option<Route> {
    let word = |route: &Route| match route {
        Route::RestoreSession(id) if is_guid(id.as_str()) => id.to_string(),
        route => route.href(),
    };
    let text = routes.iter().map(word).collect::<Vec<_>>().join(" ");
    let is_read = |again: Opened| matches!(again, Opened::Several(again) if again.routes == routes);
    let route = Route::Open(text.clone());
    let is_address = Route::parse(&route.href()).as_ref() == Ok(&route);
    (is_address && read_handed(&text).is_ok_and(is_read)).then_some(route)
}

/// `None` for what may be a name.
fn read_any(text: &str) -> Result<Option<Opened>, OpenError> {
    let text = text.trim();
    if text.len() > LEN_MAX {
        return Err(OpenError::TooLong);
    }
    let is_one_word = !text.contains(char::is_whitespace);
    let whole = if is_one_word { read_one(found::without_stops(text)) } else { Ok(None) };
    if let Ok(Some(route)) = whole {
        return Ok(Some(Opened::One(route)));
    }
    let found = found::search(text);
    let mut routes = found.routes;
    let has_more = routes.len() > FOUND_MAX;
    routes.truncate(FOUND_MAX);
    if routes.len() > 1 {
        return Ok(Some(Opened::Several(Several { routes, has_more })));
    }
    if let Some(route) = routes.pop() {
        return Ok(Some(Opened::One(route)));
    }
    if let Some(why @ (OpenError::Refused | OpenError::Task)) = found.why {
        return Err(why);
    }
    if is_spoken_task(text) {
        return Err(OpenError::Task);
    }
    whole?;
    let is_line = !text.contains(char::is_control) && text.chars().nth(NAME_LEN_MAX).is_none();
    match found.why {
        Some(why) => Err(why),
        None if is_line => Ok(None),
        None => Err(OpenError::Nothing),
    }
}

/// `None` for what is no address, id or URN.
fn read_one(text: &str) -> Result<Option<Route>, OpenError> {
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
        return read_urn(text).map(Some);
    }
    if is_task(text) {
        return Err(OpenError::Task);
    }
    if split_at_text(text, "://").is_some() || text.starts_with("/api/") || text.starts_with("#/") {
        return read_address(text).map(Some);
    }
    Ok(None)
}

fn read_urn(text: &str) -> Result<Route, OpenError> {
    let urn = Urn::parse(text).ok_or(OpenError::UnknownKind)?;
    let collection = kind::collection_of(&urn.kind).ok_or(OpenError::UnknownKind)?;
    Route::parse(&format!("#/{collection}/{}", urn.id)).map_err(refusal)
}

/// EM's word for a task, such as `task-12`.
fn is_task(text: &str) -> bool {
    let number = text
        .get(..5)
        .filter(|start| start.eq_ignore_ascii_case("task-"))
        .and_then(|_| text.get(5..));
    number.is_some_and(is_number)
}

/// A task as people write it: `Task 12`, `task #12`.
fn is_spoken_task(text: &str) -> bool {
    let number = text.get(..4).filter(|start| start.eq_ignore_ascii_case("task"));
    let number = number.and_then(|_| text.get(4..)).unwrap_or_default();
    is_number(number.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '#' | ':')))
}

fn is_number(digits: &str) -> bool {
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn read_address(text: &str) -> Result<Route, OpenError> {
    // One of ours has its route in the fragment, whatever host serves it.
    let route = if let Some((_, fragment)) = split_at_text(text, "#/") {
        Route::parse(fragment).map_err(refusal)?
    } else {
        let path = href::read(text).map_err(|error| match error {
            href::Refusal::Action | href::Refusal::Secret => OpenError::Refused,
            href::Refusal::Malformed => OpenError::BadAddress,
        })?;
        Route::from_em(path).ok_or(OpenError::BadAddress)?
    };
    match route {
        Route::Open(_) => Err(OpenError::BadAddress),
        // Tasks belong to the sign-in that started them: EM would know of none.
        route if route.collection() == Some("tasks") => Err(OpenError::Task),
        route => Ok(route),
    }
}

fn refusal(error: RouteError) -> OpenError {
    match error {
        RouteError::Unknown => OpenError::BadAddress,
        RouteError::Refused => OpenError::Refused,
    }
}

/// The list of a VM's restores.
fn by_vm_name(name: &str) -> Result<Route, OpenError> {
    Listing::of(Key::Vm, name).map(Route::List).ok_or(OpenError::Nothing)
}

#[cfg(test)]
mod tests;
