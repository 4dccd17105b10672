//! The one place that touches `window`: location, history, storage that may
//! throw, timers, clipboard, notifications.

use std::time::Duration;

use leptos::{prelude::*, wasm_bindgen::JsCast, web_sys};
use wasm_bindgen::prelude::*;

pub(crate) mod by_name;
mod clipboard;
mod field;
mod notification;
mod surroundings;
mod tab;

pub use by_name::{object, set};
pub use clipboard::{copy, copy_rich};
pub use field::{entered, fill, is_typing, select};
pub use notification::{allowed as may_notify, notify};
pub use surroundings::{
    element, height, is_sandboxed, keeps, open_tab, reload_with, tells, title, user_agent,
    whole_address,
};
pub use tab::{print, set_icon, set_language, set_theme, set_title};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = btoa, catch)]
    fn btoa(binary: &str) -> Result<String, JsValue>;
}

/// Writes what a panic says to the console. In the app as it is shipped a panic
/// says nothing: it is a trap, which boot.js hears of either way.
#[cfg(not(feature = "split"))]
pub fn log_panics() {
    std::panic::set_hook(Box::new(|info| {
        web_sys::console::error_1(&JsValue::from_str(&info.to_string()));
    }));
}

/// Shows a static block of index.html in place of the app.
pub fn show_block(id: &str) {
    if let Some(app) = document().get_element_by_id("app") {
        app.set_text_content(None);
    }
    if let Some(block) = document().get_element_by_id(id) {
        let _set = block.set_attribute("role", "alert");
        let _removed = block.remove_attribute("hidden");
    }
}

/// An attribute of an element of index.html.
pub fn attribute(id: &str, name: &str) -> Option<String> {
    document().get_element_by_id(id)?.get_attribute(name)
}

/// The element that the app is mounted into; its skeleton is shown until [`unveil`].
pub fn mount_point() -> Option<web_sys::HtmlElement> {
    let element: web_sys::HtmlElement = by_id("app")?;
    element.set_class_name("veiled");
    Some(element)
}

/// Shows the app in place of its skeleton.
pub fn unveil() {
    let Some(element) = by_id::<web_sys::Element>("app") else { return };
    let _skeleton = element.first_child().and_then(|first| element.remove_child(&first).ok());
    element.set_class_name("");
}

/// `location.hash`.
pub fn hash() -> String {
    window().location().hash().unwrap_or_default()
}

/// Calls `then` whenever `location.hash` changes, as long as the page lives.
pub fn on_hash_change(mut then: impl FnMut() + 'static) {
    listen("hashchange", move |_| then());
}

/// Hears an event wherever in the page it happens, also one that does not
/// bubble, as long as the page lives.
pub fn listen(event: &str, then: impl FnMut(web_sys::Event) + 'static) {
    // Listeners of one type: each type is an import and an export.
    let listener = Closure::<dyn FnMut(web_sys::Event)>::new(then).into_js_value();
    let listener = listener.unchecked_ref();
    let _added = window().add_event_listener_with_callback_and_bool(event, listener, true);
}

/// Whether an event happened to the window itself, not to something in it.
pub fn is_of_window(event: &web_sys::Event) -> bool {
    event.target().is_some_and(|target| JsValue::from(target) == JsValue::from(window()))
}

/// Whether the tab is shown.
pub fn is_visible() -> bool {
    let state = by_name::member(&document(), "visibilityState");
    state.and_then(|state| state.as_string()).as_deref() != Some("hidden")
}

/// The query string, such as `?open=…`.
pub fn query() -> String {
    window().location().search().unwrap_or_default()
}

/// Goes to an address of ours, as a click on its link would: in a frame without an
/// entry in the history, which is the host's.
pub fn go(href: &str) {
    if around().is_some() {
        return replace(href);
    }
    let _gone = window().location().set_hash(href);
}

/// The origins around this page, as boot.js found them; `None`: it is in no frame.
pub fn around() -> Option<String> {
    document().document_element()?.get_attribute("data-around")
}

/// Puts an address of ours in place of the one shown, without the `open`
/// parameter of its query, and without an entry in the history.
pub fn replace(href: &str) {
    let location = window().location();
    let path = location.pathname().unwrap_or_default();
    let rest: Vec<String> = query()
        .trim_start_matches('?')
        .split('&')
        .filter(|pair| !pair.is_empty() && !is_open(pair))
        .map(str::to_owned)
        .collect();
    let query = if rest.is_empty() { String::new() } else { format!("?{}", rest.join("&")) };
    let url = format!("{path}{query}{href}");
    let replaced = window()
        .history()
        .and_then(|history| history.replace_state_with_url(&JsValue::NULL, "", Some(&url)));
    if replaced.is_ok() {
        // replaceState is silent; the route hangs on this event.
        let _sent = web_sys::Event::new("hashchange").map(|event| window().dispatch_event(&event));
    }
}

fn is_open(pair: &str) -> bool {
    pair == "open" || pair.starts_with("open=")
}

/// The value of a parameter of the query, decoded.
pub fn parameter(name: &str) -> Option<String> {
    let query = query();
    let mut pairs = query.trim_start_matches('?').split('&');
    let value = pairs.find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))?;
    restore_desk_model::percent::decode(value)
}

/// The page before in the history.
pub fn back() {
    let _gone = window().history().and_then(|history| history.back());
}

/// Loads the whole page anew.
pub fn reload() {
    let _reloading = window().location().reload();
}

