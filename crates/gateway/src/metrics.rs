//! What is counted, for Prometheus.

use std::time::Duration;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

/// Labels of a request. Every value comes from a short list of ours: names that a client makes
/// up must not become series.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Labels {
    method: &'static str,
    resource: &'static str,
    status: u16,
}

/// Labels of a reply that the gateway made itself.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Own {
    code: &'static str,
}

/// Labels of a read, where the gateway signs in by itself.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Source {
    source: &'static str,
}

/// Labels of a sign-in of the gateway's own.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Outcome {
    outcome: &'static str,
}

/// The counters.
#[derive(Debug)]
pub(crate) struct Metrics {
    registry: Registry,
    requests: Family<Labels, Counter>,
    own_replies: Family<Own, Counter>,
    seconds: Histogram,
    reads: Family<Source, Counter>,
    own_sign_ins: Family<Outcome, Counter>,
    kept_bytes: Gauge,
}

const RESOURCES: [&str; 13] = [
    "restoreSessions",
    "backupServers",
    "vmRestorePoints",
    "systemSessions",
    "query",
    "sessionMngr",
    "logonSessions",
    "restorePoints",
    "backups",
    "backupFiles",
    "repositories",
    "managedServers",
    "jobs",
];
const METHODS: [&str; 5] = ["GET", "POST", "DELETE", "OPTIONS", "HEAD"];

impl Metrics {
    pub(crate) fn new() -> Metrics {
        let mut registry = Registry::with_prefix("restore_desk_gateway");
        let requests = Family::<Labels, Counter>::default();
        let own_replies = Family::<Own, Counter>::default();
        let seconds =
            Histogram::new([0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0]);
        registry.register("requests", "Requests answered", requests.clone());
        registry.register(
            "own_replies",
            "Replies that the gateway made itself, by their code",
            own_replies.clone(),
        );
        registry.register("request_seconds", "Time to the head of the reply", seconds.clone());
        let reads = Family::<Source, Counter>::default();
        registry.register(
            "reads",
            "Reads with the gateway's own account, by where the answer came from",
            reads.clone(),
        );
        let own_sign_ins = Family::<Outcome, Counter>::default();
        registry.register("own_sign_ins", "Sign-ins with its own account", own_sign_ins.clone());
        let kept_bytes = Gauge::default();
        registry.register("kept_bytes", "Size of the replies that are kept", kept_bytes.clone());
        Metrics { registry, requests, own_replies, seconds, reads, own_sign_ins, kept_bytes }
    }

    /// One read, answered from `em`, from a request in `flight`, or `kept`.
    pub(crate) fn count_read(&self, source: &'static str) {
        self.reads.get_or_create(&Source { source }).inc();
    }

    /// One sign-in of the gateway's own: `accepted`, `refused` or `failed`.
    pub(crate) fn count_own_sign_in(&self, outcome: &'static str) {
        self.own_sign_ins.get_or_create(&Outcome { outcome }).inc();
    }

    /// How much is kept now.
    pub(crate) fn set_kept(&self, len: usize) {
        self.kept_bytes.set(i64::try_from(len).unwrap_or(i64::MAX));
    }

    pub(crate) fn count(
        &self,
        method: &str,
        path: &str,
        status: u16,
        code: Option<&'static str>,
        took: Duration,
    ) {
        let method = METHODS.into_iter().find(|name| *name == method).unwrap_or("other");
        self.requests.get_or_create(&Labels { method, resource: resource(path), status }).inc();
        if let Some(code) = code {
            self.own_replies.get_or_create(&Own { code }).inc();
        }
        self.seconds.observe(took.as_secs_f64());
    }

    /// The text format; an error of the formatter cuts it short, which Prometheus notices.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        if encode(&mut text, &self.registry).is_err() {
            tracing::warn!("the metrics could not be written");
        }
        text
    }
}

fn resource(path: &str) -> &'static str {
    match path.strip_prefix("/api/") {
        None => "app",
        Some("") => "api",
        Some(rest) => {
            let first = rest.split('/').next().unwrap_or_default();
            RESOURCES.into_iter().find(|name| *name == first).unwrap_or("other")
        }
    }
}
