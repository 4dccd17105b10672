//! The fields a query can filter and sort by, and how their values compare.

use std::{borrow::Cow, cmp::Ordering};

use chrono::{DateTime, NaiveDateTime, Utc};

use crate::{
    entities::{View, uid},
    id::Id,
    wire::{Node, Object, kept_time},
    world::{Facts, Item, Kind, RestoreSession},
};

/// Enums compare by index.
const STATES: [&str; 7] =
    ["Starting", "Stopping", "Working", "Stopped", "Pausing", "Resuming", "Idle"];
const RESULTS: [&str; 4] = ["None", "Success", "Warning", "Failed"];

/// A field to filter or sort by.
///
/// Those of a restore session are *not* the names of the entity's members (the
/// reference, section d). `Type` is no enum here, since its words are an open set.
#[derive(Clone, Debug)]
pub(super) enum Field {
    Uid,
    Name,
    Type,
    CreationTime,
    EndTime,
    State,
    Result,
    BackupServerUid,
    BackupServerName,
    VmDisplayName,
    /// Of another kind: whichever member has this name.
    Member(String),
}

impl Field {
    /// Finds a field by its name, whose case does not count.
    ///
    /// # Errors
    ///
    /// A sentence that names what a kind does not have. Only the session's
    /// fields are known for certain, so other kinds take any.
    pub(super) fn read(kind: Kind, name: &str) -> Result<Field, String> {
        if kind != Kind::RestoreSession {
            return Ok(Field::Member(name.to_owned()));
        }
        Ok(match name.to_ascii_lowercase().as_str() {
            "uid" => Field::Uid,
            "name" => Field::Name,
            "type" => Field::Type,
            "creationtime" => Field::CreationTime,
            "endtime" => Field::EndTime,
            "state" => Field::State,
            "result" => Field::Result,
            "backupserveruid" => Field::BackupServerUid,
            "backupservername" => Field::BackupServerName,
            "vmdisplayname" => Field::VmDisplayName,
            _ => return Err(format!("Field {name} is not supported.")),
        })
    }

    /// The words of an enum, in their order.
    fn words(&self) -> &'static [&'static str] {
        match self {
            Field::State => &STATES,
            Field::Result => &RESULTS,
            _ => &[],
        }
    }
}

/// A value that compares with another of its field.
#[derive(Clone, Debug)]
pub(super) enum Value<'a> {
    Text(Cow<'a, str>),
    Number(i64),
    Time(DateTime<Utc>),
    /// Place among the words of the field, behind them for one that is unknown.
    Enum(usize, &'a str),
    /// `urn:veeam:<Kind>:<guid>`: one kind a field, so that ids compare as the texts do.
    Uid(Id),
}

impl Value<'_> {
    /// `None` for values that have no order among them.
    pub(super) fn compare(&self, other: &Value<'_>) -> Option<Ordering> {
        Some(match (self, other) {
            (Value::Text(left), Value::Text(right)) => compare_text(left, right),
            (Value::Number(left), Value::Number(right)) => left.cmp(right),
            (Value::Time(left), Value::Time(right)) => left.cmp(right),
            (Value::Enum(left, left_word), Value::Enum(right, right_word)) => {
                left.cmp(right).then_with(|| compare_text(left_word, right_word))
            }
            (Value::Uid(left), Value::Uid(right)) => left.cmp(right),
            _ => return None,
        })
    }

    /// Reads what a filter compares the field with.
    ///
    /// # Errors
    ///
    /// A sentence when the text is no value of that field.
    pub(super) fn read(kind: Kind, field: &Field, text: &str) -> Result<Value<'static>, String> {
        let name = match field {
            Field::State | Field::Result => {
                let word = field.words().iter().enumerate();
                let mut word = word.filter(|(_, word)| word.eq_ignore_ascii_case(text));
                let unknown = || format!("Value {text} is not valid for field {field:?}.");
                return word.next().map(|(at, word)| Value::Enum(at, word)).ok_or_else(unknown);
            }
            Field::CreationTime | Field::EndTime => return read_time(text),
            Field::Uid => return Ok(read_uid(kind, text)),
            Field::BackupServerUid => return Ok(read_uid(Kind::BackupServer, text)),
            Field::Name | Field::Type | Field::BackupServerName | Field::VmDisplayName => {
                return Ok(Value::Text(text.to_owned().into()));
            }
            Field::Member(name) => name.to_ascii_lowercase(),
        };
        if name.contains("time") || name.contains("date") {
            return read_time(text);
        }
        Ok(match text.parse() {
            Ok(number) if !name.contains("name") => Value::Number(number),
            _ => Value::Text(text.to_owned().into()),
        })
    }
}

