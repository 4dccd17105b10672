//! The answer: one sentence, first on the page.

use leptos::prelude::*;
use restore_desk_model::verdict::Tone;

use super::icon::{tone_class, tone_icon};
use crate::parts::{nothing, part, text};

/// The sentence with its icon, and what the reader should know besides.
pub fn answer(sentence: Signal<String>, tone: Signal<Tone>, notes: Signal<Vec<String>>) -> AnyView {
    let class = text(move || format!("answer {}", tone_class(tone.get())));
    let notes = part(move || {
        let notes = notes.get();
        if notes.is_empty() {
            return nothing();
        }
        let items: Vec<_> =
            notes.into_iter().map(|note| view! { <li dir="auto">{note}</li> }.into_any()).collect();
        view! { <ul class="answer-notes">{items}</ul> }.into_any()
    });
    view! {
        <div class=class>
            {tone_icon(tone)}
            <div class="answer-words"><p id="answer" dir="auto">{sentence}</p>{notes}</div>
        </div>
    }
    .into_any()
}

/// The progress bar with its text. `percent` is 0 to 100; `None`: indeterminate.
pub fn progress_bar(
    percent: Signal<Option<String>>,
    words: Signal<String>,
    label: &'static str,
) -> AnyView {
    view! {
        <div class="progress">
            <progress max="100" aria-label=label aria-valuetext=words value=percent></progress>
            <span class="progress-text" aria-hidden="true">{words}</span>
        </div>
    }
    .into_any()
}
