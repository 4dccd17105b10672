//! The gateway signs in by itself: with which account, what passes, and the sign-out.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use axum::http::HeaderName;
use serde_json::Value;

use crate::support::em::{self, Em};
use crate::support::reader::{
    ACCOUNT, AccountFile, DATE, LONG, Logons, NONE, metric, own, started,
};
use crate::support::{ORIGIN, ask, gateway, receive, send};

#[tokio::test]
async fn a_read_is_made_with_the_gateways_account_whatever_the_client_sends() {
    let (logons, account) = (Arc::<Logons>::default(), AccountFile::new(ACCOUNT));
    let em = logons.start().await;
    let running = own(&em, &account, LONG, &[]).await;
    let headers = [
        "Accept: application/json;q=0.9",
        "Authorization: Basic YTpi",
        "X-RestSvcSessionId: a-client's",
        "Cookie: X-RestSvcSessionId=a-client's",
        "Content-Type: application/json",
        "X-Forwarded-For: 192.0.2.1",
        "X-Remote-User: ann",
        "Referer: https://desk.example/secret",
    ];
    let line = "GET /api/restoreSessions/1?format=Entity";
    let reply = ask(&running.addresses.api, line, &headers).await;
    assert_eq!((reply.status, reply.text().as_str()), (200, r#"{"Number":1}"#));
    for (name, value) in [
        ("date", Some(DATE)),
        ("content-type", Some("application/json")),
        ("content-length", Some("12")),
        ("cache-control", Some("no-store")),
        ("access-control-allow-origin", Some(ORIGIN)),
        ("x-restsvcsessionid", None),
    ] {
        assert_eq!(reply.header(name), value, "{name}");
    }
    let heard = em.heard();
    let lines: Vec<&str> = heard.iter().map(|heard| heard.line.as_str()).collect();
    assert_eq!(lines, ["POST /api/sessionMngr/?v=latest", line]);
    let names = |index: usize| {
        let mut names: Vec<&str> = heard[index].headers.keys().map(HeaderName::as_str).collect();
        names.sort_unstable();
        names
    };
    assert_eq!(names(0), ["accept", "authorization", "content-length", "host"]);
    assert_eq!(
        (&heard[0].headers["content-length"], heard[0].body.len()),
        (&"0".parse().unwrap(), 0)
    );
    assert_eq!(heard[0].headers["accept"], "application/json");
    assert_eq!(names(1), ["accept", "host", "x-restsvcsessionid"]);
    assert_eq!(heard[1].headers["accept"], "application/json;q=0.9");
    assert_ne!(heard[1].headers["x-restsvcsessionid"], "a-client's");
}

#[tokio::test]
async fn nothing_signs_in_or_out_and_the_list_still_holds() {
    let (logons, account) = (Arc::<Logons>::default(), AccountFile::new(ACCOUNT));
    let em = logons.start().await;
    let running = own(&em, &account, LONG, &[]).await;
    for (line, status, code) in [
        ("POST /api/sessionMngr/?v=latest", 405, "signs-in-itself"),
        ("GET /api/sessionMngr/", 405, "signs-in-itself"),
        ("DELETE /api/logonSessions/1", 405, "signs-in-itself"),
        ("GET /api/logonSessions/1", 405, "signs-in-itself"),
        ("POST /api/restoreSessions/1", 405, "wrong-method"),
        ("GET /api/logonSessions", 404, "not-allowed"),
        ("GET /api/credentials", 404, "not-allowed"),
        ("GET /api/jobs/1", 404, "not-opened"),
        ("GET /api/query?type=Credentials", 400, "not-allowed"),
        ("GET /api/restoreSessions/1?action=stop", 400, "not-allowed"),
    ] {
        let reply = ask(&running.addresses.api, line, &[]).await;
        assert_eq!((reply.status, reply.code().as_str()), (status, code), "{line}");
        assert_eq!(reply.header("access-control-allow-origin"), Some(ORIGIN), "{line}");
        assert_eq!(reply.header("allow").is_some(), status == 405, "{line}");
    }
    assert_eq!(ask(&running.addresses.api, "OPTIONS /api/sessionMngr/", &[]).await.status, 204);
    assert!(em.heard().is_empty());
}

#[tokio::test]
async fn it_signs_out_when_it_stops() {
    let (logons, account) = (Arc::<Logons>::default(), AccountFile::new(ACCOUNT));
    let em = logons.start().await;
    let running = own(&em, &account, LONG, &[]).await;
    ask(&running.addresses.api, "GET /api/restoreSessions", &[]).await;
    assert_eq!(logons.live(), 1);
    running.stop().await;
    assert_eq!(logons.live(), 0);
    let last = em.heard().pop().unwrap();
    assert_eq!(last.line, "DELETE /api/logonSessions/00000000-0000-4000-8000-000000000000");

    // Who has not signed in has nothing to sign out from.
    let running = own(&em, &account, LONG, &[]).await;
    running.stop().await;
    assert_eq!(em.heard().len(), 3);
}

#[tokio::test]
async fn a_refused_account_is_said_and_not_tried_again_for_a_while() {
    let (logons, account) = (Arc::<Logons>::default(), AccountFile::new("DESK\\reader\nwrong\n"));
    let em = logons.start().await;
    let running = own(&em, &account, LONG, &[]).await;
    for line in
        ["GET /api/restoreSessions", "GET /api/restoreSessions", "GET /api/restoreSessions/1"]
    {
        let reply = ask(&running.addresses.api, line, &[]).await;
        assert_eq!((reply.status, reply.code().as_str()), (401, "account-refused"));
        assert!(reply.text().contains("the proxy's account"));
        let seconds: u64 = reply.header("retry-after").unwrap().parse().unwrap();
        assert!((3_590..=3_600).contains(&seconds), "{seconds}");
        assert_eq!(reply.header("access-control-allow-origin"), Some(ORIGIN));
        assert_eq!(reply.header("www-authenticate"), None);
    }
    assert_eq!(em.heard().len(), 1);
    let ready = ask(running.addresses.admin.as_ref().unwrap(), "GET /readyz", &[]).await;
    assert_eq!((ready.status, ready.code().as_str()), (503, "account-refused"));
    assert_eq!(metric(&running, r#"own_sign_ins_total{outcome="refused"}"#).await, 1);
}

#[tokio::test]
async fn a_corrected_account_is_taken_without_a_new_start() {
    let (logons, account) = (Arc::<Logons>::default(), AccountFile::new("DESK\\reader\nwrong\n"));
    let em = logons.start().await;
    let running = own(&em, &account, NONE, &[]).await;
    assert_eq!(ask(&running.addresses.api, "GET /api/restoreSessions", &[]).await.status, 401);
    std::fs::write(&account.path, ACCOUNT).unwrap();
    assert_eq!(ask(&running.addresses.api, "GET /api/restoreSessions", &[]).await.status, 200);
    assert_eq!(logons.given(), 1);
}

#[tokio::test]
async fn tokens_that_are_worth_nothing_do_not_become_a_stream_of_sign_ins() {
    let (logons, account) = (Arc::<Logons>::default(), AccountFile::new(ACCOUNT));
    logons.gives_dead_tokens.store(true, Ordering::SeqCst);
    let em = logons.start().await;
    let running = own(&em, &account, LONG, &[]).await;
    for _ in 0..5 {
        let reply = ask(&running.addresses.api, "GET /api/restoreSessions", &[]).await;
        assert_eq!((reply.status, reply.code().as_str()), (401, "account-refused"));
    }
    assert_eq!(logons.given(), 3);
}

#[tokio::test]
async fn a_sign_in_that_fails_otherwise_is_502() {
    let account = AccountFile::new(ACCOUNT);
    for (status, code) in [(500, "em-sign-in"), (200, "em-sign-in"), (302, "em-redirect")] {
        let em = Em::start(em::status(status), None).await;
        let running = own(&em, &account, LONG, &[]).await;
        let reply = ask(&running.addresses.api, "GET /api/restoreSessions", &[]).await;
        assert_eq!((reply.status, reply.code().as_str()), (502, code), "{status}");
    }
}

#[tokio::test]
async fn ready_is_who_can_sign_in() {
    let (logons, account) = (Arc::<Logons>::default(), AccountFile::new(ACCOUNT));
    let em = logons.start().await;
    let running = own(&em, &account, LONG, &[]).await;
    let admin = running.addresses.admin.as_ref().unwrap();
    for _ in 0..2 {
        assert_eq!(ask(admin, "GET /readyz", &[]).await.text(), "ready");
    }
    assert_eq!(metric(&running, r#"own_sign_ins_total{outcome="accepted"}"#).await, 1);
    assert_eq!(logons.given(), 1);
}

#[tokio::test]
async fn the_account_must_be_two_lines_that_nobody_else_can_read() {
    let em = Em::plain().await;
    for (text, words) in
        [("", "first line"), ("DESK\\reader\n", "second"), ("a\nb\nc\n", "two lines")]
    {
        let account = AccountFile::new(text);
        let why = started(&em, &account, LONG, &[]).await.unwrap_err();
        assert!(why.contains("--sign-in-account") && why.contains(words), "{why}");
    }
    let gone = AccountFile::new(ACCOUNT);
    std::fs::remove_file(&gone.path).unwrap();
    let why = started(&em, &gone, LONG, &[]).await.unwrap_err();
    assert!(why.contains(gone.flag()), "{why}");
}

#[cfg(unix)]
#[tokio::test]
async fn an_account_that_others_may_read_is_refused() {
    use std::os::unix::fs::PermissionsExt;

    let (em, account) = (Em::plain().await, AccountFile::new(ACCOUNT));
    for (mode, is_closed) in [
        (0o600, true),
        (0o400, true),
        (0o640, false),
        (0o604, false),
        (0o620, false),
        (0o601, false),
    ] {
        std::fs::set_permissions(&account.path, PermissionsExt::from_mode(mode)).unwrap();
        match started(&em, &account, LONG, &[]).await {
            Ok(_) => assert!(is_closed, "{mode:o}"),
            Err(why) => assert!(!is_closed && why.contains("chmod 600"), "{mode:o}: {why}"),
        }
    }
}

#[tokio::test]
async fn the_page_is_told_that_there_is_no_form() {
    let (em, account) = (Em::plain().await, AccountFile::new(ACCOUNT));
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("index.html"), "").unwrap();
    let folder = ["--app", dir.path().to_str().unwrap()];
    let apart = [&folder[..], &["--app-listen", "127.0.0.1:0"]].concat();
    for text in [None, Some(r#"{"proxy":"api/","signIn":"account","idleStopMinutes":5}"#)] {
        if let Some(text) = text {
            std::fs::write(dir.path().join("config.json"), text).unwrap();
        }
        for flags in [&folder[..], &apart[..]] {
            let running = own(&em, &account, LONG, flags).await;
            let app = running.addresses.app.as_ref().unwrap();
            let body = ask(app, "GET /config.json", &[]).await.body;
            let keys: Value = serde_json::from_slice(&body).unwrap();
            assert_eq!(keys["signIn"], "proxy", "{flags:?}");
            assert_eq!(keys["idleStopMinutes"].is_null(), text.is_none());
        }
    }
}

#[tokio::test]
async fn a_configuration_that_does_not_fit_the_gateway_is_refused() {
    let (em, account) = (Em::plain().await, AccountFile::new(ACCOUNT));
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("index.html"), "").unwrap();
    let site = dir.path().join("site.json");
    let flags = ["--app", dir.path().to_str().unwrap(), "--app-config", site.to_str().unwrap()];
    let by_users = [&["--enterprise-manager", em.url.as_str()], &flags[..]].concat();

    std::fs::write(&site, r#"{"proxy":"api/"}"#).unwrap();
    let why = started(&em, &account, LONG, &flags).await.unwrap_err();
    assert!(why.contains("site.json") && why.contains("signIn"), "{why}");
    gateway(&by_users).await;

    std::fs::write(&site, r#"{"proxy":"api/","signIn":"proxy"}"#).unwrap();
    started(&em, &account, LONG, &flags).await.unwrap();
    let words = [&["gateway", "--listen", "127.0.0.1:0"], &by_users[..]].concat();
    let given = <restore_desk_gateway::options::Cli as clap::Parser>::parse_from(words).given;
    let settings = restore_desk_gateway::settings::Settings::try_from(given).unwrap();
    let why = restore_desk_gateway::gateway::start(settings).await.unwrap_err();
    assert!(why.contains("--sign-in-account"), "{why}");

    // Another proxy may well sign in by itself.
    std::fs::write(&site, r#"{"proxy":"https://other.example/api/","signIn":"proxy"}"#).unwrap();
    gateway(&by_users).await;
}

#[tokio::test]
async fn a_body_of_a_read_goes_nowhere() {
    let (logons, account) = (Arc::<Logons>::default(), AccountFile::new(ACCOUNT));
    let em = logons.start().await;
    let running = own(&em, &account, LONG, &[]).await;
    let line = "GET /api/restoreSessions";
    let stream = send(&running.addresses.api, line, &["Content-Length: 2"], b"{}").await;
    assert_eq!(receive(stream).await.status, 200);
    assert!(em.heard().iter().all(|heard| heard.body.is_empty()));
}
