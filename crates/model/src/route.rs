//! The app's own addresses, all in the fragment, mirroring EM's own paths.

mod listing;

use crate::{
    href::{self, EmPath},
    id::ResourceId,
    percent,
};

pub use listing::{Key, Listing};

/// Longest fragment that is read, in bytes.
const LEN_MAX: usize = 4_096;

/// Most sessions that are watched at once.
pub const WATCHED_MAX: usize = 20;

/// Longest text of `#/open/…`, escaped, in bytes.
const OPEN_LEN_MAX: usize = LEN_MAX - "open/".len();

/// First segments that are pages of the app, not of EM.
const OWN_WORDS: [&str; 4] = ["open", "watch", "check", "api"];

/// One page of the app.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Route {
    /// `#/`: the newest restores, and the box.
    Find,
    /// `#/restoreSessions?…`: the same, filtered.
    List(Listing),
    /// `#/watch/{id},{id}`: several sessions at once; no two alike, and maybe more than
    /// [`WATCHED_MAX`]: the page says how many it leaves out.
    Watch(Vec<ResourceId>),
    /// `#/restoreSessions/{id}`
    RestoreSession(ResourceId),
    /// `#/backupServers/{id}`
    BackupServer(ResourceId),
    /// `#/vmRestorePoints/{id}`
    VmRestorePoint(ResourceId),
    /// `#/check`: the self-test.
    Check,
    /// Any other path of EM.
    Resource(ResourcePath),
    /// `#/open/{text}`: an id, a URN or an EM URL, resolved and then replaced.
    Open(String),
}

/// A checked path of EM with its query, for the generic page.
///
/// Invariant: made by [`href`] alone, so it holds no secret collection, no
/// action, and no segment that could mean something else to a server.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ResourcePath {
    segments: Vec<String>,
    query: Vec<(&'static str, String)>,
}

impl ResourcePath {
    /// Path segments below `/api/`, decoded; none for EM itself.
    pub fn segments(&self) -> &[String] {
        &self.segments
    }

    /// Query pairs, decoded; `format` only where it is not the default.
    pub fn query(&self) -> &[(&'static str, String)] {
        &self.query
    }
}

/// Why an address cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RouteError {
    /// It is no address of this app.
    Unknown,
    /// It asks for credentials, passwords, sign-ins or an action.
    Refused,
}

impl Route {
    /// Reads `location.hash`, with or without its `#`.
    ///
    /// # Errors
    ///
    /// A [`RouteError`] for what is no address; the caller sends no request then.
    pub fn parse(hash: &str) -> Result<Route, RouteError> {
        let text = hash.strip_prefix('#').unwrap_or(hash);
        let text = text.strip_prefix('/').unwrap_or(text);
        if text.len() > LEN_MAX || text.contains(char::is_control) {
            return Err(RouteError::Unknown);
        }
        if text.is_empty() {
            return Ok(Route::Find);
        }
        if text == "check" {
            return Ok(Route::Check);
        }
        if let Some(what) = text.strip_prefix("open/") {
            return percent::decode(what)
                .filter(|what| !what.is_empty() && percent::encode(what).len() <= OPEN_LEN_MAX)
                .map_or(Err(RouteError::Unknown), |what| Ok(Route::Open(what)));
        }
        if let Some(ids) = text.strip_prefix("watch") {
            return read_watched(ids).map(Route::Watch).ok_or(RouteError::Unknown);
        }
        // `#/api/…` is EM's own path, pasted; `#/api/` is EM itself.
        let below = text.strip_prefix("api/").or((text == "api").then_some("")).unwrap_or(text);
        let path = href::read_below_api(below).map_err(|refusal| match refusal {
            href::Refusal::Malformed => RouteError::Unknown,
            href::Refusal::Action | href::Refusal::Secret => RouteError::Refused,
        })?;
        match Route::from_em(path).ok_or(RouteError::Unknown)? {
            Route::List(_) => {
                let query = below.split_once('?').map_or("", |(_, query)| query);
                Listing::parse(query).map(Route::List).ok_or(RouteError::Unknown)
            }
            route => Ok(route),
        }
    }

