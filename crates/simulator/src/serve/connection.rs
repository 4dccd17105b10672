//! Connections: from bytes to a call, and from a reply to bytes.

use std::{convert::Infallible, io, pin::Pin, sync::Arc};

use http_body_util::{BodyExt, Limited};
use hyper::{
    Request, Response, StatusCode,
    body::{Bytes, Incoming},
    header::{CONTENT_TYPE, DATE, HeaderName, HeaderValue, SERVER},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::TokioIo;
use tokio::{
    net::{TcpListener, TcpStream},
    time::sleep,
};
use tokio_rustls::TlsAcceptor;

use super::body::Pieces;
use crate::{
    control,
    http::Call,
    simulator::{Outcome, Simulator},
};

/// Longest body of a request in bytes; a hostile sample fits.
const BODY_LEN_MAX: usize = 8 << 20;

/// Serves EM's API until it is aborted.
pub(super) async fn accept_em(
    listener: TcpListener,
    acceptor: TlsAcceptor,
    simulator: Arc<Simulator>,
) {
    loop {
        let Some(stream) = accept(&listener).await else { continue };
        let (acceptor, simulator) = (acceptor.clone(), simulator.clone());
        tokio::spawn(async move {
            let Ok(stream) = acceptor.accept(stream).await else { return };
            let service = service_fn(|request| answer_em(&simulator, request));
            let mut connection =
                http1::Builder::new().serve_connection(TokioIo::new(stream), service);
            let ended = Pin::new(&mut connection).await;
            if ended.is_err_and(|error| error.is_user()) {
                // A fault: without lingering, closing resets the connection.
                let stream = connection.into_parts().io.into_inner();
                let _best_effort = stream.get_ref().0.set_zero_linger();
            }
        });
    }
}

/// Serves the control endpoint until it is aborted.
pub(super) async fn accept_control(listener: TcpListener, simulator: Arc<Simulator>) {
    loop {
        let Some(stream) = accept(&listener).await else { continue };
        let simulator = simulator.clone();
        tokio::spawn(async move {
            let service = service_fn(|request| answer_control(&simulator, request));
            let connection = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
            let _ended = connection.await;
        });
    }
}

async fn accept(listener: &TcpListener) -> Option<TcpStream> {
    if let Ok((stream, _)) = listener.accept().await {
        return Some(stream);
    }
    // Out of descriptors, most likely: give others time to close.
    sleep(std::time::Duration::from_millis(50)).await;
    None
}

async fn answer_em(
    simulator: &Simulator,
    request: Request<Incoming>,
) -> Result<Response<Pieces>, io::Error> {
    let outcome = simulator.answer(&read(request).await?);
    if !outcome.effect.delay.is_zero() {
        sleep(outcome.effect.delay).await;
    }
    if outcome.effect.reset {
        Err(io::Error::from(io::ErrorKind::ConnectionReset))
    } else {
        Ok(respond(outcome))
    }
}

fn respond(outcome: Outcome) -> Response<Pieces> {
    let Outcome { rendered, effect, date, server } = outcome;
    let body = Pieces::new(rendered.body, effect.slow_body, effect.truncate);
    let mut response = Response::new(body);
    *response.status_mut() = rendered.status;
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, text: &str| {
        if let Ok(value) = HeaderValue::from_str(text) {
            headers.append(name, value);
        }
    };
    set(DATE, &date);
    if let Some(server) = server {
        set(SERVER, server);
    }
    if let Some(content_type) = &rendered.content_type {
        set(CONTENT_TYPE, content_type);
    }
    for (name, text) in &rendered.headers {
        if let Ok(name) = HeaderName::from_bytes(name.as_bytes()) {
            set(name, text);
        }
    }
    response
}

async fn answer_control(
    simulator: &Simulator,
    request: Request<Incoming>,
) -> Result<Response<Pieces>, Infallible> {
    let (status, value) = match read(request).await {
        Ok(call) => control::answer(simulator, &call),
        Err(error) => (StatusCode::BAD_REQUEST, serde_json::json!({ "error": error.to_string() })),
    };
    let mut response = Response::new(Pieces::whole(Bytes::from(value.to_string())));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    Ok(response)
}

async fn read(request: Request<Incoming>) -> Result<Call, io::Error> {
    let (head, body) = request.into_parts();
    let body =
        Limited::new(body, BODY_LEN_MAX).collect().await.map_err(io::Error::other)?.to_bytes();
    Ok(Call {
        method: head.method,
        path: head.uri.path().to_owned(),
        query: head.uri.query().unwrap_or_default().to_owned(),
        headers: head.headers,
        body,
    })
}
