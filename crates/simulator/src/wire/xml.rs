//! The XML form, which EM sends unless JSON is asked for.

use std::fmt::Write;

use super::{Member, Node, Object, time_text};
use crate::options::Api;

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>";
const NAMESPACES: &str = " xmlns=\"http://www.veeam.com/ent/v1.0\" \
     xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\" \
     xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"";

/// Renders the tree as a document.
pub(crate) fn xml(root: &Object, api: Api) -> String {
    let mut out = DECLARATION.to_owned();
    write_object(&mut out, root.element, NAMESPACES, root, api);
    out
}

fn write_object(out: &mut String, element: &str, namespaces: &str, object: &Object, api: Api) {
    out.push('<');
    out.push_str(element);
    for member in object.members.iter().filter(|member| member.attribute) {
        if let Some(text) = scalar(&member.node, api) {
            let _never_fails = write!(out, " {}=\"{}\"", member.name, escape(&text));
        }
    }
    out.push_str(namespaces);
    let mut inner = String::new();
    let children = || object.members.iter().filter(|member| !member.attribute);
    // The base class comes first in XML: Links before an entity's own elements.
    for member in children().filter(|member| member.name == "Links") {
        write_child(&mut inner, member, api);
    }
    for member in children().filter(|member| member.name != "Links") {
        write_child(&mut inner, member, api);
    }
    if inner.is_empty() {
        out.push_str(" />");
    } else {
        let _never_fails = write!(out, ">{inner}</{element}>");
    }
}

fn write_child(out: &mut String, member: &Member, api: Api) {
    match &member.node {
        Node::Object(object) => write_object(out, member.name, "", object, api),
        Node::List(list) => {
            let mut items = String::new();
            for item in &list.items {
                write_object(&mut items, item.element, "", item, api);
            }
            if list.wrapped {
                let _never_fails = write!(out, "<{0}>{items}</{0}>", member.name);
            } else {
                out.push_str(&items);
            }
        }
        node => {
            if let Some(text) = scalar(node, api) {
                let _never_fails = write!(out, "<{0}>{1}</{0}>", member.name, escape(&text));
            }
        }
    }
}

fn scalar(node: &Node, api: Api) -> Option<String> {
    match node {
        Node::Bool(value) => Some(value.to_string()),
        Node::Number(value) => Some(value.to_string()),
        Node::Text(text) => Some(text.clone()),
        Node::Time(time) => Some(time_text(*time, api)),
        Node::Null | Node::List(_) | Node::Object(_) => None,
    }
}

fn escape(text: &str) -> String {
    text.chars().fold(String::new(), |mut out, c| {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            // XML 1.0 has no way to say the other control characters.
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::xml;
    use crate::{
        options::Api,
        wire::{Node, Object},
    };

    #[test]
    fn attributes_come_first_then_links_and_null_is_left_out() {
        let link = Object::new("Link").attribute("Rel", "Up").attribute("Name", Node::Null);
        let object = Object::new("RestoreSession")
            .child("JobType", "RestoreVm")
            .child("FailureMessage", Node::Null)
            .attribute("Name", "a<b&\"c\"")
            .list("Links", vec![link]);
        let text = xml(&object, Api::V12);
        assert!(
            text.contains("<RestoreSession Name=\"a&lt;b&amp;&quot;c&quot;\" xmlns="),
            "{text}"
        );
        let body =
            "><Links><Link Rel=\"Up\" /></Links><JobType>RestoreVm</JobType></RestoreSession>";
        assert!(text.ends_with(body), "{text}");
    }
}
