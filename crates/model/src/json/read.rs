//! The tree, read with `serde_json`.

use std::{fmt, sync::Arc};

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use super::{Json, Object, Text};

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
