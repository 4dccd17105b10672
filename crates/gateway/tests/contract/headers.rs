//! Which headers and bodies pass, in both directions.

use axum::Router;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};

use crate::row::{Clause, Em, Row, ask, clause};

pub(crate) fn clauses() -> Vec<Clause> {
    vec![
        clause("Up go `Accept`, `Authorization`, `Content-Type`, the token and nothing else", up()),
        clause("A cookie does not beat the token", cookies()),
        clause("A body goes up with the sign-in alone, and always with its length", bodies()),
        clause("Down come Enterprise Manager's `Date`, `Retry-After` and token", down())
            .behind(Em::Scripted(talkative)),
        clause(
            "No cookie, password box, cache, redirect or CORS header of its comes down",
            dropped(),
        )
        .behind(Em::Scripted(talkative)),
        clause("A sign-in's cookie and a refusal's password box are dropped", real()),
        clause("No other header of Enterprise Manager's comes down", others())
            .behind(Em::Scripted(talkative))
            .gateway_only("nginx has no list of what passes, only of what does not"),
        clause("A header comes down once", repeated())
            .behind(Em::Scripted(talkative))
            .gateway_only("nginx passes a repeated header twice"),
        clause("The proxy does not say what it is", server())
            .gateway_only("stock nginx says `Server: nginx`, without its version"),
    ]
}

/// Headers that a browser, or somebody who is none, may send.
const SENT: [&str; 16] = [
    "Accept: application/json;q=0.9",
    "Authorization: Basic YTpi",
    "Content-Type: application/json",
    "X-RestSvcSessionId: token",
    "Cookie: X-RestSvcSessionId=other",
    "Referer: https://desk.example/secret",
    "User-Agent: browser",
    "X-Forwarded-For: 192.0.2.1",
    "X-Forwarded-Host: elsewhere.example",
    "Forwarded: for=192.0.2.1",
    "Accept-Encoding: gzip",
    "Connection: X-RestSvcSessionId",
    "TE: trailers",
    "Upgrade: h2c",
    "X-HTTP-Method-Override: DELETE",
    "Range: bytes=0-1",
];

fn up() -> Vec<Row> {
    let sent = |row: Row| SENT.iter().fold(row, |row, header| row.with(header));
    let read = &["accept", "authorization", "content-type", "host", "x-restsvcsessionid"];
    let write = &[
        "accept",
        "authorization",
        "content-length",
        "content-type",
        "host",
        "x-restsvcsessionid",
    ];
    vec![
        sent(ask("GET /api/")).answer(|answer| answer.hears_headers(read)),
        sent(ask("GET /api/restoreSessions"))
            .passes(401)
            .answer(|answer| answer.hears_headers(read)),
        sent(ask("POST /api/sessionMngr/"))
            .with("Content-Length: 0")
            .passes(401)
            .answer(|answer| answer.hears_headers(write)),
        ask("GET /api/")
            .with("Accept: */*")
            .answer(|answer| answer.hears_headers(&["accept", "host"])),
    ]
}

fn cookies() -> Vec<Row> {
    let cookie = "Cookie: X-RestSvcSessionId=stale";
    vec![
        ask("GET /api/restoreSessions").signed_in().with(cookie),
        ask("GET /api/restoreSessions").with("Cookie: X-RestSvcSessionId={token}").passes(401),
    ]
}

fn bodies() -> Vec<Row> {
    let body = br#"{"TenantCredentials":1}"#;
    let chunked = b"5\r\nhello\r\n0\r\n\r\n";
    let sign_in = || ask("POST /api/sessionMngr/?v=latest").with("Authorization: Basic {basic}");
    let mut chunks = sign_in().with("Transfer-Encoding: chunked").passes(201);
    chunks.body = chunked.to_vec();
    vec![
        sign_in().carrying(body).passes(201).answer(|answer| answer.hears_body(body.len())),
        chunks.answer(|answer| answer.hears_body(5)),
        // http.sys, and the simulator, answer a POST without a length with 411.
        sign_in().passes(201),
        ask("GET /api/").carrying(body),
        ask("DELETE /api/logonSessions/1").carrying(body).passes(401),
    ]
}

