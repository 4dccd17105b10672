//! The box that takes an id, a URN, an EM address or the name of a VM.

use leptos::{ev::SubmitEvent, html::Input, prelude::*};
use restore_desk_model::open::{self, OpenError};

use super::notice::alert;
use crate::{
    app::use_view,
    browser,
    parts::{nothing, part, text},
};

/// The box, with what stands in it at first and why that led nowhere. A text
/// that leads nowhere stays in it.
pub fn open_box(content: String, error: Option<OpenError>) -> AnyView {
    let m = use_view().messages;
    let input = NodeRef::<Input>::new();
    let failed = RwSignal::new(error);
    let submit: Box<dyn FnMut(SubmitEvent)> = Box::new(move |event| {
        event.prevent_default();
        let text = input.get_untracked().map(|input| input.value()).unwrap_or_default();
        match open::read(&text) {
            Ok(route) => browser::go(&route.href()),
            Err(error) => {
                failed.set(Some(error));
                if let Some(input) = input.get_untracked() {
                    let _focused = input.focus();
                }
            }
        }
    });
    let invalid = text(move || if failed.get().is_some() { "true" } else { "false" }.to_owned());
    let trouble = part(move || {
        failed.get().map_or_else(nothing, |error| alert((m.open_error)(error).to_owned()))
    });
    view! {
        <form class="open-box" on:submit=submit novalidate>
            <label for="open-input">{m.open_box_label}</label>
            <div class="open-row">
                <input
                    id="open-input" node_ref=input type="text" value=content
                    autocomplete="off" autocapitalize="off" spellcheck="false" dir="auto"
                    aria-describedby="open-hint" aria-invalid=invalid
                />
                <button type="submit" class="primary">{m.open_button}</button>
            </div>
            <p id="open-hint" class="quiet-text">{m.open_box_hint}</p>
            {trouble}
        </form>
    }
    .into_any()
}
