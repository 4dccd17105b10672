//! An entity's members as labelled values: all that EM sent, none folded away.

use super::ago;
use crate::{
    entity::{Entity, word},
    json::{Json, Object, is_blank},
    messages::{Context, Messages},
    text,
    time::When,
    withheld::tells_session_id,
};

pub use crate::withheld::{is_withheld, redact};

/// The one field that EM does not send: worked out from start and end.
const DURATION: &str = "Duration";

/// One labelled value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// EM's member, which is unique on a page and never changes.
    pub member: String,
    /// What the reader sees; EM's own name where we have no word.
    pub label: String,
    /// Whether the label is EM's own word.
    pub label_is_ems: bool,
    /// The value.
    pub value: Value,
}

/// A value as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Not sent, null or empty.
    Absent,
    /// Free text, a number or nested data.
    Text(String),
    /// EM's word unchanged, and ours beside it.
    Word {
        /// As sent.
        word: String,
        /// In our words.
        ours: Option<&'static str>,
    },
    /// A moment.
    Time {
        /// Date, time and zone.
        text: String,
        /// How long ago.
        ago: Option<String>,
    },
    /// Never shown.
    Withheld,
}

/// The fields of a restore session: the known ones first, in the order that
/// staff ask for them, then everything else under its own name.
pub fn of_restore_session(
    entity: &Entity,
    duration_s: Option<u64>,
    context: &Context<'_>,
) -> Vec<Field> {
    let m = context.messages;
    let object = &entity.object;
    let known = [
        ("State", m.label_state, word_value(object, "State", &|word| m.state_word(word))),
        ("Result", m.label_result, word_value(object, "Result", &|word| m.result_word(word))),
        ("JobType", m.label_type, word_value(object, "JobType", &|word| m.job_type_word(word))),
        ("VmDisplayName", m.label_vm, text_value(object, "VmDisplayName")),
        ("CreationTimeUTC", m.label_started, time_value(object, "CreationTimeUTC", context)),
        ("EndTimeUTC", m.label_ended, time_value(object, "EndTimeUTC", context)),
        (
            DURATION,
            m.label_duration,
            duration_s.map_or(Value::Absent, |seconds| Value::Text(m.span_of(seconds))),
        ),
        ("Progress", m.label_progress, progress_value(object, m)),
        ("RestoredObjRef", m.label_restored_object, text_value(object, "RestoredObjRef")),
        ("FailureMessage", m.label_failure_message, text_value(object, "FailureMessage")),
        ("Name", m.label_name, text_value(object, "Name")),
        ("UID", m.label_uid, text_value(object, "UID")),
    ];
    let fields = known
        .into_iter()
        .map(|(member, label, value)| Field {
            member: member.to_owned(),
            label: label.to_owned(),
            label_is_ems: false,
            value,
        })
        .collect();
    with_others(fields, object, context)
}

/// The fields of any other entity, in the order received.
pub fn of_any(object: &Object, context: &Context<'_>) -> Vec<Field> {
    with_others(Vec::new(), object, context)
}

fn with_others(mut fields: Vec<Field>, object: &Object, context: &Context<'_>) -> Vec<Field> {
    let has_ours = !fields.is_empty();
    let mut seen = text::Seen::with_room(object.members().len());
    for field in &fields {
        seen.insert(&[&field.member], &|_| false);
    }
    for (member, json) in object.members() {
        // Ours has the name; what EM may send under it is shown as well.
        let is_ours = has_ours && member.eq_ignore_ascii_case(DURATION);
        let key = [&**member, if is_ours { " (sent)" } else { "" }].concat();
        let is_it = |place: usize| {
            fields.get(place).is_some_and(|field| field.member.eq_ignore_ascii_case(&key))
        };
        // A member twice, or in two casings: the first one counts.
        if member.eq_ignore_ascii_case("Links") || !seen.insert(&[&key], &is_it) {
            continue;
        }
        let label = label(member, context);
        fields.push(Field {
            member: key,
            label_is_ems: label.is_none(),
            label: label.map_or_else(|| text::name(member), str::to_owned),
            value: value(member, json, context),
        });
    }
    fields
}

fn label(member: &str, context: &Context<'_>) -> Option<&'static str> {
    let m = context.messages;
    let known = [
        ("Type", m.label_resource_type),
        ("Name", m.label_name),
        ("UID", m.label_uid),
        ("Version", m.label_version),
        ("Description", m.label_description),
        ("CreationTimeUTC", m.label_created),
        ("VmDisplayName", m.label_vm),
        ("PointType", m.label_point_type),
        ("Algorithm", m.label_algorithm),
    ];
    known.iter().find(|(name, _)| name.eq_ignore_ascii_case(member)).map(|(_, label)| *label)
}

fn value(member: &str, json: &Json, context: &Context<'_>) -> Value {
    if is_withheld(member) && !json.is_null() {
        return Value::Withheld;
    }
    match json {
        Json::Null => Value::Absent,
        Json::Text(text) if is_blank(text) => Value::Absent,
        Json::Text(text) if tells_session_id(text) => Value::Withheld,
        // EM names its dates `…UTC`, in one place `…Utc`.
        Json::Text(text) if ends_with_utc(member) => time(&When::parse(text), context),
        Json::Text(text) => Value::Text(shown(text)),
        nested => Value::Text(shown(&redact(nested).to_string())),
    }
}

fn ends_with_utc(member: &str) -> bool {
    member
        .len()
        .checked_sub(3)
        .and_then(|start| member.get(start..))
        .is_some_and(|end| end.eq_ignore_ascii_case("utc"))
}

/// Longest value that is shown; the source holds the rest.
const VALUE_LEN_MAX: usize = 4_000;

fn shown(value: &str) -> String {
    match value.char_indices().nth(VALUE_LEN_MAX) {
        None => value.to_owned(),
        Some((end, _)) => format!("{}…", value.get(..end).unwrap_or_default()),
    }
}

fn text_value(object: &Object, member: &str) -> Value {
    word(object, member).map_or(Value::Absent, |text| Value::Text(shown(&text)))
}

fn word_value(object: &Object, member: &str, ours: &dyn Fn(&str) -> Option<&'static str>) -> Value {
    let Some(word) = word(object, member) else { return Value::Absent };
    // "Failed failed" says nothing twice.
    let ours = ours(&word).filter(|ours| !ours.eq_ignore_ascii_case(&word));
    Value::Word { ours, word: shown(&word) }
}

fn time_value(object: &Object, member: &str, context: &Context<'_>) -> Value {
    time(&crate::entity::when(object, member), context)
}

fn time(when: &When, context: &Context<'_>) -> Value {
    match when {
        When::Absent => Value::Absent,
        When::At(at) => Value::Time { text: context.format.date_time(*at), ago: ago(*at, context) },
        When::Unreadable(text) => Value::Text(shown(text)),
    }
}

fn progress_value(object: &Object, messages: &Messages) -> Value {
    match (word(object, "Progress"), object.get("Progress")) {
        // Beyond 100 it is no percentage, whatever it is.
        // As it was sent: a fraction or an exponent is EM's own.
        (Some(number), Some(Json::Number(_)))
            if crate::entity::restore_session::percent(&number).is_some() =>
        {
            Value::Text(messages.percent_of(&shown(&number)))
        }
        (Some(text), _) => Value::Text(shown(&text)),
        (None, _) => Value::Absent,
    }
}
