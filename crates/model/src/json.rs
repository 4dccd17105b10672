//! A JSON tree whose objects are read without regard to the casing of keys.
//!
//! Enterprise Manager up to 12 sends `Links`, 13.0 sends `links`, and a later
//! one may change back (reference, section 0.1). Matching here, once, keeps one
//! spelling everywhere else.

mod text;

use std::{fmt, sync::Arc};

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
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
    /// `{}`.
    pub const EMPTY: Object = Object(Vec::new());

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

/// Reads JSON.
///
/// # Errors
///
/// When it is none, or more levels deep than `serde_json` goes.
pub(crate) fn read(text: &str) -> serde_json::Result<Json> {
    let whole = Arc::new(text.to_owned());
    let mut deserializer = serde_json::Deserializer::from_str(&whole);
    let json = Reader(&whole).deserialize(&mut deserializer)?;
    deserializer.end()?;
    Ok(json)
}

/// `serde_json` hands the digits of a number that is no 64-bit integer over as an
/// object with this one member.
const NUMBER: &str = "$serde_json::private::Number";

/// JSON's grammar of a number: what breaks it, under the name above, would be no JSON when printed.
fn is_number(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    let whole = whole.strip_prefix('-').unwrap_or(whole);
    digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && digits(fraction)
        && digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent))
}

/// Reads values and keys of the text that it holds.
#[derive(Clone, Copy)]
struct Reader<'a>(&'a Arc<String>);

impl<'de> DeserializeSeed<'de> for Reader<'_> {
    type Value = Json;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Reader<'_> {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
        Ok(Json::Number(value.to_string().into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
        Ok(Json::Number(value.to_string().into()))
    }

    /// Not called for a text that is parsed: its floats come as digits.
    fn visit_f64<E>(self, _: f64) -> Result<Json, E> {
        Ok(Json::Null)
    }

    /// The parser's own texts, which are those with escapes, stand elsewhere.
    fn visit_str<E>(self, text: &str) -> Result<Json, E> {
        Ok(Json::Text(Text::of(text, self.0)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Json, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(self)? {
            list.push(item);
        }
        Ok(Json::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Json, A::Error> {
        let mut object = Vec::new();
        // A key is a text, whatever else the reader could read.
        while let Some(key) = members.next_key_seed(self)? {
            let value = members.next_value_seed(self)?;
            if let Json::Text(key) = key {
                object.push((key, value));
            }
        }
        match object.as_slice() {
            [(key, Json::Text(digits))] if **key == *NUMBER && is_number(digits) => {
                Ok(Json::Number(digits.clone()))
            }
            _ => Ok(Json::Object(Object(object))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_print_as_they_were_sent() {
        let rows = [
            ("0", "0"),
            ("-1", "-1"),
            ("18446744073709551615", "18446744073709551615"),
            ("64.5", "64.5"),
            ("-0.25", "-0.25"),
            ("0.000001", "0.000001"),
            ("137.0", "137.0"),
            ("1e20", "1e+20"),
            ("123456789012345678901234567890", "123456789012345678901234567890"),
        ];
        for (sent, expected) in rows {
            let json = read(sent).unwrap();
            assert_eq!(json.to_string(), expected, "{sent}");
        }
    }

    #[test]
    fn texts_are_read_with_their_escapes_and_where_they_stand() {
        let sent = r#"{"N\u0061me":"a\"b\n\u00fc","Übr":"rest","d\ud83d\ude00":""}"#;
        let json = read(sent).unwrap();
        let object = json.as_object().unwrap();
        let read = [("name", "a\"b\nü"), ("Übr", "rest"), ("d😀", "")];
        for (key, text) in read {
            assert_eq!(object.text(key), Some(text), "{key}");
        }
        assert_eq!(object.members().len(), read.len());
        assert_eq!((object.filled("d😀"), object.filled("Übr")), (None, Some(&Text::from("rest"))));
    }

    #[test]
    fn what_only_looks_like_a_number_of_the_parser_s_is_an_object() {
        let rows = ["", "+-.", "-", "1.", ".5", "01", "1e", "1e+", "2024-10-19", "1 "];
        for sent in rows {
            let text = format!("{{\"{NUMBER}\":\"{sent}\"}}");
            let json = read(&text).unwrap();
            assert_eq!(json.to_string(), text);
        }
        let more = format!("{{\"{NUMBER}\":\"1\",\"Name\":\"srv04\"}}");
        let json = read(&more).unwrap();
        assert_eq!(json.as_object().and_then(|object| object.text("name")), Some("srv04"));
    }
}
