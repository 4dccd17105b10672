use axum::http::Method;
use proptest::prelude::*;

use super::*;

fn verdict(method: &str, target: &str, explore: bool) -> (u16, &'static str) {
    let method = Method::from_bytes(method.as_bytes()).unwrap();
    let (path, query) = match target.split_once('?') {
        Some((path, query)) => (path, Some(query)),
        None => (target, None),
    };
    match check(&method, path, query, explore) {
        Ok(_) => (200, "allowed"),
        Err(problem) => (problem.status.as_u16(), problem.code),
    }
}

#[test]
fn the_list_as_it_is_written() {
    let ok = (200, "allowed");
    let closed = (404, "not-opened");
    let never = (404, "not-allowed");
    for (method, target, plain, explore) in [
        ("GET", "/api/", ok, ok),
        ("GET", "/api/restoreSessions", ok, ok),
        ("GET", "/api/restoreSessions/ed8e-1?format=Entity", ok, ok),
        ("GET", "/api/restoreSessions/urn:veeam:RestoreSession:ed8e", ok, ok),
        ("GET", "/api/backupServers/1", ok, ok),
        ("GET", "/api/backupServers", closed, closed),
        ("GET", "/api/vmRestorePoints/1", ok, ok),
        ("GET", "/api/systemSessions", ok, ok),
        ("GET", "/api/systemSessions/1", closed, closed),
        ("GET", "/api/query?type=RestoreSession", ok, ok),
        ("POST", "/api/sessionMngr/?v=latest", ok, ok),
        ("POST", "/api/sessionMngr", never, never),
        ("DELETE", "/api/logonSessions/1", ok, ok),
        ("GET", "/api/logonSessions", never, never),
        ("GET", "/api/credentials", never, never),
        ("GET", "/api/Credentials/1", never, never),
        ("GET", "/api/passwords/1", never, never),
        ("GET", "/api/backupServers/1/credentials", never, never),
        ("GET", "/api/restorePoints/1", closed, ok),
        ("GET", "/api/restorePoints", closed, closed),
        ("GET", "/api/restorePoints/1/backupFiles", closed, ok),
        ("GET", "/api/backups/1", closed, ok),
        ("GET", "/api/backupFiles/1", closed, ok),
        ("GET", "/api/repositories/1", closed, ok),
        ("GET", "/api/managedServers/1", closed, ok),
        ("GET", "/api/jobs/1/backupSessions", closed, ok),
        ("GET", "/api/backupSessions/1", closed, ok),
        ("GET", "/api/backupServers/1/repositories", closed, ok),
        ("GET", "/api/vmRestorePoints/1/mounts", closed, ok),
        ("GET", "/api/vmRestorePoints/1/mounts/2", closed, closed),
        ("GET", "/api/restoreSessions/", closed, closed),
        ("GET", "/api/tasks/1", closed, closed),
    ] {
        assert_eq!(verdict(method, target, false), plain, "{method} {target}");
        assert_eq!(verdict(method, target, true), explore, "{method} {target} --explore");
    }
}

#[test]
fn another_method_is_405() {
    for (target, right) in [
        ("/api/", "GET"),
        ("/api/restoreSessions", "GET"),
        ("/api/restoreSessions/1", "GET"),
        ("/api/query?type=RestoreSession", "GET"),
        ("/api/sessionMngr/", "POST"),
        ("/api/logonSessions/1", "DELETE"),
    ] {
        for method in ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "TRACE", "QUERY"] {
            let expected = if method == right { (200, "allowed") } else { (405, "wrong-method") };
            assert_eq!(verdict(method, target, false), expected, "{method} {target}");
        }
    }
}

