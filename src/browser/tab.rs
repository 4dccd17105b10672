//! What the tab itself shows: title, icon, language; and what is printed of it.

use leptos::prelude::{document, window};
use restore_desk_model::verdict::Tone;

use super::{
    by_id,
    by_name::{call, member, painted, set},
};
use crate::tasks::spawn;
use leptos::{
    wasm_bindgen::JsValue,
    web_sys::{Element, Node},
};

/// The icon of index.html, which is none.
const NO_ICON: &str = "data:,";

/// The member of the icon's element that its first address waits in.
const NEXT: &str = "next";

/// Sets the tab's title, where it differs. The title's own text is changed: to
/// set `document.title` would put a new node in its place.
pub fn set_title(title: &str) {
    if document().title() == title {
        return;
    }
    let text = by_id::<Node>("title").and_then(|element| element.first_child());
    match text {
        Some(text) => text.set_text_content(Some(title)),
        None => document().set_title(title),
    }
}

/// Sets the tab's icon: its shape differs as well as its colour.
pub fn set_icon(tone: Option<Tone>) {
    let (colour, path) = match tone {
        None => ("1f5fbf", "M4.5 8.5 7 11l4.5-6"),
        Some(Tone::Good) => ("14693a", "M4.5 8.5 7 11l4.5-6"),
        Some(Tone::Warning) => ("9a6200", "M8 3.5v5.5M8 12v.2"),
        Some(Tone::Bad) => ("a81e22", "M5 5l6 6M11 5l-6 6"),
        Some(Tone::Running) => ("1f5fbf", "M5.5 4v8l6-4z"),
        Some(Tone::Unclear) => ("4b576b", "M6 6.5a2 2 0 1 1 2.6 2c-.4.2-.6.5-.6 1.2M8 12v.2"),
    };
    let href = [
        "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Crect width='16' height='16' rx='4' fill='%23",
        colour,
        "'/%3E%3Cpath d='",
        path,
        "' fill='none' stroke='%23fff' stroke-width='2' stroke-linecap='round' stroke-linejoin='round'/%3E%3C/svg%3E",
    ]
    .concat();
    let Some(icon) = by_id::<Element>("icon") else { return };
    let shown = icon.get_attribute("href").unwrap_or_default();
    if shown != NO_ICON {
        if shown != href {
            let _set = icon.set_attribute("href", &href);
        }
        return;
    }
    // To draw an icon takes the browser as long as a part of the page: the first one waits.
    set(&icon, NEXT, &JsValue::from_str(&href));
    spawn(async move {
        painted().await;
        let next = member(&icon, NEXT).and_then(|next| next.as_string());
        let _set = next.map(|next| icon.set_attribute("href", &next));
    });
}

/// Says which language the page is in.
pub fn set_language(tag: &str) {
    if let Some(root) = document().document_element() {
        let _set = root.set_attribute("lang", tag);
    }
}

/// Puts the page in other colours: a word of `model::embed::Theme`.
pub fn set_theme(word: &str) {
    if let Some(root) = document().document_element() {
        let _set = root.set_attribute("data-theme", word);
    }
}

/// Opens the browser's dialog to print.
pub fn print() {
    call(&window(), "print", &[]);
}
