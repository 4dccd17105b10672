//! The one element that assistive technology is told news through.

use leptos::prelude::*;

/// Says things politely.
#[derive(Clone, Copy)]
pub struct Announcer(RwSignal<String>);

impl Announcer {
    /// Says nothing yet.
    pub fn new() -> Announcer {
        Announcer(RwSignal::new(String::new()))
    }

    /// Says `text` when the reader pauses.
    pub fn say(&self, text: &str) {
        let _set = self.0.try_set(text.to_owned());
    }

    /// The visually hidden live region; stands once in the page.
    pub fn region(&self) -> AnyView {
        let text: Signal<String> = self.0.into();
        view! { <div role="status" class="visually-hidden">{text}</div> }.into_any()
    }
}

impl Default for Announcer {
    fn default() -> Announcer {
        Announcer::new()
    }
}
