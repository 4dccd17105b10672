//! Which queries pass.

use crate::row::{Clause, Row, ask, clause};

pub(crate) fn clauses() -> Vec<Clause> {
    vec![
        clause("A query has exactly one `type`, and that is `RestoreSession`", types()),
        clause("A key stands in its own letters, and once", keys()),
        clause("`action` and every other key that is not on the list are refused", unknown()),
        clause("Values are printable, and their escapes are whole", values()),
        clause("A query over 4096 bytes is refused", long()),
        clause("What follows a `#` is no part of an address", fragments())
            .gateway_only("nginx refuses such a line; no browser sends one"),
    ]
}

fn refused(line: &str) -> Row {
    ask(line).signed_in().with("Content-Length: 0").refused(400, "not-allowed")
}

fn types() -> Vec<Row> {
    let mut rows: Vec<Row> = [
        "GET /api/query?type=RestoreSession",
        "GET /api/query?type=RestoreSession&format=Entities&sortDesc=CreationTime",
        "GET /api/query?format=Entities&type=RestoreSession",
        "GET /api/query?filter=Name==%22type=Credentials%22&type=RestoreSession",
    ]
    .map(|line| ask(line).signed_in())
    .into();
    rows.extend(
        [
            "GET /api/query",
            "GET /api/query?",
            "GET /api/query?format=Entities",
            "GET /api/query?type=",
            "GET /api/query?type=Credentials",
            "GET /api/query?type=Passwords",
            "GET /api/query?type=restoresession",
            "GET /api/query?type=RestoreSessions",
            "GET /api/query?type=%52estoreSession",
            "GET /api/query?type=RestoreSession%20",
            "GET /api/query?type=RestoreSession&type=Credentials",
            "GET /api/query?type=Credentials&type=RestoreSession",
            "GET /api/query?type=RestoreSession&type=RestoreSession",
            "GET /api/query?filter=a?type=RestoreSession",
            "GET /api/query?filter=x?type=RestoreSession&format=Entities",
        ]
        .map(refused),
    );
    rows
}

fn keys() -> Vec<Row> {
    [
        "GET /api/query?type=RestoreSession&%74ype=Passwords",
        "GET /api/query?%74ype=RestoreSession",
        "GET /api/query?type=RestoreSession&t%79pe=Credentials",
        "GET /api/query?type=RestoreSession&typ%65=Credentials",
        "GET /api/query?Type=RestoreSession",
        "GET /api/query?type=RestoreSession&Type=Passwords",
        "GET /api/query?type=RestoreSession&TYPE=Passwords",
        "GET /api/query?type=RestoreSession&type%00=Passwords",
        "GET /api/query?type=RestoreSession&+type=Passwords",
        "GET /api/query?type=RestoreSession;type=Passwords",
        "GET /api/restoreSessions?page=1&page=2",
        "GET /api/restoreSessions?page=1&format=Entity&v=latest&page=1",
        "GET /api/restoreSessions?Format=Entity",
        "GET /api/restoreSessions?f%6frmat=Entity",
        "POST /api/sessionMngr/?v=latest&v=v1_7",
    ]
    .map(refused)
    .into()
}

fn unknown() -> Vec<Row> {
    [
        "GET /api/restoreSessions/1?action=stop",
        "GET /api/restoreSessions/1?format=Entity&action=stop",
        "GET /api/restoreSessions/1?Action=stop",
        "GET /api/restoreSessions/1?%61ction=stop",
        "GET /api/restoreSessions?url=https://elsewhere.example",
        "GET /api/restoreSessions?host=elsewhere.example",
        "GET /api/restoreSessions?formats=Entity",
        "GET /api/restoreSessions?xformat=Entity",
        "GET /api/restoreSessions?format",
        "GET /api/restoreSessions?=Entity",
        "GET /api/restoreSessions?&format=Entity",
        "GET /api/restoreSessions?format=Entity&",
        "GET /api/restoreSessions?format=Entity&&page=1",
        "GET /api/?x=1",
        "GET /api/systemSessions?lookup=1",
        "DELETE /api/logonSessions/1?force=true",
    ]
    .map(refused)
    .into()
}

fn values() -> Vec<Row> {
    let mut rows: Vec<Row> = [
        "GET /api/query?type=RestoreSession&filter=Name==%22a%20b%22;State!=Working",
        "GET /api/query?type=RestoreSession&filter=Name==%22%C3%A4%E2%82%AC%22",
        "GET /api/restoreSessions?page=",
        "GET /api/restoreSessions?sortAsc=a,b;c:d/e?f@g!h$i(j)*k[l]|m`n^{o}",
    ]
    .map(|line| ask(line).signed_in())
    .into();
    rows.extend(
        [
            "GET /api/query?type=RestoreSession&filter=%",
            "GET /api/query?type=RestoreSession&filter=%2",
            "GET /api/query?type=RestoreSession&filter=%zz",
            "GET /api/query?type=RestoreSession&filter=a%00b",
            "GET /api/query?type=RestoreSession&filter=a%0d%0aX-Header:%20b",
            "GET /api/query?type=RestoreSession&filter=%1f",
            "GET /api/query?type=RestoreSession&filter=%7F",
            "GET /api/query?type=RestoreSession&filter=a\\b",
            "GET /api/query?type=RestoreSession&filter=Name==O'Brien",
        ]
        .map(refused),
    );
    rows
}

fn long() -> Vec<Row> {
    let line = |len: usize| {
        let start = "type=RestoreSession&filter=Name==";
        format!("GET /api/query?{start}{}", "a".repeat(len - start.len()))
    };
    vec![ask(line(4096)).signed_in(), refused(&line(4097)), refused(&line(12_000))]
}

fn fragments() -> Vec<Row> {
    vec![
        ask("GET /api/#/restoreSessions/1")
            .answer(|answer| answer.hears("GET /api/"))
            .nginx(|answer| answer.refuses(400, "not-allowed")),
        ask("GET /api/?v=latest#x")
            .answer(|answer| answer.hears("GET /api/?v=latest"))
            .nginx(|answer| answer.refuses(400, "not-allowed")),
    ]
}
