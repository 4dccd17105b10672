//! What is counted, for Prometheus.

use std::time::Duration;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
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

/// The counters.
#[derive(Debug)]
pub(crate) struct Metrics {
    registry: Registry,
    requests: Family<Labels, Counter>,
    own_replies: Family<Own, Counter>,
    seconds: Histogram,
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
        Metrics { registry, requests, own_replies, seconds }
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
