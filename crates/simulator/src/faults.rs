//! Faults on demand: rules that the control endpoint sets, each for a path.

use std::time::Duration;

use hyper::{StatusCode, body::Bytes};
use serde_json::{Map, Value};

use crate::{
    http::{Call, Content, Rendered, Reply},
    options::Api,
};

/// The page of the HTTP server below EM when EM is down.
const UNAVAILABLE: &str = "<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\"\"http://www.w3.org/TR/html4/strict.dtd\">\r\n<HTML><HEAD><TITLE>Service Unavailable</TITLE>\r\n<META HTTP-EQUIV=\"Content-Type\" Content=\"text/html; charset=us-ascii\"></HEAD>\r\n<BODY><h2>Service Unavailable</h2>\r\n<hr><p>HTTP Error 503. The service is unavailable.</p>\r\n</BODY></HTML>\r\n";

/// What happens to a reply. The default is nothing.
#[derive(Clone, Debug, Default)]
pub(crate) struct Effect {
    /// Waits before the first byte.
    pub(crate) delay: Duration,
    /// Waits between the halves of the body.
    pub(crate) slow_body: Duration,
    /// Ends the connection after so many bytes of the body.
    pub(crate) truncate: Option<usize>,
    /// Resets the connection instead of a reply.
    pub(crate) reset: bool,
    status: Option<StatusCode>,
    retry_after: Option<String>,
    content_type: Option<String>,
    body: Option<Bytes>,
    html: bool,
}

impl Effect {
    /// The reply that stands in for EM's own, if the rule has one.
    pub(crate) fn replacement(&self, call: &Call, api: Api, bom: bool) -> Option<Rendered> {
        let reply = |status: StatusCode, body: Content| Reply { status, headers: Vec::new(), body };
        let rendered = match (&self.body, self.status) {
            (Some(body), status) => {
                let mut rendered = reply(status.unwrap_or(StatusCode::OK), Content::Nothing)
                    .render(call, api, bom);
                rendered.body = body.clone();
                rendered.content_type = Some("application/json".to_owned());
                rendered
            }
            (None, status) if self.html => {
                let status = status.unwrap_or(StatusCode::SERVICE_UNAVAILABLE);
                reply(status, Content::Html(UNAVAILABLE)).render(call, api, bom)
            }
            (None, Some(StatusCode::NO_CONTENT)) => {
                reply(StatusCode::NO_CONTENT, Content::Nothing).render(call, api, bom)
            }
            (None, Some(status)) => Reply::error(status, message(status)).render(call, api, bom),
            (None, None) => return None,
        };
        Some(self.adjust(rendered))
    }

    /// Changes the headers that the rule names.
    pub(crate) fn adjust(&self, mut rendered: Rendered) -> Rendered {
        if let Some(retry_after) = &self.retry_after {
            rendered.headers.push(("Retry-After", retry_after.clone()));
        }
        match self.content_type.as_deref() {
            None => {}
            Some("") => rendered.content_type = None,
            Some(content_type) => rendered.content_type = Some(content_type.to_owned()),
        }
        rendered
    }
}

fn message(status: StatusCode) -> &'static str {
    match status {
        StatusCode::BAD_REQUEST => "Node [root] does not exist.",
        StatusCode::UNAUTHORIZED => "Unauthorized. Logon session is not found or has expired.",
        StatusCode::FORBIDDEN => "Access denied.",
        StatusCode::NOT_FOUND => "Restore session with specified ID was not found.",
        StatusCode::INTERNAL_SERVER_ERROR => {
            "Object reference not set to an instance of an object."
        }
        StatusCode::SERVICE_UNAVAILABLE => "Service unavailable.",
        _ => "An error made on demand.",
    }
}

/// One rule.
#[derive(Clone, Debug)]
pub(crate) struct Rule {
    /// `*`, a path, a path with its query, or a beginning with `*` behind it.
    path: String,
    method: Option<String>,
    /// Requests it still applies to; `None` for all.
    left: Option<u64>,
    effect: Effect,
    /// As it was given.
    pub(crate) source: Value,
}

