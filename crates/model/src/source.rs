//! The source: an entity's JSON as received, laid out to be read and saved.

use std::fmt::Write;

use crate::{
    json::{Json, Object, write_quoted},
    withheld::redact,
};

/// The object as JSON, indented by two blanks, with the order, the casing and
/// the digits received; what is withheld is replaced.
pub fn pretty(object: &Object) -> String {
    let mut out = String::new();
    print(&redact(&Json::Object(object.clone())), "\n", &mut out);
    out
}

/// `line` is a line break and the indentation of `json`. The reader bounds the
/// depth.
fn print(json: &Json, line: &str, out: &mut String) {
    let mut inner = line.to_owned();
    inner.push_str("  ");
    match json {
        Json::List(items) if !items.is_empty() => {
            let mut before = '[';
            for item in items {
                out.push(before);
                out.push_str(&inner);
                print(item, &inner, out);
                before = ',';
            }
            out.push_str(line);
            out.push(']');
        }
        Json::Object(object) if !object.members().is_empty() => {
            let mut before = '{';
            for (key, value) in object.members() {
                out.push(before);
                out.push_str(&inner);
                // Writing to a string does not fail.
                _ = write_quoted(out, key);
                out.push_str(": ");
                print(value, &inner, out);
                before = ',';
            }
            out.push_str(line);
            out.push('}');
        }
        leaf => _ = write!(out, "{leaf}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire;

    fn check(text: &str) -> String {
        pretty(wire::parse(text.as_bytes()).unwrap().as_object().unwrap())
    }

    #[test]
    fn what_was_received_is_laid_out() {
        let rows = [
            ("{}", "{}"),
            (r#"{"b":1,"A":null}"#, "{\n  \"b\": 1,\n  \"A\": null\n}"),
            (r#"{"links":[],"x":{}}"#, "{\n  \"links\": [],\n  \"x\": {}\n}"),
            (
                r#"{"Links":[{"Rel":"Up"},64.50]}"#,
                "{\n  \"Links\": [\n    {\n      \"Rel\": \"Up\"\n    },\n    64.50\n  ]\n}",
            ),
            (
                r#"{"a \" \\ \u0007":"\n<b>ü\/","x":"[1,{2"}"#,
                "{\n  \"a \\\" \\\\ \\u0007\": \"\\n<b>ü/\",\n  \"x\": \"[1,{2\"\n}",
            ),
            (r#"{"x":1,"X":2,"x":3}"#, "{\n  \"x\": 1,\n  \"X\": 2,\n  \"x\": 3\n}"),
        ];
        for (text, expected) in rows {
            assert_eq!(check(text), expected, "{text}");
        }
    }

    #[test]
    fn secrets_are_withheld_in_the_source_too() {
        let printed = check(
            r#"{"SessionId":"s3cret","Deep":[{"stackTrace":"s3cret"}],"Href":"/api/logonSessions/s3cret"}"#,
        );
        assert!(!printed.contains("s3cret"), "{printed}");
        assert_eq!(printed.matches("\"[withheld]\"").count(), 3);
    }
}
