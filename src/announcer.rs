//! The one element that assistive technology is told news through.

use crate::{
    browser,
    html::{Element, el},
    live::{State, text},
    tasks::effect,
};

/// How long a text stays that was said, in milliseconds: long enough for a
/// reader that was busy.
const SAID_FOR_MS: u32 = 20_000;

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

    /// The visually hidden live region; stands once in the page. A text that was
    /// said goes after a while: read as content it would be a second answer, and
    /// soon an old one.
    pub fn region(&self) -> Element {
        let said = self.0;
        effect(move || {
            if !said.read().is_empty() {
                browser::after(SAID_FOR_MS, move || said.set(String::new()));
            }
        });
        el("div").attr("role", "status").class("visually-hidden").child(text(move || said.get()))
    }
}

impl Default for Announcer {
    fn default() -> Announcer {
        Announcer::new()
    }
}
