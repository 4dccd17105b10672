//! Addresses: read, printed, refused.

use super::*;

/// Each row: what stands in the address bar, the address it is printed as,
/// and what EM is asked.
#[test]
fn addresses_are_read_and_printed() {
    let session = "#/restoreSessions/ed8e95ca-6ec5-4a2d-978b-e1108c4130b6";
    let session_asked = "restoreSessions/ed8e95ca-6ec5-4a2d-978b-e1108c4130b6?format=Entity";
    let rows = [
        ("", "#/", None),
        ("#", "#/", None),
        ("#/", "#/", None),
        (session, session, Some(session_asked)),
        (
            "#restoreSessions/ed8e95ca-6ec5-4a2d-978b-e1108c4130b6?format=Entity",
            session,
            Some(session_asked),
        ),
        (
            "#/api/restoreSessions/ed8e95ca-6ec5-4a2d-978b-e1108c4130b6/",
            session,
            Some(session_asked),
        ),
        ("#/backupServers/1", "#/backupServers/1", Some("backupServers/1?format=Entity")),
        ("#/vmRestorePoints/1", "#/vmRestorePoints/1", Some("vmRestorePoints/1?format=Entity")),
        ("#/restoreSessions", "#/restoreSessions", None),
        ("#/restoreSessions/?format=Entity", "#/restoreSessions", None),
        (
            "#/restoreSessions?page=2&vm=srv%2004&vm=srv%2005&x=1&state=running",
            "#/restoreSessions?vm=srv%2005&state=running&page=2",
            None,
        ),
        ("#/watch", "#/watch", None),
        ("#/watch/", "#/watch", None),
        ("#/watch/a,b,A,,c", "#/watch/a,b,c", None),
        (
            "#/backups/1/restorePoints?page=2",
            "#/backups/1/restorePoints?page=2",
            Some("backups/1/restorePoints?page=2&format=Entity"),
        ),
        (
            "#/query?type=RestoreSession&format=Entities&page=2",
            "#/query?type=RestoreSession&format=Entities&page=2",
            Some("query?type=RestoreSession&format=Entities&page=2"),
        ),
        ("#/api/", "#/api/", Some("")),
        ("#/check", "#/check", None),
        ("#/tasks/task-1", "#/tasks/task-1", Some("tasks/task-1?format=Entity")),
        ("#/jobs/a%20b", "#/jobs/a%20b", Some("jobs/a%20b?format=Entity")),
        ("#/open/urn%3Aveeam%3ARestoreSession%3A1", "#/open/urn:veeam:RestoreSession:1", None),
    ];
    for (hash, printed, asked) in rows {
        let route = Route::parse(hash).unwrap();
        assert_eq!(route.href(), printed, "{hash}");
        assert_eq!(route.em_request().as_deref(), asked, "{hash}");
        assert_eq!(Route::parse(printed), Ok(route), "{hash}");
    }
}

#[test]
fn a_list_that_is_too_long_to_watch_is_read_all_the_same() {
    let ids: Vec<_> = (0..=WATCHED_MAX).map(|id| id.to_string()).collect();
    let href = format!("#/watch/{}", ids.join(","));
    let read = Route::parse(&href);
    assert!(matches!(&read, Ok(Route::Watch(read)) if read.len() == WATCHED_MAX + 1), "{read:?}");
    assert_eq!(read.map(|route| route.href()), Ok(href));
}

#[test]
fn what_is_no_address_says_so() {
    let long = format!("#/{}", "a".repeat(LEN_MAX + 1));
    let unknown = [
        "#/restoreSessions/%zz",
        "#/a/../b",
        "#//evil",
        "#/a%2fb/c",
        "#/watched",
        "#/watch/a b",
        "#/watch/a/b",
        "#/restoreSessions?vm=%zz",
        "#/restoreSessions?vm=a%0ab",
        "#/check/x",
        "#/api/check",
        "#/api/api/x",
        "#/open/",
        "#/restoreSessions/a%20b",
        &long,
    ];
    for hash in unknown {
        assert_eq!(Route::parse(hash), Err(RouteError::Unknown), "{hash}");
    }
    let refused = [
        "#/credentials",
        "#/logonSessions/1",
        "#/backupServers/1/passwords",
        "#/vmRestorePoints/1?action=restore",
        "#/query?type=Credentials",
        "#/restoreSessions?action=stop",
    ];
    for hash in refused {
        assert_eq!(Route::parse(hash), Err(RouteError::Refused), "{hash}");
    }
}
