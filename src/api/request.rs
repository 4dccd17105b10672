//! The form of a request.

use gloo_net::http::Request;
use js_sys::Object;
use leptos::{wasm_bindgen::JsCast, web_sys};

use crate::browser;

/// Whether the browser's own cookies go along.
#[derive(Clone, Copy, Debug)]
pub(super) enum Credentials {
    /// To this page's own origin.
    SameOrigin,
    /// Never.
    Omit,
}

impl Credentials {
    pub(super) fn name(self) -> &'static str {
        match self {
            Credentials::SameOrigin => "same-origin",
            Credentials::Omit => "omit",
        }
    }
}

/// A request as all of ours are: not cached, without a referrer. Not by
/// gloo-net's builder, which ends every query with a `&`.
pub(super) fn request(url: &str, init: &Object) -> Option<Request> {
    browser::set(init, "cache", &"no-store".into());
    browser::set(init, "referrerPolicy", &"no-referrer".into());
    new_request(url, init)
}

/// The options as one object: a setter for each would be an import for each.
pub(super) fn new_request(url: &str, init: &Object) -> Option<Request> {
    web_sys::Request::new_with_str_and_init(url, init.unchecked_ref()).ok().map(Request::from)
}