    /// The page that shows a path of EM; `None` for a word that is our own, or
    /// an id that cannot stand in an address.
    pub fn from_em(path: EmPath) -> Option<Route> {
        let EmPath { segments, mut query } = path;
        let is_query = segments.first().is_some_and(|first| first.eq_ignore_ascii_case("query"));
        // `format=Entity` is asked for by default; only the query service knows others.
        query.retain(|(key, value)| {
            *key != "v" && (*key != "format" || (is_query && !value.is_empty()))
        });
        if let [kind, id] = segments.as_slice() {
            let typed: Option<fn(ResourceId) -> Route> = match kind.as_str() {
                "restoreSessions" => Some(Route::RestoreSession),
                "backupServers" => Some(Route::BackupServer),
                "vmRestorePoints" => Some(Route::VmRestorePoint),
                _ => None,
            };
            if let Some(typed) = typed {
                return ResourceId::parse(id).map(typed);
            }
        }
        if matches!(segments.as_slice(), [only] if only == "restoreSessions") {
            return Some(Route::List(Listing::default()));
        }
        let own = |first: &String| OWN_WORDS.contains(&first.as_str());
        if segments.first().is_some_and(own) {
            return None;
        }
        // Escaped, a path can grow beyond what is read back.
        let path = ResourcePath { segments, query };
        (print(&path).len() <= LEN_MAX).then_some(Route::Resource(path))
    }

    /// The address: what stands in an `<a href>`.
    pub fn href(&self) -> String {
        match self {
            Route::Find => "#/".to_owned(),
            Route::Check => "#/check".to_owned(),
            Route::List(listing) => listing.print(),
            Route::Watch(ids) => {
                let mut out = "#/watch".to_owned();
                for (index, id) in ids.iter().enumerate() {
                    out.push(if index > 0 { ',' } else { '/' });
                    out.push_str(id.as_str());
                }
                out
            }
            Route::RestoreSession(id) => format!("#/restoreSessions/{id}"),
            Route::BackupServer(id) => format!("#/backupServers/{id}"),
            Route::VmRestorePoint(id) => format!("#/vmRestorePoints/{id}"),
            Route::Resource(path) => format!("#/{}", print(path)),
            Route::Open(what) => format!("#/open/{}", percent::encode(what)),
        }
    }

    /// Whether both are shown by one page, which goes on with what stands in it.
    pub fn is_same_page(&self, other: &Route) -> bool {
        let is_list = |route: &Route| matches!(route, Route::Find | Route::List(_));
        match (self, other) {
            (Route::Watch(_), Route::Watch(_)) => true,
            _ => self == other || (is_list(self) && is_list(other)),
        }
    }

    /// EM's collection that the page belongs to, such as `backupServers`.
    pub fn collection(&self) -> Option<&str> {
        match self {
            Route::RestoreSession(_) | Route::List(_) => Some("restoreSessions"),
            Route::BackupServer(_) => Some("backupServers"),
            Route::VmRestorePoint(_) => Some("vmRestorePoints"),
            Route::Resource(path) => path.segments.first().map(String::as_str),
            Route::Find | Route::Watch(_) | Route::Check | Route::Open(_) => None,
        }
    }

    /// Path and query below EM's `/api/`, with `format=Entity` where no other
    /// format is asked for; `None` for a page that is no resource of EM.
    pub fn em_request(&self) -> Option<String> {
        match self {
            Route::RestoreSession(id) => Some(format!("restoreSessions/{id}?format=Entity")),
            Route::BackupServer(id) => Some(format!("backupServers/{id}?format=Entity")),
            Route::VmRestorePoint(id) => Some(format!("vmRestorePoints/{id}?format=Entity")),
            Route::Resource(path) if path.segments.is_empty() => Some(String::new()),
            Route::Resource(path) => {
                let printed = print(path);
                let has_format = path.query.iter().any(|(key, _)| *key == "format");
                Some(match (has_format, path.query.is_empty()) {
                    (true, _) => printed,
                    (false, true) => format!("{printed}?format=Entity"),
                    (false, false) => format!("{printed}&format=Entity"),
                })
            }
            Route::Find | Route::List(_) | Route::Watch(_) | Route::Check | Route::Open(_) => None,
        }
    }
}

/// Reads `/{id},{id}`, or nothing: an empty list. What stands there twice counts once.
fn read_watched(text: &str) -> Option<Vec<ResourceId>> {
    let mut ids: Vec<ResourceId> = Vec::new();
    let text = text.strip_prefix('/').or_else(|| text.is_empty().then_some(""))?;
    for id in text.split(',').filter(|id| !id.is_empty()) {
        let id = ResourceId::parse(&percent::decode(id)?)?;
        if !id.is_among(&ids) {
            ids.push(id);
        }
    }
    Some(ids)
}

fn print(path: &ResourcePath) -> String {
    let mut out = String::new();
    for (index, segment) in path.segments.iter().enumerate() {
        if index > 0 {
            out.push('/');
        }
        out.push_str(&percent::encode(segment));
    }
    if path.segments.is_empty() {
        out.push_str("api/");
    }
    for (index, (key, value)) in path.query.iter().enumerate() {
        out.push(if index > 0 { '&' } else { '?' });
        out.push_str(key);
        out.push('=');
        out.push_str(&percent::encode(value));
    }
    out
}

#[cfg(test)]
mod tests;