/// Resolves a URL against the page's own.
pub fn absolute(url: &str) -> String {
    web_sys::Url::new_with_base(url, &document().base_uri().ok().flatten().unwrap_or_default())
        .map_or_else(|_| url.to_owned(), |url| url.href())
}

/// Whether two URLs have one origin.
pub fn same_origin(url: &str) -> bool {
    let own = absolute("/");
    absolute(url).starts_with(&own)
}

/// The browser's language tag.
pub fn language() -> String {
    window().navigator().language().unwrap_or_default()
}

/// Now by this computer's clock, in milliseconds since 1970.
pub fn now_ms() -> i64 {
    #[expect(
        clippy::as_conversions,
        clippy::cast_possible_truncation,
        reason = "a date fits, and as saturates"
    )]
    let now = js_sys::Date::now() as i64;
    now
}

/// Milliseconds since the page began, by a clock that nobody sets.
pub fn uptime_ms() -> u64 {
    #[expect(
        clippy::as_conversions,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a positive number, and as saturates"
    )]
    let now = uptime() as u64;
    now
}

/// The same with its parts.
pub fn uptime() -> f64 {
    let now = by_name::global("performance").and_then(|clock| by_name::call(&clock, "now", &[]));
    now.and_then(|now| now.as_f64()).unwrap_or_else(js_sys::Date::now)
}

/// Reads an HTTP date; `None` when it is none.
pub fn parse_http_date(text: &str) -> Option<i64> {
    let parsed = js_sys::Date::parse(text);
    #[expect(
        clippy::as_conversions,
        clippy::cast_possible_truncation,
        reason = "a date fits, and as saturates"
    )]
    parsed.is_finite().then_some(parsed as i64)
}

/// Base64 of the UTF-8 bytes of a text.
pub fn base64(text: &str) -> String {
    // btoa takes one character a byte.
    let binary: String = text.bytes().map(char::from).collect();
    btoa(&binary).unwrap_or_default()
}

/// This tab's storage. `None` where it throws, as in a cross-site frame.
fn storage() -> Option<web_sys::Storage> {
    window().session_storage().ok().flatten()
}

/// Reads from this tab's storage.
pub fn stored(key: &str) -> Option<String> {
    storage()?.get_item(key).ok().flatten()
}

/// Writes to this tab's storage; without effect where it throws.
pub fn store(key: &str, value: &str) {
    let _stored = storage().map(|storage| storage.set_item(key, value));
}

/// Removes from this tab's storage.
pub fn unstore(key: &str) {
    let _removed = storage().map(|storage| storage.remove_item(key));
}

/// Runs `then` after a while, unless the owner that was current is disposed
/// before.
pub fn after(delay_ms: u32, then: impl FnOnce() + 'static) {
    let handle = set_timeout_with_handle(then, Duration::from_millis(delay_ms.into()));
    if let Ok(handle) = handle {
        on_cleanup(move || handle.clear());
    }
}

/// Ids are ours, and so each of them stands on an element of a known kind: to
/// ask the browser for it would be an import for each kind.
fn by_id<E: JsCast>(id: &str) -> Option<E> {
    Some(document().get_element_by_id(id)?.unchecked_into())
}

/// Marks the history's present entry as one that was here.
pub fn know_entry() {
    let _marked = window().history().and_then(|it| it.replace_state(&JsValue::TRUE, ""));
}

/// Whether the history's present entry was marked: its user came back to it.
pub fn is_known_entry() -> bool {
    window().history().and_then(|it| it.state()).is_ok_and(|state| state.is_truthy())
}

/// Puts the focus on an element of the page.
pub fn focus(id: &str) {
    let _focused = by_id(id).map(|element: web_sys::HtmlElement| element.focus());
}

/// What has the focus; the body where nothing has.
pub fn focused() -> Option<JsValue> {
    by_name::member(&document(), "activeElement")
}

/// Whether the focus is on an element of the page, or within it.
pub fn focus_is_in(id: &str) -> bool {
    let element: Option<web_sys::Node> = by_id(id);
    let focused = focused().and_then(|focused| focused.dyn_into().ok());
    element.is_some_and(|element| element.contains(focused.as_ref()))
}

/// Puts the focus on something that Tab does not reach, and scrolls nowhere.
pub fn focus_on(element: &JsValue) {
    set(element, "tabIndex", &JsValue::from_f64(-1.0));
    let _focused = by_name::call(element, "focus", &[object(&[("preventScroll", "true")]).into()]);
}

/// Opens a dialog over the page, or closes it.
pub fn show_dialog(id: &str, open: bool) {
    let Some(dialog) = by_id::<web_sys::HtmlDialogElement>(id) else { return };
    if open && !dialog.open() {
        let _shown = dialog.show_modal();
    } else if !open && dialog.open() {
        dialog.close();
    }
}

/// Whether a `details` element of the page is open.
pub fn is_open_details(id: &str) -> bool {
    by_id(id).is_some_and(|details: web_sys::Element| details.has_attribute("open"))
}

/// A text as an address that holds it.
pub fn data_url(kind: &str, text: &str) -> String {
    let text = String::from(js_sys::encode_uri_component(text));
    format!("data:{kind};charset=utf-8,{text}")
}

/// Shows the top of the page, as a new page would.
pub fn scroll_to_top() {
    window().scroll_to_with_x_and_y(0.0, 0.0);
}

/// Writes to the console; never a token, a password or a name.
pub fn warn(text: &str) {
    web_sys::console::warn_1(&JsValue::from_str(text));
}
