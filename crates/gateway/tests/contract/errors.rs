//! What becomes of a request that Enterprise Manager does not answer, or not well.

use std::convert::Infallible;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::routing::get;
use futures_util::{StreamExt as _, stream};

use crate::row::{Answer, Clause, Em, Row, ask, clause};

pub(crate) fn clauses() -> Vec<Clause> {
    vec![
        clause("Enterprise Manager that is down is 502 with JSON and CORS", down())
            .behind(Em::Nobody),
        clause("One that hangs up is 502, and is not asked again", reset()),
        clause("One that does not answer in time is 504 with JSON and CORS", slow())
            .behind(Em::Scripted(silent))
            .hasty(),
        clause("A whole request has its time, however its parts come", trickling())
            .behind(Em::Scripted(trickle))
            .hasty()
            .gateway_only("nginx's time is that between two parts of a reply"),
        clause("One with another certificate is 502, and hears nothing", stranger())
            .behind(Em::Stranger),
        clause("A certificate that is not trusted has a word of its own", untrusted())
            .behind(Em::Stranger)
            .gateway_only("in nginx the log alone tells it from a server that is down"),
        clause("A redirect is 502, and leads nowhere", redirects()).behind(Em::Scripted(redirect)),
        clause("A reply that breaks off is not made whole", broken())
            .behind(Em::Scripted(breaking)),
        clause("Enterprise Manager's own 502 and 504 pass", own())
            .gateway_only("nginx can't tell them from its own, and puts its own body in place"),
    ]
}

fn down() -> Vec<Row> {
    vec![
        ask("GET /api/").refused(502, "em-unreachable"),
        ask("POST /api/sessionMngr/").carrying(b"").refused(502, "em-unreachable"),
        ask("DELETE /api/logonSessions/1").refused(502, "em-unreachable"),
        ask("OPTIONS /api/").answered(204),
        ask("GET /healthz").answered(200),
        ask("GET /api/credentials").refused(404, "not-allowed"),
    ]
}

fn reset() -> Vec<Row> {
    ["GET /api/restoreSessions/1", "DELETE /api/logonSessions/1"]
        .map(|line| {
            let row = ask(line).fault(r#"{"path": "*", "reset": true}"#);
            row.answer(|answer| answer.fails(502, "em-unreachable"))
        })
        .into()
}

fn silent() -> Router {
    Router::new().fallback(|| async { std::future::pending::<&str>().await })
}

fn slow() -> Vec<Row> {
    vec![
        ask("GET /api/restoreSessions/1?filter=Secret")
            .answer(|answer| answer.fails(504, "em-timeout")),
        ask("POST /api/sessionMngr/")
            .carrying(b"")
            .answer(|answer| answer.fails(504, "em-timeout")),
    ]
}

/// Parts that never are a second apart, over more than the second that a request has.
fn trickle() -> Router {
    let parts = || {
        stream::iter(0..8).then(|_| async {
            tokio::time::sleep(Duration::from_millis(200)).await;
            Ok::<_, Infallible>(Bytes::from_static(b"part"))
        })
    };
    Router::new().fallback(move || async move { Body::from_stream(parts()) })
}

fn trickling() -> Vec<Row> {
    let row = ask("GET /api/restoreSessions/1").answer(Answer::cut);
    vec![row.nginx(|answer| Answer { whole: true, ..answer })]
}

fn stranger() -> Vec<Row> {
    vec![
        ask("GET /api/").answered(502),
        ask("POST /api/sessionMngr/")
            .with("Authorization: Basic {basic}")
            .carrying(b"")
            .answered(502),
        ask("GET /healthz").answered(200),
    ]
}

fn untrusted() -> Vec<Row> {
    let row = ask("GET /api/").refused(502, "em-certificate");
    vec![row.nginx(|answer| answer.refuses(502, "em-unreachable"))]
}

fn redirect() -> Router {
    let reply = |Path(code): Path<u16>| async move {
        let location = [(header::LOCATION, "/api/restoreSessions/elsewhere")];
        (StatusCode::from_u16(code).unwrap(), location, "moved")
    };
    Router::new().route("/api/restoreSessions/{code}", get(reply))
}

fn redirects() -> Vec<Row> {
    [301, 302, 303, 307, 308]
        .map(|code| {
            let row = ask(format!("GET /api/restoreSessions/{code}"));
            row.answer(|answer| answer.fails(502, "em-redirect"))
        })
        .into()
}

/// A first part, and then the end of the connection.
fn breaking() -> Router {
    let parts = || {
        stream::iter([true, false]).then(|good| async move {
            if good {
                return Ok(Bytes::from_static(b"{"));
            }
            // Not at once, or the head would go with the body.
            tokio::time::sleep(Duration::from_millis(100)).await;
            Err(std::io::Error::other("the end"))
        })
    };
    Router::new().fallback(move || async move { Body::from_stream(parts()) })
}

fn broken() -> Vec<Row> {
    vec![ask("GET /api/").answer(Answer::cut)]
}

fn own() -> Vec<Row> {
    [
        (502, r#"{"path": "*", "status": 502, "body": "{}"}"#, "em-unreachable"),
        (504, r#"{"path": "*", "status": 504, "body": "{}"}"#, "em-timeout"),
    ]
    .map(|(status, rule, code)| {
        let row = ask("GET /api/").fault(rule).passes(status);
        let row = row.answer(|answer| answer.body("{}"));
        row.nginx(|answer| answer.fails(status, code))
    })
    .into()
}
