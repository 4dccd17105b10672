//! The control endpoint: plain HTTP on the loopback interface, JSON.

use hyper::StatusCode;
use serde_json::{Value, json};

use crate::{
    faults::Rule,
    http::Call,
    id::Id,
    options::Api,
    simulator::{Inner, Simulator},
    world::Kind,
};

/// Answers with a status and a JSON value: what was asked for, the state after
/// a change, or `{"error": …}`.
pub(crate) fn answer(simulator: &Simulator, call: &Call) -> (StatusCode, Value) {
    let mut inner = simulator.lock();
    match act(&mut inner, call) {
        Ok(value) => (StatusCode::OK, value),
        Err(Refusal::Unknown) => {
            (StatusCode::NOT_FOUND, json!({ "error": "no such address or method" }))
        }
        Err(Refusal::Unread(sentence)) => (StatusCode::BAD_REQUEST, json!({ "error": sentence })),
    }
}

enum Refusal {
    Unknown,
    Unread(String),
}

impl From<String> for Refusal {
    fn from(sentence: String) -> Refusal {
        Refusal::Unread(sentence)
    }
}

fn act(inner: &mut Inner, call: &Call) -> Result<Value, Refusal> {
    let segments: Vec<&str> = call.path.split('/').filter(|segment| !segment.is_empty()).collect();
    match (call.method.as_str(), segments.as_slice()) {
        ("GET", ["state"]) => {}
        ("GET", ["requests"]) => return Ok(inner.requests.report()),
        ("DELETE", ["requests"]) => inner.requests.clear(),
        ("POST", ["faults"]) => {
            let rules = read_rules(&body(call)?)?;
            inner.faults.add(rules);
        }
        ("DELETE", ["faults"]) => inner.faults.clear(),
        ("POST", ["advance"]) => advance(inner, &body(call)?)?,
        ("POST", ["expire"]) => inner.logons.end_all(),
        ("POST", ["api-version"]) => inner.api = read_api(&body(call)?)?,
        ("PATCH", ["sessions", id]) => patch(inner, id, &body(call)?)?,
        _ => return Err(Refusal::Unknown),
    }
    Ok(state(inner))
}

fn body(call: &Call) -> Result<Value, Refusal> {
    let unread = |error| Refusal::Unread(format!("the body is not JSON: {error}"));
    serde_json::from_slice(&call.body).map_err(unread)
}

/// One rule or a list of them; all or none are taken.
fn read_rules(body: &Value) -> Result<Vec<Rule>, Refusal> {
    let rules = match body {
        Value::Array(rules) => rules.iter().map(Rule::read).collect(),
        rule => Rule::read(rule).map(|rule| vec![rule]),
    };
    rules.map_err(Refusal::Unread)
}

fn advance(inner: &mut Inner, body: &Value) -> Result<(), Refusal> {
    let number = |name: &str| body.get(name).and_then(Value::as_u64);
    let interval = u64::try_from(inner.clock.interval_seconds()).unwrap_or(0);
    let seconds = match (number("seconds"), number("ticks")) {
        (Some(seconds), None) => Some(seconds),
        (None, Some(ticks)) => ticks.checked_mul(interval),
        _ => None,
    };
    let unread = || Refusal::Unread("expected {\"seconds\": N} or {\"ticks\": N}".to_owned());
    let seconds = seconds.and_then(|seconds| u32::try_from(seconds).ok()).ok_or_else(unread)?;
    inner.clock.advance_seconds(seconds);
    Ok(())
}

fn read_api(body: &Value) -> Result<Api, Refusal> {
    match body.get("api").and_then(Value::as_str) {
        Some("v12") => Ok(Api::V12),
        Some("v13") => Ok(Api::V13),
        _ => Err(Refusal::Unread("expected {\"api\": \"v12\"} or {\"api\": \"v13\"}".to_owned())),
    }
}

fn patch(inner: &mut Inner, id: &str, body: &Value) -> Result<(), Refusal> {
    let id = Id::parse(id)
        .filter(|id| inner.world.find(Kind::RestoreSession, *id).is_some())
        .ok_or_else(|| Refusal::Unread(format!("there is no restore session {id}")))?;
    let mut patch = inner.patches.get(&id).cloned().unwrap_or_default();
    patch.merge(body)?;
    inner.patches.insert(id, patch);
    Ok(())
}

fn state(inner: &mut Inner) -> Value {
    let now = inner.clock.now();
    let logons: Vec<Value> = (inner.logons.live(now).iter())
        .map(|logon| {
            json!({
                "user": logon.user.name,
                "role": logon.role.word(),
                "id": logon.id.to_string(),
                "idle_seconds": (now - logon.last_request).num_seconds(),
            })
        })
        .collect();
    let faults: Vec<&Value> = inner.faults.rules().iter().map(|rule| &rule.source).collect();
    json!({
        "now": now.to_rfc3339(),
        "tick": inner.clock.tick(),
        "interval_seconds": inner.clock.interval_seconds(),
        "api": inner.api.word(),
        "sessions": inner.world.all(Kind::RestoreSession).len(),
        "logons": logons,
        "faults": faults,
    })
}