#[test]
fn hostile_queries_are_400() {
    for query in [
        "type=Credentials",
        "type=Passwords",
        "",
        "format=Entity",
        "type=RestoreSession&type=Credentials",
        "type=Credentials&type=RestoreSession",
        "type=RestoreSession&type=RestoreSession",
        "type=RestoreSession&%74ype=Passwords",
        "type=RestoreSession&Type=Passwords",
        "Type=RestoreSession",
        "TYPE=RestoreSession",
        "type=restoresession",
        "type=RestoreSession%20",
        "type=RestoreSession,Credentials",
        "type=RestoreSession&action=start",
        "type=RestoreSession&Action=start",
        "type=RestoreSession&",
        "type=RestoreSession&&v=1",
        "type=RestoreSession&v",
        "type",
        "=RestoreSession",
        "type=RestoreSession&+v=1",
        "type=RestoreSession&filter=%",
        "type=RestoreSession&filter=%zz",
        "type=RestoreSession&filter=%00",
        "type=RestoreSession&filter=%0d%0aX:1",
        "type=RestoreSession&filter=%7F",
        "type=RestoreSession&filter=ü",
        "type=RestoreSession&filter=a#b",
    ] {
        assert_eq!(verdict("GET", &format!("/api/query?{query}"), true).0, 400, "{query}");
    }
    let long = format!("/api/query?type=RestoreSession&filter={}", "a".repeat(QUERY_LEN_MAX));
    assert_eq!(verdict("GET", &long, true).0, 400);
    let filter = "/api/query?type=RestoreSession&format=Entities&pageSize=100&page=1\
                  &sortDesc=CreationTime&filter=Name==%22a%20b%22;State!=Stopped";
    assert_eq!(verdict("GET", filter, false), (200, "allowed"));
}

#[test]
fn hostile_paths_are_refused() {
    for path in [
        "/api/../api/credentials",
        "/api/restoreSessions/..",
        "/api/restoreSessions/../credentials",
        "/api/restoreSessions/%2e%2e/credentials",
        "/api/restoreSessions/%2E%2E%2Fcredentials",
        "/api/restoreSessions%2F1",
        "/api/restoreSessions%5c1",
        "/api/restoreSessions/a\\b",
        "/api//credentials",
        "/api//restoreSessions",
        "/api/./restoreSessions",
        "/api/restoreSessions/1;x=1",
        "/api/restoreSessions/%00",
        "/api/restoreSessions/%252e%252e",
        "/api/restoreSessions/ü",
    ] {
        assert_eq!(verdict("GET", path, true), (400, "not-allowed"), "{path}");
    }
    for path in ["/api", "/API/", "/apis/", "//api/", "", "/"] {
        assert_eq!(verdict("GET", path, true), (404, "not-allowed"), "{path}");
    }
    let long = format!("/api/restoreSessions/{}", "a".repeat(PATH_LEN_MAX));
    assert_eq!(verdict("GET", &long, true).0, 400);
}

/// Texts that are near the list, so that the property below meets it often.
fn near() -> impl Strategy<Value = String> {
    let pieces = [
        "/api/",
        "query",
        "restoreSessions",
        "credentials",
        "logonSessions",
        "/",
        "..",
        "%2e",
        "%2F",
        "\\",
        "?",
        "&",
        "=",
        "type",
        "%74ype",
        "Type",
        "RestoreSession",
        "Credentials",
        "action",
        "1",
    ];
    prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..12).prop_map(|all| all.concat())
}

proptest! {
    #[test]
    fn nothing_panics_and_nothing_dangerous_passes(
        target in prop_oneof![near(), any::<String>()],
        explore: bool,
    ) {
        let (path, query) = match target.split_once('?') {
            Some((path, query)) => (path, query),
            None => (target.as_str(), ""),
        };
        for method in [Method::GET, Method::POST, Method::DELETE] {
            let Ok(call) = check(&method, path, Some(query), explore) else { continue };
            prop_assert!(path.starts_with("/api/"));
            for poison in ["..", "%", "\\", "//", "credentials", "passwords"] {
                prop_assert!(!path.contains(poison), "{path}");
            }
            let types: Vec<&str> =
                query.split('&').filter(|pair| pair.to_lowercase().contains("ype=")).collect();
            prop_assert!(types.len() < 2);
            prop_assert!(!query.split('&').any(|pair| pair.starts_with("action")));
            if path == "/api/query" {
                prop_assert_eq!(types, vec!["type=RestoreSession"]);
            }
            prop_assert_eq!(call == Call::SignOut, path.contains("logonSessions"));
        }
    }
}
