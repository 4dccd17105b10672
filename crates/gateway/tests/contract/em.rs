//! Enterprise Manager behind a proxy: the simulator, replies by script, or nobody.

use std::net::SocketAddr;

use axum::http::HeaderName;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use clap::Parser as _;
use restore_desk_gateway::Fingerprint;
use restore_desk_simulator::{Options, Running, start};
use rustls::pki_types::CertificateDer;
use serde_json::Value;
use tokio::net::TcpListener;

use crate::row;
use crate::support::certificate::Certificate;
use crate::support::em::Em as Scripted;
use crate::wire::ask_plainly;

/// How a proxy is to reach and to know it.
pub(crate) struct Upstream {
    pub(crate) url: String,
    pub(crate) fingerprint: String,
    /// The certificate to trust, or its issuer's.
    pub(crate) trusted_pem: String,
    /// The name in the certificate.
    pub(crate) name: &'static str,
}

/// One that runs.
pub(crate) struct Em {
    pub(crate) upstream: Upstream,
    kind: Kind,
}

enum Kind {
    Simulator(Running),
    Scripted { em: Scripted, taken: usize },
    Nobody,
}

/// A request as it was heard.
#[derive(Debug)]
pub(crate) struct Heard {
    pub(crate) line: String,
    /// Header names in order, but for those of the connection.
    pub(crate) headers: Vec<String>,
    pub(crate) host: String,
    pub(crate) body_len: usize,
}

impl Em {
    pub(crate) async fn start(wanted: row::Em) -> Em {
        match wanted {
            row::Em::Simulator => Em::simulator().await,
            row::Em::Scripted(script) => Em::scripted(script()).await,
            row::Em::Nobody => Em::nobody().await,
            row::Em::Stranger => {
                let mut em = Em::simulator().await;
                // As if the certificate had been exchanged, name and all.
                let (other, authority_pem) = Certificate::issued("localhost");
                em.upstream.fingerprint = other.fingerprint();
                em.upstream.trusted_pem = authority_pem;
                em
            }
        }
    }

    async fn simulator() -> Em {
        let words = ["simulator", "--listen", "127.0.0.1:0", "--control", "127.0.0.1:0"];
        let running = start(Options::parse_from(words)).await.unwrap();
        let der = CertificateDer::from(running.certificate().to_vec());
        let upstream = Upstream {
            url: running.url(),
            fingerprint: Fingerprint::of(&der).to_string(),
            trusted_pem: pem(&der),
            name: "localhost",
        };
        Em { upstream, kind: Kind::Simulator(running) }
    }

    async fn scripted(script: axum::Router) -> Em {
        let (certificate, authority_pem) = Certificate::issued("localhost");
        let em = Scripted::start(script, Some(&certificate)).await;
        let upstream = Upstream {
            url: em.url.clone(),
            fingerprint: certificate.fingerprint(),
            trusted_pem: authority_pem,
            name: "localhost",
        };
        Em { upstream, kind: Kind::Scripted { em, taken: 0 } }
    }

    async fn nobody() -> Em {
        // A port that was free a moment ago, and that nobody listens on.
        let gone = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
        let (certificate, authority_pem) = Certificate::issued("localhost");
        let upstream = Upstream {
            url: format!("https://{gone}"),
            fingerprint: certificate.fingerprint(),
            trusted_pem: authority_pem,
            name: "localhost",
        };
        Em { upstream, kind: Kind::Nobody }
    }

    /// What has been heard since this was last asked.
    pub(crate) async fn take_heard(&mut self) -> Vec<Heard> {
        match &mut self.kind {
            Kind::Nobody => vec![],
            Kind::Scripted { em, taken } => {
                let all = em.heard();
                let fresh = all.iter().skip(*taken).map(|heard| Heard {
                    line: heard.line.clone(),
                    headers: names(heard.headers.keys().map(HeaderName::as_str)),
                    host: heard.headers["host"].to_str().unwrap().to_owned(),
                    body_len: heard.body.len(),
                });
                let fresh = fresh.collect();
                *taken = all.len();
                fresh
            }
            Kind::Simulator(running) => {
                let control = control_of(running);
                let report = ask_plainly(control, "GET /requests", "").await;
                ask_plainly(control, "DELETE /requests", "").await;
                let report: Value = serde_json::from_slice(&report.body).unwrap();
                report["requests"].as_array().unwrap().iter().map(heard_of).collect()
            }
        }
    }

    /// Sets a rule for what goes wrong, or with `None` takes all of them back.
    pub(crate) async fn fault(&self, rule: Option<&str>) {
        let Kind::Simulator(running) = &self.kind else {
            panic!("only the simulator knows faults")
        };
        let control = control_of(running);
        let reply = match rule {
            Some(rule) => ask_plainly(control, "POST /faults", rule).await,
            None => ask_plainly(control, "DELETE /faults", "").await,
        };
        assert_eq!(reply.status, 200, "{}", reply.text());
    }

    /// The id of a session that runs, and a user's name and password as `Authorization` has them.
    pub(crate) fn insider(&self) -> Option<(String, String)> {
        let Kind::Simulator(running) = &self.kind else { return None };
        let ready: Value = serde_json::from_str(&running.ready_line()).unwrap();
        let user = &ready["users"][0];
        let word = |value: &Value| value.as_str().unwrap().to_owned();
        let pair = format!("{}:{}", word(&user["user"]), word(&user["password"]));
        Some((word(&ready["sessions"]["running"]), STANDARD.encode(pair)))
    }
}

fn control_of(running: &Running) -> SocketAddr {
    running.control_url().unwrap().trim_start_matches("http://").parse().unwrap()
}

fn heard_of(request: &Value) -> Heard {
    let word = |value: &Value| value.as_str().unwrap().to_owned();
    let query = word(&request["query"]);
    let query = if query.is_empty() { query } else { format!("?{query}") };
    Heard {
        line: format!("{} {}{query}", word(&request["method"]), word(&request["path"])),
        headers: names(request["headers"].as_array().unwrap().iter().map(|n| n.as_str().unwrap())),
        host: word(&request["values"]["host"]),
        body_len: usize::try_from(request["body_bytes"].as_u64().unwrap()).unwrap(),
    }
}

fn names<'a>(all: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut names: Vec<String> =
        all.filter(|name| *name != "connection").map(str::to_owned).collect();
    names.sort_unstable();
    names
}

fn pem(der: &[u8]) -> String {
    let text = STANDARD.encode(der);
    let lines: Vec<&str> =
        text.as_bytes().chunks(64).map(|line| str::from_utf8(line).unwrap()).collect();
    format!("-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n", lines.join("\n"))
}
