//! A list of entities or references, with its paging.
//!
//! Source: reference, section c, «Collections».

use std::sync::Arc;

use crate::{
    entity::{Entity, OWN_MEMBERS, is_null, kind},
    json::{Json, Object, Text},
    link::{self, Link},
    withheld::is_withheld,
};

/// A collection, or one page of a query's result.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Collection {
    /// The member that held the items, such as `RestoreSessions` or `Refs`; `None` where a query found nothing.
    pub member: Option<String>,
    /// The items, in the order received.
    pub items: Vec<Arc<Entity>>,
    /// Where this page stands among the others.
    pub paging: Option<Paging>,
}

/// `PagingInfo` of a query's result.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paging {
    /// This page, from 1.
    pub page: Option<u64>,
    /// How many pages there are; may be 0 for an empty result.
    pub pages: Option<u64>,
    /// First, Previous, Next and Last.
    pub links: Vec<Link>,
}

impl Collection {
    /// A list without items.
    pub const EMPTY: Collection = Collection { member: None, items: Vec::new(), paging: None };

    /// Reads `{"Refs":[…]}`, `{"<Plural>":[…]}` or a query's doubly wrapped
    /// result; `None` for what is no collection.
    pub fn read(object: &Object) -> Option<Collection> {
        if !OWN_MEMBERS.iter().all(|key| is_null(object, key)) {
            return None;
        }
        if object.get("PagingInfo").is_some() || object.get("Entities").is_some() {
            return Some(read_query(object));
        }
        match filled(object).collect::<Vec<_>>().as_slice() {
            [(name, Json::List(items))] if !is_links(name) => Some(of(name, items)),
            // Doubly wrapped, as in a query; EM's root has more beside it.
            [(name, wrapped @ Json::Object(inner))]
                if is_known(name) && inner.members().len() < 2 =>
            {
                Some(of(name, unwrap(wrapped)))
            }
            // An empty list comes as null too (reference, section c).
            [] => object
                .members()
                .iter()
                .find(|(name, _)| is_known(name))
                .map(|(name, _)| of(name, &[])),
            _ => None,
        }
    }
}

/// The members that may hold a list: a list of what is withheld would be shown.
fn filled(object: &Object) -> impl Iterator<Item = &(Text, Json)> {
    object.members().iter().filter(|(name, value)| !value.is_null() && !is_withheld(name))
}

/// Whether a member is known to hold a list.
fn is_known(name: &str) -> bool {
    name.eq_ignore_ascii_case("Refs") || kind::of_collection(name).is_some()
}

fn is_links(name: &str) -> bool {
    name.eq_ignore_ascii_case("Links")
}

fn of(name: &str, items: &[Json]) -> Collection {
    let item = |object: &Object| Arc::new(Entity::from_object(object.clone()));
    let items = items.iter().filter_map(Json::as_object).map(item).collect();
    Collection { member: Some(name.to_owned()), items, paging: None }
}

/// The list stands at `Entities.X.X`, or at `Refs.Refs`; a bare list is
/// accepted at either place.
fn read_query(object: &Object) -> Collection {
    let wrapped = object
        .get("Entities")
        .and_then(Json::as_object)
        .and_then(|entities| {
            let full = filled(entities).find(|(_, value)| !unwrap(value).is_empty());
            full.or_else(|| filled(entities).next())
        })
        .or_else(|| filled(object).find(|(name, _)| name.eq_ignore_ascii_case("Refs")));
    let mut collection = match wrapped {
        None => Collection::default(),
        Some((name, value)) => of(name, unwrap(value)),
    };
    collection.paging = object.get("PagingInfo").and_then(Json::as_object).map(read_paging);
    collection
}

fn unwrap(value: &Json) -> &[Json] {
    match value {
        Json::List(items) => items,
        Json::Object(inner) => {
            filled(inner).find_map(|(_, value)| value.as_list()).unwrap_or_default()
        }
        _ => &[],
    }
}

fn read_paging(paging: &Object) -> Paging {
    let number = |name: &str| match paging.get(name) {
        Some(Json::Number(text) | Json::Text(text)) => text.trim().parse().ok(),
        _ => None,
    };
    Paging { page: number("PageNum"), pages: number("PagesCount"), links: link::read_links(paging) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire;

    fn check(text: &str) -> Option<(Option<String>, usize)> {
        let json = wire::parse(text.as_bytes()).unwrap();
        Collection::read(json.as_object().unwrap()).map(|found| (found.member, found.items.len()))
    }

    #[test]
    fn each_way_to_wrap_a_list_is_read() {
        let found = |name: &str, count| Some((Some(name.to_owned()), count));
        let rows = [
            (r#"{"Refs":[{"Name":"a"}]}"#, found("Refs", 1)),
            (r#"{"Refs":null}"#, found("Refs", 0)),
            (r#"{"restoreSessions":[{},{}]}"#, found("restoreSessions", 2)),
            (
                r#"{"Entities":{"Jobs":null,"RestoreSessions":{"RestoreSessions":[{}]}},"PagingInfo":{}}"#,
                found("RestoreSessions", 1),
            ),
            (r#"{"Entities":{"RestoreSessions":[{}]}}"#, found("RestoreSessions", 1)),
            (r#"{"Entities":null,"Refs":{"Refs":[{},{}]},"PagingInfo":null}"#, found("Refs", 2)),
            (r#"{"Entities":null,"Refs":null,"PagingInfo":{"PageNum":1}}"#, Some((None, 0))),
            (r#"{"RestoreSessions":null}"#, found("RestoreSessions", 0)),
            (r#"{"refs":{"refs":[{}]}}"#, found("refs", 1)),
            (r#"{"Items":[{}],"Links":null,"Href":null,"Type":null}"#, found("Items", 1)),
            (
                r#"{"Entities":{"Jobs":{"Jobs":[]},"RestoreSessions":{"RestoreSessions":[{}]}},"Type":null}"#,
                found("RestoreSessions", 1),
            ),
            (r#"{"SupportedVersions":{"SupportedVersions":[{}]},"Type":null}"#, None),
            (r#"{"Refs":null,"Message":"m"}"#, None),
            (r#"{"Links":[]}"#, None),
            (r#"{"SessionId":[{"Name":"a"}]}"#, None),
            (r#"{"Entities":{"StackTrace":[{}],"Jobs":[{},{}]}}"#, found("Jobs", 2)),
            (r#"{"Refs":{"sessionId":[{"Name":"a"}]}}"#, found("Refs", 0)),
            (r#"{"Items":null}"#, None),
            (r#"{"Type":"X","Items":[]}"#, None),
            ("{}", None),
        ];
        for (text, expected) in rows {
            assert_eq!(check(text), expected, "{text}");
        }
    }
}
