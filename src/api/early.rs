//! What boot.js asked for while the WebAssembly came.
//!
//! It is taken over only by the very request that would be sent here: the same URL with
//! the same token. `e2e/tests/first-request.spec.ts` holds the two against each other.

use gloo_net::http::Response;
use js_sys::Uint8Array;
use leptos::{
    wasm_bindgen::{JsCast, JsValue},
    web_sys::{self, AbortController},
};

use crate::browser::{
    self,
    by_name::{call, global, member, set, wait},
};

/// Longest time from asking until it is taken over, in milliseconds: what is shown was
/// read just now, or it says so.
const AGE_MS_MAX: f64 = 5_000.0;

/// A request that is under way.
pub(super) struct Early {
    pub(super) controller: AbortController,
    reply: JsValue,
}

impl Early {
    /// Its reply, and the body of it; `None` where there is none.
    pub(super) async fn reply(self) -> Option<(Response, Vec<u8>)> {
        let reply = wait(Some(self.reply)).await?;
        let response: web_sys::Response = member(&reply, "response")?.unchecked_into();
        Some((response.into(), bytes(&member(&reply, "bytes")?)))
    }
}

fn bytes(array: &JsValue) -> Vec<u8> {
    Uint8Array::new(array).to_vec()
}

/// Waits a moment for the request that is under way, if there is one.
pub(crate) async fn soon() {
    let _there = wait(global("early").and_then(|early| call(&early, "soon", &[]))).await;
}

/// A file of the app's own, if it is under way; the inner `None`: there is none. It is
/// handed over once.
pub(super) async fn file(name: &str) -> Option<Option<Vec<u8>>> {
    let files = member(&global("early")?, "files")?;
    let file = member(&files, name)?;
    set(&files, name, &JsValue::UNDEFINED);
    let file = wait(Some(file)).await?;
    Some((!file.is_null()).then(|| bytes(&file)))
}

/// The request for this URL with this token, if it is under way. Whatever asks for that
/// URL first takes it, or ends it.
pub(super) fn take(url: &str, token: Option<&str>) -> Option<Early> {
    let early = global("early")?;
    let text = |name: &str| member(&early, name).and_then(|value| value.as_string());
    if text("url").as_deref() != Some(url) {
        return None;
    }
    set(&early, "url", &JsValue::UNDEFINED);
    let controller: AbortController = member(&early, "controller")?.unchecked_into();
    let at_ms = member(&early, "at").and_then(|at| at.as_f64()).unwrap_or_default();
    if text("token").as_deref() == token && browser::uptime() - at_ms < AGE_MS_MAX {
        return Some(Early { controller, reply: member(&early, "reply")? });
    }
    call(&controller, "abort", &[]);
    None
}
