//! The only builder of proxy URLs.

use restore_desk_model::{id::ResourceId, route::Route};

/// Path and query below the proxy's stand-in for EM's `/api/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint(String);

impl Endpoint {
    /// What an address of ours asks EM for; `None` for a page that asks nothing.
    pub fn of(route: &Route) -> Option<Endpoint> {
        route.em_request().map(Endpoint)
    }

    /// A list, by what `model::query` says stands behind `/api/`.
    pub fn list(request: String) -> Endpoint {
        Endpoint(request)
    }

    /// EM itself, which tells without a sign-in that it is there.
    pub fn root() -> Endpoint {
        Endpoint(String::new())
    }

    /// The least of a search: whether it is allowed.
    pub fn one_session() -> Endpoint {
        Endpoint("query?type=RestoreSession&pageSize=1&page=1".to_owned())
    }

    /// Sign-in (POST).
    pub fn sign_in() -> Endpoint {
        Endpoint("sessionMngr/?v=latest".to_owned())
    }

    /// Sign-out (DELETE); `None` when the id could not stand in a path.
    pub fn sign_out(session_id: &str) -> Option<Endpoint> {
        ResourceId::parse(session_id).map(|id| Endpoint(format!("logonSessions/{id}")))
    }

    /// The whole URL. `proxy` is absolute and ends with `/`.
    pub fn url(&self, proxy: &str) -> String {
        format!("{proxy}{}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_address_asks_for_its_entity() {
        let rows = [
            ("#/restoreSessions/1", Some("https://p/api/restoreSessions/1?format=Entity")),
            ("#/backupServers/1/jobs", Some("https://p/api/backupServers/1/jobs?format=Entity")),
            ("#/", None),
        ];
        for (hash, expected) in rows {
            let route = Route::parse(hash).unwrap();
            let url = Endpoint::of(&route).map(|endpoint| endpoint.url("https://p/api/"));
            assert_eq!(url.as_deref(), expected, "{hash}");
        }
    }

    #[test]
    fn a_session_id_that_is_no_id_is_not_sent() {
        assert!(Endpoint::sign_out("4fbd640e-0ad6-48ce-adf0-47734c175541").is_some());
        for odd in ["", "../restoreSessions", "a/b", "a?b"] {
            assert_eq!(Endpoint::sign_out(odd), None, "{odd:?}");
        }
    }
}
