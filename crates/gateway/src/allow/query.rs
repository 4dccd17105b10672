//! The keys of a query, read without decoding anything.

use crate::allow::{QUERY_LEN_MAX, refused};
use crate::problem::Problem;

/// All keys that pass; `action` is what starts and stops things at Enterprise Manager.
const KEYS: [&str; 8] =
    ["format", "filter", "sortAsc", "sortDesc", "pageSize", "page", "type", "v"];

/// What the allow-list wants to know of a query.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Query<'a> {
    /// The raw value of `type`.
    pub(super) entity_type: Option<&'a str>,
}

/// Checks every key, and that each value's escapes are whole.
///
/// A key must stand in its own letters: a server decodes keys, so `%74ype` would be a second
/// `type`, and one that compares without case would take `Type` for it.
pub(super) fn check(raw: &str) -> Result<Query<'_>, Problem> {
    let mut query = Query::default();
    if raw.is_empty() {
        return Ok(query);
    }
    if QUERY_LEN_MAX < raw.len() {
        return Err(refused("The query is too long."));
    }
    let mut seen: Vec<&str> = Vec::with_capacity(KEYS.len());
    for pair in raw.split('&') {
        let Some((key, value)) = pair.split_once('=') else {
            return Err(refused(
                "Each part of the query must be a key, an equals sign and a value.",
            ));
        };
        if !KEYS.contains(&key) {
            return Err(refused("The query holds a key that is not on the list."));
        }
        if seen.contains(&key) {
            return Err(refused("The query holds a key twice."));
        }
        if !is_sound(value) {
            return Err(refused("The query holds a broken escape or a character that needs one."));
        }
        seen.push(key);
        if key == "type" {
            query.entity_type = Some(value);
        }
    }
    Ok(query)
}

/// Whether the value is printable ASCII with whole escapes, none of them a control character.
///
/// Nor may it hold what the standard of URLs has escaped in a query: it would arrive otherwise
/// than it was sent.
fn is_sound(value: &str) -> bool {
    let mut bytes = value.bytes();
    while let Some(byte) = bytes.next() {
        let good = match byte {
            b'%' => match (bytes.next(), bytes.next()) {
                (Some(high), Some(low)) => {
                    // Below 0x20 there are control characters alone, 0x7F is one as well.
                    let control = matches!(high, b'0' | b'1')
                        || (high == b'7' && low.eq_ignore_ascii_case(&b'f'));
                    high.is_ascii_hexdigit() && low.is_ascii_hexdigit() && !control
                }
                _ => false,
            },
            b'\\' | b'#' | b'"' | b'\'' | b'<' | b'>' => false,
            _ => byte.is_ascii_graphic(),
        };
        if !good {
            return false;
        }
    }
    true
}
