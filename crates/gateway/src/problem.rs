//! Replies that the gateway makes itself, told apart from Enterprise Manager's by their body.

use std::borrow::Cow;
use std::time::Duration;

use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

/// Why a request was not passed on, or not answered by Enterprise Manager.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The status of the reply.
    pub status: StatusCode,
    /// A word for programs; it does not change between releases.
    pub code: &'static str,
    /// A sentence for people; nothing that the client sent is repeated in it.
    pub message: Cow<'static, str>,
    allow: Option<Method>,
    retry_after: Option<Duration>,
}

/// The body of such a reply.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Wire<'a> {
    /// Always true: Enterprise Manager's own errors have no such key.
    restore_desk_gateway: bool,
    error: &'a str,
    message: &'a str,
}

impl Problem {
    fn new(status: StatusCode, code: &'static str, message: &'static str) -> Problem {
        Problem { status, code, message: message.into(), allow: None, retry_after: None }
    }

    /// A path or query that is not on the list.
    pub fn not_allowed(status: StatusCode, why: &'static str) -> Problem {
        Problem::new(status, "not-allowed", why)
    }

    /// A resource that exists at Enterprise Manager and is not open at this site.
    pub fn not_opened(why: &'static str) -> Problem {
        Problem::new(StatusCode::NOT_FOUND, "not-opened", why)
    }

    /// No such address at the gateway, outside of `/api/`.
    pub fn not_found() -> Problem {
        Problem::new(StatusCode::NOT_FOUND, "not-found", "There is nothing at this address.")
    }

    /// An address on the list, asked with another method than its own.
    pub fn wrong_method(right: Method) -> Problem {
        let why = "This address is not open to this method.";
        Problem {
            allow: Some(right),
            ..Problem::new(StatusCode::METHOD_NOT_ALLOWED, "wrong-method", why)
        }
    }

    /// A sign-in or a sign-out, where the gateway does both by itself.
    pub fn signs_in_itself() -> Problem {
        let why = "This proxy signs in by itself: there is nothing to sign in or out here.";
        Problem {
            allow: Some(Method::OPTIONS),
            ..Problem::new(StatusCode::METHOD_NOT_ALLOWED, "signs-in-itself", why)
        }
    }

    /// Someone who may not read what the gateway's account may.
    pub fn not_a_reader(why: &'static str) -> Problem {
        Problem::new(StatusCode::FORBIDDEN, "not-a-reader", why)
    }

    /// Enterprise Manager refuses the gateway's account; `wait` until it is tried again.
    pub fn account_refused(wait: Duration) -> Problem {
        let why = "Enterprise Manager refuses the proxy's account: its password or its role is \
                   wrong. The administrator of the proxy can put it right.";
        Problem {
            retry_after: Some(wait),
            ..Problem::new(StatusCode::UNAUTHORIZED, "account-refused", why)
        }
    }

    /// The same a while later, when `wait` is left until it is worth another try.
    pub(crate) fn after(mut self, wait: Duration) -> Problem {
        self.retry_after = self.retry_after.map(|_| wait);
        self
    }

    /// Enterprise Manager answered the gateway's sign-in with neither a token nor a refusal.
    pub fn em_sign_in() -> Problem {
        let why = "Enterprise Manager does not take the proxy's sign-in. The proxy's log says how \
                   it answers.";
        Problem::new(StatusCode::BAD_GATEWAY, "em-sign-in", why)
    }

    /// Too many sign-ins; `wait` until the next is let through.
    pub fn too_many(wait: Duration) -> Problem {
        let why = "Too many sign-ins for this user name or from this address. Wait a moment.";
        Problem {
            retry_after: Some(wait),
            ..Problem::new(StatusCode::TOO_MANY_REQUESTS, "too-many", why)
        }
    }

    /// As many requests under way as the gateway takes on.
    pub fn too_busy() -> Problem {
        let why = "The proxy has as many requests under way as it may. Try again in a second.";
        Problem {
            retry_after: Some(Duration::from_secs(1)),
            ..Problem::new(StatusCode::SERVICE_UNAVAILABLE, "too-busy", why)
        }
    }

    /// A request's body over the limit.
    pub fn body_too_large() -> Problem {
        let why = "The request's body is larger than the proxy passes on.";
        Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "body-too-large", why)
    }

    /// A request's body that did not arrive whole, or not in time.
    pub fn body_incomplete() -> Problem {
        let why = "The request's body did not arrive.";
        Problem::new(StatusCode::REQUEST_TIMEOUT, "body-incomplete", why)
    }

    /// No connection to Enterprise Manager, or one that broke.
    pub fn em_unreachable() -> Problem {
        let why = "The proxy cannot reach Enterprise Manager.";
        Problem::new(StatusCode::BAD_GATEWAY, "em-unreachable", why)
    }

    /// Enterprise Manager's certificate is not the one that the settings name.
    pub fn em_certificate() -> Problem {
        let why = "Enterprise Manager's certificate not trusted: it is not the one that the \
                   proxy was told to expect. The proxy's log names both.";
        Problem::new(StatusCode::BAD_GATEWAY, "em-certificate", why)
    }

    /// Enterprise Manager points elsewhere, and the gateway goes nowhere else.
    pub fn em_redirect() -> Problem {
        let why = "Enterprise Manager answered with a redirect, and the proxy follows none.";
        Problem::new(StatusCode::BAD_GATEWAY, "em-redirect", why)
    }

    /// A reply over the limit.
    pub fn em_too_large() -> Problem {
        let why = "Enterprise Manager's answer is larger than the proxy passes on.";
        Problem::new(StatusCode::BAD_GATEWAY, "em-too-large", why)
    }

    /// Enterprise Manager did not answer in time.
    pub fn em_timeout() -> Problem {
        let why = "Enterprise Manager did not answer in time.";
        Problem::new(StatusCode::GATEWAY_TIMEOUT, "em-timeout", why)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let wire = Wire { restore_desk_gateway: true, error: self.code, message: &self.message };
        // Strings and a bool cannot fail; an empty body would still have its status.
        let body = serde_json::to_string(&wire).unwrap_or_default();
        let kind = [(header::CONTENT_TYPE, "application/json")];
        let mut response = (self.status, kind, body).into_response();
        let headers = response.headers_mut();
        let allow = self.allow.as_ref().map(|method| HeaderValue::from_str(method.as_str()));
        if let Some(Ok(value)) = allow {
            headers.insert(header::ALLOW, value);
        }
        if let Some(wait) = self.retry_after {
            // Whole seconds, rounded up: a client that obeys is let through.
            let seconds = wait.as_secs() + u64::from(0 < wait.subsec_nanos());
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        // For the metrics and the log, which see the reply and not what made it.
        response.extensions_mut().insert(Code(self.code));
        response
    }
}

/// The word of a [`Problem`], kept beside its reply.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Code(pub(crate) &'static str);
