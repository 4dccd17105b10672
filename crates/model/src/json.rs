//! A JSON tree whose objects are read without regard to the casing of keys.
//!
//! Enterprise Manager up to 12 sends `Links`, 13.0 sends `links`, and a later
//! one may change back (reference, section 0.1). Matching here, once, keeps one
//! spelling everywhere else.

mod detached;
mod read;
mod text;

use std::fmt;

pub(crate) use read::read;
pub use text::Text;

/// One JSON value as received; member order is kept, since it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Json {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, in the digits that were sent, but for the `+` that `serde_json` puts behind an `e`.
    Number(Text),
    /// A string, unescaped.
    Text(Text),
    /// An array.
    List(Vec<Json>),
    /// An object.
    Object(Object),
}

/// A JSON object: its members in the order received.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Object(Vec<(Text, Json)>);

impl Object {
    /// The member called `name`, whatever its casing; the first of several.
    pub fn get(&self, name: &str) -> Option<&Json> {
        self.0.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// The member's text; `None` when absent, null or not a string.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.get(name).and_then(Json::as_text)
    }

    /// The member's text, with an empty one counted as absent.
    pub fn filled_text(&self, name: &str) -> Option<&str> {
        self.filled(name).map(|text| &**text)
    }

    /// The same, to be kept.
    pub fn filled(&self, name: &str) -> Option<&Text> {
        match self.get(name) {
            Some(Json::Text(text)) if !is_blank(text) => Some(text),
            _ => None,
        }
    }

    /// Members in the order received.
    pub fn members(&self) -> &[(Text, Json)] {
        &self.0
    }
}

impl<K: Into<Text>> FromIterator<(K, Json)> for Object {
    fn from_iter<I: IntoIterator<Item = (K, Json)>>(members: I) -> Object {
        Object(members.into_iter().map(|(key, value)| (key.into(), value)).collect())
    }
}

/// Whether there is nothing in a text but blanks.
pub(crate) fn is_blank(text: &str) -> bool {
    text.chars().all(char::is_whitespace)
}

impl From<&str> for Json {
    fn from(text: &str) -> Json {
        Json::Text(text.into())
    }
}

impl Json {
    /// The string, if this is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Json::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The object, if this is one.
    pub fn as_object(&self) -> Option<&Object> {
        match self {
            Json::Object(object) => Some(object),
            _ => None,
        }
    }

    /// The items, if this is an array.
    pub fn as_list(&self) -> Option<&[Json]> {
        match self {
            Json::List(items) => Some(items),
            _ => None,
        }
    }

    /// Whether this is `null`.
    pub fn is_null(&self) -> bool {
        matches!(self, Json::Null)
    }
}

/// Prints compact JSON; used where a nested value is shown or kept.
impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Json::Null => f.write_str("null"),
            Json::Bool(value) => f.write_str(if *value { "true" } else { "false" }),
            Json::Number(digits) => f.write_str(digits),
            Json::Text(text) => write_quoted(f, text),
            Json::List(items) => {
                f.write_str("[")?;
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        f.write_str(",")?;
                    }
                    write!(f, "{item}")?;
                }
                f.write_str("]")
            }
            Json::Object(object) => {
                f.write_str("{")?;
                for (index, (key, value)) in object.0.iter().enumerate() {
                    if index > 0 {
                        f.write_str(",")?;
                    }
                    write_quoted(f, key)?;
                    write!(f, ":{value}")?;
                }
                f.write_str("}")
            }
        }
    }
}

/// Writes a string of JSON.
pub(crate) fn write_quoted(f: &mut dyn fmt::Write, text: &str) -> fmt::Result {
    f.write_str("\"")?;
    for c in text.chars() {
        match c {
            '"' => f.write_str("\\\"")?,
            '\\' => f.write_str("\\\\")?,
            '\n' => f.write_str("\\n")?,
            c if c.is_control() => write!(f, "\\u{:04x}", u32::from(c))?,
            c => write!(f, "{c}")?,
        }
    }
    f.write_str("\"")
}
