//! What stands around the page, and what it may do there.

use js_sys::Reflect;
use leptos::prelude::{document, window};
use restore_desk_model::embed::with_parameter;
use wasm_bindgen::JsValue;

use super::{
    by_name::{call, global, make, member, set},
    hash, query, store, stored, unstore,
};

/// What storage and channel are tried with.
const TRIED: &str = "restore-desk self-test";

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

/// What the tab is called.
pub fn title() -> String {
    document().title()
}

/// An element of the page, for what is called by its name.
pub fn element(id: &str) -> Option<JsValue> {
    document().get_element_by_id(id).map(JsValue::from)
}

/// How high an element of the page is, in CSS pixels, rounded up.
pub fn height(id: &str) -> u32 {
    let place = element(id).and_then(|element| call(&element, "getBoundingClientRect", &[]));
    let height = place.and_then(|place| member(&place, "height")?.as_f64()).unwrap_or_default();
    #[expect(
        clippy::as_conversions,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a positive number, and as saturates"
    )]
    let height = height.ceil() as u32;
    height
}

/// The page's address without what a frame says of its looks: as a tab shows it.
pub fn whole_address() -> String {
    let query =
        ["embed", "height"].iter().fold(query(), |query, name| with_parameter(&query, name, None));
    let path = window().location().pathname().unwrap_or_default();
    super::absolute(&[path, query, hash()].concat())
}

/// Opens an address in a tab of its own, which knows nothing of this one; `false` where
/// the browser does not.
pub fn open_tab(address: &str) -> bool {
    // `noopener` would not tell whether there is a tab.
    let arguments = [JsValue::from_str(address), JsValue::from_str("_blank")];
    let tab = call(&window(), "open", &arguments).filter(|tab| !tab.is_null());
    if let Some(tab) = &tab {
        set(tab, "opener", &JsValue::NULL);
    }
    tab.is_some()
}

/// Loads the page anew with a parameter of its address set, and without an entry in the
/// history.
pub fn reload_with(name: &str, value: &str) {
    let path = window().location().pathname().unwrap_or_default();
    let url = [path, with_parameter(&query(), name, Some(value)), hash()].concat();
    let _going = window().location().replace(&url);
}

/// Whether the page stands in a frame with a sandbox, as far as can be told: there its
/// domain can't be set, not even to what it is.
pub fn is_sandboxed() -> bool {
    let domain = member(&document(), "domain").unwrap_or_default();
    Reflect::set(&document(), &JsValue::from_str("domain"), &domain).is_err()
}
