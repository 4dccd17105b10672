//! Asks each row of a proxy, and holds what comes of it against the table.

use std::fs;
use std::path::Path;

use tempfile::TempDir;
use tokio::task::JoinSet;
use tokio::time::timeout;

use crate::document;
use crate::em::{Em, Heard};
use crate::proxy::{Kind, Proxy, Setup};
use crate::row::{Answer, Clause, Marks, ORIGIN, Row};
use crate::support::certificate::Certificate;
use crate::support::reply::Reply;
use crate::wire::{Client, PATIENCE};

/// What a reply of the API carries beside what every reply does.
const API: [(&str, Option<&str>); 1] =
    [("content-security-policy", Some("default-src 'none'; frame-ancestors 'none'; sandbox"))];
/// What every reply carries that is no file of the app, whoever made it.
const OWN: [(&str, Option<&str>); 7] = [
    ("vary", Some("Origin")),
    ("cache-control", Some("no-store")),
    ("x-content-type-options", Some("nosniff")),
    ("set-cookie", None),
    ("www-authenticate", None),
    ("location", None),
    ("access-control-allow-credentials", None),
];
/// What it carries for a page that may read it.
const CORS: [(&str, &str); 4] = [
    ("access-control-allow-methods", "GET, POST, DELETE"),
    ("access-control-allow-headers", "Accept, Authorization, Content-Type, X-RestSvcSessionId"),
    ("access-control-expose-headers", "X-RestSvcSessionId, Date, Retry-After"),
    ("access-control-max-age", "7200"),
];

/// Holds a proxy against these clauses, and tells all that differs.
pub(crate) async fn hold(kind: Kind, clauses: Vec<Clause>) {
    let mut troubles = Vec::new();
    for clause in clauses {
        let differs = clause.rows.iter().any(|row| row.nginx.is_some());
        assert_eq!(clause.gateway_only.is_some(), differs, "{}", clause.says);
        let found = clause_troubles(kind, &clause).await;
        troubles.extend(found.into_iter().map(|trouble| format!("{}: {trouble}", clause.says)));
    }
    assert!(troubles.is_empty(), "{kind:?}\n{}", troubles.join("\n"));
}

/// One proxy with all around it.
struct Stand {
    em: Em,
    proxy: Proxy,
    client: Client,
    session: String,
    token: String,
    basic: String,
    under_way: JoinSet<Option<Reply>>,
    /// Last, so that it goes after the proxy that uses it.
    _dir: TempDir,
}

async fn clause_troubles(kind: Kind, clause: &Clause) -> Vec<String> {
    let mut stand = Stand::start(kind, clause).await;
    let mut troubles = Vec::new();
    for row in &clause.rows {
        let answer = match (kind, &row.nginx) {
            (Kind::Nginx, Some(instead)) => instead,
            _ => &row.answer,
        };
        let (reply, heard) = stand.ask(row).await;
        let found = [reply_troubles(row, answer, reply.as_ref()), stand.deaf(answer, &heard)];
        let found = found.into_iter().flatten();
        troubles.extend(found.map(|trouble| format!("{}: {trouble}", short(&row.line))));
    }
    troubles.extend(stand.log_troubles(clause.rows.len()).await);
    troubles
}

impl Stand {
    async fn start(kind: Kind, clause: &Clause) -> Stand {
        let dir = tempfile::tempdir().unwrap();
        let (certificate, authority_pem) = Certificate::issued(crate::wire::SITE);
        certificate.write(dir.path());
        document::build(&dir.path().join("dist"));
        let em = Em::start(clause.stage.em).await;
        let setup = Setup { upstream: &em.upstream, stage: clause.stage, dir: dir.path() };
        let proxy = Proxy::start(kind, &setup).await;
        let client = Client::trusting(&authority_pem);
        let (session, basic) = em.insider().unwrap_or_default();
        let token = String::new();
        let under_way = JoinSet::new();
        let mut stand = Stand { em, proxy, client, session, token, basic, under_way, _dir: dir };
        if clause.rows.iter().any(|row| row.headers.iter().any(|header| header.contains("{token}")))
        {
            stand.sign_in().await;
        }
        stand.crowd(clause.stage.crowd).await;
        stand
    }

    async fn sign_in(&mut self) {
        let headers =
            [format!("Authorization: Basic {}", self.basic), "Content-Length: 0".to_owned()];
        let line = "POST /api/sessionMngr/?v=latest";
        let reply = self.client.ask(self.proxy.address(), line, &headers, b"").await.unwrap();
        reply.header("x-restsvcsessionid").expect("a token").clone_into(&mut self.token);
        self.em.take_heard().await;
    }

    /// Leaves requests under way that Enterprise Manager has heard of.
    async fn crowd(&mut self, requests: usize) {
        let address = self.proxy.address();
        for _ in 0..requests {
            let client = self.client.clone();
            self.under_way.spawn(async move { client.ask(address, "GET /api/", &[], b"").await });
        }
        let arrive = async {
            let mut heard = 0;
            while heard < requests {
                heard += self.em.take_heard().await.len();
                tokio::task::yield_now().await;
            }
        };
        timeout(PATIENCE, arrive).await.expect("all requests arrive");
    }

