//! The box that takes an id, a URN, an EM address or the name of a VM.

use restore_desk_model::open::{self, OpenError};

use super::notice::alert;
use crate::{
    browser,
    html::{Element, el, part},
    live::{State, text},
    view::use_view,
};

const INPUT: &str = "open-input";

/// The box, with what stands in it at first and why that led nowhere. A text
/// that leads nowhere stays in it.
pub fn open_box(content: String, error: Option<OpenError>) -> Element {
    let m = use_view().messages;
    let failed = State::new(error);
    let invalid = text(move || failed.get().is_some().to_string());
    let input = el("input")
        .id(INPUT)
        .attr("type", "text")
        .attr("value", content)
        .attr("autocomplete", "off")
        .attr("autocapitalize", "off")
        .attr("spellcheck", "false")
        .attr("dir", "auto")
        .attr("aria-describedby", "open-hint")
        .attr("aria-invalid", invalid);
    let open = el("button").attr("type", "submit").class("primary").child(m.later().open_button);
    let trouble = part(move || failed.get().map(|error| alert(m.open_error(error))));
    el("form")
        .class("open-box")
        .attr("novalidate", "")
        .on("submit", move |event| {
            event.prevent_default();
            match open::read(&browser::entered(INPUT)) {
                Ok(route) => browser::go(&route.href()),
                Err(error) => {
                    failed.set(Some(error));
                    browser::focus(INPUT);
                }
            }
        })
        .child(el("label").attr("for", INPUT).child(m.later().open_box_label))
        .child(el("div").class("open-row").child(input).child(open))
        .child(el("p").id("open-hint").class("quiet-text").child(m.later().open_box_hint))
        .child(trouble)
}
