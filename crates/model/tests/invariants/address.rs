//! Addresses: each is printed as it is read, and leads to the proxy alone.

use std::collections::BTreeSet;

use restore_desk_model::{
    href,
    link::{Link, Rel, Target},
    open::{self, Opened},
    percent,
    route::Route,
};

/// Words that no request's path may hold as a segment.
const SECRETS: [&str; 4] = ["credentials", "passwords", "logonsessions", "sessionmngr"];

/// Relations that may be followed.
const SAFE: [&str; 8] = ["up", "down", "alternate", "related", "first", "previous", "next", "last"];

/// What stands in the address bar.
pub(crate) fn hash(text: &str) {
    for text in [text.to_owned(), format!("#/{text}"), format!("#/open/{text}")] {
        if let Ok(route) = Route::parse(&text) {
            check(&route);
        }
    }
}

/// What stands behind `?` in the address of a collection.
pub(crate) fn query(text: &str) {
    for collection in ["query", "restoreSessions"] {
        hash(&format!("{collection}?{text}"));
        for href in [format!("/api/{collection}?{text}"), format!("/api/{collection}/1?{text}")] {
            link("Related", &href);
        }
    }
}

/// What EM sends as an href.
pub(crate) fn link(rel: &str, href: &str) {
    let link = Link { rel: Rel::parse(rel), href: href.into(), name: None, kind: None };
    match link.target() {
        Target::Action => {}
        target => {
            assert!(SAFE.contains(&rel.to_ascii_lowercase().as_str()), "{rel} is followed");
            if let Target::Page(route) = target {
                check(&route);
            }
        }
    }
    if let Ok(path) = href::read(href) {
        let action = path.query.iter().any(|(key, _)| key.eq_ignore_ascii_case("action"));
        assert!(!action, "{href}");
    }
}

/// What is pasted, or handed over by a ticket.
pub(crate) fn pasted(text: &str) {
    let opened = [open::read(text), open::read_handed(text)].into_iter().flatten();
    let routes = opened.flat_map(|opened| match opened {
        Opened::One(route) => vec![route],
        Opened::Several(several) => {
            offered(&several.routes, text);
            several.routes
        }
    });
    for route in routes.chain(open::read_link(text)) {
        assert!(!matches!(route, Route::Open(_)), "{text:?} leads to itself");
        check(&route);
    }
    escaped(text);
}

/// What is chosen from: few, no two alike, and their address offers the same.
fn offered(routes: &[Route], text: &str) {
    assert!((2..=open::FOUND_MAX).contains(&routes.len()), "{text:?}: {}", routes.len());
    let hrefs: BTreeSet<String> =
        routes.iter().map(|route| route.href().to_ascii_lowercase()).collect();
    assert_eq!(hrefs.len(), routes.len(), "{text:?}");
    let Some(Route::Open(handed)) = open::address(routes) else { return };
    match open::read_handed(&handed) {
        Ok(Opened::Several(again)) => assert_eq!(again.routes, routes, "{text:?}"),
        other => panic!("{text:?}: {other:?}"),
    }
}

/// What is encoded decodes to itself.
pub(crate) fn escaped(text: &str) {
    let encoded = percent::encode(text);
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:%".contains(&byte);
    assert!(encoded.bytes().all(plain), "{encoded}");
    assert_eq!(percent::decode(&encoded).as_deref(), Some(text));
    if let Some(decoded) = percent::decode(text) {
        assert_eq!(percent::decode(&percent::encode(&decoded)), Some(decoded));
    }
}

/// That a route is printed as it is read, and leads to nothing that it must not.
pub(crate) fn check(route: &Route) {
    let href = route.href();
    assert!(href.starts_with("#/"), "{href}");
    assert_eq!(Route::parse(&href).as_ref(), Ok(route), "{href}");
    let Some(request) = route.em_request() else { return };
    let (path, query) = request.split_once('?').unwrap_or((&request, ""));
    let odd = |c: char| !c.is_ascii() || c.is_ascii_control() || " \\#\"<>@".contains(c);
    assert!(!request.contains(odd) && !request.contains("//"), "{request}");
    assert!(!path.starts_with('/') && !path.contains(".."), "{request}");
    for raw in path.split('/') {
        check_segment(raw, &request);
    }
    // Alone, a first segment with a colon would be read as a scheme.
    assert!(!path.split('/').next().unwrap_or_default().contains(':'), "{request}");
    let mut keys = Vec::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (key, value) = pair.split_once('=').unwrap_or_else(|| panic!("{request}"));
        assert!(href::QUERY_KEYS.contains(&key) && !keys.contains(&key), "{request}");
        assert!(percent::decode(value).is_some(), "{request}");
        keys.push(key);
    }
    if path.split('/').next().is_some_and(|first| first.eq_ignore_ascii_case("query")) {
        assert!(query.split('&').any(|pair| pair == "type=RestoreSession"), "{request}");
    }
    // What EM is asked could stand in an href of its own, if it is not too long for one.
    let own = format!("https://em.corp:9398/api/{request}");
    let asked = href::read(&own).ok().and_then(Route::from_em);
    assert!(asked.is_some() || own.len() > href::LEN_MAX, "{request}");
}

fn check_segment(raw: &str, request: &str) {
    let segment = percent::decode(raw).unwrap_or_else(|| panic!("{request}")).to_lowercase();
    assert!(segment != "." && !segment.contains(['/', '\\', '?', '#', '%']), "{request}");
    // Servers may drop dots and blanks around a word, and parameters behind it.
    let word = segment.split(';').next().unwrap_or_default();
    let word = word.trim_matches(|c: char| c == '.' || c.is_whitespace());
    assert!(!SECRETS.contains(&word), "{request}");
}
