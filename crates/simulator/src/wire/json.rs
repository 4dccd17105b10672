//! The JSON form, with the keys of either version.

use std::fmt::Write;

use super::{Node, Object, time_text};
use crate::options::Api;

/// Renders the tree; the root element's name is not in it.
pub(crate) fn json(root: &Object, api: Api) -> String {
    let mut out = String::new();
    write_object(&mut out, root, api);
    out
}

fn write_object(out: &mut String, object: &Object, api: Api) {
    out.push('{');
    for (index, member) in object.members.iter().enumerate() {
        if 0 < index {
            out.push(',');
        }
        write_text(out, &key(member.name, api));
        out.push(':');
        write_node(out, &member.node, api);
    }
    out.push('}');
}

fn write_node(out: &mut String, node: &Node, api: Api) {
    match node {
        Node::Null => out.push_str("null"),
        Node::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Node::Number(value) => out.push_str(&value.to_string()),
        Node::Text(text) => write_text(out, text),
        Node::Time(time) => write_text(out, &time_text(*time, api)),
        Node::Object(object) => write_object(out, object, api),
        Node::List(list) => {
            out.push('[');
            for (index, item) in list.items.iter().enumerate() {
                if 0 < index {
                    out.push(',');
                }
                write_object(out, item, api);
            }
            out.push(']');
        }
    }
}

fn write_text(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => {
                let _never_fails = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

/// The key of a member: as it is up to 12; on 13 the leading capitals are
/// lowered, but for the last of several when a lower letter follows it (the
/// reference, section c, last row of the table).
fn key(name: &str, api: Api) -> String {
    if api == Api::V12 {
        return name.to_owned();
    }
    let letters: Vec<char> = name.chars().collect();
    let capitals = letters.iter().take_while(|c| c.is_ascii_uppercase()).count();
    let lowered = match capitals {
        0 | 1 => capitals,
        all if all == letters.len() => all,
        some => some - 1,
    };
    letters
        .iter()
        .enumerate()
        .map(|(index, c)| if index < lowered { c.to_ascii_lowercase() } else { *c })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{json, key};
    use crate::{
        options::Api,
        wire::{Node, Object},
    };

    /// The reference, section c: the keys seen on 13.
    #[test]
    fn keys_of_13_lower_the_leading_capitals() {
        let rows = [
            ("UID", "uid"),
            ("NASJobs", "nasJobs"),
            ("VAppRestorePoints", "vAppRestorePoints"),
            ("CreationTimeUTC", "creationTimeUTC"),
            ("VSphereSelfServiceConfigs", "vSphereSelfServiceConfigs"),
            ("Links", "links"),
        ];
        for (name, expected) in rows {
            assert_eq!(key(name, Api::V13), expected);
            assert_eq!(key(name, Api::V12), name);
        }
    }

    #[test]
    fn text_is_escaped_and_order_is_kept() {
        let object = Object::new("X").child("B", "a\"\\\n\u{1}é").attribute("A", Node::Null);
        assert_eq!(json(&object, Api::V12), "{\"B\":\"a\\\"\\\\\\n\\u0001é\",\"A\":null}");
    }
}
