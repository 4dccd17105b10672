//! The same question is asked once: while its answer is under way, and a short while after.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::http::StatusCode;
use tokio::sync::watch;
use tokio::time::Instant;

use crate::metrics::Metrics;
use crate::problem::Problem;
use crate::reads::kept::Kept;
use crate::upstream::Whole;

/// What is kept takes this much memory at most, in bytes: about 6,000 restore sessions.
const KEPT_SIZE_MAX: usize = 32 << 20;
/// So many different questions may be under way, most of them waiting for their turn.
const FLIGHTS_MAX: usize = 1024;

/// What a question comes to, for all who ask it.
pub(crate) type Answer = Result<Arc<Whole>, Problem>;
type Flight = watch::Receiver<Option<Answer>>;

/// A question: all that the reply depends on.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Key {
    /// Path and query, as they were sent.
    pub(crate) target: String,
    /// The value of `Accept`.
    pub(crate) accept: Option<Vec<u8>>,
}

impl Key {
    /// Its length in bytes.
    pub(super) fn len(&self) -> usize {
        self.target.len() + self.accept.as_ref().map_or(0, Vec::len)
    }
}

/// Shares answers.
pub(crate) struct Once {
    inner: Mutex<Inner>,
    metrics: Arc<Metrics>,
}

struct Inner {
    kept: Kept,
    flights: HashMap<Key, Flight>,
}

/// How a question finds its answer.
enum Way {
    Kept(Arc<Whole>),
    Flight(Flight),
    Lead(watch::Sender<Option<Answer>>, Flight),
}

impl Once {
    pub(crate) fn new(kept_for: Duration, metrics: Arc<Metrics>) -> Once {
        let kept = Kept::new(kept_for, KEPT_SIZE_MAX);
        Once { inner: Mutex::new(Inner { kept, flights: HashMap::new() }), metrics }
    }

    /// The answer: kept, from a request under way, or from `ask`.
    ///
    /// `ask` runs in a task of its own, so that a client that goes away takes nothing from those
    /// who wait for the same. Replies of 200 are kept; others are for those who waited.
    ///
    /// # Errors
    /// What `ask` says, or 503 if it ended without an answer or too much is under way.
    pub(crate) async fn get<F>(
        self: &Arc<Self>,
        key: &Key,
        ask: impl FnOnce(Key) -> F + Send,
    ) -> Answer
    where
        F: Future<Output = Answer> + Send + 'static,
    {
        let mut flight = match self.way(key)? {
            Way::Kept(reply) => return Ok(reply),
            Way::Flight(flight) => flight,
            Way::Lead(sender, flight) => {
                let lead = Lead { once: Arc::clone(self), key: Some(key.clone()), sender };
                let asked = ask(key.clone());
                tokio::spawn(async move { lead.land(asked.await) });
                flight
            }
        };
        // An end without an answer is a panic: nothing more is known.
        let landed = flight.wait_for(Option::is_some).await;
        landed.ok().and_then(|answer| answer.clone()).unwrap_or_else(|| Err(Problem::too_busy()))
    }

    fn way(&self, key: &Key) -> Result<Way, Problem> {
        let mut inner = self.lock();
        if let Some(reply) = inner.kept.get(key, Instant::now()) {
            self.metrics.count_read("kept");
            return Ok(Way::Kept(reply));
        }
        self.metrics.set_kept(inner.kept.size());
        if let Some(flight) = inner.flights.get(key) {
            self.metrics.count_read("flight");
            return Ok(Way::Flight(flight.clone()));
        }
        if FLIGHTS_MAX <= inner.flights.len() {
            return Err(Problem::too_busy());
        }
        self.metrics.count_read("em");
        let (sender, flight) = watch::channel(None);
        inner.flights.insert(key.clone(), flight.clone());
        Ok(Way::Lead(sender, flight))
    }

    /// Ends a flight and keeps what it brought, in one step: nobody falls in between and asks
    /// anew.
    fn end(&self, key: Key, answer: Option<&Answer>) {
        let mut inner = self.lock();
        inner.flights.remove(&key);
        if let Some(Ok(reply)) = answer
            && reply.status == StatusCode::OK
        {
            inner.kept.put(key, Arc::clone(reply), Instant::now());
            self.metrics.set_kept(inner.kept.size());
        }
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Once {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Once").finish_non_exhaustive()
    }
}

/// The one that asks. However it ends, its flight does, too: the next one may try.
struct Lead {
    once: Arc<Once>,
    /// `None` once the flight has ended.
    key: Option<Key>,
    sender: watch::Sender<Option<Answer>>,
}

impl Lead {
    fn land(mut self, answer: Answer) {
        if let Some(key) = self.key.take() {
            self.once.end(key, Some(&answer));
        }
        self.sender.send_replace(Some(answer));
    }
}

impl Drop for Lead {
    fn drop(&mut self) {
        if let Some(key) = self.key.take() {
            self.once.end(key, None);
        }
    }
}

#[cfg(test)]
mod tests;
