//! Enterprise Manager: one address, one certificate, no redirects.

use std::error::Error;
use std::io;
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::Response;
use futures_util::StreamExt as _;
use reqwest::Url;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls::{CertificateError, ClientConfig, RootCertStore};
use tokio::sync::OwnedSemaphorePermit;

use crate::headers;
use crate::problem::Problem;
use crate::settings::{Settings, Trust};

pub(crate) mod pin;

/// The client towards Enterprise Manager.
#[derive(Debug)]
pub(crate) struct Upstream {
    client: reqwest::Client,
    /// Scheme, host and port, without a slash at the end.
    base: String,
    reply_len_max: u64,
}

/// A request on its way.
#[derive(Debug)]
pub(crate) struct Outgoing<'a> {
    pub(crate) method: Method,
    /// Path and query, as the browser sent them.
    pub(crate) target: &'a str,
    /// What Enterprise Manager is to hear, and nothing else.
    pub(crate) headers: HeaderMap,
    /// `None` for methods that have no body.
    pub(crate) body: Option<Bytes>,
}

/// A reply that has arrived to its end.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Whole {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Upstream {
    /// Builds the client.
    ///
    /// # Errors
    /// A sentence, if the trusted certificate cannot be read.
    pub(crate) fn new(settings: &Settings) -> Result<Upstream, String> {
        let client = reqwest::Client::builder()
            .tls_backend_preconfigured(tls_config(&settings.trust)?)
            .http1_only()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .retry(reqwest::retry::never())
            .connect_timeout(settings.limits.connect_timeout)
            .timeout(settings.limits.timeout)
            .build()
            .map_err(|error| format!("the client for Enterprise Manager: {error}"))?;
        Ok(Upstream {
            client,
            base: settings.enterprise_manager.origin().ascii_serialization(),
            reply_len_max: settings.limits.reply_len_max,
        })
    }

    /// Sends a request and starts to pass the reply on; `permit` is given back at its end.
    ///
    /// # Errors
    /// 502 or 504, with a body that says which of Enterprise Manager's failures it is.
    pub(crate) async fn send(
        &self,
        outgoing: Outgoing<'_>,
        permit: OwnedSemaphorePermit,
    ) -> Result<Response, Problem> {
        let reply = self.ask(outgoing).await?;
        Ok(self.pass_on(reply, permit))
    }

    /// Sends a request of the gateway's own and waits for the whole reply.
    ///
    /// # Errors
    /// As [`Upstream::send`], and for a reply that breaks or turns out too large.
    pub(crate) async fn whole(&self, outgoing: Outgoing<'_>) -> Result<Whole, Problem> {
        let mut reply = self.ask(outgoing).await?;
        let len_max = usize::try_from(self.reply_len_max).unwrap_or(usize::MAX);
        let mut body = Vec::new();
        while let Some(part) = reply.chunk().await.map_err(|error| problem_of(&error))? {
            if len_max < body.len().saturating_add(part.len()) {
                return Err(Problem::em_too_large());
            }
            body.extend_from_slice(&part);
        }
        // It may be kept, and is weighed by its length.
        body.shrink_to_fit();
        let (status, headers) = (reply.status(), std::mem::take(reply.headers_mut()));
        Ok(Whole { status, headers, body: body.into() })
    }

    /// Sends a request and waits for the head of the reply.
    async fn ask(&self, outgoing: Outgoing<'_>) -> Result<reqwest::Response, Problem> {
        let url = self.url(outgoing.target)?;
        let mut request = self.client.request(outgoing.method, url).headers(outgoing.headers);
        if let Some(body) = outgoing.body {
            // Said even for no body at all: http.sys refuses a POST without it (411).
            request = request.header(header::CONTENT_LENGTH, body.len()).body(body);
        }
        let reply = request.send().await.map_err(|error| problem_of(&error))?;
        if reply.status().is_redirection() && reply.status() != StatusCode::NOT_MODIFIED {
            tracing::warn!(status = reply.status().as_u16(), "Enterprise Manager redirects");
            return Err(Problem::em_redirect());
        }
        if reply.content_length().is_some_and(|len| self.reply_len_max < len) {
            return Err(Problem::em_too_large());
        }
        Ok(reply)
    }

    /// Asks for `GET /api/`, which needs no sign-in.
    ///
    /// # Errors
    /// The problem that a browser would be told of.
    pub(crate) async fn probe(&self) -> Result<StatusCode, Problem> {
        let url = self.url("/api/")?;
        let request = self.client.get(url).header(header::ACCEPT, "application/json");
        let reply = request.send().await.map_err(|error| problem_of(&error))?;
        Ok(reply.status())
    }

    fn url(&self, target: &str) -> Result<Url, Problem> {
        let refused = || Problem::not_allowed(StatusCode::BAD_REQUEST, "The address is malformed.");
        let text = format!("{}{target}", self.base);
        let url = Url::parse(&text).map_err(|_| refused())?;
        // The allow-list has read the address as it stands; it must still stand so.
        if url.as_str() == text { Ok(url) } else { Err(refused()) }
    }

    fn pass_on(&self, reply: reqwest::Response, permit: OwnedSemaphorePermit) -> Response {
        let status = reply.status();
        let headers = headers::downstream(reply.headers());
        let mut left = self.reply_len_max;
        let body = reply.bytes_stream().map(move |part| {
            let _held = &permit;
            let part = part.map_err(|error| {
                tracing::warn!(kind = problem_of(&error).code, "Enterprise Manager's reply broke");
                io::Error::other("the reply broke")
            })?;
            let len = u64::try_from(part.len()).unwrap_or(u64::MAX);
            match left.checked_sub(len) {
                Some(rest) => {
                    left = rest;
                    Ok(part)
                }
                // The head is long gone: an end in mid-air is all that can be said.
                None => Err(io::Error::other("the reply is too large")),
            }
        });
        let mut response = Response::new(Body::from_stream(body));
        *response.status_mut() = status;
        *response.headers_mut() = headers;
        response
    }
}

