//! The fields a query can filter and sort by, and how their values compare.

use std::cmp::Ordering;

use chrono::{DateTime, NaiveDateTime, Utc};

use crate::{
    entities::{View, uid},
    wire::{Node, Object},
    world::{Facts, Item, Kind, RestoreSession},
};

/// Fields of a restore session: *not* the names of the entity's members (the
/// reference, section d).
const SESSION_FIELDS: [&str; 10] = [
    "UID",
    "Name",
    "Type",
    "CreationTime",
    "EndTime",
    "State",
    "Result",
    "BackupServerUid",
    "BackupServerName",
    "VmDisplayName",
];

/// Enums compare by index.
const STATES: [&str; 7] =
    ["Starting", "Stopping", "Working", "Stopped", "Pausing", "Resuming", "Idle"];
const RESULTS: [&str; 4] = ["None", "Success", "Warning", "Failed"];

/// A value that compares with another of its field.
#[derive(Clone, Debug)]
pub(super) enum Value {
    Text(String),
    Number(i64),
    Time(DateTime<Utc>),
    /// Index of a known word, and the word.
    Enum(Option<usize>, String),
}

impl Value {
    /// `None` for values that have no order among them.
    pub(super) fn compare(&self, other: &Value) -> Option<Ordering> {
        match (self, other) {
            (Value::Text(left), Value::Text(right)) => {
                Some(left.to_lowercase().cmp(&right.to_lowercase()))
            }
            (Value::Number(left), Value::Number(right)) => Some(left.cmp(right)),
            (Value::Time(left), Value::Time(right)) => Some(left.cmp(right)),
            (Value::Enum(Some(left), _), Value::Enum(Some(right), _)) => Some(left.cmp(right)),
            (Value::Enum(_, left), Value::Enum(_, right)) if left == right => Some(Ordering::Equal),
            _ => None,
        }
    }

    /// Reads what a filter compares the field with.
    ///
    /// # Errors
    ///
    /// A sentence when the text is no value of that field.
    pub(super) fn read(kind: Kind, field: &str, text: &str) -> Result<Value, String> {
        let field = field.to_ascii_lowercase();
        let words = enum_words(kind, &field);
        if !words.is_empty() {
            let index = words.iter().position(|word| word.eq_ignore_ascii_case(text));
            let unknown = || format!("Value {text} is not valid for field {field}.");
            return index
                .map(|index| Value::Enum(Some(index), text.to_owned()))
                .ok_or_else(unknown);
        }
        if field.contains("time") || field.contains("date") {
            let time = read_time(text);
            return time.map(Value::Time).ok_or_else(|| format!("Value {text} is not a time."));
        }
        // Numbers stand only in kinds other than sessions.
        match text.parse() {
            Ok(number) if kind != Kind::RestoreSession && !field.contains("name") => {
                Ok(Value::Number(number))
            }
            _ => Ok(Value::Text(text.to_owned())),
        }
    }
}

fn enum_words(kind: Kind, field: &str) -> &'static [&'static str] {
    match (kind, field) {
        (Kind::RestoreSession, "state") => &STATES,
        (Kind::RestoreSession, "result") => &RESULTS,
        _ => &[],
    }
}

/// A time with or without an offset; without one it is UTC.
fn read_time(text: &str) -> Option<DateTime<Utc>> {
    let aware = DateTime::parse_from_rfc3339(text).ok().map(|time| time.to_utc());
    let naive = |pattern: &str| NaiveDateTime::parse_from_str(text, pattern).ok();
    aware
        .or_else(|| naive("%Y-%m-%dT%H:%M:%S%.f").map(|time| time.and_utc()))
        .or_else(|| naive("%Y-%m-%d %H:%M:%S%.f").map(|time| time.and_utc()))
        .or_else(|| {
            let day = chrono::NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?;
            day.and_hms_opt(0, 0, 0).map(|time| time.and_utc())
        })
}

/// Says no to a field that a kind does not have.
///
/// # Errors
///
/// A sentence that names the field. Only the session's fields are known for
/// certain, so other kinds take any.
pub(super) fn known(kind: Kind, field: &str) -> Result<(), String> {
    let is_known = SESSION_FIELDS.iter().any(|known| known.eq_ignore_ascii_case(field));
    if kind != Kind::RestoreSession || is_known {
        Ok(())
    } else {
        Err(format!("Field {field} is not supported."))
    }
}

/// One row, its fields by name.
pub(super) enum Row<'a> {
    Session { view: &'a View<'a>, session: &'a RestoreSession, facts: Facts },
    Other(Object),
}

impl<'a> Row<'a> {
    pub(super) fn new(view: &'a View<'a>, item: &'a Item) -> Row<'a> {
        match item {
            Item::RestoreSession(session) => {
                Row::Session { view, session, facts: view.inner.facts(session) }
            }
            item => Row::Other(view.entity(item)),
        }
    }

    /// The field's value; `None` when the row has none.
    pub(super) fn value(&self, field: &str) -> Option<Value> {
        match self {
            Row::Session { view, session, facts } => session_value(view, session, facts, field),
            Row::Other(tree) => other_value(tree, field),
        }
    }
}

fn session_value(
    view: &View<'_>,
    session: &RestoreSession,
    facts: &Facts,
    field: &str,
) -> Option<Value> {
    let word = |words: &[&str], text: &str| {
        Value::Enum(words.iter().position(|word| word.eq_ignore_ascii_case(text)), text.to_owned())
    };
    Some(match field.to_ascii_lowercase().as_str() {
        "uid" => Value::Text(uid(Kind::RestoreSession, session.id)),
        "name" => Value::Text(view.session_name(facts)),
        "type" => Value::Text(facts.job_type.clone()),
        "creationtime" => Value::Time(facts.created),
        "endtime" => Value::Time(facts.ended?),
        "state" => word(&STATES, &facts.state),
        "result" => word(&RESULTS, &facts.result),
        "backupserveruid" => Value::Text(uid(Kind::BackupServer, session.server().id)),
        "backupservername" => Value::Text(session.server().name.to_owned()),
        "vmdisplayname" => Value::Text(facts.vm_display_name.clone()),
        _ => return None,
    })
}

/// Looks the field up among the members; `CreationTime` stands for the member
/// with `UTC` behind it.
fn other_value(tree: &Object, field: &str) -> Option<Value> {
    let node = match field.to_ascii_lowercase().as_str() {
        "creationtime" => {
            ["CreationTimeUTC", "BackupDateUTC"].iter().find_map(|name| tree.get(name))
        }
        _ => tree.get(field),
    };
    match node? {
        Node::Text(text) => Some(Value::Text(text.clone())),
        Node::Number(number) => Some(Value::Number(*number)),
        Node::Time(time) => Some(Value::Time(*time)),
        Node::Null | Node::Bool(_) | Node::List(_) | Node::Object(_) => None,
    }
}
