//! A gateway that signs in by itself, and an upstream that minds who asks.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use clap::Parser as _;
use restore_desk_gateway::gateway::{self, Running};
use restore_desk_gateway::options::Cli;
use restore_desk_gateway::settings::{Settings, SignIn, Waits};
use tempfile::TempDir;
use tokio::sync::Notify;

use super::em::Em;
use super::{ORIGIN, ask};

/// What is in the account's file.
pub(crate) const ACCOUNT: &str = "DESK\\reader\nsecret\n";
/// When the upstream says it answered.
pub(crate) const DATE: &str = "Tue, 15 Nov 1994 08:12:31 GMT";
const SESSION: &str = "x-restsvcsessionid";

/// Logon sessions of the upstream, and how it answers those who have one.
#[derive(Debug, Default)]
pub(crate) struct Logons {
    live: Mutex<BTreeSet<String>>,
    given: AtomicU32,
    /// All logon sessions end after so many good answers; 0 is never.
    pub(crate) expire_after: AtomicU32,
    answers: AtomicU32,
    /// Whether tokens are given that are worth nothing.
    pub(crate) gives_dead_tokens: AtomicBool,
    /// Whether reads wait for `go`.
    pub(crate) holds: AtomicBool,
    pub(crate) go: Notify,
}

impl Logons {
    /// As many as have signed in.
    pub(crate) fn given(&self) -> u32 {
        self.given.load(Ordering::SeqCst)
    }

    /// Those that have neither ended nor signed out.
    pub(crate) fn live(&self) -> usize {
        self.live.lock().unwrap().len()
    }

    /// Ends them all, as Enterprise Manager does after a while without requests.
    pub(crate) fn expire(&self) {
        self.live.lock().unwrap().clear();
    }

    /// An upstream that keeps these.
    pub(crate) async fn start(self: &Arc<Self>) -> Em {
        Em::start(Router::new().fallback(answer).with_state(Arc::clone(self)), None).await
    }

    fn sign_in(&self, headers: &HeaderMap) -> Response {
        let expected = format!("Basic {}", STANDARD.encode("DESK\\reader:secret"));
        let sent = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        if sent != Some(&expected) {
            return refusal();
        }
        let id =
            format!("00000000-0000-4000-8000-{:012}", self.given.fetch_add(1, Ordering::SeqCst));
        if !self.gives_dead_tokens.load(Ordering::SeqCst) {
            self.live.lock().unwrap().insert(id.clone());
        }
        let token = STANDARD.encode(&id);
        (StatusCode::CREATED, [(SESSION, token)], format!(r#"{{"SessionId":"{id}"}}"#))
            .into_response()
    }

    fn read(&self, path: &str) -> Response {
        let expire_after = self.expire_after.load(Ordering::SeqCst);
        let number = 1 + self.answers.fetch_add(1, Ordering::SeqCst);
        if 0 < expire_after && number.is_multiple_of(expire_after) {
            self.expire();
        }
        let status = match path.rsplit('/').next() {
            Some("gone") => StatusCode::NOT_FOUND,
            Some("broken") => StatusCode::INTERNAL_SERVER_ERROR,
            Some("forbidden") => StatusCode::FORBIDDEN,
            _ => StatusCode::OK,
        };
        let headers = [(header::DATE, DATE), (header::CONTENT_TYPE, "application/json")];
        (status, headers, [(SESSION, "never-passed-on")], format!(r#"{{"Number":{number}}}"#))
            .into_response()
    }
}

async fn answer(State(logons): State<Arc<Logons>>, request: Request<Body>) -> Response {
    let path = request.uri().path();
    if request.method() == Method::POST && path == "/api/sessionMngr/" {
        return logons.sign_in(request.headers());
    }
    if request.method() == Method::GET && path == "/api/" {
        return "{}".into_response();
    }
    if logons.holds.load(Ordering::SeqCst) {
        logons.go.notified().await;
    }
    let token = request.headers().get(SESSION).map(|token| STANDARD.decode(token).unwrap());
    let id = token.map(|token| String::from_utf8(token).unwrap()).unwrap_or_default();
    if !logons.live.lock().unwrap().contains(&id) {
        return refusal();
    }
    if *request.method() == Method::DELETE {
        assert_eq!(path, format!("/api/logonSessions/{id}"));
        logons.live.lock().unwrap().remove(&id);
        return StatusCode::NO_CONTENT.into_response();
    }
    logons.read(path)
}

fn refusal() -> Response {
    (StatusCode::UNAUTHORIZED, [(header::WWW_AUTHENTICATE, "Basic Realm=RestSvc")], "{}")
        .into_response()
}

/// A file with an account, gone at the end of the test.
pub(crate) struct AccountFile {
    _dir: TempDir,
    pub(crate) path: PathBuf,
}

impl AccountFile {
    pub(crate) fn new(text: &str) -> AccountFile {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("account");
        write(&path, text);
        AccountFile { _dir: dir, path }
    }

    pub(crate) fn flag(&self) -> &str {
        self.path.to_str().unwrap()
    }
}

fn write(path: &Path, text: &str) {
    let mut options = std::fs::File::options();
    options.create(true).truncate(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).unwrap().write_all(text.as_bytes()).unwrap();
}

/// Nothing that a test could have to wait for: what is kept is kept for its length.
pub(crate) const LONG: Waits = Waits {
    kept: Duration::from_hours(1),
    refused: Duration::from_hours(1),
    failed: Duration::from_hours(1),
};
/// Nothing is remembered.
pub(crate) const NONE: Waits =
    Waits { kept: Duration::ZERO, refused: Duration::ZERO, failed: Duration::ZERO };

/// Room for so many small replies that are kept or being sent.
pub(crate) const ROOM_KIB: usize = 200;

/// Starts a gateway that signs in by itself, and that anybody may read.
pub(crate) async fn own(em: &Em, account: &AccountFile, waits: Waits, flags: &[&str]) -> Running {
    let more = [&["--anonymous-readers"], flags].concat();
    started(em, account, waits, &more).await.unwrap()
}

/// Starts one with these flags, if it does start.
pub(crate) async fn started(
    em: &Em,
    account: &AccountFile,
    waits: Waits,
    flags: &[&str],
) -> Result<Running, String> {
    let fixed = ["gateway", "--listen", "127.0.0.1:0", "--allow-origin", ORIGIN];
    let fixed = [&fixed[..], &["--admin-listen", "127.0.0.1:0", "--enterprise-manager", &em.url]];
    let words = [&fixed.concat()[..], &["--sign-in-account", account.flag()], flags].concat();
    let mut settings = Settings::try_from(Cli::try_parse_from(words).unwrap().given)?;
    match &mut settings.sign_in {
        SignIn::Gateway(own) => {
            own.waits = waits;
            own.reply_room_kib = ROOM_KIB;
        }
        SignIn::Users => unreachable!("there is an account"),
    }
    gateway::start(settings).await
}

/// The number of a line of `/metrics`; 0 if it is not there.
pub(crate) async fn metric(running: &Running, name: &str) -> u64 {
    let text = ask(running.addresses.admin.as_ref().unwrap(), "GET /metrics", &[]).await.text();
    let line = text.lines().find(|line| line.starts_with(&format!("restore_desk_gateway_{name} ")));
    line.map_or(0, |line| line.rsplit(' ').next().unwrap().parse().unwrap())
}

/// Waits until a line of `/metrics` has this number.
pub(crate) async fn metric_is(running: &Running, name: &str, expected: u64) {
    while metric(running, name).await != expected {
        tokio::task::yield_now().await;
    }
}
