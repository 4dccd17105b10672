//! One neutral tree for what EM says, and its two forms.
//!
//! The reference, section c: XML attributes and child elements become plain
//! JSON members side by side, and the root element's name disappears.

mod json;
mod xml;

use chrono::{DateTime, SubsecRound, Utc};

use crate::options::Api;

pub(crate) use json::json;
pub(crate) use xml::xml;

/// One value.
#[derive(Clone, Debug)]
pub(crate) enum Node {
    /// `null` in JSON, left out in XML.
    Null,
    Bool(bool),
    Number(i64),
    Text(String),
    Time(DateTime<Utc>),
    List(List),
    Object(Object),
}

/// Values of one element name.
#[derive(Clone, Debug)]
pub(crate) struct List {
    /// Whether XML puts an element of the member's name around the items.
    pub(crate) wrapped: bool,
    pub(crate) items: Vec<Object>,
}

/// Members in the order in which JSON shows them.
#[derive(Clone, Debug)]
pub(crate) struct Object {
    /// Name of the XML element.
    pub(crate) element: &'static str,
    pub(crate) members: Vec<Member>,
}

#[derive(Clone, Debug)]
pub(crate) struct Member {
    pub(crate) name: &'static str,
    pub(crate) node: Node,
    /// Whether XML shows it as an attribute.
    pub(crate) attribute: bool,
}

impl Object {
    pub(crate) fn new(element: &'static str) -> Object {
        Object { element, members: Vec::new() }
    }

    /// Adds a member that XML shows as an attribute.
    pub(crate) fn attribute(mut self, name: &'static str, node: impl Into<Node>) -> Object {
        self.members.push(Member { name, node: node.into(), attribute: true });
        self
    }

    /// Adds a member that XML shows as a child element.
    pub(crate) fn child(mut self, name: &'static str, node: impl Into<Node>) -> Object {
        self.members.push(Member { name, node: node.into(), attribute: false });
        self
    }

    /// Adds a child element, or no member at all: an absent optional value is
    /// left out and not null (the reference, section c).
    pub(crate) fn optional(self, name: &'static str, node: Option<impl Into<Node>>) -> Object {
        match node {
            Some(node) => self.child(name, node),
            None => self,
        }
    }

    /// Adds a list whose items stand in an element of the member's name.
    pub(crate) fn list(self, name: &'static str, items: Vec<Object>) -> Object {
        self.child(name, Node::List(List { wrapped: true, items }))
    }

    /// Adds a list whose items stand directly in this element.
    pub(crate) fn flat_list(self, name: &'static str, items: Vec<Object>) -> Object {
        self.child(name, Node::List(List { wrapped: false, items }))
    }

    /// The member of that name; case does not count.
    pub(crate) fn get(&self, name: &str) -> Option<&Node> {
        self.members
            .iter()
            .find(|member| member.name.eq_ignore_ascii_case(name))
            .map(|member| &member.node)
    }
}

impl From<&str> for Node {
    fn from(text: &str) -> Node {
        Node::Text(text.to_owned())
    }
}

impl From<String> for Node {
    fn from(text: String) -> Node {
        Node::Text(text)
    }
}

impl From<Option<String>> for Node {
    fn from(text: Option<String>) -> Node {
        text.map_or(Node::Null, Node::Text)
    }
}

impl From<i64> for Node {
    fn from(number: i64) -> Node {
        Node::Number(number)
    }
}

impl From<DateTime<Utc>> for Node {
    fn from(time: DateTime<Utc>) -> Node {
        Node::Time(time)
    }
}

impl From<Object> for Node {
    fn from(object: Object) -> Node {
        Node::Object(object)
    }
}

/// A time with what the version's database keeps of the second, which is also what it shows.
pub(crate) fn kept_time(time: DateTime<Utc>, api: Api) -> DateTime<Utc> {
    time.trunc_subsecs(match api {
        Api::V12 => 3,
        Api::V13 => 6,
    })
}

/// A time in UTC with as many digits of the second as the version keeps and
/// without trailing zeros (the reference, section c).
pub(crate) fn time_text(time: DateTime<Utc>, api: Api) -> String {
    let pattern = match api {
        Api::V12 => "%Y-%m-%dT%H:%M:%S%.3f",
        Api::V13 => "%Y-%m-%dT%H:%M:%S%.6f",
    };
    let text = time.format(pattern).to_string();
    format!("{}Z", text.trim_end_matches('0').trim_end_matches('.'))
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::time_text;
    use crate::options::Api;

    #[test]
    fn a_time_keeps_the_digits_of_its_version_and_no_trailing_zero() {
        let rows = [
            (
                "2026-06-16T06:33:10.659559Z",
                "2026-06-16T06:33:10.659Z",
                "2026-06-16T06:33:10.659559Z",
            ),
            ("2026-06-16T06:38:51.1345Z", "2026-06-16T06:38:51.134Z", "2026-06-16T06:38:51.1345Z"),
            ("2017-01-12T16:56:28.7Z", "2017-01-12T16:56:28.7Z", "2017-01-12T16:56:28.7Z"),
            ("2014-10-19T05:59:00Z", "2014-10-19T05:59:00Z", "2014-10-19T05:59:00Z"),
        ];
        for (text, v12, v13) in rows {
            let time = DateTime::parse_from_rfc3339(text).unwrap().to_utc();
            assert_eq!(time_text(time, Api::V12), v12);
            assert_eq!(time_text(time, Api::V13), v13);
        }
    }
}
