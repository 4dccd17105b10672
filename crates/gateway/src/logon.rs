//! The gateway's one logon session at Enterprise Manager.

use std::mem;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value};
use tokio::sync::Mutex;
use tokio::time::{Instant, timeout};

use crate::account::Account;
use crate::allow::{self, Call};
use crate::headers::SESSION;
use crate::metrics::Metrics;
use crate::problem::Problem;
use crate::settings::Waits;
use crate::upstream::{Outgoing, Upstream, Whole};
use crate::watched::Watched;

/// Longest wait for the sign-out, when the gateway stops.
const SIGN_OUT_WAIT: Duration = Duration::from_secs(3);
/// So many tokens in a row that Enterprise Manager gave and then refused at once are no
/// expiry: without a limit each read would be another sign-in.
const UNPROVEN_MAX: u64 = 3;

/// What a request is made with.
#[derive(Clone, Debug)]
pub(crate) struct Token {
    /// Marked as sensitive: it prints nothing of itself.
    pub(crate) value: HeaderValue,
    /// Later ones have larger numbers.
    number: u64,
}

/// Where the logon session stands.
#[derive(Debug)]
enum State {
    /// Nobody has asked yet, or the last token has ended.
    Out,
    In {
        token: Token,
        /// For the sign-out; `None` if Enterprise Manager did not say it in a known way.
        id: Option<String>,
    },
    /// A sign-in failed, and the next is tried later; until then this is why.
    Resting { until: Instant, problem: Problem },
    /// The gateway stops.
    Closed,
}

/// Signs in when it is needed, again when the session has ended, and out at the end.
#[derive(Debug)]
pub(crate) struct Logon {
    upstream: Arc<Upstream>,
    account: Watched<Account>,
    waits: Waits,
    metrics: Arc<Metrics>,
    /// Held during a sign-in: whoever needs a token meanwhile waits for the same one.
    state: Mutex<State>,
    /// Tokens that sign-ins have given.
    given: AtomicU64,
    /// The newest of them that was accepted.
    proven: AtomicU64,
}

impl Logon {
    pub(crate) fn new(
        upstream: Arc<Upstream>,
        account: Watched<Account>,
        waits: Waits,
        metrics: Arc<Metrics>,
    ) -> Logon {
        Logon {
            upstream,
            account,
            waits,
            metrics,
            state: Mutex::new(State::Out),
            given: AtomicU64::new(0),
            proven: AtomicU64::new(0),
        }
    }

    /// A token other than `dead`, which Enterprise Manager has refused.
    ///
    /// However many ask at once with the same dead token, one sign-in follows.
    ///
    /// # Errors
    /// 401 if the account is refused, now or a short while ago; 502 or 504 if Enterprise Manager
    /// can't be asked.
    pub(crate) async fn token(&self, dead: Option<&Token>) -> Result<Token, Problem> {
        let mut state = self.state.lock().await;
        match &*state {
            State::In { token, .. } if dead.is_none_or(|dead| dead.number < token.number) => {
                return Ok(token.clone());
            }
            State::Resting { until, problem } => {
                let left = until.saturating_duration_since(Instant::now());
                if !left.is_zero() {
                    return Err(problem.clone().after(left));
                }
            }
            State::Closed => return Err(Problem::too_busy()),
            State::In { .. } | State::Out => {}
        }
        // If this is cut by the request's time limit, the next one finds nobody signed in.
        *state = State::Out;
        match self.sign_in().await {
            Ok((token, id)) => {
                *state = State::In { token: token.clone(), id };
                Ok(token)
            }
            Err((wait, problem)) => {
                let until = Instant::now() + wait;
                *state = State::Resting { until, problem: problem.clone() };
                Err(problem)
            }
        }
    }

    /// Enterprise Manager took this token.
    pub(crate) fn prove(&self, token: &Token) {
        self.proven.fetch_max(token.number, Ordering::Relaxed);
    }

    /// Signs out, and never in again.
    pub(crate) async fn close(&self) {
        let Ok(mut state) = timeout(SIGN_OUT_WAIT, self.state.lock()).await else {
            tracing::warn!("not signed out: a sign-in was still under way");
            return;
        };
        let State::In { token, id } = mem::replace(&mut *state, State::Closed) else { return };
        let Some(id) = id else {
            tracing::warn!("not signed out: Enterprise Manager did not name its logon session");
            return;
        };
        let outgoing = Outgoing {
            method: Method::DELETE,
            target: &format!("/api/logonSessions/{id}"),
            headers: HeaderMap::from_iter([(SESSION, token.value)]),
            body: None,
        };
        match timeout(SIGN_OUT_WAIT, self.upstream.whole(outgoing)).await {
            Ok(Ok(reply)) if reply.status.is_success() => tracing::info!("signed out"),
            Ok(Ok(reply)) => tracing::warn!(status = reply.status.as_u16(), "not signed out"),
            Ok(Err(problem)) => tracing::warn!(why = problem.code, "not signed out"),
            Err(_) => tracing::warn!("not signed out: Enterprise Manager did not answer in time"),
        }
    }

