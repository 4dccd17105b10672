//! The box that takes an id, a URN, an EM address or the name of a VM.

use leptos::{ev::SubmitEvent, html::Input, prelude::*};
use restore_desk_model::open::{self, OpenError};

use crate::{app::use_view, browser};

/// The box. A text that leads nowhere stays in it.
#[component]
pub fn OpenBox(
    /// What stands in it at first.
    #[prop(optional, into)]
    text: String,
    /// Why that text led nowhere.
    #[prop(optional)]
    error: Option<OpenError>,
) -> impl IntoView {
    let m = use_view().messages;
    let input = NodeRef::<Input>::new();
    let failed = RwSignal::new(error);
    let submit = move |event: SubmitEvent| {
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
    };
    view! {
        <form class="open-box" on:submit=submit novalidate>
            <label for="open-input">{m.open_box_label}</label>
            <div class="open-row">
                <input
                    id="open-input" node_ref=input type="text" value=text
                    autocomplete="off" autocapitalize="off" spellcheck="false" dir="auto"
                    aria-describedby="open-hint"
                    aria-invalid=move || failed.get().map(|_| "true")
                />
                <button type="submit" class="primary">{m.open_button}</button>
            </div>
            <p id="open-hint" class="quiet-text">{m.open_box_hint}</p>
            {move || failed.get().map(|error| view! {
                <div role="alert" class="notice is-error"><p>{(m.open_error)(error)}</p></div>
            })}
        </form>
    }
}
