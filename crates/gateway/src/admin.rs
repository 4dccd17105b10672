//! `/readyz` and `/metrics`, for this machine alone.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::problem::Problem;
use crate::public::{Shared, SignIn};

/// The service of the administrator's listener.
pub(crate) fn router(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/readyz", get(readyz))
        .route("/metrics", get(metrics))
        .fallback(async || Problem::not_found())
        .with_state(shared)
}

/// Ready means that Enterprise Manager answers, be it with a refusal, and takes the gateway's
/// account if that is what reads.
async fn readyz(State(shared): State<Arc<Shared>>) -> Response {
    match shared.upstream.probe().await {
        Ok(status) if !status.is_server_error() => {}
        Ok(_) => return unready(Problem::em_unreachable()),
        Err(problem) => return unready(problem),
    }
    if let SignIn::Gateway { reads, .. } = &shared.sign_in
        && let Err(problem) = reads.ready().await
    {
        return unready(problem);
    }
    "ready".into_response()
}

fn unready(problem: Problem) -> Response {
    let mut response = problem.into_response();
    *response.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
    response
}

async fn metrics(State(shared): State<Arc<Shared>>) -> Response {
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    ([(header::CONTENT_TYPE, kind)], shared.metrics.text()).into_response()
}
