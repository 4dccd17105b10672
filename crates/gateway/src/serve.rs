//! Listeners and connections, up to the graceful stop.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio_rustls::TlsAcceptor;
use tower::ServiceExt as _;

use crate::client::Peer;
use crate::serve::patience::Patient;
use crate::serve::tls::TlsFiles;

mod patience;
pub(crate) mod tls;

/// Longest wait for a TLS handshake.
const HANDSHAKE_WAIT: Duration = Duration::from_secs(30);
/// Longest wait for a request's head, and so for the next request of a connection. Pages ask every
/// 30 s or every minute, and nginx lets a connection rest for a minute: were it closed in the same
/// moment, a request on its way would be lost.
const HEAD_WAIT: Duration = Duration::from_secs(75);
/// Longest wait for a client to read on.
const WRITE_WAIT: Duration = Duration::from_secs(30);
/// Longest wait at a stop for requests under way.
const STOP_WAIT: Duration = Duration::from_secs(10);
/// Rest after a failed accept: when the process is out of descriptors, trying again at once
/// would only burn the processor.
const ACCEPT_REST: Duration = Duration::from_millis(100);

/// A bound listener.
#[derive(Debug)]
pub(crate) struct Door {
    listener: TcpListener,
    address: SocketAddr,
    tls: Option<Arc<TlsFiles>>,
}

impl Door {
    /// Binds the address; `flag` is where it was set.
    ///
    /// # Errors
    /// A sentence with the address and the flag.
    pub(crate) async fn open(
        flag: &str,
        address: SocketAddr,
        tls: Option<Arc<TlsFiles>>,
    ) -> Result<Door, String> {
        let bound = async {
            let listener = TcpListener::bind(address).await?;
            let address = listener.local_addr()?;
            Ok::<_, std::io::Error>(Door { listener, address, tls })
        };
        bound.await.map_err(|error| {
            format!("cannot listen on {address}: {error}. Choose another address with {flag}")
        })
    }

    /// The address as it came to be; the port is a real one.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// The origin of what is served here, seen from this machine.
    pub(crate) fn url(&self) -> String {
        let scheme = if self.tls.is_some() { "https" } else { "http" };
        format!("{scheme}://{}", self.address)
    }

    /// Serves until `stop` is true, then lets what is under way finish.
    pub(crate) async fn serve(self, router: Router, mut stop: watch::Receiver<bool>) {
        let graceful = GracefulShutdown::new();
        loop {
            let accepted = tokio::select! {
                accepted = self.listener.accept() => accepted,
                _ = stop.wait_for(|stop| *stop) => break,
            };
            match accepted {
                Ok((stream, peer)) => {
                    let (tls, router) = (self.tls.clone(), router.clone());
                    tokio::spawn(greet(stream, peer, tls, router, graceful.watcher()));
                }
                Err(error) => {
                    tracing::warn!(%error, "cannot accept a connection");
                    tokio::time::sleep(ACCEPT_REST).await;
                }
            }
        }
        drop(self.listener);
        if tokio::time::timeout(STOP_WAIT, graceful.shutdown()).await.is_err() {
            tracing::warn!("requests were still under way at the stop, and are cut");
        }
    }
}

async fn greet(
    stream: TcpStream,
    peer: SocketAddr,
    tls: Option<Arc<TlsFiles>>,
    router: Router,
    watcher: Watcher,
) {
    // Replies are whole messages: waiting to fill packets only delays their last one.
    let _ = stream.set_nodelay(true);
    let stream = Patient::new(stream, WRITE_WAIT);
    let Some(tls) = tls else { return converse(stream, peer, router, watcher).await };
    let acceptor = TlsAcceptor::from(tls.get());
    match tokio::time::timeout(HANDSHAKE_WAIT, acceptor.accept(stream)).await {
        Ok(Ok(stream)) => converse(stream, peer, router, watcher).await,
        Ok(Err(error)) => tracing::debug!(%peer, %error, "no TLS handshake"),
        Err(_) => tracing::debug!(%peer, "TLS handshake timed out"),
    }
}

async fn converse<S>(stream: S, peer: SocketAddr, router: Router, watcher: Watcher)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let service = service_fn(move |request: Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(Peer(peer));
        let router = router.clone();
        async move { Ok::<_, Infallible>(infallible(router.oneshot(request).await)) }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_WAIT)
        .serve_connection(TokioIo::new(stream), service);
    if let Err(error) = watcher.watch(connection).await {
        tracing::debug!(%peer, %error, "connection ended early");
    }
}

fn infallible<T>(result: Result<T, Infallible>) -> T {
    match result {
        Ok(value) => value,
        Err(never) => match never {},
    }
}
