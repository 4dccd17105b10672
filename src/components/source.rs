//! The source: what EM sent, as JSON.

use std::sync::Arc;

use restore_desk_model::source::pretty;

use super::hand_on::{Said, copy_button};
use crate::{
    api::Answer,
    browser,
    html::{Element, Html, el, many, part_if},
    later::later,
    live::{Live, State, memo, text},
    view::use_view,
};

const DETAILS: &str = "source";

/// What is shown as its source.
#[derive(Clone)]
pub struct Source {
    /// An entity.
    pub answer: Live<Arc<Answer>>,
    /// The name under which it is saved.
    pub file: String,
    /// What came of a copy.
    pub said: Said,
}

/// Opens to the JSON; made only while it is open.
pub fn source(what: Source) -> Element {
    let m = use_view().messages;
    let is_open = State::new(false);
    let shown = part_if(is_open.live(), move || {
        let what = what.clone();
        later(move |parts| (parts.source)(what.clone()))
    });
    el("details")
        .id(DETAILS)
        .class("card source")
        .on("toggle", move |_| is_open.set(browser::is_open_details(DETAILS)))
        .child(el("summary").child(m.source))
        // A focus that is given to `details` itself would take Tab past all in it.
        .child(el("div").child(shown))
}

/// What stands in it while it is open.
pub fn opened(Source { answer, file, said }: Source) -> Html {
    let m = use_view().messages;
    let json: Live<String> = memo(move || pretty(&answer.read().entity().object));
    let href = text(move || browser::data_url("application/json", &json.read()));
    let copy = copy_button(m.later().copy_source, said, move || (json.peek(), None));
    let save = el("a").class("button").attr("download", file).attr("href", href);
    let buttons = el("div").class("buttons").child(copy).child(save.child(m.later().download));
    let label = m.later().source_of;
    let text = el("pre").class("report").attr("tabindex", "0").attr("aria-label", label);
    many([buttons, text.attr("role", "region").attr("lang", "en").child(json)])
}
