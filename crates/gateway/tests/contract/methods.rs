//! Which methods pass.

use crate::row::{Answer, Clause, Row, ask, clause};

/// Methods beside an address's own; `OPTIONS` is for all of them.
const METHODS: [&str; 9] =
    ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "MERGE"];

pub(crate) fn clauses() -> Vec<Clause> {
    vec![
        clause("An address on the list is 405 for each method but its own", wrong()),
        clause("`OPTIONS` is answered with 204 by the proxy itself, before any sign-in", options()),
        clause("`/healthz` is for reading", health()),
        clause("A method's name counts as it is written", written()).gateway_only(
            "nginx refuses a name that is not in capitals before it has read the headers",
        ),
    ]
}

fn wrong() -> Vec<Row> {
    let mut rows = Vec::new();
    for (target, right) in [
        ("/api/", "GET"),
        ("/api/restoreSessions", "GET"),
        ("/api/restoreSessions/1", "GET"),
        ("/api/backupServers/1", "GET"),
        ("/api/vmRestorePoints/1", "GET"),
        ("/api/systemSessions", "GET"),
        ("/api/query?type=RestoreSession", "GET"),
        ("/api/query?type=Credentials", "GET"),
        ("/api/sessionMngr/", "POST"),
        ("/api/logonSessions/1", "DELETE"),
    ] {
        for method in METHODS.iter().filter(|method| **method != right) {
            let row = ask(format!("{method} {target}")).with("Content-Length: 0");
            rows.push(row.refused(405, "wrong-method").replies(&[("allow", Some(right))]));
        }
    }
    rows
}

fn options() -> Vec<Row> {
    [
        "OPTIONS /api/",
        "OPTIONS /api/restoreSessions/1",
        "OPTIONS /api/sessionMngr/?v=latest",
        "OPTIONS /api/logonSessions/1",
        "OPTIONS /api/credentials",
        "OPTIONS /api/query?type=Credentials",
        "OPTIONS /api/no/such/../thing",
        "OPTIONS /healthz",
    ]
    .map(|line| ask(line).answered(204).replies(&[("allow", None)]))
    .into()
}

fn health() -> Vec<Row> {
    vec![
        ask("GET /healthz").answered(200).answer(|answer| answer.body("ok")),
        ask("HEAD /healthz").answered(200),
        ask("POST /healthz")
            .carrying(b"")
            .refused(405, "wrong-method")
            .replies(&[("allow", Some("GET"))]),
        ask("DELETE /healthz").refused(405, "wrong-method").replies(&[("allow", Some("GET"))]),
    ]
}

fn written() -> Vec<Row> {
    ["get /api/", "Get /api/", "options /api/"]
        .map(|line| {
            let row = ask(line).refused(405, "wrong-method").replies(&[("allow", Some("GET"))]);
            row.nginx(Answer::unread)
        })
        .into()
}
