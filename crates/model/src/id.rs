//! Identities: the id that stands in a path, and EM's URN form of it.

use std::fmt;

/// The id of one resource, as it stands in a path of EM and of ours.
///
/// Invariant: 1 to [`ResourceId::LEN_MAX`] bytes of ASCII letters, digits and
/// `-._~:`, not `.` or `..`. So it needs no escaping anywhere.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ResourceId(String);

impl ResourceId {
    /// Upper bound in bytes; a GUID has 36.
    pub const LEN_MAX: usize = 128;

    /// Checks one decoded path segment.
    pub fn parse(text: &str) -> Option<ResourceId> {
        let allowed =
            |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_' | '~' | ':');
        let fits = (1..=ResourceId::LEN_MAX).contains(&text.len());
        // What a path may not hold either (`href`): an id must stand in its address.
        let climbs = text == "." || text.as_bytes().windows(2).any(|pair| pair == b"..");
        (fits && text.chars().all(allowed) && !climbs).then(|| ResourceId(text.to_owned()))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether both name one resource: EM's ids are GUIDs, in any casing.
    pub fn is_same(&self, other: &ResourceId) -> bool {
        self.0.eq_ignore_ascii_case(&other.0)
    }

    /// Whether one of these names the same resource.
    pub fn is_among(&self, ids: &[ResourceId]) -> bool {
        ids.iter().any(|id| id.is_same(self))
    }
}

impl fmt::Display for ResourceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether `text` is a GUID in its 8-4-4-4-12 form.
pub fn is_guid(text: &str) -> bool {
    let lengths = [8, 4, 4, 4, 12];
    let mut parts = text.split('-');
    lengths.iter().all(|length| {
        parts.next().is_some_and(|part| {
            part.len() == *length && part.bytes().all(|byte| byte.is_ascii_hexdigit())
        })
    }) && parts.next().is_none()
}

/// An entity's UID: `urn:veeam:<Type>:<id>`.
///
/// Source: reference, section d, member `UID` of every entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Urn {
    /// EM's word for the kind, such as `RestoreSession`; casing as sent.
    pub kind: String,
    /// The last part.
    pub id: ResourceId,
}

impl Urn {
    /// Reads a URN, its prefix without regard to case.
    pub fn parse(text: &str) -> Option<Urn> {
        let mut parts = text.splitn(4, ':');
        let prefix = (parts.next()?, parts.next()?);
        let (kind, id) = (parts.next()?, parts.next()?);
        let known = prefix.0.eq_ignore_ascii_case("urn") && prefix.1.eq_ignore_ascii_case("veeam");
        let worded = !kind.is_empty() && kind.bytes().all(|byte| byte.is_ascii_alphanumeric());
        (known && worded)
            .then(|| ResourceId::parse(id))
            .flatten()
            .map(|id| Urn { kind: kind.to_owned(), id })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_parse_or_are_refused() {
        let longest = "a".repeat(ResourceId::LEN_MAX);
        for good in ["ed8e95ca-6ec5-4a2d-978b-e1108c4130b6", "task-1", "a.b", "u:1", &longest] {
            assert_eq!(ResourceId::parse(good).map(|id| id.to_string()).as_deref(), Some(good));
        }
        let too_long = "a".repeat(ResourceId::LEN_MAX + 1);
        for bad in [
            "", ".", "..", "..a", "a..", "a/b", "a b", "a%2fb", "ä", "a?b", "a#b", "a\\b",
            &too_long,
        ] {
            assert_eq!(ResourceId::parse(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn guids_are_told_from_other_words() {
        assert!(is_guid("ed8e95ca-6ec5-4a2d-978b-e1108c4130b6"));
        assert!(is_guid("ED8E95CA-6EC5-4A2D-978B-E1108C4130B6"));
        for bad in ["", "ed8e95ca", "ed8e95ca-6ec5-4a2d-978b-e1108c4130bg", "-----"] {
            assert!(!is_guid(bad), "{bad:?}");
        }
    }

    #[test]
    fn urns_give_kind_and_id() {
        let urn = Urn::parse("urn:veeam:RestoreSession:ed8e95ca-6ec5-4a2d-978b-e1108c4130b6");
        let urn = urn.unwrap();
        assert_eq!(urn.kind, "RestoreSession");
        assert_eq!(urn.id.as_str(), "ed8e95ca-6ec5-4a2d-978b-e1108c4130b6");
        for bad in ["urn:veeam:RestoreSession", "urn:VMware:Vm:1.vm-2", "urn:veeam::1", "x"] {
            assert_eq!(Urn::parse(bad), None, "{bad:?}");
        }
    }
}
