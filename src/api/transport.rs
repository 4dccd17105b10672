//! One request, and its reply.

use std::{cell::Cell, rc::Rc, time::Duration};

use gloo_net::http::Response;
use js_sys::Object;
use leptos::{prelude::*, web_sys};
use restore_desk_model::{
    config::SignInMode,
    error::ApiError,
    json::Json,
    wire::{self, BODY_LEN_MAX},
};
use web_sys::AbortController;

use super::{
    early,
    endpoint::Endpoint,
    probe,
    request::{Credentials, new_request, request},
};
use crate::browser;

/// Longest wait for a whole answer, in milliseconds; the proxy's own is as long.
const TIMEOUT_MS: u64 = 30_000;

/// The methods that the app uses: nothing else ever leaves it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Read.
    Get,
    /// Sign in.
    Post,
    /// Sign out.
    Delete,
}

impl Method {
    fn name(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Delete => "DELETE",
        }
    }
}

/// How to reach the proxy.
#[derive(Clone, Debug)]
pub struct Transport {
    pub(super) proxy: String,
    sign_in: SignInMode,
    pub(super) credentials: Credentials,
}

/// A reply, read whole.
#[derive(Debug)]
pub struct Received {
    status: u16,
    retry_after: Option<String>,
    body: Vec<u8>,
    /// EM's `Date`, in milliseconds since 1970.
    pub date_ms: Option<i64>,
    /// The token of a sign-in, where the proxy exposes its header.
    pub token: Option<String>,
}

impl Received {
    /// Whether it takes long to read: a hundred rows do, an entity of EM's does not.
    pub fn is_large(&self) -> bool {
        self.body.len() > 16 * 1024
    }

    /// The JSON of the reply.
    ///
    /// # Errors
    ///
    /// As [`wire::read`].
    pub fn read(&self) -> Result<Json, ApiError> {
        wire::read(wire::Reply {
            status: self.status,
            retry_after: self.retry_after.as_deref(),
            body: &self.body,
        })
    }
}

/// Aborts the browser's request when dropped, so that dropping the future of
/// [`Transport::send`] also frees the connection; and after the time limit.
struct Abort {
    controller: AbortController,
    timer: Option<TimeoutHandle>,
    timed_out: Rc<Cell<bool>>,
}

impl Abort {
    fn of(early: Option<AbortController>) -> Result<Abort, ApiError> {
        let controller = early.map_or_else(AbortController::new, Ok);
        let controller = controller.map_err(|_| ApiError::Unreachable)?;
        let timed_out = Rc::new(Cell::new(false));
        let (at_end, flag) = (controller.clone(), Rc::clone(&timed_out));
        let limit = Duration::from_millis(TIMEOUT_MS);
        let timer = set_timeout_with_handle(
            move || {
                flag.set(true);
                at_end.abort();
            },
            limit,
        );
        Ok(Abort { controller, timer: timer.ok(), timed_out })
    }
}

impl Drop for Abort {
    fn drop(&mut self) {
        if let Some(timer) = self.timer {
            timer.clear();
        }
        self.controller.abort();
    }
}

impl Transport {
    /// For the configured proxy.
    pub fn new(proxy: &str, sign_in: SignInMode) -> Transport {
        // A cookie beats the token at EM, so none is sent; a sign-on in front of
        // a same-origin proxy that signs in by itself needs its own.
        let credentials = match sign_in {
            SignInMode::Proxy if browser::same_origin(proxy) => Credentials::SameOrigin,
            SignInMode::Account | SignInMode::Proxy => Credentials::Omit,
        };
        Transport { proxy: browser::absolute(proxy), sign_in, credentials }
    }

    /// Who signs in.
    pub fn sign_in(&self) -> SignInMode {
        self.sign_in
    }

    /// Sends one request and reads the whole reply.
    ///
    /// # Errors
    ///
    /// When there is no reply, the [`ApiError`] that names the cause as far as
    /// the browser lets it be known. A reply of any status is no error here.
    pub async fn send(
        &self,
        method: Method,
        endpoint: &Endpoint,
        header: Option<(&'static str, String)>,
    ) -> Result<Received, ApiError> {
        let url = endpoint.url(&self.proxy);
        let token = header.as_ref().map(|(_, value)| value.as_str());
        let early = if method == Method::Get { early::take(&url, token) } else { None };
        let abort = Abort::of(early.as_ref().map(|early| early.controller.clone()))?;
        let headers = browser::object(&[("Accept", "application/json")]);
        if let Some((name, value)) = header {
            browser::set(&headers, name, &value.into());
        }
        let init = browser::object(&[
            ("method", method.name()),
            ("mode", "cors"),
            ("redirect", "error"),
            ("credentials", self.credentials.name()),
        ]);
        browser::set(&init, "signal", &abort.controller.signal());
        browser::set(&init, "headers", &headers);
        let outcome = match (early, request(&url, &init)) {
            (Some(early), _) => match early.reply().await {
                Some((response, body)) => receive(response, Some(body)).await,
                None => None,
            },
            (None, Some(request)) => match request.send().await {
                Ok(response) => receive(response, None).await,
                Err(_) => None,
            },
            (None, None) => None,
        };
        match outcome {
            Some(received) => received,
            None if abort.timed_out.get() => Err(ApiError::TimedOut),
            None => Err(probe::why(&self.proxy, &url, self.credentials).await),
        }
    }
}

/// `None` when the connection broke before the body's end. `body`: it is there already.
async fn receive(response: Response, body: Option<Vec<u8>>) -> Option<Result<Received, ApiError>> {
    let header = |name: &str| response.headers().get(name);
    let declared = header("Content-Length").and_then(|text| text.parse::<usize>().ok());
    if response.ok() && declared.is_some_and(|length| length > BODY_LEN_MAX) {
        return Some(Err(ApiError::TooLarge));
    }
    Some(Ok(Received {
        status: response.status(),
        retry_after: header("Retry-After"),
        date_ms: header("Date").as_deref().and_then(browser::parse_http_date),
        token: header("X-RestSvcSessionId"),
        body: match body {
            Some(body) => body,
            None => response.binary().await.ok()?,
        },
    }))
}

/// Gets a file of the app's own, such as `index.html`; `None` when there is none.
/// `init` is what fetch takes, such as how the cache is used.
pub async fn get_file(name: &str, init: &Object) -> Option<Vec<u8>> {
    if let Some(file) = early::file(name).await {
        return file;
    }
    let response = new_request(&browser::absolute(name), init)?.send().await.ok()?;
    if response.ok() { response.binary().await.ok() } else { None }
}
