//! The clipboard, which may refuse: a frame, a page that is not secure, a policy.

use js_sys::Array;
use leptos::prelude::window;
use wasm_bindgen::JsValue;

use super::by_name::{call, global, make, member, object, set, wait};

/// Puts a text on the clipboard; `false` where the browser refuses or has none.
pub async fn copy(text: &str) -> bool {
    let written =
        clipboard().and_then(|clipboard| call(&clipboard, "writeText", &[JsValue::from_str(text)]));
    wait(written).await.is_some()
}

/// Puts a text on the clipboard in two forms, as one item: what it is pasted
/// into takes the one that it knows. Not a third one: Chromium refuses the whole
/// item for the sake of `text/markdown`.
pub async fn copy_rich(plain: &str, html: &str) -> bool {
    let forms = object(&[]);
    for (kind, text) in [("text/plain", plain), ("text/html", html)] {
        let parts = Array::new();
        parts.push(&JsValue::from_str(text));
        let kinds = object(&[("type", kind)]);
        if let Some(blob) = make(&window(), "Blob", &[parts.into(), kinds.into()]) {
            set(&forms, kind, &blob);
        }
    }
    let item = make(&window(), "ClipboardItem", &[forms.into()]);
    let written = item.zip(clipboard()).and_then(|(item, clipboard)| {
        let items = Array::new();
        items.push(&item);
        call(&clipboard, "write", &[items.into()])
    });
    // One form is better than none.
    wait(written).await.is_some() || copy(plain).await
}

fn clipboard() -> Option<JsValue> {
    member(&global("navigator")?, "clipboard")
}
