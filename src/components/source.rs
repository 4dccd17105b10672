//! The source: what EM sent, as JSON.

use super::hand_on::{Said, copy_button};
use crate::{
    browser,
    html::{Element, el, many, part_if},
    live::{Live, State, memo, text},
    view::use_view,
};

const DETAILS: &str = "source";

/// Opens to the JSON; made only while it is open. `json` is tracked. The link
/// saves it as `file`.
pub fn source(
    json: impl Fn() -> String + Clone + Send + Sync + 'static,
    file: String,
    said: Said,
) -> Element {
    let m = use_view().messages;
    let is_open = State::new(false);
    let shown = part_if(is_open.live(), move || {
        let json: Live<String> = memo(json.clone());
        let href = text(move || browser::data_url("application/json", &json.read()));
        let copy = copy_button(m.copy_source, said, move || (json.peek(), None));
        let save = el("a").class("button").attr("download", file.clone()).attr("href", href);
        let buttons = el("div").class("buttons").child(copy).child(save.child(m.download));
        let label = m.source_of;
        let text = el("pre").class("report").attr("tabindex", "0").attr("aria-label", label);
        many([buttons, text.attr("role", "region").attr("lang", "en").child(json)])
    });
    el("details")
        .id(DETAILS)
        .class("card source")
        .on("toggle", move |_| is_open.set(browser::is_open_details(DETAILS)))
        .child(el("summary").child(m.source))
        .child(shown)
}
