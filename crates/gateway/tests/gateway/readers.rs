//! Who may read what the gateway's own account may.

use std::sync::Arc;

use clap::Parser as _;
use restore_desk_gateway::options::Cli;
use restore_desk_gateway::settings::Settings;

use crate::support::reader::{ACCOUNT, AccountFile, LONG, Logons, started};
use crate::support::{ORIGIN, ask};

const NAMED: [&str; 2] = ["--trust-user-header", "X-Remote-User"];

#[test]
fn it_is_not_open_to_a_network_without_a_word_on_who_may_read() {
    let own = "--sign-in-account account";
    let front = "--behind-tls --listen 0.0.0.0:0";
    let tls = "--tls-cert cert --tls-key key --listen [::]:0";
    let user = "--trust-user-header X-Remote-User";
    for (flags, refusal) in [
        (own.to_owned(), None),
        (format!("{own} --tls-cert cert --tls-key key"), None),
        (format!("{own} {front}"), Some("--anonymous-readers")),
        (format!("{own} {tls}"), Some("--trust-user-header NAME and --trusted-proxy")),
        // A proxy in front on the same machine opens it to a network all the same.
        (format!("{own} --behind-tls"), Some("--anonymous-readers")),
        (format!("{own} {front} --trusted-proxy 10.0.0.5"), Some("--trust-user-header")),
        (format!("{own} {front} {user}"), Some("--trusted-proxy")),
        (format!("{own} {user}"), Some("--trusted-proxy")),
        (format!("{own} {front} {user} --trusted-proxy 10.0.0.5"), None),
        (format!("{own} {tls} {user} --trusted-proxy 10.0.0.5"), None),
        (format!("{own} {front} --anonymous-readers"), None),
        (format!("{own} {tls} --anonymous-readers"), None),
        (
            format!("{own} {front} {user} --trusted-proxy 10.0.0.5 --anonymous-readers"),
            Some("exclude"),
        ),
        (format!("{own} --trust-user-header a:b --trusted-proxy 10.0.0.5"), Some("a:b")),
        (
            format!("{own} --trust-user-header Authorization --trusted-proxy 10.0.0.5"),
            Some("secret"),
        ),
        (format!("{own} --trust-user-header cookie --trusted-proxy 10.0.0.5"), Some("secret")),
        (user.to_owned(), Some("--sign-in-account")),
        ("--anonymous-readers".to_owned(), Some("--sign-in-account")),
        // Each user signs in: nothing more to say.
        (front.to_owned(), None),
    ] {
        let words = ["gateway", "--enterprise-manager", "http://127.0.0.1:1"];
        let words = words.into_iter().chain(flags.split_whitespace());
        let outcome = Settings::try_from(Cli::try_parse_from(words).unwrap().given);
        match (outcome, refusal) {
            (Ok(_), None) => {}
            (Err(why), Some(words)) => assert!(why.contains(words), "{flags}: {why}"),
            (outcome, _) => panic!("{flags}: {outcome:?}"),
        }
    }
}

#[tokio::test]
async fn a_user_that_a_trusted_proxy_names_reads() {
    let (logons, account) = (Arc::<Logons>::default(), AccountFile::new(ACCOUNT));
    let em = logons.start().await;
    let flags = [&NAMED[..], &["--trusted-proxy", "127.0.0.0/8"]].concat();
    let running = started(&em, &account, LONG, &flags).await.unwrap();
    let line = "GET /api/restoreSessions";
    let reply = ask(&running.addresses.api, line, &["X-Remote-User: DESK\\ann"]).await;
    assert_eq!(reply.status, 200);
    let heard = em.heard();
    assert!(heard.iter().all(|heard| !heard.headers.contains_key("x-remote-user")));

    for headers in [&[][..], &["X-Remote-User:"], &["X-Remote-User: ann", "X-Remote-User: bob"]] {
        for line in [line, "GET /api/credentials", "POST /api/sessionMngr/"] {
            let reply = ask(&running.addresses.api, line, headers).await;
            assert_eq!((reply.status, reply.code().as_str()), (403, "not-a-reader"), "{headers:?}");
            assert_eq!(reply.header("access-control-allow-origin"), Some(ORIGIN));
        }
    }
    // What holds no data needs no user.
    assert_eq!(ask(&running.addresses.api, "OPTIONS /api/", &[]).await.status, 204);
    assert_eq!(ask(&running.addresses.api, "GET /healthz", &[]).await.status, 200);
    assert_eq!(em.heard().len(), heard.len());
}

#[tokio::test]
async fn a_user_that_a_stranger_names_does_not() {
    let (logons, account) = (Arc::<Logons>::default(), AccountFile::new(ACCOUNT));
    let em = logons.start().await;
    let flags = [&NAMED[..], &["--trusted-proxy", "192.0.2.1"]].concat();
    let running = started(&em, &account, LONG, &flags).await.unwrap();
    for headers in
        [&["X-Remote-User: ann"][..], &["X-Remote-User: ann", "X-Forwarded-For: 192.0.2.1"], &[]]
    {
        let reply = ask(&running.addresses.api, "GET /api/restoreSessions", headers).await;
        assert_eq!((reply.status, reply.code().as_str()), (403, "not-a-reader"), "{headers:?}");
    }
    assert!(em.heard().is_empty());
}

#[tokio::test]
async fn on_loopback_it_is_for_pages_of_this_machine() {
    let (logons, account) = (Arc::<Logons>::default(), AccountFile::new(ACCOUNT));
    let em = logons.start().await;
    let running = started(&em, &account, LONG, &[]).await.unwrap();
    for (host, status) in [
        ("127.0.0.1", 200),
        ("localhost:8080", 200),
        ("stranger.example:8080", 403),
        ("192.0.2.1", 403),
    ] {
        let host = format!("Host: {host}");
        let reply = ask(&running.addresses.api, "GET /api/restoreSessions", &[&host]).await;
        assert_eq!(reply.status, status, "{host}");
    }
    assert_eq!(em.heard().len(), 2);
}
