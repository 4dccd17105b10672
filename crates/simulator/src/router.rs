//! Which address gives what, and to whom.

use hyper::{Method, StatusCode};

use crate::{
    auth::{Logon, TOKEN},
    collections,
    entities::View,
    http::{Call, Content, Reply},
    id::Id,
    query, resources,
    roles::{Role, may_get},
    simulator::Inner,
    world::Kind,
};

const LENGTH_REQUIRED: &str = "<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\"\"http://www.w3.org/TR/html4/strict.dtd\">\r\n<HTML><HEAD><TITLE>Length Required</TITLE></HEAD>\r\n<BODY><h2>Length Required</h2>\r\n<hr><p>HTTP Error 411. The request must be chunked or have a content length.</p>\r\n</BODY></HTML>";

/// Answers as EM does without a fault.
pub(crate) fn route(inner: &mut Inner, call: &Call) -> Reply {
    let path = call.path.to_ascii_lowercase();
    let mut segments = path.split('/').filter(|segment| !segment.is_empty());
    if segments.next() != Some("api") {
        return Reply::no_such_path();
    }
    let segments: Vec<&str> = segments.collect();
    // EM knows nothing of CORS (the reference, section g).
    match (&call.method, segments.as_slice()) {
        (&Method::GET, []) => Reply::ok(resources::root(&View::new(inner))),
        (&Method::POST, ["sessionmngr"]) => log_on(inner, call),
        (&Method::OPTIONS, _) | (_, [] | ["sessionmngr"]) => Reply::method_not_allowed(),
        (_, segments) => known_user(inner, call, segments),
    }
}

fn log_on(inner: &mut Inner, call: &Call) -> Reply {
    let sized =
        ["content-length", "transfer-encoding"].iter().any(|name| call.headers.contains_key(*name));
    if !sized {
        // The HTTP server below EM refuses a POST without a length (section b.1).
        let status = StatusCode::LENGTH_REQUIRED;
        return Reply { status, headers: Vec::new(), body: Content::Html(LENGTH_REQUIRED) };
    }
    let version = call.parameter("v").unwrap_or_else(|| "latest".to_owned());
    if !["latest", "v1_5", "v1_6", "v1_7"].contains(&version.as_str()) {
        return Reply::bad_request(&format!("API version {version} is not supported."));
    }
    let now = inner.clock.now();
    let Some(logon) = inner.logons.log_on(call, now) else {
        return Reply::error(StatusCode::UNAUTHORIZED, "Unauthorized. Logon failed.");
    };
    let view = View::new(inner);
    let token = logon.token();
    Reply {
        status: StatusCode::CREATED,
        headers: vec![
            ("Location", view.href(&format!("logonSessions/{}", logon.id))),
            ("Set-Cookie", format!("{TOKEN}={token}; Path=/api;")),
            (TOKEN, token),
        ],
        body: Content::Tree(resources::logon_session(&view, &logon)),
    }
}

fn known_user(inner: &mut Inner, call: &Call, segments: &[&str]) -> Reply {
    let now = inner.clock.now();
    let Some(logon) = inner.logons.recognise(call, now) else {
        let message = "Unauthorized. Logon session is not found or has expired.";
        return Reply::error(StatusCode::UNAUTHORIZED, message);
    };
    match (&call.method, segments) {
        (&Method::DELETE, ["logonsessions", id]) => log_off(inner, &logon, id),
        (&Method::GET, segments) => {
            let query_type = call.parameter("type").unwrap_or_default();
            if may_get(logon.role, segments, &query_type) {
                get(inner, call, &logon, segments)
            } else {
                denied()
            }
        }
        _ => Reply::method_not_allowed(),
    }
}

fn denied() -> Reply {
    Reply::error(StatusCode::FORBIDDEN, "Access denied.")
}

fn log_off(inner: &mut Inner, logon: &Logon, id: &str) -> Reply {
    let now = inner.clock.now();
    let found = Id::parse(id).filter(|id| inner.logons.live(now).iter().any(|live| live.id == *id));
    match found {
        None => Reply::not_found("Logon session"),
        Some(id) if id != logon.id && logon.role != Role::PortalAdministrator => denied(),
        Some(id) => {
            inner.logons.end(id);
            Reply { status: StatusCode::NO_CONTENT, headers: Vec::new(), body: Content::Nothing }
        }
    }
}

fn get(inner: &mut Inner, call: &Call, logon: &Logon, segments: &[&str]) -> Reply {
    match segments {
        ["logonsessions"] => logon_sessions(inner, logon),
        ["logonsessions", id] => logon_session(inner, logon, id),
        ["query"] => query::run(inner, call),
        _ => {
            let view = View::new(inner);
            resources::service(&view, call, segments)
                .or_else(|| collections::collection(&view, call, segments))
                .unwrap_or_else(|| entity(&view, call, segments))
        }
    }
}

fn logon_sessions(inner: &mut Inner, logon: &Logon) -> Reply {
    let now = inner.clock.now();
    let all = inner.logons.live(now).to_vec();
    let seen = |other: &&Logon| logon.role == Role::PortalAdministrator || other.id == logon.id;
    let seen: Vec<&Logon> = all.iter().filter(seen).collect();
    Reply::ok(resources::logon_sessions(&View::new(inner), &seen))
}

/// One that is gone gives 500 and not 404 (the reference, section a).
fn logon_session(inner: &mut Inner, logon: &Logon, id: &str) -> Reply {
    let now = inner.clock.now();
    let id = Id::parse(id);
    match inner.logons.live(now).iter().find(|live| Some(live.id) == id).cloned() {
        None => {
            let message = "Object reference not set to an instance of an object.";
            Reply::error(StatusCode::INTERNAL_SERVER_ERROR, message)
        }
        Some(found) if found.id != logon.id && logon.role != Role::PortalAdministrator => denied(),
        Some(found) => Reply::ok(resources::logon_session(&View::new(inner), &found)),
    }
}

fn entity(view: &View<'_>, call: &Call, segments: &[&str]) -> Reply {
    let [segment, id] = segments else { return Reply::no_such_path() };
    let Some(kind) =
        Kind::ALL.into_iter().find(|kind| kind.segment().eq_ignore_ascii_case(segment))
    else {
        return Reply::no_such_path();
    };
    match Id::parse(id).and_then(|id| view.inner.world.find(kind, id)) {
        Some(item) if call.wants_entity() => Reply::ok(view.entity(item)),
        Some(item) => Reply::ok(view.reference(item)),
        None => Reply::not_found(&spoken(kind)),
    }
}

/// `RestoreSession` as "Restore session".
fn spoken(kind: Kind) -> String {
    kind.word().chars().enumerate().fold(String::new(), |mut text, (index, c)| {
        if 0 < index && c.is_ascii_uppercase() {
            text.push(' ');
        }
        text.push(if index == 0 { c } else { c.to_ascii_lowercase() });
        text
    })
}
