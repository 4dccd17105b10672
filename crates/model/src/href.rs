//! EM's hrefs, read for their path and query alone.
//!
//! The host is dropped: EM calls itself what it likes, and the token goes to
//! the configured proxy and nowhere else.

use crate::{percent, text::split_at_text};

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
    let href = unescape(href);
    let path = strip_origin(&href).ok_or(Refusal::Malformed)?;
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

/// Undoes XML's escapes, once: the docs warn that hrefs may come with them.
pub(crate) fn unescape(text: &str) -> String {
    const ESCAPES: [(&str, char); 7] = [
        ("&amp;", '&'),
        ("&#39;", '\''),
        ("&apos;", '\''),
        ("&quot;", '"'),
        ("&#x2F;", '/'),
        ("&lt;", '<'),
        ("&gt;", '>'),
    ];
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let tail = rest.get(before.len()..).unwrap_or_default();
        let known = ESCAPES.iter().find_map(|(escape, c)| {
            let start = tail.get(..escape.len())?;
            start
                .eq_ignore_ascii_case(escape)
                .then(|| (*c, tail.get(escape.len()..).unwrap_or_default()))
        });
        let (c, next) = known.unwrap_or(('&', after));
        out.push(c);
        rest = next;
    }
    out.push_str(rest);
    out
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
    // Alone in a relative URL, `urn:x` would be read as a scheme.
    if segments.first().is_some_and(|first| first.contains(':')) {
        return Err(Refusal::Malformed);
    }
    if segments.iter().any(|segment| is_secret(segment)) {
        return Err(Refusal::Secret);
    }
    let mut query = read_query(query)?;
    let is_query = segments.first().is_some_and(|first| first.eq_ignore_ascii_case("query"));
    if is_query {
        check_query_type(&mut query)?;
    }
    Ok(EmPath { segments, query })
}

fn strip_origin(href: &str) -> Option<&str> {
    if href.starts_with('/') {
        return (!href.starts_with("//")).then_some(href);
    }
    let (scheme, rest) = split_at_text(href, "://")?;
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
    let dots = segment.is_empty()
        || segment == "."
        || segment.as_bytes().windows(2).any(|pair| pair == b"..");
    (!dots && !segment.contains(forbidden)).then_some(segment)
}

/// Trailing dots, blanks and `;` parameters are dropped by some servers.
fn is_secret(segment: &str) -> bool {
    let word = segment.split(';').next().unwrap_or_default();
    let word = word.trim_matches(|c: char| c == '.' || c.is_whitespace());
    SECRETS.iter().any(|secret| secret.eq_ignore_ascii_case(word))
}

fn read_query(query: &str) -> Result<Vec<(&'static str, String)>, Refusal> {
    let mut pairs: Vec<(&'static str, String)> = Vec::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        // An href pasted into our own address may still hold XML's `&amp;`.
        let pair = pair.strip_prefix("amp;").unwrap_or(pair);
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
/// EM matches the value without regard to case, the proxy does not.
fn check_query_type(query: &mut [(&'static str, String)]) -> Result<(), Refusal> {
    const ALLOWED: &str = "RestoreSession";
    match query.iter_mut().find(|(key, _)| *key == "type") {
        Some((_, kind)) if kind.eq_ignore_ascii_case(ALLOWED) => {
            ALLOWED.clone_into(kind);
            Ok(())
        }
        _ => Err(Refusal::Secret),
    }
}

#[cfg(test)]
mod tests;
