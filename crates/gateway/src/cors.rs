//! CORS on every reply: the browser hides any reply without it, a 401 and a 502 alike.

use std::fmt;
use std::str::FromStr;

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

/// A site that may call the API, in the form in which a browser says it: `https://desk.example`.
///
/// Invariant: scheme and host (and a port that is not the scheme's own) in lower case, nothing
/// after them, so that comparing bytes is comparing origins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin(String);

impl FromStr for Origin {
    type Err = String;

    fn from_str(text: &str) -> Result<Origin, String> {
        let advice = || format!("{text:?} is no origin; write it as https://desk.example");
        let url = reqwest::Url::parse(text).map_err(|_| advice())?;
        let origin = url.origin();
        let spoken = origin.ascii_serialization();
        let web = matches!(url.scheme(), "http" | "https");
        let bare = text.trim_end_matches('/').eq_ignore_ascii_case(&spoken)
            || url.port().is_none() && url.path() == "/" && url.query().is_none();
        let clean = url.username().is_empty() && url.password().is_none();
        if web && bare && clean && url.fragment().is_none() {
            Ok(Origin(spoken))
        } else {
            Err(advice())
        }
    }
}

impl Origin {
    /// The origin as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

const ALLOW_PRIVATE_NETWORK: HeaderName =
    HeaderName::from_static("access-control-allow-private-network");
const REQUEST_PRIVATE_NETWORK: HeaderName =
    HeaderName::from_static("access-control-request-private-network");

/// What of a request decides the CORS headers of its reply.
#[derive(Debug)]
pub(crate) struct Asker {
    origin: Option<HeaderValue>,
    private_network: bool,
}

impl Asker {
    /// Reads the request's headers.
    pub(crate) fn of(headers: &HeaderMap) -> Asker {
        let mut origins = headers.get_all(header::ORIGIN).iter();
        // Two of them is no browser's doing: neither counts.
        let origin = match (origins.next(), origins.next()) {
            (Some(origin), None) => Some(origin.clone()),
            _ => None,
        };
        let private_network =
            headers.get(REQUEST_PRIVATE_NETWORK).is_some_and(|value| value == "true");
        Asker { origin, private_network }
    }

    /// Puts the headers on a reply; `Vary` always, so that no cache mixes two origins up.
    pub(crate) fn mark(&self, allowed: &[Origin], headers: &mut HeaderMap) {
        headers.insert(header::VARY, HeaderValue::from_static("Origin"));
        let Some(origin) = &self.origin else { return };
        if !allowed.iter().any(|one| one.as_str().as_bytes() == origin.as_bytes()) {
            return;
        }
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
        for (name, value) in [
            (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, POST, DELETE"),
            (
                header::ACCESS_CONTROL_ALLOW_HEADERS,
                "Accept, Authorization, Content-Type, X-RestSvcSessionId",
            ),
            (header::ACCESS_CONTROL_EXPOSE_HEADERS, "X-RestSvcSessionId, Date, Retry-After"),
            (header::ACCESS_CONTROL_MAX_AGE, "7200"),
        ] {
            headers.insert(name, HeaderValue::from_static(value));
        }
        // A page from outside that calls into the intranet asks for this first.
        if self.private_network {
            headers.insert(ALLOW_PRIVATE_NETWORK, HeaderValue::from_static("true"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origins_are_spoken_as_browsers_do() {
        for (given, spoken) in [
            ("https://desk.example", Some("https://desk.example")),
            ("https://Desk.Example/", Some("https://desk.example")),
            ("https://desk.example:443", Some("https://desk.example")),
            ("http://127.0.0.1:8080", Some("http://127.0.0.1:8080")),
            ("http://[::1]:8080", Some("http://[::1]:8080")),
            ("*", None),
            ("null", None),
            ("desk.example", None),
            ("https://desk.example/app", None),
            ("https://desk.example:8443/app", None),
            ("https://user@desk.example", None),
            ("ftp://desk.example", None),
        ] {
            let origin = given.parse::<Origin>().ok();
            assert_eq!(origin.as_ref().map(Origin::as_str), spoken, "{given}");
        }
    }
}
