//! A sign-in: its token, and what its link list says of the role.

use crate::{
    entity::{Entity, word},
    error::{ApiError, Shape},
    href,
    json::Json,
    link::Rel,
};

/// The reply to a sign-in. Source: reference, sections b and d, «`LogonSession`».
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logon {
    /// The user as EM names it.
    pub user_name: Option<String>,
    /// The id to sign out with; the token is base64 of it.
    pub session_id: Option<String>,
    /// What the link list says of the role.
    pub access: Access,
}

/// Which collections a role may open, as far as its sign-in told, or a refusal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Access {
    /// Collections with a `Down` link; empty when the list held none, which
    /// says nothing about the role.
    pub collections: Vec<String>,
    /// Collections of which EM refused an entity since (403).
    pub refused: Vec<String>,
}

impl Access {
    /// Whether the role may open entities of a collection; `None`: not known.
    ///
    /// Only for the two kinds whose collection every role that may open them is
    /// given a link to (reference, section b, role table).
    pub fn may_open(&self, collection: &str) -> Option<bool> {
        if self.refused.iter().any(|known| known == collection) {
            return Some(false);
        }
        let telling = Access::is_telling(collection) && !self.collections.is_empty();
        telling.then(|| self.lists(collection))
    }

    /// Whether the sign-in's link list names a collection.
    pub fn lists(&self, collection: &str) -> bool {
        self.collections.iter().any(|known| known.eq_ignore_ascii_case(collection))
    }

    /// Whether a refusal of an entity of a collection tells of the role: of
    /// these two whole kinds are denied to roles (reference, section b).
    pub fn is_telling(collection: &str) -> bool {
        ["backupServers", "vmRestorePoints"].contains(&collection)
    }
}

/// Reads the reply to a sign-in.
///
/// # Errors
///
/// [`ApiError::NotAResource`] or [`ApiError::WrongType`] when it is no `LogonSession`.
pub fn read(json: &Json) -> Result<Logon, ApiError> {
    let shape = match json {
        Json::Null => Shape::Null,
        Json::List(_) => Shape::List,
        _ => Shape::Scalar,
    };
    let object = json.as_object().ok_or(ApiError::NotAResource { shape })?;
    let entity = Entity::from_object(object.clone());
    let session_id = word(object, "SessionId");
    match &entity.kind {
        Some(kind) if !kind.eq_ignore_ascii_case("LogonSession") => {
            return Err(ApiError::WrongType { expected: "LogonSession", got: kind.clone() });
        }
        None if session_id.is_none() => {
            return Err(ApiError::NotAResource { shape: Shape::Object });
        }
        _ => {}
    }
    let mut collections: Vec<String> = Vec::new();
    for link in entity.links.iter().filter(|link| link.rel == Rel::Down) {
        let first = href::read(&link.href).ok().and_then(|path| path.segments.into_iter().next());
        if let Some(first) = first
            && !collections.contains(&first)
        {
            collections.push(first);
        }
    }
    let access = Access { collections, refused: Vec::new() };
    Ok(Logon { user_name: word(object, "UserName"), session_id, access })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire;

    fn check(text: &str) -> Result<Logon, ApiError> {
        read(&wire::parse(text.as_bytes()).unwrap())
    }

    #[test]
    fn the_link_list_tells_what_a_role_may_open() {
        let list =
            |links: &str| format!(r#"{{"Type":"LogonSession","SessionId":"s","Links":[{links}]}}"#);
        let down = |path: &str| format!(r#"{{"Rel":"Down","Href":"https://em:9398/api/{path}"}}"#);
        let operator =
            list(&[down("vmRestorePoints"), down("restoreSessions?format=Entity")].join(","));
        let access = check(&operator).unwrap().access;
        assert_eq!(access.may_open("backupServers"), Some(false));
        assert_eq!(access.may_open("vmRestorePoints"), Some(true));
        assert_eq!(access.may_open("jobs"), None);
        let silent = check(&list("")).unwrap().access;
        assert_eq!(silent.may_open("backupServers"), None);
        let refused = Access { refused: vec!["backupServers".to_owned()], ..silent };
        assert_eq!(refused.may_open("backupServers"), Some(false));
        assert_eq!(refused.may_open("vmRestorePoints"), None);
    }

    #[test]
    fn what_is_no_sign_in_is_refused() {
        for text in ["[]", "{}", r#"{"Type":"RestoreSession"}"#] {
            assert!(check(text).is_err(), "{text}");
        }
    }
}
