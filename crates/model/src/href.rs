//! EM's hrefs, read for their path and query alone.
//!
//! The host is dropped: EM calls itself what it likes, and the token goes to
//! the configured proxy and nowhere else.

use crate::percent;

/// Longest href that is read, in bytes.
pub const LEN_MAX: usize = 4_096;

/// Most path segments below `/api/`.
const SEGMENTS_MAX: usize = 8;

/// Query keys that an address of ours keeps: those that the proxy lets pass.
pub const QUERY_KEYS: [&str; 8] =
    ["format", "filter", "sortAsc", "sortDesc", "pageSize", "page", "type", "v"];

/// Collections that are never opened: a token is base64 of a session's id.
const SECRETS: [&str; 4] = ["credentials", "passwords", "logonSessions", "sessionMngr"];

/// A path below EM's `/api/`, decoded and checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EmPath {
    /// Path segments, percent-decoded; empty for `/api/` itself.
    pub segments: Vec<String>,
    /// Query pairs with a key of [`QUERY_KEYS`], decoded, in the order given.
    pub query: Vec<(&'static str, String)>,
}

/// Why an href leads nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It has an `action`.
    Action,
    /// It leads to credentials, passwords or sign-ins.
    Secret,
    /// It is no EM address, or one that could mean something else to a server.
    Malformed,
}

/// Reads an absolute URL of EM, or a path that begins with `/api/`.
///
/// # Errors
///
/// A [`Refusal`] for everything that must not be followed.
pub fn read(href: &str) -> Result<EmPath, Refusal> {
    if href.len() > LEN_MAX
        || href.contains(|c: char| c.is_control() || c.is_whitespace() || c == '\\')
    {
        return Err(Refusal::Malformed);
    }
    let path = strip_origin(href).ok_or(Refusal::Malformed)?;
    let path = match path.strip_prefix("/api") {
        Some("") => "",
        Some(rest) => match rest.strip_prefix('/') {
            Some(below) => below,
            None if rest.starts_with('?') => rest,
            None => return Err(Refusal::Malformed),
        },
        None => return Err(Refusal::Malformed),
    };
    read_below_api(path)
}

/// Reads what stands below `/api/`: segments, then a query.
///
/// # Errors
///
/// A [`Refusal`], as for [`read`].
pub fn read_below_api(text: &str) -> Result<EmPath, Refusal> {
    if text.len() > LEN_MAX || text.contains('#') {
        return Err(Refusal::Malformed);
    }
    let (path, query) = text.split_once('?').unwrap_or((text, ""));
    let path = path.strip_suffix('/').unwrap_or(path);
    let mut segments = Vec::new();
    if !path.is_empty() {
        for raw in path.split('/') {
            segments.push(read_segment(raw).ok_or(Refusal::Malformed)?);
        }
    }
    if segments.len() > SEGMENTS_MAX {
        return Err(Refusal::Malformed);
    }
    let is_secret =
        |segment: &String| SECRETS.iter().any(|secret| secret.eq_ignore_ascii_case(segment));
    if segments.iter().any(is_secret) {
        return Err(Refusal::Secret);
    }
    let query = read_query(query)?;
    let is_query = segments.first().is_some_and(|first| first.eq_ignore_ascii_case("query"));
    if is_query {
        check_query_type(&query)?;
    }
    Ok(EmPath { segments, query })
}

fn strip_origin(href: &str) -> Option<&str> {
    if href.starts_with('/') {
        return (!href.starts_with("//")).then_some(href);
    }
    let (scheme, rest) = href.split_once("://")?;
    if !scheme.eq_ignore_ascii_case("https") && !scheme.eq_ignore_ascii_case("http") {
        return None;
    }
    let slash = rest.find('/')?;
    let (host, path) = rest.split_at_checked(slash)?;
    let plain = !host.is_empty() && !host.contains(['@', '?', '#', '%']);
    plain.then_some(path)
}

fn read_segment(raw: &str) -> Option<String> {
    let segment = percent::decode(raw)?;
    let forbidden = |c: char| c.is_control() || matches!(c, '/' | '\\' | '?' | '#' | '%');
    let dots_only = segment.chars().all(|c| c == '.');
    (!dots_only && !segment.contains(forbidden)).then_some(segment)
}

