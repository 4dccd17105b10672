//! What a page of another site may read.

use crate::row::{Clause, Marks, ORIGIN, OTHER, Row, ask, clause};

pub(crate) fn clauses() -> Vec<Clause> {
    vec![
        clause("A site of the list is named, by its own name and once", listed()),
        clause("Any other origin, and none, is told nothing", strangers()),
        clause("Two origins are none", two())
            .gateway_only("nginx 1.22 reads the first of them; no browser sends two"),
        clause("Every reply of Enterprise Manager's carries CORS", replies_of_em()),
        clause("Every reply of the proxy's own carries CORS", own_replies()),
        clause("A private network is opened to sites of the list that ask", private()),
    ]
}

const LINES: [&str; 4] = ["GET /healthz", "OPTIONS /api/", "GET /api/credentials", "PUT /api/"];

/// Replies of the proxy's own, from a page of these origins.
fn own(origins: &[&str], marks: Marks) -> Vec<Row> {
    LINES
        .iter()
        .zip([(200, None), (204, None), (404, Some("not-allowed")), (405, Some("wrong-method"))])
        .map(|(line, (status, code))| {
            let row = ask(*line);
            let row = match code {
                Some(code) => row.refused(status, code),
                None => row.answered(status),
            };
            row.from(origins, marks)
        })
        .collect()
}

fn listed() -> Vec<Row> {
    let mut rows = own(&[ORIGIN], Marks::Cors(ORIGIN));
    rows.extend(own(&[OTHER], Marks::Cors(OTHER)));
    rows.push(ask("GET /api/").from(&[OTHER], Marks::Cors(OTHER)));
    rows
}

fn strangers() -> Vec<Row> {
    let mut rows = Vec::new();
    for origins in [
        &[][..],
        &["null"],
        &["*"],
        &["https://evil.example"],
        &["https://portal.example.evil.example"],
        &["https://evil-portal.example"],
        &["http://portal.example"],
        &["https://portal.example:8443"],
        &["https://portal.example/"],
        &["https://portal.example, https://desk.example"],
    ] {
        rows.extend(own(origins, Marks::NoCors));
        rows.push(ask("GET /api/").from(origins, Marks::NoCors));
    }
    rows
}

fn two() -> Vec<Row> {
    let row = ask("GET /api/").from(&[ORIGIN, OTHER], Marks::NoCors);
    vec![row.nginx(|answer| answer.marks(Marks::Cors(ORIGIN)))]
}

fn replies_of_em() -> Vec<Row> {
    let rows = [
        (200, r#"{"path": "*", "status": 200, "body": "{}"}"#),
        (202, r#"{"path": "*", "status": 202}"#),
        (204, r#"{"path": "*", "status": 204}"#),
        (400, r#"{"path": "*", "status": 400}"#),
        (401, r#"{"path": "*", "status": 401}"#),
        (403, r#"{"path": "*", "status": 403}"#),
        (404, r#"{"path": "*", "status": 404}"#),
        (405, r#"{"path": "*", "status": 405}"#),
        (409, r#"{"path": "*", "status": 409}"#),
        (429, r#"{"path": "*", "status": 429}"#),
        (500, r#"{"path": "*", "status": 500}"#),
        (501, r#"{"path": "*", "status": 501}"#),
        (503, r#"{"path": "*", "html": true}"#),
    ];
    rows.map(|(status, rule)| {
        let row = ask("GET /api/restoreSessions/1").with("Accept: application/json");
        row.fault(rule).passes(status).replies(&[("allow", None)])
    })
    .into()
}

fn own_replies() -> Vec<Row> {
    vec![
        ask("GET /api/credentials").refused(404, "not-allowed"),
        ask("GET /api/jobs/1").refused(404, "not-opened"),
        ask("GET /api/?action=x").refused(400, "not-allowed"),
        ask("PUT /api/").refused(405, "wrong-method"),
        ask("OPTIONS /api/no/such/thing").answered(204),
        ask("GET /nothing").answered(404).answer(|answer| answer.marks(Marks::Missing)),
        ask("GET /healthz").answered(200),
        ask("OPTIONS /healthz").answered(204),
    ]
}

fn private() -> Vec<Row> {
    let asks = "Access-Control-Request-Private-Network: true";
    let name = "access-control-allow-private-network";
    vec![
        ask("OPTIONS /api/").with(asks).answered(204).replies(&[(name, Some("true"))]),
        ask("OPTIONS /api/").answered(204).replies(&[(name, None)]),
        ask("OPTIONS /api/")
            .from(&["https://evil.example"], Marks::NoCors)
            .with(asks)
            .answered(204)
            .answer(|answer| answer.marks(Marks::NoCors))
            .replies(&[(name, None)]),
    ]
}
