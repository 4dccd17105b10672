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
}

impl Default for Announcer {
    fn default() -> Announcer {
        Announcer::new()
    }
}

/// The announcer of this page.
pub fn use_announcer() -> Announcer {
    #[expect(clippy::expect_used, reason = "provided by App above every page")]
    use_context::<Announcer>().expect("an Announcer is provided above every page")
}

/// The visually hidden live region; stands once in the page.
#[component]
pub fn AnnouncerRegion() -> impl IntoView {
    let announcer = use_announcer();
    view! { <div role="status" class="visually-hidden">{move || announcer.0.get()}</div> }
}
