//! Notifications of the desktop, which need the user's leave and may be refused.

use leptos::prelude::window;
use wasm_bindgen::{JsValue, closure::Closure};

use super::by_name::{call, global, make, object, set, wait};

/// Asks the user for leave, unless it is given already; `false` where there is none to be had.
pub async fn allowed() -> bool {
    let Some(class) = global("Notification") else { return false };
    let answer = wait(call(&class, "requestPermission", &[])).await;
    answer.and_then(|answer| answer.as_string()).as_deref() == Some("granted")
}

/// Shows one; a newer one with the same `tag` takes its place. A click on it
/// brings this tab to the front.
pub fn notify(title: &str, body: &str, tag: &str) {
    let options = object(&[("body", body), ("tag", tag)]);
    let shown = make(&window(), "Notification", &[JsValue::from_str(title), options.into()]);
    if let Some(shown) = shown {
        let front = || {
            call(&window(), "focus", &[]);
        };
        set(&shown, "onclick", &Closure::<dyn Fn()>::new(front).into_js_value());
    }
}