fn tls_config(trust: &Trust) -> Result<ClientConfig, String> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ClientConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()
        .map_err(|error| error.to_string())?;
    Ok(match trust {
        Trust::Fingerprints(expected) => builder
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(pin::Pinned::new(
                expected.clone(),
                provider,
            )))
            .with_no_client_auth(),
        Trust::Authority(path) => {
            let mut roots = RootCertStore::empty();
            let unusable =
                |why: String| format!("--ca {}: {why}; a PEM file is needed", path.display());
            for certificate in
                CertificateDer::pem_file_iter(path).map_err(|error| unusable(error.to_string()))?
            {
                let certificate = certificate.map_err(|error| unusable(error.to_string()))?;
                roots.add(certificate).map_err(|error| unusable(error.to_string()))?;
            }
            if roots.is_empty() {
                return Err(unusable("it holds no certificate".to_owned()));
            }
            builder.with_root_certificates(roots).with_no_client_auth()
        }
        // Plain HTTP on loopback: whatever asks for TLS all the same trusts nobody.
        Trust::Plain => {
            builder.with_root_certificates(RootCertStore::empty()).with_no_client_auth()
        }
    })
}

/// What a failure of the client means, without its text, which would name the address.
fn problem_of(error: &reqwest::Error) -> Problem {
    if error.is_timeout() {
        return Problem::em_timeout();
    }
    if let Some(why) = error.source().and_then(untrusted) {
        tracing::error!(?why, "Enterprise Manager's certificate not trusted");
        return Problem::em_certificate();
    }
    tracing::warn!(error = innermost(error), "Enterprise Manager cannot be reached");
    Problem::em_unreachable()
}

/// Why a certificate was refused, if that is what is at the bottom of this error.
fn untrusted<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a CertificateError> {
    if let Some(rustls::Error::InvalidCertificate(why)) = error.downcast_ref::<rustls::Error>() {
        return Some(why);
    }
    // An io::Error's source is the source of what it wraps: look at what it wraps by hand.
    match error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
        Some(wrapped) => untrusted(wrapped),
        None => error.source().and_then(untrusted),
    }
}

/// The last word of an error's chain: "Connection refused" and the like, without any URL.
fn innermost(error: &reqwest::Error) -> String {
    let mut last: &dyn Error = error;
    while let Some(inner) = last.source() {
        last = inner;
    }
    if last.is::<reqwest::Error>() { "request failed".to_owned() } else { last.to_string() }
}
