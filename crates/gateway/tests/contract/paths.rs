//! Which addresses pass.

use crate::row::{Answer, Clause, Marks, Row, ask, clause};

/// A well-formed id that Enterprise Manager does not know.
const ID: &str = "00000000-0000-4000-8000-000000000001";

pub(crate) fn clauses() -> Vec<Clause> {
    vec![
        clause("What is on the list passes, byte for byte", passed()),
        clause("Credentials, passwords and logon sessions are never read", never()),
        clause("Every other collection of Enterprise Manager is 404", not_opened()),
        clause("An action's address is 404 or 400", actions()),
        clause("Below a resource on the list there is nothing", below()),
        clause("Escapes, backslashes, dotted and empty steps are refused", disguised()),
        clause("Outside of `/api/`, in these letters, is no API", outside()),
        clause("A path over 1024 bytes and an id over 256 are refused", long()),
        clause("The host that a request names is not where it goes", foreign()),
        clause("`explore` opens further resources for reading, and only those", explored())
            .explore(),
        clause("A refusal carries CORS even where the address can't be read", unreadable())
            .gateway_only(
                "nginx refuses such a line before it has read the headers, so it knows no origin; \
                 no browser sends one",
            ),
    ]
}

fn passed() -> Vec<Row> {
    vec![
        ask("GET /api/"),
        ask("GET /api/?v=latest"),
        ask("GET /api/restoreSessions").signed_in(),
        ask("GET /api/restoreSessions?format=Entity&pageSize=5&page=2").signed_in(),
        ask("GET /api/restoreSessions/{session}?format=Entity").signed_in(),
        ask("GET /api/restoreSessions/urn:veeam:RestoreSession:1~a_b").signed_in().passes(404),
        ask(format!("GET /api/backupServers/{ID}?format=Entity")).signed_in().passes(404),
        ask(format!("GET /api/vmRestorePoints/{ID}?format=Entity")).signed_in().passes(404),
        ask("GET /api/systemSessions?sortDesc=CreationTime&pageSize=1").signed_in(),
        ask("GET /api/query?type=RestoreSession&format=Entities&filter=Name==%22a%20b%22;State==Working")
            .signed_in(),
        ask("POST /api/sessionMngr/?v=latest")
            .with("Authorization: Basic {basic}")
            .carrying(b"")
            .passes(201),
        ask(format!("DELETE /api/logonSessions/{ID}")).signed_in().passes(404),
    ]
}

fn never() -> Vec<Row> {
    let mut rows = Vec::new();
    for name in ["credentials", "passwords", "Credentials", "PASSWORDS", "logonsessions"] {
        for tail in ["", "/", "/1", "/1?format=Entity"] {
            let line = format!("GET /api/{name}{tail}");
            rows.push(ask(line).signed_in().refused(404, "not-allowed"));
        }
    }
    for line in [
        "GET /api/logonSessions",
        "GET /api/logonSessions/",
        "GET /api/sessionMngr",
        "GET /api/backupServers/1/credentials",
        "GET /api/backupServers/1/passwords",
        "GET /api/restoreSessions/credentials/1",
        "DELETE /api/logonSessions/1/2",
        "DELETE /api/logonSessions/",
        "DELETE /api/logonSessions/.1",
    ] {
        rows.push(ask(line).signed_in().refused(404, "not-allowed"));
    }
    rows
}

fn not_opened() -> Vec<Row> {
    [
        "agents",
        "backupFiles",
        "backupSessions",
        "backupTaskSessions",
        "backups",
        "catalog",
        "cloud",
        "configuration",
        "hierarchyRoots",
        "jobs",
        "licensing",
        "lookup",
        "managedServers",
        "nas",
        "querySvc",
        "replicaSessions",
        "replicas",
        "reports",
        "repositories",
        "restorePoints",
        "security",
        "tasks",
        "vAppRestorePoints",
        "vmReplicaPoints",
        "vspheretags",
        "wanAccelerators",
        "anything",
    ]
    .into_iter()
    .flat_map(|name| [format!("GET /api/{name}"), format!("GET /api/{name}/1")])
    .chain(["GET /api/backupServers".to_owned(), "GET /api/vmRestorePoints".to_owned()])
    .map(|line| ask(line).signed_in().refused(404, "not-opened"))
    .collect()
}

fn actions() -> Vec<Row> {
    vec![
        ask("GET /api/restoreSessions/1?action=stop").refused(400, "not-allowed"),
        ask("POST /api/restoreSessions/1?action=stop").refused(405, "wrong-method"),
        ask("POST /api/backupServers/1?action=collect").refused(405, "wrong-method"),
        ask("POST /api/vmRestorePoints/1?action=restore").refused(405, "wrong-method"),
        ask("POST /api/jobs/1?action=start").refused(404, "not-opened"),
    ]
}

