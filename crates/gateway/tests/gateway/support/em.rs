//! A scripted upstream that remembers what it heard.

use std::convert::Infallible;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Request, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use http_body_util::BodyExt as _;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use rustls::ServerConfig;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpListener;
use tokio::sync::mpsc;
use tokio_rustls::TlsAcceptor;
use tower::ServiceExt as _;

use super::certificate::Certificate;

/// A request as the upstream heard it.
#[derive(Clone, Debug)]
pub(crate) struct Heard {
    /// Method, path and query: `GET /api/?v=1`.
    pub(crate) line: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

/// The upstream; it ends with the test's runtime.
pub(crate) struct Em {
    pub(crate) url: String,
    heard: Arc<Mutex<Vec<Heard>>>,
    arrivals: mpsc::UnboundedReceiver<()>,
}

impl Em {
    /// Over plain HTTP, with the usual good answer.
    pub(crate) async fn plain() -> Em {
        Em::start(Router::new().fallback(usual), None).await
    }

    /// With these answers, over TLS if there is a certificate.
    pub(crate) async fn start(script: Router, certificate: Option<&Certificate>) -> Em {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let scheme = if certificate.is_some() { "https" } else { "http" };
        let url = format!("{scheme}://{}", listener.local_addr().unwrap());
        let heard = Arc::default();
        let (arrived, arrivals) = mpsc::unbounded_channel();
        let ears = Ears { script, heard: Arc::clone(&heard), arrived };
        tokio::spawn(accept(listener, certificate.map(acceptor), ears));
        Em { url, heard, arrivals }
    }

    /// What was heard up to now.
    pub(crate) fn heard(&self) -> Vec<Heard> {
        self.heard.lock().unwrap().clone()
    }

    /// Waits until one more request has arrived.
    pub(crate) async fn arrival(&mut self) {
        self.arrivals.recv().await.unwrap();
    }
}

/// A reply with all that must not pass, among what must.
async fn usual() -> Response {
    let mut response = (StatusCode::OK, r#"{"Type":"Usual"}"#).into_response();
    for (name, value) in [
        ("content-type", "application/json"),
        ("date", "Tue, 15 Nov 1994 08:12:31 GMT"),
        ("retry-after", "7"),
        ("x-restsvcsessionid", "token-from-em"),
        ("set-cookie", "X-RestSvcSessionId=token-from-em; Path=/api"),
        ("www-authenticate", "Basic Realm=RestSvc"),
        ("server", "Microsoft-HTTPAPI/2.0"),
        ("access-control-allow-origin", "*"),
        ("access-control-allow-credentials", "true"),
        ("keep-alive", "timeout=5"),
        ("cache-control", "public, max-age=60"),
        ("location", "https://elsewhere.example/"),
    ] {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

#[derive(Clone)]
struct Ears {
    script: Router,
    heard: Arc<Mutex<Vec<Heard>>>,
    arrived: mpsc::UnboundedSender<()>,
}

fn acceptor(certificate: &Certificate) -> TlsAcceptor {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der.clone()], certificate.key())
        .unwrap();
    TlsAcceptor::from(Arc::new(config))
}

async fn accept(listener: TcpListener, tls: Option<TlsAcceptor>, ears: Ears) {
    while let Ok((stream, _)) = listener.accept().await {
        let (tls, ears) = (tls.clone(), ears.clone());
        tokio::spawn(async move {
            match tls {
                None => converse(stream, ears).await,
                // A gateway that does not trust the certificate hangs up here.
                Some(tls) => {
                    if let Ok(stream) = tls.accept(stream).await {
                        converse(stream, ears).await;
                    }
                }
            }
        });
    }
}

async fn converse<S: AsyncRead + AsyncWrite + Unpin + Send + 'static>(stream: S, ears: Ears) {
    let service = service_fn(move |request: Request<Incoming>| {
        let ears = ears.clone();
        async move {
            let (head, body) = request.into_parts();
            let body = body.collect().await.unwrap().to_bytes();
            ears.heard.lock().unwrap().push(Heard {
                line: format!("{} {}", head.method, head.uri),
                headers: head.headers.clone(),
                body: body.to_vec(),
            });
            let _ = ears.arrived.send(());
            let request = Request::from_parts(head, Body::from(body));
            Ok::<_, Infallible>(ears.script.oneshot(request).await.unwrap())
        }
    });
    // A client that goes away in the middle is part of some tests.
    let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
}

/// A reply of this status alone.
pub(crate) fn status(code: u16) -> Router {
    let body = (StatusCode::from_u16(code).unwrap(), [(header::SERVER, "EM")], "{}");
    Router::new().fallback(move || async move { body })
}
