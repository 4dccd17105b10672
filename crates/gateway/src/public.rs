//! The listeners that browsers reach: the API, `/healthz` and the app.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Method, Request, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use tokio::sync::Semaphore;
use tokio::time::Instant;

use crate::allow::{self, Call};
use crate::app::{App, AppFile};
use crate::client::{self, Peer};
use crate::cors::{Asker, Origin};
use crate::headers;
use crate::limits::SignIns;
use crate::log;
use crate::metrics::Metrics;
use crate::problem::{Code, Problem};
use crate::readers;
use crate::reads::Reads;
use crate::settings::{Readers, Settings};
use crate::upstream::{Outgoing, Upstream};

/// What all requests share.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) settings: Settings,
    pub(crate) origins: Vec<Origin>,
    pub(crate) upstream: Arc<Upstream>,
    pub(crate) metrics: Arc<Metrics>,
    pub(crate) sign_in: SignIn,
}

/// Who signs in at Enterprise Manager, and what that takes.
#[derive(Debug)]
pub(crate) enum SignIn {
    /// Each user: sign-ins are counted, and requests that are under way.
    Users { sign_ins: SignIns, slots: Arc<Semaphore> },
    /// The gateway, for these readers.
    Gateway { readers: Readers, reads: Arc<Reads> },
}

/// Where a request comes from.
#[derive(Debug)]
struct Sender {
    /// The user agent's address.
    client: IpAddr,
    /// Whether it may read with the gateway's account, and whom a trusted proxy names.
    reader: Result<Option<String>, Problem>,
}

/// One public listener: what it serves.
#[derive(Clone, Debug)]
pub(crate) struct Site {
    pub(crate) shared: Arc<Shared>,
    /// Whether the API is here.
    pub(crate) api: bool,
    /// The app, if it is here.
    pub(crate) app: Option<Arc<App>>,
}

/// The service of a public listener. One handler, so that no reply can miss its headers.
pub(crate) fn router(site: Site) -> Router {
    Router::new().fallback(answer).with_state(site)
}

async fn answer(State(site): State<Site>, request: Request<Body>) -> Response {
    let started = Instant::now();
    let shared = Arc::clone(&site.shared);
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let asker = Asker::of(request.headers());
    let peer = request
        .extensions()
        .get::<Peer>()
        .map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.0.ip());
    let client = client::address(peer, request.headers(), &shared.settings.trusted_proxies);
    let reader = match &shared.sign_in {
        SignIn::Users { .. } => Ok(None),
        SignIn::Gateway { readers, .. } => readers::admit(readers, peer, request.headers()),
    };
    let sender = Sender { client, reader };

    let mut response = site.route(&sender, request).await;
    if response.extensions().get::<AppFile>().is_none() {
        asker.mark(&shared.origins, response.headers_mut());
    }
    let took = started.elapsed();
    let status = response.status().as_u16();
    let code = response.extensions().get::<Code>().map(|code| code.0);
    shared.metrics.count(method.as_str(), &path, status, code, took);
    let user = sender.reader.as_ref().ok().and_then(Option::as_deref);
    log::access(client, user, method.as_str(), &path, status, took);
    response
}

impl Site {
    async fn route(&self, sender: &Sender, request: Request<Body>) -> Response {
        let method = request.method().clone();
        let path = request.uri().path();
        if self.api && (path == "/api" || path.starts_with("/api/")) {
            let mut response = if method == Method::OPTIONS {
                StatusCode::NO_CONTENT.into_response()
            } else {
                self.api(sender, request).await.unwrap_or_else(Problem::into_response)
            };
            headers::mark_api(response.headers_mut());
            return response;
        }
        if self.api && path == "/healthz" {
            let mut response = match method {
                Method::GET | Method::HEAD => (StatusCode::OK, "ok").into_response(),
                Method::OPTIONS => StatusCode::NO_CONTENT.into_response(),
                _ => Problem::wrong_method(Method::GET).into_response(),
            };
            headers::mark_api(response.headers_mut());
            return response;
        }
        if let Some(app) = &self.app {
            return app.answer(method, request).await;
        }
        let mut response = Problem::not_found().into_response();
        headers::mark_api(response.headers_mut());
        response
    }

    async fn api(&self, sender: &Sender, request: Request<Body>) -> Result<Response, Problem> {
        match &self.shared.sign_in {
            SignIn::Users { sign_ins, slots } => {
                self.pass(sender.client, request, sign_ins, slots).await
            }
            SignIn::Gateway { reads, .. } => {
                sender.reader.as_ref().map_err(Problem::clone)?;
                let (uri, explore) = (request.uri(), self.shared.settings.explore);
                allow::check_read(request.method(), uri.path(), uri.query(), explore)?;
                reads.answer(target_of(uri), request.headers()).await
            }
        }
    }

    /// Passes a request on, if everything about it is allowed.
    async fn pass(
        &self,
        client: IpAddr,
        request: Request<Body>,
        sign_ins: &SignIns,
        slots: &Arc<Semaphore>,
    ) -> Result<Response, Problem> {
        let shared = &self.shared;
        let (head, body) = request.into_parts();
        let (path, query) = (head.uri.path(), head.uri.query());
        let call = allow::check(&head.method, path, query, shared.settings.explore)?;
        let permit = Arc::clone(slots).try_acquire_owned().map_err(|_| Problem::too_busy())?;
        if call == Call::SignIn {
            sign_ins.count(client, &head.headers)?;
        }
        let body = match call {
            Call::SignIn => Some(self.body(&head.headers, body).await?),
            Call::Read | Call::SignOut => None,
        };
        let outgoing = Outgoing {
            method: head.method,
            target: target_of(&head.uri),
            headers: headers::upstream(&head.headers),
            body,
        };
        shared.upstream.send(outgoing, permit).await
    }

    /// The request's body, whole: it is small, and Enterprise Manager wants its length.
    async fn body(&self, headers: &HeaderMap, body: Body) -> Result<axum::body::Bytes, Problem> {
        let limits = &self.shared.settings.limits;
        let said = headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
        let len = said.and_then(|text| text.parse::<usize>().ok()).unwrap_or_default();
        if limits.body_len_max < len {
            return Err(Problem::body_too_large());
        }
        let whole = Limited::new(body, limits.body_len_max).collect();
        match tokio::time::timeout(limits.timeout, whole).await {
            Ok(Ok(collected)) => Ok(collected.to_bytes()),
            Ok(Err(error)) if error.is::<LengthLimitError>() => Err(Problem::body_too_large()),
            Ok(Err(_)) | Err(_) => Err(Problem::body_incomplete()),
        }
    }
}

/// Path and query as the client sent them, without the host that it may have written before.
fn target_of(uri: &Uri) -> &str {
    uri.path_and_query().map_or(uri.path(), |target| target.as_str())
}
