//! The program itself: its line on standard output, its log, its ends.

use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Child, Command, Output, Stdio};

use serde_json::Value;
use tempfile::tempdir;

use crate::support::certificate::Certificate;
use crate::support::em::{self, Em};
use crate::support::reader::{ACCOUNT, AccountFile, Logons};
use crate::support::{ask, receive, send};

/// The program, killed if a test fails half-way.
struct Program {
    child: Child,
    addresses: Value,
}

impl Program {
    fn start(flags: &[&str]) -> Program {
        let mut child = command(flags)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        Program { child, addresses: serde_json::from_str(&line).unwrap() }
    }

    fn api(&self) -> &str {
        self.addresses["api"].as_str().unwrap()
    }

    /// Waits for the end: whether it was a good one, and the log.
    fn end(mut self) -> (bool, String) {
        let mut log = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut log).unwrap();
        (self.child.wait().unwrap().success(), log)
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

fn command(flags: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_restore-desk-gateway"));
    command.args(flags);
    command
}

fn run(flags: &[&str]) -> Output {
    command(flags).output().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_holds_no_token_password_or_query() {
    let em = Em::start(em::status(200), Some(&Certificate::self_signed())).await;
    let plain = Em::plain().await;
    let pin = Certificate::self_signed().fingerprint();
    let listen = ["--listen", "127.0.0.1:0", "--exit-on-stdin-close", "--enterprise-manager"];
    let headers = [
        "Authorization: Basic c2VjcmV0LXVzZXI6c2VjcmV0LXBhc3M=",
        "X-RestSvcSessionId: secret-token",
        "Cookie: X-RestSvcSessionId=secret-cookie",
    ];
    for (url, pin, status) in [(&plain.url, None, 200), (&em.url, Some(pin.as_str()), 502)] {
        let mut flags = listen.to_vec();
        flags.push(url);
        flags.extend(pin.iter().flat_map(|pin| ["--fingerprint", pin]));
        let mut program = Program::start(&flags);
        for line in [
            "POST /api/sessionMngr/?v=latest",
            "GET /api/query?type=RestoreSession&filter=Name==secret-name",
            "DELETE /api/logonSessions/secret-id",
        ] {
            assert_eq!(ask(program.api(), line, &headers).await.status, status, "{line}");
        }
        drop(program.child.stdin.take());
        let (good, log) = program.end();
        assert!(good, "{log}");
        for secret in ["secret", "c2VjcmV0", "RestoreSession&"] {
            assert!(!log.contains(secret), "{secret} in {log}");
        }
        for told in ["client=127.0.0.1", "method=\"POST\"", "path=\"/api/query\"", "millis="] {
            assert!(log.contains(told), "{told} in {log}");
        }
        if let Some(pin) = pin {
            assert!(log.contains(pin) && log.contains("seen="), "{log}");
        }
    }
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn sigterm_lets_a_request_finish() {
    let go = std::sync::Arc::new(tokio::sync::Notify::new());
    let script = {
        let go = std::sync::Arc::clone(&go);
        axum::Router::new().fallback(move || async move {
            go.notified().await;
            "finished"
        })
    };
    let mut em = Em::start(script, None).await;
    let program = Program::start(&["--listen", "127.0.0.1:0", "--enterprise-manager", &em.url]);
    let under_way = send(program.api(), "GET /api/", &[], b"").await;
    em.arrival().await;
    let id = program.child.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
    go.notify_one();
    assert_eq!(receive(under_way).await.text(), "finished");
    assert!(program.end().0);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_names_the_user_and_the_account_and_no_secret() {
    let (logons, account) = (std::sync::Arc::<Logons>::default(), AccountFile::new(ACCOUNT));
    let em = logons.start().await;
    let flags =
        ["--listen", "127.0.0.1:0", "--exit-on-stdin-close", "--enterprise-manager", &em.url];
    let named = ["--trust-user-header", "X-Remote-User", "--trusted-proxy", "127.0.0.1"];
    let own = ["--sign-in-account", account.flag()];
    let mut program = Program::start(&[&flags[..], &named, &own].concat());
    let ann = "X-Remote-User: DESK\\ann status=200";
    for (headers, status) in [(&[ann, "X-RestSvcSessionId: secret-token"][..], 200), (&[], 403)] {
        let reply = ask(program.api(), "GET /api/restoreSessions/1", headers).await;
        assert_eq!(reply.status, status);
    }
    drop(program.child.stdin.take());
    let (good, log) = program.end();
    assert!(good, "{log}");
    // Quoted, so that a name does not pass for a field of the line.
    let user = r#"user="DESK\\ann status=200" method="GET""#;
    for told in [user, "signed in", "signed out", r#"account.user="DESK\\reader""#] {
        assert!(log.contains(told), "{told} in {log}");
    }
    assert_eq!(
        log.lines().filter(|line| line.contains("request ") && line.contains("user=")).count(),
        1
    );
    let token =
        em.heard().pop().unwrap().headers["x-restsvcsessionid"].to_str().unwrap().to_owned();
    for secret in ["secret", "REVTS1xyZWFkZXI6c2VjcmV0", "00000000-0000", token.as_str()] {
        assert!(!log.contains(secret), "{secret} in {log}");
    }
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn sigterm_signs_out() {
    let (logons, account) = (std::sync::Arc::<Logons>::default(), AccountFile::new(ACCOUNT));
    let em = logons.start().await;
    let flags = ["--listen", "127.0.0.1:0", "--anonymous-readers", "--enterprise-manager", &em.url];
    let program = Program::start(&[&flags[..], &["--sign-in-account", account.flag()]].concat());
    assert_eq!(ask(program.api(), "GET /api/restoreSessions", &[]).await.status, 200);
    assert_eq!(logons.live(), 1);
    let id = program.child.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
    assert!(program.end().0);
    assert_eq!(logons.live(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn flags_beat_the_environment_which_beats_the_file() {
    let em = Em::plain().await;
    let dir = tempdir().unwrap();
    let file = dir.path().join("gateway.toml");
    let text = format!(
        "enterprise-manager = {:?}\nlisten = \"127.0.0.1:1\"\nexplore = true\n\
         exit-on-stdin-close = true\n",
        em.url
    );
    std::fs::write(&file, text).unwrap();
    let mut child = command(&["--config", file.to_str().unwrap(), "--listen", "127.0.0.1:0"])
        .env("RESTORE_DESK_GATEWAY_LISTEN", "127.0.0.1:2")
        .env("RESTORE_DESK_GATEWAY_EXPLORE", "false")
        .env("RESTORE_DESK_GATEWAY_ALLOW_ORIGIN", "https://a.example,https://desk.example")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
    let program = Program { child, addresses: serde_json::from_str(&line).unwrap() };
    assert_eq!(program.addresses["app"], Value::Null);
    assert_eq!(program.addresses["admin"], Value::Null);
    let reply = ask(program.api(), "GET /api/jobs/1", &[]).await;
    assert_eq!((reply.status, reply.code().as_str()), (404, "not-opened"));
    assert!(reply.header("access-control-allow-origin").is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_taken_port_is_a_sentence_and_exit_code_2() {
    let em = Em::plain().await;
    let taken = em.url.trim_start_matches("http://").to_owned();
    let dir = tempdir().unwrap();
    std::fs::write(dir.path().join("index.html"), "").unwrap();
    let app = dir.path().to_str().unwrap();
    let free = ["--listen", "127.0.0.1:0", "--app", app];
    for (flag, rest) in
        [("--listen", &[][..]), ("--app-listen", &free[..]), ("--admin-listen", &free[..])]
    {
        let flags = [&["--enterprise-manager", &em.url, flag, &taken], rest].concat();
        let output = run(&flags);
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{told}");
        assert!(told.contains(&taken) && told.contains(flag), "{told}");
        assert!(output.stdout.is_empty());
    }
}

#[test]
fn wrong_settings_are_a_sentence_and_exit_code_2() {
    let dir = tempdir().unwrap();
    let file = dir.path().join("gateway.toml");
    std::fs::write(&file, "lissten = 1").unwrap();
    let file = file.to_str().unwrap();
    let plain = ["--enterprise-manager", "http://127.0.0.1:1"];
    for (flags, words) in [
        (vec![], "--enterprise-manager"),
        (vec!["--listen", "nowhere"], "--listen"),
        (vec!["--config", file], "lissten"),
        (vec!["--config", "/nowhere"], "/nowhere"),
        ([plain.as_slice(), &["--listen", "0.0.0.0:0"]].concat(), "--behind-tls"),
        ([plain.as_slice(), &["--sign-in-account", "/nowhere"]].concat(), "/nowhere"),
        ([plain.as_slice(), &["--anonymous-readers"]].concat(), "--sign-in-account"),
        (vec!["--enterprise-manager", "https://127.0.0.1:1", "--ca", file], "--ca"),
        ([plain.as_slice(), &["--tls-cert", file, "--tls-key", file]].concat(), "--tls-key"),
    ] {
        let output = run(&flags);
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{told}");
        assert!(told.contains(words), "{words} in {told}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_subcommand_prints_a_fingerprint_that_the_flag_takes() {
    let certificate = Certificate::self_signed();
    let em = Em::start(em::status(200), Some(&certificate)).await;
    let output = run(&["fingerprint", &em.url]);
    assert!(output.status.success());
    assert_eq!(String::from_utf8(output.stdout).unwrap().trim(), certificate.fingerprint());
    assert!(em.heard().is_empty());
    for url in ["http://127.0.0.1:1", "nonsense", "https://127.0.0.1:1"] {
        assert_eq!(run(&["fingerprint", url]).status.code(), Some(2), "{url}");
    }
}
