//! Icons that go with a text, never instead of one.

use leptos::prelude::*;
use restore_desk_model::verdict::Tone;

use crate::parts::text;

/// The icon of a verdict: its shape differs as well as its colour.
pub fn tone_icon(tone: Signal<Tone>) -> AnyView {
    let path = text(move || {
        let path = match tone.get() {
            Tone::Good => "M5 10.5l3.5 3.5L15 6.5",
            Tone::Warning => "M10 5v6M10 14v.5",
            Tone::Bad => "M6.5 6.5l7 7M13.5 6.5l-7 7",
            Tone::Running => "M10 5.5V10l3 2",
            Tone::Unclear => "M7.5 8a2.5 2.5 0 1 1 3.6 2.2c-.7.4-1.1.9-1.1 1.8M10 14.6v.1",
        };
        path.to_owned()
    });
    view! {
        <svg class="tone-icon" viewBox="0 0 20 20" width="28" height="28" aria-hidden="true" focusable="false">
            <circle cx="10" cy="10" r="9"></circle>
            <path d=path></path>
        </svg>
    }
    .into_any()
}

/// The class of a verdict's colour.
pub fn tone_class(tone: Tone) -> &'static str {
    match tone {
        Tone::Good => "is-good",
        Tone::Warning => "is-warning",
        Tone::Bad => "is-bad",
        Tone::Running => "is-running",
        Tone::Unclear => "is-unclear",
    }
}

/// A lock, beside a link that the role may not open.
pub fn lock_icon() -> AnyView {
    view! {
        <svg class="lock-icon" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true" focusable="false">
            <path d="M4 7V5a4 4 0 0 1 8 0v2h1v7H3V7zm2 0h4V5a2 2 0 0 0-4 0z"></path>
        </svg>
    }
    .into_any()
}
