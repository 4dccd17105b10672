//! The one element that assistive technology is told news through.

use crate::{
    html::{Element, el},
    live::{State, text},
};

/// Says things politely.
#[derive(Clone, Copy)]
pub struct Announcer(State<String>);

impl Announcer {
    /// Says nothing yet.
    pub fn new() -> Announcer {
        Announcer(State::new(String::new()))
    }

    /// Says `text` when the reader pauses.
    pub fn say(&self, text: &str) {
        self.0.set(text.to_owned());
    }

    /// The visually hidden live region; stands once in the page.
    pub fn region(&self) -> Element {
        let said = self.0;
        el("div").attr("role", "status").class("visually-hidden").child(text(move || said.get()))
    }
}

impl Default for Announcer {
    fn default() -> Announcer {
        Announcer::new()
    }
}
