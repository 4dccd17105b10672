//! What was asked of EM: counters and a log.

use std::collections::{BTreeMap, VecDeque};

use serde_json::{Map, Value, json};

use crate::{
    auth::{TOKEN, token},
    http::Call,
};

/// How many requests the log keeps.
const LOG_LEN_MAX: usize = 1000;

/// Headers whose values the log keeps; of a cookie, the token is left out.
const SHOWN: [&str; 6] = ["accept", "origin", "referer", "host", "user-agent", "forwarded"];

/// Requests to EM's API since the start or since they were last cleared.
#[derive(Debug, Default)]
pub(crate) struct Requests {
    counts: BTreeMap<String, u64>,
    log: VecDeque<Value>,
}

impl Requests {
    pub(crate) fn note(&mut self, call: &Call) {
        *self.counts.entry(format!("{} {}", call.method, call.path)).or_default() += 1;
        if self.log.len() == LOG_LEN_MAX {
            self.log.pop_front();
        }
        self.log.push_back(entry(call));
    }

    pub(crate) fn clear(&mut self) {
        *self = Requests::default();
    }

    pub(crate) fn report(&self) -> Value {
        let total: u64 = self.counts.values().sum();
        json!({ "total": total, "counts": self.counts, "requests": self.log })
    }
}

fn entry(call: &Call) -> Value {
    let mut names: Vec<&str> = call.headers.keys().map(hyper::header::HeaderName::as_str).collect();
    names.sort_unstable();
    let mut values = Map::new();
    for name in &names {
        if SHOWN.contains(name) || name.starts_with("x-forwarded") {
            let all: Vec<_> = call
                .headers
                .get_all(*name)
                .iter()
                .map(|value| String::from_utf8_lossy(value.as_bytes()))
                .collect();
            values.insert((*name).to_owned(), all.join(", ").into());
        }
    }
    if let Some(cookie) = call.header("cookie") {
        values.insert("cookie".to_owned(), without_token(cookie).into());
    }
    json!({
        "method": call.method.as_str(),
        "path": call.path,
        "query": call.query,
        "headers": names,
        "values": values,
        "token": token(call).is_some(),
        "basic": call.headers.contains_key("authorization"),
        "body_bytes": call.body.len(),
    })
}

fn without_token(cookie: &str) -> String {
    let hide = |pair: &str| match pair.split_once('=') {
        Some((name, _)) if name.trim().eq_ignore_ascii_case(TOKEN) => format!("{name}=***"),
        _ => pair.to_owned(),
    };
    cookie.split(';').map(hide).collect::<Vec<_>>().join(";")
}
