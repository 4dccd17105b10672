//! What stands around the page, and what it may do there, for the self-test.

use leptos::prelude::window;
use restore_desk_model::self_test::Frame;
use wasm_bindgen::JsValue;

use super::{
    by_name::{call, global, make, member},
    store, stored, unstore,
};

/// What storage and channel are tried with.
const TRIED: &str = "restore-desk self-test";

/// Whose page holds this one in a frame.
pub fn frame() -> Frame {
    let (Some(own), Some(parent)) = (global("self"), global("parent")) else { return Frame::No };
    if own == parent {
        return Frame::No;
    }
    // Only a page of this origin lets its address be read; some browsers tell of others.
    let seen = member(&parent, "location").and_then(|place| member(&place, "origin"));
    let told = || member(&member(&global("location")?, "ancestorOrigins")?, "0");
    Frame::Of(seen.or_else(told).and_then(|origin| origin.as_string()))
}

/// Whether this tab's storage keeps what is put there.
pub fn keeps() -> bool {
    store(TRIED, TRIED);
    let kept = stored(TRIED).is_some();
    unstore(TRIED);
    kept
}

/// Whether a channel between tabs opens and takes a message.
pub fn tells() -> bool {
    let name = JsValue::from_str(TRIED);
    let Some(channel) = make(&window(), "BroadcastChannel", &[name]) else { return false };
    let told = call(&channel, "postMessage", &[JsValue::from_str("")]).is_some();
    call(&channel, "close", &[]);
    told
}

/// What the browser calls itself.
pub fn user_agent() -> String {
    let agent = global("navigator").and_then(|navigator| member(&navigator, "userAgent"));
    agent.and_then(|agent| agent.as_string()).unwrap_or_default()
}
