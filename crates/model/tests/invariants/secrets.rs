//! Secrets: what is shown, copied and saved is the same whatever they are.

use restore_desk_model::{
    entity::{self, Entity, Resource, restore_session::RestoreSession},
    json::{Json, Object, Text},
    page::{
        self,
        fields::{Field, Value},
        links::{Lead, LinkRow},
    },
    source,
    verdict::judge,
    wire,
    withheld::{is_withheld, redact, tells_session_id},
};

use super::{answer, shown};

/// Nothing of a tree's secrets is shown in the source, on a page or in a copy.
pub(crate) fn tree(json: &Json) {
    let other = with_other_secrets(json);
    assert_eq!(redact(json), redact(&other));
    assert_eq!(source_of(json), source_of(&other));
    let (shown, other) = (all_shown(json), all_shown(&other));
    for (text, other) in shown.iter().zip(&other) {
        assert_eq!(text, other);
        assert!(!tells_session_id(text), "a sign-in's id is shown: {text}");
    }
    assert_eq!(shown.len(), other.len(), "{shown:?}");
}

/// The source is JSON again, of the same members.
fn source_of(json: &Json) -> Option<String> {
    let printed = source::pretty(json.as_object()?);
    let redacted = redact(json).to_string();
    assert!(!tells_session_id(&printed), "a sign-in's id is shown: {printed}");
    // Printed and read once, since a number may gain a `+` behind its `e`.
    let again = wire::parse(printed.as_bytes());
    assert!(again.is_ok(), "{printed}");
    assert_eq!(again, wire::parse(redacted.as_bytes()), "{printed}");
    let blanks = |line: &str| line.chars().take_while(|c| *c == ' ').count();
    assert!(printed.lines().all(|line| blanks(line).is_multiple_of(2)), "{printed}");
    Some(printed)
}

/// The tree as it would be for another sign-in, another certificate and another fault.
fn with_other_secrets(json: &Json) -> Json {
    match json {
        Json::List(items) => Json::List(items.iter().map(with_other_secrets).collect()),
        Json::Object(object) => {
            let other = |(key, value): &(Text, Json)| {
                let value = match value {
                    value if value.is_null() => Json::Null,
                    _ if is_withheld(key) => Json::Text("another".into()),
                    // Its end decides what the whole is read as.
                    Json::Text(_) if key.eq_ignore_ascii_case("Type") => value.clone(),
                    value => with_other_secrets(value),
                };
                (key.clone(), value)
            };
            Json::Object(object.members().iter().map(other).collect::<Object>())
        }
        Json::Text(text) if tells_session_id(text) => Json::Text("logonSessions/another".into()),
        other => other.clone(),
    }
}

/// Every text that a page or a copy has of a tree, but for the addresses that links lead to.
fn all_shown(json: &Json) -> Vec<String> {
    let mut shown = Vec::new();
    match entity::read(json.clone()) {
        Ok(Resource::Collection(collection)) => {
            for context in super::contexts() {
                for place in shown::places() {
                    let page =
                        page::collection::page(&collection, &place, &shown::access(), &context);
                    shown.push(page.heading);
                    shown.extend(page.columns);
                    shown.extend(page.rows.into_iter().flat_map(|mut row| {
                        row.cells.push(row.name);
                        row.cells
                    }));
                }
            }
        }
        Ok(Resource::Entity(entity)) => shown.extend(entity_shown(&entity)),
        Err(_) => {}
    }
    if let Some(object) = json.as_object() {
        shown.extend(entity_shown(&Entity::from_object(object.clone())));
    }
    shown
}

fn entity_shown(entity: &Entity) -> Vec<String> {
    let session = RestoreSession::from_entity(entity.clone());
    let verdict = judge(&session, None);
    let mut shown = Vec::new();
    for context in super::contexts() {
        shown.extend(answer::copies(&session, &verdict, context));
        let page = page::restore_session::page(&session, &shown::id(), &shown::access(), &context);
        shown.extend([page.heading, page.answer, page.progress.text]);
        shown.extend(page.notes);
        shown.extend(page.fields.into_iter().flat_map(texts));
        page.links.iter().for_each(check_link);
        for place in shown::places() {
            let page = page::resource::page(entity, &place, &shown::access(), &context);
            shown.extend([page.heading, page.kind]);
            shown.extend(page.summary);
            shown.extend(page.fields.into_iter().flat_map(texts));
            page.links.iter().for_each(check_link);
        }
    }
    shown
}

fn texts(field: Field) -> Vec<String> {
    let value = match field.value {
        Value::Absent | Value::Withheld => Vec::new(),
        Value::Text(text) => vec![text],
        Value::Word { word, ours } => vec![word, ours.unwrap_or_default().to_owned()],
        Value::Time { text, ago } => vec![text, ago.unwrap_or_default()],
    };
    [vec![field.label], value].concat()
}

/// A link's row is there or not by its href, which may tell a sign-in; what it shows may not.
fn check_link(row: &LinkRow) {
    let lead = match &row.lead {
        Lead::Open(_) | Lead::ThisPage => "",
        Lead::NotAllowed(text) | Lead::Unreadable(text) => text,
    };
    let name = row.name.as_deref().unwrap_or_default();
    for text in [lead, name, &row.rel, &row.kind] {
        assert!(!tells_session_id(text), "a sign-in's id is shown: {text}");
    }
}
