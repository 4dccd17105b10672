//! The answer: one sentence, first on the page.

use leptos::prelude::*;
use restore_desk_model::verdict::Tone;

use super::icon::{ToneIcon, tone_class};

/// The sentence with its icon, and what the reader should know besides.
#[component]
pub fn Answer(
    /// The one sentence.
    #[prop(into)]
    text: Signal<String>,
    /// Colour and icon.
    #[prop(into)]
    tone: Signal<Tone>,
    /// Notes under it.
    #[prop(into)]
    notes: Signal<Vec<String>>,
) -> impl IntoView {
    view! {
        <div class=move || format!("answer {}", tone_class(tone.get()))>
            <ToneIcon tone />
            <div class="answer-words">
                <p id="answer" dir="auto">{text}</p>
                {move || {
                    let notes = notes.get();
                    (!notes.is_empty()).then(|| view! {
                        <ul class="answer-notes">
                            {notes.into_iter().map(|note| view! { <li dir="auto">{note}</li> }).collect_view()}
                        </ul>
                    })
                }}
            </div>
        </div>
    }
}

/// The progress bar with its text.
#[component]
pub fn ProgressBar(
    /// 0 to 100; `None`: indeterminate.
    #[prop(into)]
    percent: Signal<Option<u8>>,
    /// The same in words.
    #[prop(into)]
    text: Signal<String>,
    /// Its accessible name.
    label: &'static str,
) -> impl IntoView {
    view! {
        <div class="progress">
            <progress
                max="100"
                aria-label=label
                aria-valuetext=text
                value=move || percent.get().map(|percent| percent.to_string())
            ></progress>
            <span class="progress-text" aria-hidden="true">{text}</span>
        </div>
    }
}