impl Rule {
    /// # Errors
    ///
    /// A sentence on a member that is unknown or has the wrong type.
    pub(crate) fn read(source: &Value) -> Result<Rule, String> {
        let members = source.as_object().ok_or("a rule is a JSON object")?;
        let mut rule = Rule {
            path: String::new(),
            method: None,
            left: None,
            effect: Effect::default(),
            source: source.clone(),
        };
        for (name, value) in members {
            rule.set(name, value).ok_or_else(|| format!("{name} cannot be {value}"))?;
        }
        read_body_file(members, &mut rule.effect)?;
        if rule.path.is_empty() { Err("a rule needs a path".to_owned()) } else { Ok(rule) }
    }

    /// `None` for an unknown name or a value of the wrong type.
    fn set(&mut self, name: &str, value: &Value) -> Option<()> {
        let text = || value.as_str().map(str::to_owned);
        let effect = &mut self.effect;
        match name {
            "path" => self.path = text()?,
            "method" => self.method = Some(text()?),
            "times" => self.left = Some(value.as_u64()?),
            "delay_ms" => effect.delay = Duration::from_millis(value.as_u64()?),
            "slow_body_ms" => effect.slow_body = Duration::from_millis(value.as_u64()?),
            "truncate" => effect.truncate = Some(usize::try_from(value.as_u64()?).ok()?),
            "reset" => effect.reset = value.as_bool()?,
            "html" => effect.html = value.as_bool()?,
            "status" => {
                let code = u16::try_from(value.as_u64()?).ok().filter(|code| 200 <= *code)?;
                effect.status = Some(StatusCode::from_u16(code).ok()?);
            }
            "retry_after" => {
                effect.retry_after =
                    Some(text().or_else(|| value.as_u64().map(|n| n.to_string()))?);
            }
            "content_type" => effect.content_type = Some(text()?),
            "body" => {
                effect.body = Some(Bytes::from(
                    text().or_else(|| value.is_object().then(|| value.to_string()))?,
                ));
            }
            "body_file" => return value.is_string().then_some(()),
            _ => return None,
        }
        Some(())
    }

    fn applies_to(&self, call: &Call) -> bool {
        let with_query = format!("{}?{}", call.path, call.query);
        let matches_path = match self.path.strip_suffix('*') {
            Some(beginning) => with_query.starts_with(beginning),
            None if self.path.contains('?') => with_query == self.path,
            None => call.path.trim_end_matches('/') == self.path.trim_end_matches('/'),
        };
        let matches_method = self
            .method
            .as_ref()
            .is_none_or(|method| method.eq_ignore_ascii_case(call.method.as_str()));
        matches_path && matches_method
    }
}

fn read_body_file(members: &Map<String, Value>, effect: &mut Effect) -> Result<(), String> {
    if let Some(path) = members.get("body_file").and_then(Value::as_str) {
        let bytes = std::fs::read(path).map_err(|error| format!("cannot read {path}: {error}"))?;
        effect.body = Some(Bytes::from(bytes));
    }
    Ok(())
}

/// The rules, the first that applies winning.
#[derive(Debug, Default)]
pub(crate) struct Faults(Vec<Rule>);

impl Faults {
    pub(crate) fn add(&mut self, rules: Vec<Rule>) {
        self.0.extend(rules);
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    pub(crate) fn rules(&self) -> &[Rule] {
        &self.0
    }

    /// What happens to this request; counts it against the rule's `times`.
    pub(crate) fn take(&mut self, call: &Call) -> Effect {
        let Some(rule) = self.0.iter_mut().find(|rule| rule.applies_to(call)) else {
            return Effect::default();
        };
        rule.left = rule.left.map(|left| left.saturating_sub(1));
        let effect = rule.effect.clone();
        self.0.retain(|rule| rule.left != Some(0));
        effect
    }
}
