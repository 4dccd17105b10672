//! Reads with the gateway's own account: one token, one request at a time for the same thing.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::Response;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use crate::headers;
use crate::logon::{Logon, Token};
use crate::problem::Problem;
use crate::reads::once::{Answer, Key, Once};
use crate::upstream::{Outgoing, Upstream, Whole};

mod kept;
pub(crate) mod once;

/// So many tokens one read is tried with. The second is for an expiry; a third, because a token
/// that others got may be old as well by the time it is used.
const TRIES_MAX: usize = 3;

/// A reply and its share of the memory, given back with the last that is made of it: clients may
/// read slowly, and kept replies give way to new ones before they are sent.
struct Housed {
    body: Bytes,
    _room: OwnedSemaphorePermit,
}

impl AsRef<[u8]> for Housed {
    fn as_ref(&self) -> &[u8] {
        &self.body
    }
}

/// Answers reads for everybody, as one and the same reader.
#[derive(Debug)]
pub(crate) struct Reads {
    pub(crate) upstream: Arc<Upstream>,
    pub(crate) logon: Logon,
    pub(crate) once: Arc<Once>,
    /// Requests to Enterprise Manager under way at a time; more wait for their turn.
    pub(crate) slots: Arc<Semaphore>,
    /// Memory for replies, kept or being sent, in KiB.
    pub(crate) room: Arc<Semaphore>,
    /// For one read, with all that it takes.
    pub(crate) timeout: Duration,
}

impl Reads {
    /// Answers a read that the allow-list has let through.
    ///
    /// # Errors
    /// What keeps the gateway from asking Enterprise Manager.
    pub(crate) async fn answer(
        self: &Arc<Self>,
        target: &str,
        request: &HeaderMap,
    ) -> Result<Response, Problem> {
        // The only header of a client's that Enterprise Manager hears: with the address, it is
        // all that a reply depends on.
        let accept = request.get(header::ACCEPT).map(|value| value.as_bytes().to_vec());
        let key = Key { target: target.to_owned(), accept };
        let reads = Arc::clone(self);
        let whole = self.once.get(&key, |key| async move { reads.ask(key).await }).await?;
        let mut response = Response::new(Body::from(whole.body.clone()));
        *response.status_mut() = whole.status;
        *response.headers_mut() = whole.headers.clone();
        Ok(response)
    }

    /// Whether the account works, as far as is known without reading anything.
    ///
    /// # Errors
    /// Why it does not.
    pub(crate) async fn ready(&self) -> Result<(), Problem> {
        self.logon.token(None).await.map(|_token| ())
    }

    async fn ask(&self, key: Key) -> Answer {
        let asked = async {
            let Ok(_slot) = self.slots.acquire().await else { return Err(Problem::too_busy()) };
            let mut stale: Option<Token> = None;
            for _ in 0..TRIES_MAX {
                let token = self.logon.token(stale.as_ref()).await?;
                let reply = self.ask_with(&key, &token).await?;
                if reply.status != StatusCode::UNAUTHORIZED {
                    self.logon.prove(&token);
                    let headers = headers::downstream_signed(&reply.headers);
                    let body = self.house(reply.body)?;
                    return Ok(Arc::new(Whole { status: reply.status, headers, body }));
                }
                stale = Some(token);
            }
            Err(Problem::account_refused(Duration::from_secs(1)))
        };
        // Each step has a limit of its own; together they could take several times as long.
        timeout(self.timeout, asked).await.unwrap_or_else(|_| Err(Problem::em_timeout()))
    }

    /// # Errors
    /// 503 if what clients have yet to read leaves no room for this reply.
    fn house(&self, body: Bytes) -> Result<Bytes, Problem> {
        let kib = u32::try_from(body.len().div_ceil(1024)).unwrap_or(u32::MAX);
        let room = Arc::clone(&self.room).try_acquire_many_owned(kib);
        let room = room.map_err(|_| Problem::too_busy())?;
        Ok(Bytes::from_owner(Housed { body, _room: room }))
    }

    async fn ask_with(&self, key: &Key, token: &Token) -> Result<Whole, Problem> {
        let accept = key.accept.as_deref().and_then(|accept| HeaderValue::from_bytes(accept).ok());
        let outgoing = Outgoing {
            method: Method::GET,
            target: &key.target,
            headers: headers::upstream_signed(accept, &token.value),
            body: None,
        };
        self.upstream.whole(outgoing).await
    }
}