/// A reply with all that must not pass, among what must.
fn talkative() -> Router {
    Router::new().fallback(|| async {
        let mut response: Response = (StatusCode::OK, r#"{"Type":"Usual"}"#).into_response();
        for (name, value) in [
            ("content-type", "application/json"),
            ("date", "Tue, 15 Nov 1994 08:12:31 GMT"),
            ("retry-after", "7"),
            ("x-restsvcsessionid", "token-from-em"),
            ("set-cookie", "X-RestSvcSessionId=token-from-em; Path=/api"),
            ("set-cookie", "second=1"),
            ("www-authenticate", "Basic Realm=RestSvc"),
            ("server", "Microsoft-HTTPAPI/2.0"),
            ("access-control-allow-origin", "*"),
            ("access-control-allow-credentials", "true"),
            ("access-control-allow-methods", "*"),
            ("access-control-allow-headers", "*"),
            ("access-control-expose-headers", "*"),
            ("access-control-max-age", "1"),
            ("access-control-allow-private-network", "true"),
            ("vary", "Accept"),
            ("allow", "DELETE"),
            ("cache-control", "public, max-age=60"),
            ("expires", "Tue, 15 Nov 2094 08:12:31 GMT"),
            ("pragma", "cache"),
            ("etag", "\"1\""),
            ("last-modified", "Tue, 15 Nov 1994 08:12:31 GMT"),
            ("location", "https://elsewhere.example/"),
            ("refresh", "0; url=https://elsewhere.example/"),
            ("link", "<https://elsewhere.example/>; rel=preload"),
            ("clear-site-data", "\"*\""),
            ("content-security-policy", "default-src *"),
            ("strict-transport-security", "max-age=0"),
            ("x-content-type-options", "sniff"),
            ("x-powered-by", "ASP.NET"),
            ("x-accel-redirect", "/config.json"),
            ("x-accel-expires", "60"),
            ("keep-alive", "timeout=5"),
            ("x-aspnet-version", "4.0"),
            ("content-language", "en"),
            ("content-language", "de"),
        ] {
            let name = HeaderName::from_static(name);
            response.headers_mut().append(name, HeaderValue::from_static(value));
        }
        // What axum had set itself.
        let kind = HeaderValue::from_static("application/json");
        response.headers_mut().insert("content-type", kind);
        response
    })
}

fn down() -> Vec<Row> {
    let passed = [
        ("content-type", Some("application/json")),
        ("content-length", Some("16")),
        ("date", Some("Tue, 15 Nov 1994 08:12:31 GMT")),
        ("retry-after", Some("7")),
        ("x-restsvcsessionid", Some("token-from-em")),
    ];
    let row = ask("GET /api/").answer(|answer| answer.body(r#"{"Type":"Usual"}"#));
    vec![row.replies(&passed)]
}

fn dropped() -> Vec<Row> {
    // Those of every reply of the API are looked at for every row.
    let names = [
        "access-control-allow-private-network",
        "allow",
        "expires",
        "pragma",
        "etag",
        "last-modified",
        "refresh",
        "link",
        "clear-site-data",
        "x-powered-by",
        "x-accel-redirect",
        "x-accel-expires",
        "keep-alive",
    ];
    vec![ask("GET /api/").replies(&names.map(|name| (name, None)))]
}

fn real() -> Vec<Row> {
    vec![
        ask("POST /api/sessionMngr/?v=latest")
            .with("Authorization: Basic {basic}")
            .carrying(b"")
            .passes(201),
        ask("GET /api/restoreSessions").passes(401),
        ask("POST /api/sessionMngr/?v=latest").carrying(b"").passes(401),
    ]
}

fn others() -> Vec<Row> {
    let name = "x-aspnet-version";
    let row = ask("GET /api/").replies(&[(name, None)]);
    vec![row.nginx(|answer| answer.headers(&[(name, Some("4.0"))]))]
}

fn repeated() -> Vec<Row> {
    let row = ask("GET /api/").replies(&[("content-language", Some("en"))]);
    vec![row.nginx(|answer| answer.headers_twice("content-language"))]
}

fn server() -> Vec<Row> {
    [
        ask("GET /api/"),
        ask("GET /api/restoreSessions").passes(401),
        ask("GET /api/credentials").refused(404, "not-allowed"),
        ask("GET /").file(200),
    ]
    .map(|row| {
        let row = row.replies(&[("server", None)]);
        row.nginx(|answer| answer.headers(&[("server", Some("nginx"))]))
    })
    .into()
}
