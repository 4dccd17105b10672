//! The app's files, and nothing besides them.

use std::fs;
use std::path::Path;

use crate::row::{Answer, Clause, Marks, Row, ask, clause};

const HASHED: &str = "desk-0123456789abcdef_bg.wasm";
const NO_CACHE: (&str, Option<&str>) = ("cache-control", Some("no-cache"));

/// Writes a folder as a build makes it.
pub(crate) fn build(dir: &Path) {
    for (name, text) in [
        ("index.html", "<title>Restore Desk</title>"),
        ("boot.js", "boot()"),
        ("restore-session.js", "element()"),
        ("style-0123456789abcdef.css", "p {}"),
        ("desk-0123456789abcdef_bg.wasm", "wasm"),
        ("desk-0123456789abcdef_bg.wasm.br", "wasm in brotli"),
        ("desk-0123456789abcdef_bg.wasm.gz", "wasm in gzip"),
        ("config.json", r#"{"proxy":"api/","portalOrigins":["https://portal.example"]}"#),
        ("locales/de.json", "{}"),
        (".env", "Secret"),
        (".git/config", "Secret"),
        ("../Secret", "Secret"),
    ] {
        let path = dir.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

/// What every file comes with.
pub(crate) fn headers() -> Vec<(&'static str, Option<&'static str>)> {
    let policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
                  img-src 'self' data:; font-src 'self'; manifest-src 'self'; worker-src 'self'; \
                  connect-src 'self'; base-uri 'none'; form-action 'none'; \
                  require-trusted-types-for 'script'; trusted-types 'none'; \
                  frame-ancestors 'self' https://portal.example";
    let permissions = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), \
                       clipboard-write=(self)";
    vec![
        ("content-security-policy", Some(policy)),
        ("x-content-type-options", Some("nosniff")),
        ("referrer-policy", Some("no-referrer")),
        ("permissions-policy", Some(permissions)),
        ("cross-origin-opener-policy", Some("same-origin-allow-popups")),
        ("strict-transport-security", Some("max-age=31536000")),
        ("x-frame-options", None),
        ("set-cookie", None),
        ("access-control-allow-origin", None),
    ]
}

pub(crate) fn clauses() -> Vec<Clause> {
    vec![
        clause("The document comes with its policy, over TLS with HSTS", documents()),
        clause("A file comes with its type, its cache and its encoding", files()),
        clause("Only the element's script is for other origins", element()),
        clause("What is no file of the app is 404, hidden files and folders too", missing()),
        clause("An address that leads out of the folder is 404", outside())
            .gateway_only("nginx answers 400 before it has read the headers, so without CORS"),
        clause("Files are for reading", methods()),
    ]
}

fn documents() -> Vec<Row> {
    ["GET /", "GET /index.html", "GET /?open=1"]
        .map(|line| {
            let row = ask(line).file(200).replies(&[("content-type", Some("text/html")), NO_CACHE]);
            row.answer(|answer| answer.body("<title>Restore Desk</title>"))
        })
        .into()
}

fn files() -> Vec<Row> {
    let wasm = format!("GET /{HASHED}");
    let style = "GET /style-0123456789abcdef.css".to_owned();
    let file = |name: &str| format!("GET /{name}");
    let immutable = "public, max-age=31536000, immutable";
    [
        (wasm.clone(), "br, gzip", "application/wasm", immutable, Some("br"), "wasm in brotli"),
        (wasm.clone(), "gzip, br", "application/wasm", immutable, Some("br"), "wasm in brotli"),
        (wasm.clone(), "gzip", "application/wasm", immutable, Some("gzip"), "wasm in gzip"),
        (wasm, "identity", "application/wasm", immutable, None, "wasm"),
        (style, "br, gzip", "text/css", immutable, None, "p {}"),
        (file("boot.js"), "br", "text/javascript", "no-cache", None, "boot()"),
        (file("locales/de.json"), "br", "application/json", "no-cache", None, "{}"),
    ]
    .map(|(line, accept, kind, cache, encoding, body)| {
        let row = ask(line).with(&format!("Accept-Encoding: {accept}")).file(200);
        let row = row.answer(|answer| answer.body(body));
        row.replies(&[
            ("content-type", Some(kind)),
            ("cache-control", Some(cache)),
            ("content-encoding", encoding),
        ])
    })
    .into_iter()
    .chain([ask("GET /config.json")
        .file(200)
        .replies(&[("content-type", Some("application/json")), NO_CACHE])])
    .collect()
}

fn element() -> Vec<Row> {
    let name = "cross-origin-resource-policy";
    [("restore-session.js", "cross-origin"), ("boot.js", "same-origin"), ("", "same-origin")]
        .map(|(file, policy)| {
            ask(format!("GET /{file}")).file(200).replies(&[(name, Some(policy)), NO_CACHE])
        })
        .into()
}

fn missing() -> Vec<Row> {
    [
        "GET /nothing.js",
        "GET /locales",
        "GET /locales/",
        "GET /.env",
        "GET /.git/config",
        "GET /locales/../index.html",
        "GET /%2eenv",
        "GET /boot%2ejs",
        "GET //index.html",
        "GET /locales//de.json",
        "GET /restoreSessions/1",
    ]
    .map(|line| ask(line).answered(404).answer(|answer| answer.marks(Marks::Missing)))
    .into()
}

fn outside() -> Vec<Row> {
    ["GET /../Secret", "GET /locales/../../Secret", "GET /%2e%2e/Secret", "GET /..%2fSecret"]
        .map(|line| {
            let row = ask(line).answered(404).answer(|answer| answer.marks(Marks::Missing));
            row.nginx(Answer::unread)
        })
        .into()
}

fn methods() -> Vec<Row> {
    let mut rows: Vec<Row> = ["POST", "PUT", "DELETE", "PROPFIND"]
        .map(|method| {
            let row = ask(format!("{method} /index.html")).carrying(b"").answered(405);
            row.answer(|answer| answer.marks(Marks::Missing))
                .replies(&[("allow", Some("GET, HEAD"))])
        })
        .into();
    rows.push(ask("HEAD /index.html").file(200).replies(&[NO_CACHE]));
    rows
}
