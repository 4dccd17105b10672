//! The one element that assistive technology is told news through.

use restore_desk_model::news::Waiting;

use crate::{
    browser,
    html::{Element, el},
    live::{State, text},
    tasks::effect,
};

/// How long a text stays that was said, in milliseconds: long enough for a
/// reader that was busy.
const SAID_FOR_MS: u32 = 20_000;

/// Least time between two pieces of news, in milliseconds.
const NEWS_EVERY_MS: u64 = 10_000;

/// Says things politely.
#[derive(Clone, Copy)]
pub struct Announcer {
    said: State<String>,
    /// From when on news may be said.
    free_ms: State<u64>,
    waiting: State<Waiting>,
}

impl Announcer {
    /// Says nothing yet.
    pub fn new() -> Announcer {
        Announcer {
            said: State::new(String::new()),
            free_ms: State::new(0),
            waiting: State::new(Waiting::default()),
        }
    }

    /// Takes back what was said and what its page would tell: it is not true of what
    /// stands there now.
    pub fn leave(&self) {
        self.waiting.update(|waiting| waiting.page.clear());
        self.hush();
    }

    /// Takes back all: its user is gone.
    pub fn forget(&self) {
        self.waiting.set(Waiting::default());
        self.hush();
    }

    /// Takes back what was said; news that waits comes as soon as before.
    pub fn hush(&self) {
        self.said.set(String::new());
    }

    /// Says what came of what the user did, at once; news waits behind it.
    pub fn say(&self, text: &str) {
        self.free_ms.set(browser::uptime_ms() + NEWS_EVERY_MS);
        self.said.set(text.to_owned());
    }

    /// Tells news of the page: when the reader pauses, and not sooner than 10 s after
    /// the last. Newer news of the page takes its place.
    pub fn tell(&self, text: String) {
        self.waiting.update(|waiting| waiting.page = text);
    }

    /// The same of what is no page's own: none of it is lost.
    pub fn tell_anywhere(&self, text: &str) {
        self.waiting.update(|waiting| waiting.add(text));
    }

    /// The visually hidden live region; stands once in the page. A text that was
    /// said goes after a while: read as content it would be a second answer, and
    /// soon an old one.
    pub fn region(&self) -> Element {
        let announcer = *self;
        let said = self.said;
        effect(move || {
            if !said.read().is_empty() {
                browser::after(SAID_FOR_MS, move || said.set(String::new()));
            }
        });
        effect(move || {
            let free_ms = announcer.free_ms.get();
            let news = announcer.waiting.read().text();
            if news.is_empty() {
                return;
            }
            let wait_ms = free_ms.saturating_sub(browser::uptime_ms());
            let wait_ms = u32::try_from(wait_ms).unwrap_or_default();
            browser::after(wait_ms, move || {
                announcer.waiting.set(Waiting::default());
                announcer.say(&news);
            });
        });
        el("div").attr("role", "status").class("visually-hidden").child(text(move || said.get()))
    }
}

impl Default for Announcer {
    fn default() -> Announcer {
        Announcer::new()
    }
}