    async fn ask(&mut self, row: &Row) -> (Option<Reply>, Vec<Heard>) {
        if row.fault.is_some() {
            self.em.fault(row.fault).await;
        }
        let line = self.filled(&row.line);
        let headers: Vec<String> = row.headers.iter().map(|header| self.filled(header)).collect();
        let reply = self.client.ask(self.proxy.address(), &line, &headers, &row.body).await;
        if row.fault.is_some() {
            self.em.fault(None).await;
        }
        (reply, self.em.take_heard().await)
    }

    fn filled(&self, text: &str) -> String {
        text.replace("{token}", &self.token)
            .replace("{session}", &self.session)
            .replace("{basic}", &self.basic)
    }

    /// What Enterprise Manager heard, and should not have; or the other way about.
    fn deaf(&self, answer: &Answer, heard: &[Heard]) -> Vec<String> {
        let mut troubles = Vec::new();
        let lines: Vec<&str> = heard.iter().map(|one| one.line.as_str()).collect();
        let expected = answer.heard.as_ref().map(|line| self.filled(line));
        if lines != Vec::from_iter(expected.as_deref()) {
            troubles.push(format!("Enterprise Manager heard {lines:?}, not {expected:?}"));
        }
        for one in heard {
            if !self.em.upstream.url.ends_with(&one.host) {
                troubles.push(format!("it heard the host {}", one.host));
            }
            if one.body_len != answer.heard_body_len {
                troubles.push(format!("it heard a body of {} bytes", one.body_len));
            }
            if answer.heard_headers.is_some_and(|names| one.headers != names) {
                troubles.push(format!("it heard the headers {:?}", one.headers));
            }
        }
        troubles
    }

    /// nginx's log of requests, which must hold no secret and no query.
    async fn log_troubles(&self, requests: usize) -> Vec<String> {
        let Proxy::Nginx(nginx) = &self.proxy else { return vec![] };
        let log = nginx.access_log(requests).await;
        let secrets = [self.token.as_str(), self.basic.as_str(), "?", "Secret"];
        let secrets = secrets.iter().filter(|secret| !secret.is_empty() && log.contains(**secret));
        secrets.map(|secret| format!("{secret:?} stands in nginx's log of requests")).collect()
    }
}

fn reply_troubles(row: &Row, answer: &Answer, reply: Option<&Reply>) -> Vec<String> {
    let (Some(reply), Some(status)) = (reply, answer.status) else {
        let same = reply.is_none() && answer.status.is_none();
        let seen = reply.map(|reply| reply.status);
        return if same { vec![] } else { vec![format!("{seen:?}, not {:?}", answer.status)] };
    };
    let mut troubles = Vec::new();
    if reply.status != status {
        troubles.push(format!("{}, not {status}: {}", reply.status, reply.text()));
    }
    let code = answer.code.filter(|_| !row.line.starts_with("HEAD "));
    let kind = code.map(|_| ("content-type", Some("application/json")));
    for (name, value) in marks(answer.marks).iter().chain(&answer.headers).chain(&kind) {
        let all = reply.all(name);
        if all != Vec::from_iter(*value) {
            troubles.push(format!("{name} is {all:?}, not {value:?}"));
        }
    }
    if let Some(name) = answer.twice.filter(|name| reply.all(name).len() != 2) {
        troubles.push(format!("{name} does not come twice"));
    }
    if answer.retry_after {
        let seconds = reply.header("retry-after").and_then(|text| text.parse::<u32>().ok());
        if !seconds.is_some_and(|seconds| (1..=60).contains(&seconds)) {
            troubles.push(format!("retry-after is {seconds:?}"));
        }
    }
    if code.is_some_and(|code| !says(reply, code)) {
        troubles.push(format!("{:?} is no {code:?}", reply.text()));
    }
    if code.is_none() && answer.body.is_some_and(|body| reply.text() != body) {
        troubles.push(format!("the body is {:?}", short(&reply.text())));
    }
    if !row.line.starts_with("HEAD ") && reply.complete != answer.whole {
        troubles.push(format!("whole: {}", reply.complete));
    }
    troubles
}

/// Whether it is a reply of the proxy's own with this word, and a sentence.
fn says(reply: &Reply, code: &str) -> bool {
    let body = serde_json::from_slice::<serde_json::Value>(&reply.body).unwrap_or_default();
    let sentence = body["message"].as_str().is_some_and(|message| message.ends_with('.'));
    body["restoreDeskGateway"] == true && body["error"] == code && sentence
}

fn marks(marks: Marks) -> Vec<(&'static str, Option<&'static str>)> {
    let origin = match marks {
        Marks::Cors(origin) => Some(origin),
        Marks::Missing => Some(ORIGIN),
        Marks::NoCors => None,
        Marks::File => return document::headers(),
    };
    let cors = CORS.map(|(name, value)| (name, origin.map(|_| value)));
    let api = if marks == Marks::Missing { &[] } else { &API[..] };
    [&OWN[..], api, &cors, &[("access-control-allow-origin", origin)]].concat()
}

/// The beginning of a text that may be long.
fn short(text: &str) -> String {
    text.chars().take(120).collect()
}

/// Reads a file of the repository, by its path from the root.
pub(crate) fn read(path: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    fs::read_to_string(root.join(path)).unwrap_or_default()
}
