//! Values that are never shown, copied or saved.

use crate::json::Json;

/// What stands in place of a value.
pub const WITHHELD: &str = "[withheld]";

/// Members whose values are withheld.
const MEMBERS: [&str; 3] = ["StackTrace", "VbrCertificateThumbprint", "SessionId"];

/// Whether a member's value is withheld.
pub fn is_withheld(member: &str) -> bool {
    MEMBERS.iter().any(|name| name.eq_ignore_ascii_case(member))
}

/// Whether a text tells a sign-in's id, of which the token is the base64: the
/// `Href` of a `LogonSession` ends with it.
pub fn tells_session_id(text: &str) -> bool {
    const PATH: &[u8] = b"logonSessions/";
    text.as_bytes().windows(PATH.len()).any(|window| window.eq_ignore_ascii_case(PATH))
}

/// Replaces withheld values at any depth.
pub fn redact(json: &Json) -> Json {
    match json {
        Json::List(items) => Json::List(items.iter().map(redact).collect()),
        Json::Object(object) => Json::Object(
            object
                .members()
                .iter()
                .map(|(key, value)| {
                    let hidden = is_withheld(key) && !value.is_null();
                    let value = if hidden { withheld() } else { redact(value) };
                    let key = if tells_session_id(key) { WITHHELD.into() } else { key.clone() };
                    (key, value)
                })
                .collect(),
        ),
        Json::Text(text) if tells_session_id(text) => withheld(),
        other => other.clone(),
    }
}

fn withheld() -> Json {
    Json::from(WITHHELD)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire;

    #[test]
    fn secrets_are_withheld_at_any_depth_and_in_any_casing() {
        let rows = [
            (r#"{"stackTrace":"at X"}"#, r#"{"stackTrace":"[withheld]"}"#),
            (r#"{"StackTrace":null}"#, r#"{"StackTrace":null}"#),
            (r#"[{"a":{"SESSIONID":5}}]"#, r#"[{"a":{"SESSIONID":"[withheld]"}}]"#),
            (r#"{"Href":"https://em/api/LOGONSESSIONS/1"}"#, r#"{"Href":"[withheld]"}"#),
            (r#"{"/api/logonSessions/1":2}"#, r#"{"[withheld]":2}"#),
            (
                r#"{"Href":"https://em/api/logonSessions"}"#,
                r#"{"Href":"https://em/api/logonSessions"}"#,
            ),
        ];
        for (text, expected) in rows {
            assert_eq!(redact(&wire::parse(text.as_bytes()).unwrap()).to_string(), expected);
        }
    }
}
