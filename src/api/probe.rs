//! Why a request got no reply: the browser says only that it failed, so two
//! further questions tell the causes apart.

use leptos::web_sys;
use restore_desk_model::error::ApiError;
use web_sys::{RequestCredentials, RequestInit, RequestMode, RequestRedirect, ResponseType};

use super::transport;

/// Finds the cause. `url` is the request that failed; it is asked again without
/// a token, only to see whether a sign-on in front redirects it.
pub(super) async fn why(proxy: &str, url: &str, credentials: RequestCredentials) -> ApiError {
    let health = health_url(proxy);
    match ask(&health, RequestMode::Cors, credentials).await {
        Some(ResponseType::Opaqueredirect) => ApiError::CompanySignInEnded,
        Some(_) => match ask(url, RequestMode::Cors, credentials).await {
            Some(ResponseType::Opaqueredirect) => ApiError::CompanySignInEnded,
            // It answers now: the connection broke, and trying again is right.
            Some(_) => ApiError::Truncated,
            None => ApiError::CorsRefused,
        },
        None => match ask(&health, RequestMode::NoCors, RequestCredentials::Omit).await {
            // An opaque reply: the proxy lives, and CORS is wrong.
            Some(_) => ApiError::CorsRefused,
            None => ApiError::Unreachable,
        },
    }
}

/// `../healthz`, relative to the proxy's stand-in for `/api/`.
fn health_url(proxy: &str) -> String {
    web_sys::Url::new_with_base("../healthz", proxy)
        .map_or_else(|_| proxy.to_owned(), |url| url.href())
}

async fn ask(
    url: &str,
    mode: RequestMode,
    credentials: RequestCredentials,
) -> Option<ResponseType> {
    let redirect = match mode {
        // Without CORS only `follow` is allowed.
        RequestMode::NoCors => RequestRedirect::Follow,
        _ => RequestRedirect::Manual,
    };
    let request = transport::request(url, &RequestInit::new(), mode, redirect, credentials)?;
    request.send().await.ok().map(|response| response.type_())
}
