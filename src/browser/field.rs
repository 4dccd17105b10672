//! Fields of the page, by their ids.

use leptos::{prelude::document, web_sys};

use super::by_id;

/// What stands in a field; nothing where there is none.
pub fn entered(id: &str) -> String {
    by_id(id).map(|field: web_sys::HtmlInputElement| field.value()).unwrap_or_default()
}

/// Puts a text into a field.
pub fn fill(id: &str, text: &str) {
    let _filled = by_id(id).map(|field: web_sys::HtmlInputElement| field.set_value(text));
}

/// Puts the focus into a field, with its text selected.
pub fn select(id: &str) {
    if let Some(field) = by_id::<web_sys::HtmlInputElement>(id) {
        let _focused = field.focus();
        field.select();
    }
}

/// Whether someone is typing: the focus is in a field for text.
pub fn is_typing() -> bool {
    document()
        .active_element()
        .is_some_and(|element| matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA"))
}