    /// One sign-in; if it fails, how long to rest and what to say meanwhile.
    async fn sign_in(&self) -> Result<(Token, Option<String>), (Duration, Problem)> {
        let account = self.account.get();
        let given = self.given.load(Ordering::Relaxed);
        if UNPROVEN_MAX <= given.saturating_sub(self.proven.load(Ordering::Relaxed)) {
            // After the rest it has as many tries again.
            self.proven.store(given, Ordering::Relaxed);
            tracing::error!(account.user, "Enterprise Manager gives tokens and refuses them");
            return Err(self.refused());
        }
        let outgoing = Outgoing {
            method: Method::POST,
            target: "/api/sessionMngr/?v=latest",
            headers: HeaderMap::from_iter([
                (header::AUTHORIZATION, account.basic.clone()),
                (header::ACCEPT, HeaderValue::from_static("application/json")),
            ]),
            body: Some(Bytes::new()),
        };
        let reply = self.upstream.whole(outgoing).await.map_err(|problem| {
            self.metrics.count_own_sign_in("failed");
            tracing::warn!(why = problem.code, "the sign-in failed");
            (self.waits.failed, problem)
        })?;
        let status = reply.status.as_u16();
        if matches!(reply.status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN) {
            self.metrics.count_own_sign_in("refused");
            tracing::error!(account.user, status, "Enterprise Manager refuses the account");
            return Err(self.refused());
        }
        let Some((value, id)) = token_in(&reply).filter(|_| reply.status.is_success()) else {
            self.metrics.count_own_sign_in("failed");
            tracing::error!(status, "Enterprise Manager's answer to the sign-in holds no token");
            return Err((self.waits.failed, Problem::em_sign_in()));
        };
        self.metrics.count_own_sign_in("accepted");
        tracing::info!(account.user, "signed in");
        let number = 1 + self.given.fetch_add(1, Ordering::Relaxed);
        Ok((Token { value, number }, id))
    }

    fn refused(&self) -> (Duration, Problem) {
        (self.waits.refused, Problem::account_refused(self.waits.refused))
    }
}

/// The token of a sign-in's reply, and the identity of its logon session, of which the token is
/// the base64 form.
fn token_in(reply: &Whole) -> Option<(HeaderValue, Option<String>)> {
    let body = reply.body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&reply.body);
    let members: Map<String, Value> = serde_json::from_slice(body).unwrap_or_default();
    let said = members
        .iter()
        .find(|(key, _)| key.eq_ignore_ascii_case("SessionId"))
        .and_then(|(_, value)| value.as_str().map(str::to_owned));
    let mut token = match (reply.headers.get(SESSION), &said) {
        (Some(token), _) => token.clone(),
        (None, Some(id)) => HeaderValue::try_from(STANDARD.encode(id)).ok()?,
        (None, None) => return None,
    };
    token.set_sensitive(true);
    let decoded =
        || STANDARD.decode(token.as_bytes()).ok().and_then(|it| String::from_utf8(it).ok());
    let id = said.or_else(decoded).filter(|id| {
        let path = format!("/api/logonSessions/{id}");
        allow::check(&Method::DELETE, &path, None, false) == Ok(Call::SignOut)
    });
    Some((token, id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_token_is_read_from_whatever_says_it() {
        let id = "43dcfc9a-0000-4000-8000-000000000001";
        let token = STANDARD.encode(id);
        let json = |key: &str| format!("\u{feff}{{\"{key}\":\"{id}\"}}");
        for (header, body, expected) in [
            (Some(token.as_str()), json("SessionId"), Some((token.as_str(), Some(id)))),
            (None, json("sessionId"), Some((token.as_str(), Some(id)))),
            (Some(&token), String::new(), Some((token.as_str(), Some(id)))),
            (Some("opaque"), String::new(), Some(("opaque", None))),
            (Some("opaque"), "{\"SessionId\":\"../x\"}".into(), Some(("opaque", None))),
            (None, "{}".into(), None),
            (None, "<LogonSession/>".into(), None),
        ] {
            let mut headers = HeaderMap::new();
            if let Some(token) = header {
                headers.insert(SESSION, HeaderValue::from_str(token).unwrap());
            }
            let body = Bytes::from(body);
            let reply = Whole { status: StatusCode::CREATED, headers, body: body.clone() };
            let found = token_in(&reply);
            let found = found.as_ref().map(|(token, id)| (token.to_str().unwrap(), id.as_deref()));
            assert_eq!(found, expected, "{header:?} {body:?}");
        }
    }
}