fn below() -> Vec<Row> {
    [
        "GET /api/restoreSessions/",
        "GET /api/restoreSessions/1/",
        "GET /api/restoreSessions/1/2",
        "GET /api/backupServers/1/jobs",
        "GET /api/vmRestorePoints/1/mounts",
        "GET /api/query/1",
        "GET /api/systemSessions/1",
        "POST /api/sessionMngrs/",
    ]
    .map(|line| ask(line).signed_in().refused(404, "not-opened"))
    .into()
}

fn disguised() -> Vec<Row> {
    [
        "GET /api/restoreSessions%2f1",
        "GET /api/restoreSessions/..%2fcredentials",
        "GET /api/restoreSessions/%2e%2e/credentials",
        "GET /api/restoreSessions/%252e%252e/credentials",
        "GET /api/restoreSessions/a%5cb",
        "GET /api/restoreSessions/a\\b",
        "GET /api/%63redentials",
        "GET /api/restoreSessions/1;x=y",
        "GET /api/restoreSessions/1%3faction=stop",
        "GET /api/restoreSessions/https:%2f%2felsewhere.example",
        "GET /api/restoreSessions/../credentials",
        "GET /api/restoreSessions/./1",
        "GET /api/restoreSessions/.",
        "GET /api/restoreSessions/..",
        "GET /api/../api/credentials",
        "GET /api/../healthz",
        "GET /api//restoreSessions",
        "GET /api/restoreSessions//1",
        "GET /api//",
    ]
    .map(|line| ask(line).signed_in().refused(400, "not-allowed"))
    .into()
}

fn outside() -> Vec<Row> {
    let mut rows: Vec<Row> = [
        "GET /api",
        "GET /apis",
        "GET /API/restoreSessions",
        "GET //api/credentials",
        "GET /%61pi/credentials",
        "GET /readyz",
        "GET /metrics",
    ]
    .map(|line| ask(line).answered(404).answer(|answer| answer.marks(Marks::Missing)))
    .into();
    rows.push(ask("GET /healthz").answered(200).answer(|answer| answer.body("ok")));
    rows
}

fn long() -> Vec<Row> {
    let id = |len: usize| "a".repeat(len);
    vec![
        ask(format!("GET /api/restoreSessions/{}", id(256))).signed_in().passes(404),
        ask(format!("GET /api/restoreSessions/{}", id(257))).refused(404, "not-opened"),
        ask(format!("GET /api/restoreSessions/{}", id(1024))).refused(400, "not-allowed"),
        ask(format!("GET /api/restoreSessions/{}", id(12_000))).refused(400, "not-allowed"),
    ]
}

fn foreign() -> Vec<Row> {
    let heard = |row: Row| row.answer(|answer| answer.hears("GET /api/"));
    vec![
        heard(ask("GET http://elsewhere.example/api/")),
        heard(ask("GET https://elsewhere.example:9398/api/")),
        ask("GET http://elsewhere.example/api/credentials").refused(404, "not-allowed"),
        ask("GET /api/").with("Host: elsewhere.example"),
        ask("GET /api/").with("Host: localhost").with("X-Forwarded-Host: elsewhere.example"),
    ]
}

fn explored() -> Vec<Row> {
    let mut rows: Vec<Row> = [
        "restorePoints/1?format=Entity",
        "backups/1",
        "backupFiles/1",
        "repositories/1",
        "managedServers/1",
        "jobs/1",
        "backupSessions/1",
        "backupServers/1/repositories",
        "vmRestorePoints/1/mounts",
        "jobs/1/backupSessions",
    ]
    .map(|path| ask(format!("GET /api/{path}")).passes(401))
    .into();
    for (line, status, code) in [
        ("DELETE /api/jobs/1", 405, "wrong-method"),
        ("POST /api/jobs/1?action=start", 405, "wrong-method"),
        ("GET /api/jobs", 404, "not-opened"),
        ("GET /api/jobs/1/mounts/2", 404, "not-opened"),
        ("GET /api/jobs/1/credentials", 404, "not-allowed"),
        ("GET /api/backupServers/1/passwords", 404, "not-allowed"),
        ("GET /api/credentials/1", 404, "not-allowed"),
        ("GET /api/jobs/1?action=start", 400, "not-allowed"),
    ] {
        rows.push(ask(line).refused(status, code));
    }
    rows
}

fn unreadable() -> Vec<Row> {
    [
        "GET /api/..%2f..%2f..%2fetc/passwd",
        "GET /api/restoreSessions/%zz",
        "GET /api/restoreSessions/%00",
    ]
    .map(|line| {
        let row = ask(line).refused(400, "not-allowed");
        row.nginx(Answer::unread)
    })
    .into()
}
