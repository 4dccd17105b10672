//! A sign-in at Enterprise Manager, which prints nothing of itself.

use std::{fmt, sync::Arc};

use restore_desk_model::{
    json::{Json, Object},
    logon::Access,
};

/// A sign-in at EM. The token can be read by [`crate::api`] alone.
#[derive(Clone, PartialEq, Eq)]
pub struct Credential(Arc<Secret>);

#[derive(PartialEq, Eq)]
struct Secret {
    token: String,
    session_id: Option<String>,
    user_name: String,
    access: Access,
}

/// Says nothing: a token must not reach a log.
impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credential")
    }
}

impl Credential {
    /// A fresh sign-in.
    pub(crate) fn new(
        token: String,
        session_id: Option<String>,
        user_name: String,
        access: Access,
    ) -> Credential {
        Credential(Arc::new(Secret { token, session_id, user_name, access }))
    }

    /// The header that a request goes out with.
    pub(crate) fn header(&self) -> (&'static str, String) {
        ("X-RestSvcSessionId", self.0.token.clone())
    }

    /// The id to sign out with.
    pub(crate) fn session_id(&self) -> Option<&str> {
        self.0.session_id.as_deref()
    }

    /// The user as EM names it.
    pub fn user_name(&self) -> &str {
        &self.0.user_name
    }

    /// What the role may open.
    pub fn access(&self) -> &Access {
        &self.0.access
    }

    /// For this tab's storage and the other tabs.
    pub(crate) fn to_json(&self) -> Json {
        let collections =
            self.0.access.collections.iter().map(|name| Json::from(&**name)).collect();
        let members = [
            ("token", Json::from(&*self.0.token)),
            ("sessionId", self.0.session_id.as_deref().map_or(Json::Null, Json::from)),
            ("userName", Json::from(&*self.0.user_name)),
            ("collections", Json::List(collections)),
        ];
        Json::Object(members.into_iter().collect())
    }

    /// Reads what [`Credential::to_json`] wrote.
    pub(crate) fn from_json(object: &Object) -> Option<Credential> {
        let collections = object.get("collections").and_then(Json::as_list).unwrap_or_default();
        let collections = collections.iter().filter_map(Json::as_text).map(str::to_owned).collect();
        Some(Credential::new(
            object.filled_text("token")?.to_owned(),
            object.filled_text("sessionId").map(str::to_owned),
            object.text("userName")?.to_owned(),
            Access { collections, refused: Vec::new() },
        ))
    }
}
