//! Why a request got no reply: the browser says only that it failed, so two
//! further questions tell the causes apart.

use js_sys::Object;
use leptos::web_sys;
use restore_desk_model::error::ApiError;
use wasm_bindgen::JsValue;

use super::request::{self, Credentials};
use crate::browser::{
    self,
    by_name::{call, global},
};

/// Longest wait for the head of a reply, in milliseconds; a text, since the first load
/// makes no numbers for JavaScript.
const TIMEOUT_MS: &str = "15000";

/// What came back of a question.
enum Came {
    /// A reply.
    Reply,
    /// A redirect, which is not followed: a sign-on in front.
    Redirect,
}

/// Finds the cause. `url` is the request that failed; it is asked again without
/// a token, only to see whether a sign-on in front redirects it.
pub(super) async fn why(proxy: &str, url: &str, credentials: Credentials) -> ApiError {
    let health = health_url(proxy);
    match ask(&health, "cors", credentials).await {
        Some(Came::Redirect) => ApiError::CompanySignInEnded,
        Some(Came::Reply) => match ask(url, "cors", credentials).await {
            Some(Came::Redirect) => ApiError::CompanySignInEnded,
            // It answers now: the connection broke, and trying again is right.
            Some(Came::Reply) => ApiError::Truncated,
            None => ApiError::CorsRefused,
        },
        None => match ask(&health, "no-cors", Credentials::Omit).await {
            // An opaque reply: the proxy lives, and CORS is wrong.
            Some(_) => ApiError::CorsRefused,
            None => ApiError::Unreachable,
        },
    }
}

/// `../healthz`, relative to the proxy's stand-in for `/api/`.
pub(super) fn health_url(proxy: &str) -> String {
    web_sys::Url::new_with_base("../healthz", proxy)
        .map_or_else(|_| proxy.to_owned(), |url| url.href())
}

async fn ask(url: &str, mode: &'static str, credentials: Credentials) -> Option<Came> {
    let response = request::request(url, &question(mode, credentials))?.send().await.ok()?;
    // A redirect that is not followed has no status that could be read.
    Some(if response.status() == 0 { Came::Redirect } else { Came::Reply })
}

/// What fetch takes to ask without a token, and to follow nothing that it can tell.
pub(super) fn question(mode: &'static str, credentials: Credentials) -> Object {
    // Without CORS only `follow` is allowed.
    let redirect = if mode == "no-cors" { "follow" } else { "manual" };
    let init = browser::object(&[
        ("mode", mode),
        ("redirect", redirect),
        ("credentials", credentials.name()),
    ]);
    // Who swallows requests must not keep the page from saying that something failed.
    let limit = global("AbortSignal")
        .and_then(|signal| call(&signal, "timeout", &[JsValue::from_str(TIMEOUT_MS)]));
    if let Some(limit) = limit {
        browser::set(&init, "signal", &limit);
    }
    init
}
