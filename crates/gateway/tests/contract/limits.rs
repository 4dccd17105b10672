//! How much of everything.

use std::convert::Infallible;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::routing::get;
use futures_util::stream;

use crate::row::{Answer, Clause, Em, Row, ask, clause};

/// `DESK\ann:pass`, `desk\ANN:pass` and `DESK\bob:pass`.
const ANN: &str = "Authorization: Basic REVTS1xhbm46cGFzcw==";
const ANN_SHOUTED: &str = "Authorization: Basic ZGVza1xBTk46cGFzcw==";
const BOB: &str = "Authorization: Basic REVTS1xib2I6cGFzcw==";

/// Longest body of a request, and of a reply.
const BODY_LEN_MAX: usize = 64 << 10;
const REPLY_LEN_MAX: usize = 8 << 20;

pub(crate) fn clauses() -> Vec<Clause> {
    vec![
        clause("A request's body over 64 KiB is 413", bodies()),
        clause("A body that does not come is 408", absent_bodies())
            .hasty()
            .gateway_only("nginx hangs up without a reply"),
        clause("A user name has 5 sign-ins a minute, then 429 with `Retry-After`", users()),
        clause("A user name is one whatever the case of its letters", shouted())
            .gateway_only("stock nginx can't write a name in small letters"),
        clause("An address has its sign-ins a minute, 60 as shipped, then 429", addresses())
            .strict(),
        clause("More than 64 requests at a time are 503, and `/healthz` is not", busy())
            .behind(Em::Scripted(silent))
            .crowd(64),
        clause("A reply over 8 MiB is 502, or cut where its length was not said", replies())
            .behind(Em::Scripted(large))
            .gateway_only("stock nginx has no limit on a reply's length"),
    ]
}

fn sign_in() -> Row {
    ask("POST /api/sessionMngr/?v=latest")
}

fn bodies() -> Vec<Row> {
    let said = format!("Content-Length: {}", BODY_LEN_MAX + 1);
    let len = BODY_LEN_MAX + 1;
    let mut chunked = sign_in().with("Transfer-Encoding: chunked");
    chunked.body = format!("{len:x}\r\n{}\r\n0\r\n\r\n", "a".repeat(len)).into_bytes();
    vec![
        sign_in()
            .carrying(&vec![b'a'; BODY_LEN_MAX])
            .passes(401)
            .answer(|answer| answer.hears_body(BODY_LEN_MAX)),
        sign_in().with(&said).refused(413, "body-too-large"),
        chunked.refused(413, "body-too-large"),
    ]
}

fn absent_bodies() -> Vec<Row> {
    let row = sign_in().with("Content-Length: 5").refused(408, "body-incomplete");
    vec![row.nginx(Answer::hangs_up)]
}

fn users() -> Vec<Row> {
    let mut rows: Vec<Row> = (0..5).map(|_| counted(ANN)).collect();
    rows.push(too_many(ANN));
    rows.push(too_many(ANN));
    rows.push(counted(BOB));
    rows.push(ask("GET /api/").with(ANN));
    rows
}

fn shouted() -> Vec<Row> {
    let mut rows: Vec<Row> = (0..5).map(|_| counted(ANN)).collect();
    let heard = counted(ANN).answer;
    rows.push(too_many(ANN_SHOUTED).nginx(|_| heard));
    rows
}

fn addresses() -> Vec<Row> {
    vec![
        counted("X-Forwarded-For: 192.0.2.1"),
        counted("X-Forwarded-For: 192.0.2.2"),
        too_many("X-Forwarded-For: 192.0.2.3"),
        too_many(ANN),
        ask("GET /api/"),
        ask("OPTIONS /api/sessionMngr/").answered(204),
    ]
}

/// A sign-in that Enterprise Manager hears of; it knows nobody of these.
fn counted(header: &str) -> Row {
    sign_in().carrying(b"").with(header).passes(401)
}

fn too_many(header: &str) -> Row {
    let row = sign_in().carrying(b"").with(header).refused(429, "too-many");
    row.answer(Answer::retry_after)
}

fn silent() -> Router {
    Router::new().fallback(|| async { std::future::pending::<&str>().await })
}

fn busy() -> Vec<Row> {
    vec![
        ask("GET /api/").refused(503, "too-busy").replies(&[("retry-after", Some("1"))]),
        ask("GET /healthz").answered(200),
        ask("GET /").file(200),
    ]
}

fn large() -> Router {
    let parts = |len: usize| {
        let part = Bytes::from(vec![b'a'; 1 << 16]);
        let last = part.slice(..len % part.len());
        let whole = len / part.len();
        let parts = std::iter::repeat_n(part, whole).chain([last]);
        Body::from_stream(stream::iter(parts.map(Ok::<_, Infallible>)))
    };
    Router::new()
        .route("/api/restoreSessions/largest", get(|| async { vec![b'a'; REPLY_LEN_MAX] }))
        .route("/api/restoreSessions/said", get(|| async { vec![b'a'; REPLY_LEN_MAX + 1] }))
        .route("/api/restoreSessions/unsaid", get(move || async move { parts(REPLY_LEN_MAX + 1) }))
}

fn replies() -> Vec<Row> {
    let passed = ask("GET /api/restoreSessions/said").answer;
    vec![
        ask("GET /api/restoreSessions/largest"),
        ask("GET /api/restoreSessions/said")
            .answer(|answer| answer.fails(502, "em-too-large"))
            .nginx(|_| passed),
        ask("GET /api/restoreSessions/unsaid")
            .answer(Answer::cut)
            .nginx(|answer| Answer { whole: true, ..answer }),
    ]
}
