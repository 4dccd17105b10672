//! The app's files: headers, encodings, caches, config.json, and nothing besides them.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use tempfile::{TempDir, tempdir};

use crate::support::em::Em;
use crate::support::{Reply, ask, gateway};

const HASHED: &str = "desk-0123456789abcdef_bg.wasm";

fn built() -> TempDir {
    let dir = tempdir().unwrap();
    let put = |name: &str, text: &str| {
        let path = dir.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    put("index.html", "<title>Restore Desk</title>");
    put("boot.js", "boot()");
    put("restore-session.js", "element()");
    put(HASHED, "wasm");
    put(&format!("{HASHED}.br"), "wasm in brotli");
    put(&format!("{HASHED}.gz"), "wasm in gzip");
    put("config.json", r#"{"proxy":"api/","portalOrigins":["https://portal.example"]}"#);
    put("locales/de.json", "{}");
    put(".env", "secret");
    put(".git/config", "secret");
    dir
}

async fn served(dir: &Path, flags: &[&str], lines: &[(&str, &[&str])]) -> Vec<Reply> {
    let em = Em::plain().await;
    let app = dir.to_str().unwrap();
    let all = [&["--enterprise-manager", &em.url, "--app", app], flags].concat();
    let running = gateway(&all).await;
    let origin = running.addresses.app.clone().unwrap();
    let mut replies = Vec::new();
    for (line, headers) in lines {
        replies.push(ask(&origin, line, headers).await);
    }
    replies
}

#[tokio::test]
async fn app_and_api_share_one_origin() {
    let dir = built();
    let lines: [(&str, &[&str]); 4] =
        [("GET /", &[]), ("GET /api/", &[]), ("GET /healthz", &[]), ("GET /api/credentials", &[])];
    let replies = served(dir.path(), &[], &lines).await;
    let seen: Vec<u16> = replies.iter().map(|reply| reply.status).collect();
    assert_eq!(seen, [200, 200, 200, 404]);
    assert!(replies[0].text().contains("Restore Desk"));
    assert_eq!(replies[1].text(), r#"{"Type":"Usual"}"#);
    assert_eq!(replies[3].code(), "not-allowed");
}

#[tokio::test]
async fn the_document_has_the_written_headers() {
    let dir = built();
    for (flags, hsts) in [(&[][..], None), (&["--behind-tls"][..], Some("max-age=31536000"))] {
        let reply = &served(dir.path(), flags, &[("GET /", &[])]).await[0];
        for (name, value) in [
            ("content-type", Some("text/html")),
            (
                "content-security-policy",
                Some(
                    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
                     img-src 'self' data:; font-src 'self'; manifest-src 'self'; worker-src 'self'; \
                     connect-src 'self'; base-uri 'none'; form-action 'none'; \
                     require-trusted-types-for 'script'; trusted-types 'none'; \
                     frame-ancestors 'self' https://portal.example",
                ),
            ),
            ("x-content-type-options", Some("nosniff")),
            ("referrer-policy", Some("no-referrer")),
            (
                "permissions-policy",
                Some(
                    "camera=(), geolocation=(), microphone=(), payment=(), usb=(), \
                     clipboard-write=(self)",
                ),
            ),
            ("cross-origin-opener-policy", Some("same-origin-allow-popups")),
            ("cross-origin-resource-policy", Some("same-origin")),
            ("strict-transport-security", hsts),
            ("cache-control", Some("no-cache")),
            ("x-frame-options", None),
            ("access-control-allow-origin", None),
        ] {
            assert_eq!(reply.header(name), value, "{name}");
        }
    }
}

#[tokio::test]
async fn a_file_that_has_not_changed_is_not_sent_again() {
    let dir = built();
    let first = &served(dir.path(), &[], &[("GET /", &[])]).await[0];
    let since = format!("If-Modified-Since: {}", first.header("last-modified").unwrap());
    let reply = &served(dir.path(), &[], &[("GET /", &[&since])]).await[0];
    assert_eq!((reply.status, reply.header("cache-control")), (304, Some("no-cache")));
    assert!(reply.header("content-security-policy").is_some());
}

#[tokio::test]
async fn an_app_on_an_origin_of_its_own_is_told_where_the_api_is() {
    let dir = built();
    let em = Em::plain().await;
    let app = dir.path().to_str().unwrap();
    let flags = ["--enterprise-manager", &em.url, "--app", app, "--app-listen", "127.0.0.1:0"];
    let running = gateway(&flags).await;
    let (api, app) = (&running.addresses.api, running.addresses.app.as_ref().unwrap());
    assert_ne!(api, app);

    let config = ask(app, "GET /config.json", &[]).await;
    assert_eq!(config.header("content-type"), Some("application/json"));
    assert_eq!(config.header("cache-control"), Some("no-cache"));
    let keys: Value = serde_json::from_slice(&config.body).unwrap();
    let proxy = format!("{api}/api/");
    assert_eq!(keys, json!({"proxy": proxy, "portalOrigins": ["https://portal.example"]}));
    let document = ask(app, "GET /", &[]).await;
    let policy = document.header("content-security-policy").unwrap();
    assert!(policy.contains(&format!("connect-src 'self' {api};")), "{policy}");

    // The app's own origin may call the API, and neither is found at the other's address.
    let origin = format!("Origin: {app}");
    let stream = crate::support::send(api, "GET /api/", &[&origin], b"").await;
    let reply = crate::support::receive(stream).await;
    assert_eq!(reply.header("access-control-allow-origin"), Some(app.as_str()));
    assert_eq!(ask(api, "GET /index.html", &[]).await.status, 404);
    assert_eq!(ask(app, "GET /api/", &[]).await.status, 404);
    assert_eq!(ask(app, "GET /healthz", &[]).await.status, 404);
}

#[tokio::test]
async fn config_json_can_come_from_elsewhere() {
    let dir = built();
    let own = tempdir().unwrap();
    let path = own.path().join("site.json");
    let text = r#"{ "proxy": "https://api.example/x/api/" }"#;
    fs::write(&path, text).unwrap();
    let path_flag = path.to_str().unwrap();
    let given = ["--app-config", path_flag];
    let lines: [(&str, &[&str]); 2] = [("GET /config.json", &[]), ("GET /", &[])];
    let replies = served(dir.path(), &given, &lines).await;
    assert_eq!(replies[0].text(), text);
    let policy = replies[1].header("content-security-policy").unwrap();
    assert!(policy.contains("connect-src 'self' https://api.example;"), "{policy}");

    let told = ["--app-listen", "127.0.0.1:0", "--api-url", "https://api.example/api/"];
    let replies = served(dir.path(), &told, &lines).await;
    assert!(replies[0].text().contains("https://api.example/api/"));
}

#[tokio::test]
async fn one_setting_lets_a_portal_frame_the_app() {
    let dir = built();
    let lines: [(&str, &[&str]); 2] = [("GET /config.json", &[]), ("GET /", &[])];
    let portals = ["--portal-origin", "https://one.example", "http://Two.example:8090/"];
    let replies = served(dir.path(), &portals, &lines).await;
    let keys: Value = serde_json::from_slice(&replies[0].body).unwrap();
    let both = json!(["https://one.example", "http://two.example:8090"]);
    assert_eq!(keys, json!({"proxy": "api/", "portalOrigins": both}));
    let policy = replies[1].header("content-security-policy").unwrap();
    let framing = "frame-ancestors 'self' https://one.example http://two.example:8090";
    assert!(policy.ends_with(framing), "{policy}");
}

#[tokio::test]
async fn a_file_of_the_site_s_own_has_to_name_the_same_portals() {
    let (dir, own) = (built(), tempdir().unwrap());
    let em = Em::plain().await;
    let path = own.path().join("site.json");
    let flags = ["gateway", "--listen", "127.0.0.1:0", "--enterprise-manager", &em.url];
    let app = ["--app", dir.path().to_str().unwrap(), "--app-config", path.to_str().unwrap()];
    let portals = ["--portal-origin", "https://one.example", "https://two.example"];
    let words = [&flags[..], &app, &portals].concat();
    for (text, is_same) in [
        (r#"{"proxy":"api/","portalOrigins":["https://two.example","https://one.example"]}"#, true),
        (r#"{"proxy":"api/","portalOrigins":["https://one.example"]}"#, false),
        (r#"{"proxy":"api/"}"#, false),
        (
            r#"{"proxy":"api/","portalOrigins":["https://one.example","https://two.example","https://x"]}"#,
            false,
        ),
    ] {
        fs::write(&path, text).unwrap();
        let given = <restore_desk_gateway::options::Cli as clap::Parser>::parse_from(&words).given;
        let settings = restore_desk_gateway::settings::Settings::try_from(given).unwrap();
        match restore_desk_gateway::gateway::start(settings).await {
            Ok(_) => assert!(is_same, "{text}"),
            Err(why) => {
                assert!(!is_same, "{text}: {why}");
                let both = r#"["https://one.example","https://two.example"]"#;
                assert!(why.contains("site.json") && why.contains(both), "{why}");
            }
        }
    }
}

#[tokio::test]
async fn a_config_json_that_is_edited_is_served_as_it_is_now() {
    let dir = built();
    let em = Em::plain().await;
    let app = dir.path().to_str().unwrap();
    let running = gateway(&["--enterprise-manager", &em.url, "--app", app]).await;
    let origin = running.addresses.app.as_ref().unwrap();
    let path = dir.path().join("config.json");
    fs::write(&path, r#"{"proxy":"https://later.example/api/"}"#).unwrap();
    let document = ask(origin, "GET /", &[]).await;
    let policy = document.header("content-security-policy").unwrap();
    assert!(policy.contains("https://later.example;"), "{policy}");
    // A slip of the pen leaves the last good one in place.
    fs::write(&path, r#"{"proxy":"#).unwrap();
    assert!(ask(origin, "GET /config.json", &[]).await.text().contains("later.example"));
}