fn read_query(query: &str) -> Result<Vec<(&'static str, String)>, Refusal> {
    let mut pairs: Vec<(&'static str, String)> = Vec::new();
    // The docs warn that hrefs may come with XML's escape.
    let query = query.replace("&amp;", "&");
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (raw_key, raw_value) = pair.split_once('=').unwrap_or((pair, ""));
        let key = percent::decode(raw_key).ok_or(Refusal::Malformed)?;
        let value = percent::decode(raw_value).ok_or(Refusal::Malformed)?;
        if key.eq_ignore_ascii_case("action") {
            return Err(Refusal::Action);
        }
        let Some(key) = QUERY_KEYS.iter().find(|known| known.eq_ignore_ascii_case(&key)) else {
            continue;
        };
        if pairs.iter().any(|(known, _)| known == key) || value.contains(char::is_control) {
            return Err(Refusal::Malformed);
        }
        pairs.push((*key, value));
    }
    Ok(pairs)
}

/// EM's query service also answers `type=Credentials` and `type=Passwords`.
fn check_query_type(query: &[(&'static str, String)]) -> Result<(), Refusal> {
    let of = |wanted: &str| query.iter().find(|(key, _)| *key == wanted).map(|(_, value)| value);
    match of("type") {
        Some(kind) if kind == "RestoreSession" => Ok(()),
        _ => Err(Refusal::Secret),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segments(href: &str) -> Result<String, Refusal> {
        read(href).map(|path| path.segments.join("|"))
    }

    #[test]
    fn the_host_is_dropped_and_the_path_kept() {
        let rows = [
            ("https://enterprise04.tech.local:9398/api/backupServers/1", "backupServers|1"),
            ("http://localhost:9399/api/backups/1?format=Entity", "backups|1"),
            ("HTTPS://[::1]:9398/api/backups/1/", "backups|1"),
            ("/api/jobs/urn:veeam:Job:1", "jobs|urn:veeam:Job:1"),
            ("https://em/api/", ""),
            ("https://em/api", ""),
            ("https://em/api?v=latest", ""),
            ("/api/a%20b/c", "a b|c"),
        ];
        for (href, expected) in rows {
            assert_eq!(segments(href).as_deref(), Ok(expected), "{href}");
        }
    }

    #[test]
    fn what_could_lead_elsewhere_is_refused() {
        let long = format!("/api/{}", "a".repeat(LEN_MAX));
        let rows = [
            "",
            "javascript:alert(1)",
            "data:text/html,x",
            "//evil/api/x",
            "https://u:p@em/api/x",
            "https://em/other/api/x",
            "https://em/apix/y",
            "https://em",
            "https:///api/x",
            "ftp://em/api/x",
            "/api/../secret",
            "/api/%2e%2e/x",
            "/api/./x",
            "/api/a//b",
            "/api/a%2fb",
            "/api/a%5cb",
            "/api\\x",
            "/api/a%252fb",
            "/api/a%00",
            "/api/a b",
            "/api/x#y",
            "api/x",
            "/API/x",
            "https://em#/api/x",
            "https://em?/api/x",
            "/api/a/b/c/d/e/f/g/h/i",
            &long,
            "/api/x?page=1&page=2",
            "/api/x?%zz=1",
            "/api/x?filter=%0a",
            "\u{202e}/api/x",
        ];
        for href in rows {
            assert_eq!(segments(href), Err(Refusal::Malformed), "{href:?}");
        }
    }

    #[test]
    fn queries_keep_the_keys_that_the_proxy_allows() {
        let path = read(
            "/api/query?TYPE=RestoreSession&format=Entities&x=1&filter=State%3d%3dWorking&amp;page=2",
        );
        let expected = [
            ("type", "RestoreSession"),
            ("format", "Entities"),
            ("filter", "State==Working"),
            ("page", "2"),
        ];
        assert_eq!(path.unwrap().query, expected.map(|(key, value)| (key, value.to_owned())));
    }

    #[test]
    fn the_query_service_is_asked_for_restore_sessions_alone() {
        for href in [
            "/api/query",
            "/api/query?type=Credentials",
            "/api/QUERY?type=Passwords",
            "/api/query?type=",
        ] {
            assert_eq!(segments(href), Err(Refusal::Secret), "{href}");
        }
        let repeated = "/api/query?type=RestoreSession&%74ype=Passwords";
        assert_eq!(segments(repeated), Err(Refusal::Malformed));
    }

    #[test]
    fn actions_are_refused_in_any_casing() {
        for href in
            ["/api/x?action=restore", "/api/x?Action=restore", "/api/x?page=1&%61ction=restore"]
        {
            assert_eq!(segments(href), Err(Refusal::Action), "{href}");
        }
    }
}
