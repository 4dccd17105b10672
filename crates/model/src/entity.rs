//! What Enterprise Manager's JSON stands for: one entity, or a collection.
//!
//! Generic first: every entity can be shown by its name, members and links. A
//! known kind adds typed facts on top: one file here, one row in [`kind`].

pub mod backup_server;
pub mod kind;
pub mod restore_session;
pub mod vm_restore_point;

use crate::{
    collection::Collection,
    error::{ApiError, Shape},
    id::{ResourceId, Urn},
    json::{Json, Object, is_blank},
    link::{self, Link},
    withheld::{WITHHELD, redact, tells_session_id},
};

/// What a resource has at least one of.
pub(crate) const OWN_MEMBERS: [&str; 4] = ["Type", "Name", "UID", "State"];

/// Any entity of EM. [`Entity::from_object`] reads all of it from `object`.
#[derive(Clone, Debug, Default)]
pub struct Entity {
    /// EM's word for what it is: member `Type`.
    pub kind: Option<String>,
    /// Member `Name`. Embeds a time for sessions and points, which is never parsed.
    pub name: Option<String>,
    /// Member `UID`, such as `urn:veeam:RestoreSession:<guid>`.
    pub uid: Option<String>,
    /// Member `Href`: EM's own URL.
    pub href: Option<String>,
    /// Member `Links`.
    pub links: Vec<Link>,
    /// Everything that was sent, in the order received.
    pub object: Object,
}

/// All else is read from what was sent.
impl PartialEq for Entity {
    fn eq(&self, other: &Entity) -> bool {
        self.object == other.object
    }
}

impl Eq for Entity {}

/// A decoded reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resource {
    /// One entity.
    Entity(Entity),
    /// A list of entities or references.
    Collection(Collection),
}

impl Entity {
    /// Reads an object whatever it is; every member may be missing.
    pub fn from_object(object: Object) -> Entity {
        let text = |name: &str| object.filled_text(name).map(str::to_owned);
        Entity {
            kind: text("Type"),
            name: text("Name"),
            uid: text("UID"),
            href: text("Href"),
            links: link::read_links(&object),
            object,
        }
    }

    /// The id from the UID, if it has one.
    pub fn id(&self) -> Option<ResourceId> {
        self.uid.as_deref().and_then(Urn::parse).map(|urn| urn.id)
    }

    /// Whether this is a reference: links only, no data (reference, section c).
    pub fn is_reference(&self) -> bool {
        self.kind.as_deref().is_some_and(|kind| kind.ends_with("Reference"))
    }
}

/// Reads a reply's JSON as any resource.
///
/// # Errors
///
/// [`ApiError::NotAResource`] for what is none, [`ApiError::Reference`] for a
/// reference, which comes when a proxy drops the query string.
pub fn read(json: Json) -> Result<Resource, ApiError> {
    let refuse = |shape| Err(ApiError::NotAResource { shape });
    let object = match json {
        Json::Object(object) => object,
        Json::Null => return refuse(Shape::Null),
        Json::List(_) => return refuse(Shape::List),
        Json::Bool(_) | Json::Number(_) | Json::Text(_) => return refuse(Shape::Scalar),
    };
    if let Some(collection) = Collection::read(&object) {
        return Ok(Resource::Collection(collection));
    }
    if !OWN_MEMBERS.iter().any(|key| object.get(key).is_some()) {
        return refuse(Shape::Object);
    }
    let entity = Entity::from_object(object);
    if entity.is_reference() { Err(ApiError::Reference) } else { Ok(Resource::Entity(entity)) }
}

/// Reads a reply's JSON as one entity of the type that the address stands for.
///
/// # Errors
///
/// As [`read`], and [`ApiError::WrongType`] when `Type` names another type; an
/// absent `Type` is let pass.
pub fn read_as(json: Json, expected: &'static str) -> Result<Entity, ApiError> {
    match read(json)? {
        Resource::Collection(_) => Err(ApiError::NotAResource { shape: Shape::List }),
        // Null is as good as absent here; only EM's root has a null Type and data.
        Resource::Entity(entity) if OWN_MEMBERS.iter().all(|key| is_null(&entity.object, key)) => {
            Err(ApiError::NotAResource { shape: Shape::Object })
        }
        Resource::Entity(entity) => match &entity.kind {
            Some(got) if !got.eq_ignore_ascii_case(expected) => {
                Err(ApiError::WrongType { expected, got: got.clone() })
            }
            _ => Ok(entity),
        },
    }
}

/// Whether a member is absent or null, which mean the same.
pub(crate) fn is_null(object: &Object, name: &str) -> bool {
    object.get(name).is_none_or(Json::is_null)
}

/// A member as EM's word: text as it is, anything else as it prints, with
/// nothing in it that is withheld; `None` when absent, null or empty.
pub(crate) fn word(object: &Object, name: &str) -> Option<String> {
    match object.get(name)? {
        Json::Null => None,
        Json::Text(text) if is_blank(text) => None,
        Json::Text(text) if tells_session_id(text) => Some(WITHHELD.to_owned()),
        Json::Text(text) => Some((**text).to_owned()),
        other => Some(redact(other).to_string()),
    }
}

/// A member as a date.
pub(crate) fn when(object: &Object, name: &str) -> crate::time::When {
    word(object, name).map_or(crate::time::When::Absent, |text| crate::time::When::parse(&text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire;

    fn check(text: &str) -> Result<Resource, ApiError> {
        read(wire::parse(text.as_bytes()).unwrap())
    }

    #[test]
    fn what_is_no_resource_is_named_by_its_shape() {
        let rows = [
            ("null", Shape::Null),
            ("[]", Shape::List),
            ("\"x\"", Shape::Scalar),
            ("5", Shape::Scalar),
            ("{}", Shape::Object),
            ("{\"Links\":[]}", Shape::Object),
            ("{\"Message\":\"m\",\"StatusCode\":400}", Shape::Object),
        ];
        for (text, shape) in rows {
            assert_eq!(check(text), Err(ApiError::NotAResource { shape }), "{text}");
        }
    }

    #[test]
    fn a_reference_is_no_entity() {
        assert_eq!(check(r#"{"type":"RestoreSessionReference"}"#), Err(ApiError::Reference));
    }

    #[test]
    fn another_type_than_asked_for_is_refused() {
        let json = wire::parse(br#"{"Type":"BackupServer","Name":"a"}"#).unwrap();
        let expected = "RestoreSession";
        let got = "BackupServer".to_owned();
        assert_eq!(read_as(json.clone(), expected), Err(ApiError::WrongType { expected, got }));
        assert!(read_as(json, "BackupServer").is_ok());
        let untyped = wire::parse(br#"{"Type":null,"State":"Working"}"#).unwrap();
        assert!(read_as(untyped, expected).is_ok());
        let nulls = wire::parse(br#"{"Type":null,"State":null,"Name":null,"Progress":1}"#).unwrap();
        let refused = ApiError::NotAResource { shape: Shape::Object };
        assert_eq!(read_as(nulls, expected), Err(refused));
    }
}