/// Without regard to case, and without a copy, since it runs for each row.
fn compare_text(left: &str, right: &str) -> Ordering {
    fn lower(text: &str) -> impl Iterator<Item = char> {
        text.chars().flat_map(char::to_lowercase)
    }
    if left.is_ascii() && right.is_ascii() {
        let lower = u8::to_ascii_lowercase;
        return left.as_bytes().iter().map(lower).cmp(right.as_bytes().iter().map(lower));
    }
    lower(left).cmp(lower(right))
}

/// What is no such identifier equals none.
fn read_uid(kind: Kind, text: &str) -> Value<'static> {
    let id = text.rsplit_once(':').and_then(|(_, id)| Id::parse(id));
    match id.filter(|id| uid(kind, *id).eq_ignore_ascii_case(text)) {
        Some(id) => Value::Uid(id),
        None => Value::Text(text.to_owned().into()),
    }
}

/// A time with or without an offset; without one it is UTC.
fn read_time(text: &str) -> Result<Value<'static>, String> {
    let aware = DateTime::parse_from_rfc3339(text).ok().map(|time| time.to_utc());
    let naive = |pattern: &str| NaiveDateTime::parse_from_str(text, pattern).ok();
    let time = aware
        .or_else(|| naive("%Y-%m-%dT%H:%M:%S%.f").map(|time| time.and_utc()))
        .or_else(|| naive("%Y-%m-%d %H:%M:%S%.f").map(|time| time.and_utc()))
        .or_else(|| {
            let day = chrono::NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?;
            day.and_hms_opt(0, 0, 0).map(|time| time.and_utc())
        });
    time.map(Value::Time).ok_or_else(|| format!("Value {text} is not a time."))
}

/// One row, its fields by name.
pub(super) enum Row<'a> {
    Session { view: &'a View<'a>, session: &'a RestoreSession, facts: Facts<'a> },
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
    pub(super) fn value(&self, field: &Field) -> Option<Value<'a>> {
        match (self, field) {
            (Row::Other(tree), Field::Member(name)) => other_value(tree, name),
            (Row::Session { view, session, facts }, field) => {
                session_value(view, session, facts, field)
            }
            (Row::Other(_), _) => None,
        }
    }
}

fn session_value<'a>(
    view: &View<'_>,
    session: &'a RestoreSession,
    facts: &Facts<'a>,
    field: &Field,
) -> Option<Value<'a>> {
    let time = |time| Value::Time(kept_time(time, view.inner.api));
    let word = |word: &'a str| {
        let words = field.words();
        let at = words.iter().position(|known| known.eq_ignore_ascii_case(word));
        Value::Enum(at.unwrap_or(words.len()), word)
    };
    Some(match field {
        Field::Uid => Value::Uid(session.id),
        Field::Name => Value::Text(view.session_name(facts).into()),
        Field::Type => Value::Text(facts.job_type.into()),
        Field::CreationTime => time(facts.created),
        Field::EndTime => time(facts.ended?),
        Field::State => word(facts.state),
        Field::Result => word(facts.result),
        Field::BackupServerUid => Value::Uid(session.server().id),
        Field::BackupServerName => Value::Text(session.server().name.into()),
        Field::VmDisplayName => Value::Text(facts.vm_display_name.into()),
        Field::Member(_) => return None,
    })
}

/// Looks the field up among the members; `CreationTime` stands for the member
/// with `UTC` behind it.
fn other_value<'a>(tree: &Object, field: &str) -> Option<Value<'a>> {
    let node = match field.to_ascii_lowercase().as_str() {
        "creationtime" => {
            ["CreationTimeUTC", "BackupDateUTC"].iter().find_map(|name| tree.get(name))
        }
        _ => tree.get(field),
    };
    match node? {
        Node::Text(text) => Some(Value::Text(text.clone().into())),
        Node::Number(number) => Some(Value::Number(*number)),
        Node::Time(time) => Some(Value::Time(*time)),
        Node::Null | Node::Bool(_) | Node::List(_) | Node::Object(_) => None,
    }
}
