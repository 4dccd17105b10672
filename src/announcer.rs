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

/// Least time between two pieces of news, in milliseconds.
const NEWS_EVERY_MS: u64 = 10_000;

/// Says things politely.
#[derive(Clone, Copy)]
pub struct Announcer {
    said: State<String>,
    /// When something was said last.
    at_ms: State<u64>,
    /// News of the page that waits for its turn; newer news takes its place.
    waiting: State<Option<String>>,
    /// News of the tab, whatever its page, that waits for its turn.
    besides: State<String>,
}

impl Announcer {
    /// Says nothing yet.
    pub fn new() -> Announcer {
        Announcer {
            said: State::new(String::new()),
            at_ms: State::new(0),
            waiting: State::new(None),
            besides: State::new(String::new()),
        }
    }

    /// Takes back what was said and what waits of the page: it is not true of what stands
    /// there now.
    pub fn forget(&self) {
        self.waiting.set(None);
        self.hush();
    }

    /// Takes back what was said; news that waits comes as soon as before.
    pub fn hush(&self) {
        self.said.set(String::new());
    }

    /// Says what came of what the user did, at once; news waits behind it.
    pub fn say(&self, text: &str) {
        self.at_ms.set(browser::uptime_ms());
        self.said.set(text.to_owned());
    }

    /// Tells news: when the reader pauses, and not sooner than 10 s after the last.
    pub fn tell(&self, text: String) {
        self.waiting.set(Some(text));
    }

    /// Tells news of what goes on behind whatever page: none of it gives way.
    pub fn tell_besides(&self, text: &str) {
        self.besides.update(|besides| {
            if !besides.is_empty() {
                besides.push_str("; ");
            }
            besides.push_str(text);
        });
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
            let free_ms = announcer.at_ms.get() + NEWS_EVERY_MS;
            let besides = announcer.besides.get();
            let waiting = announcer.waiting.get();
            if besides.is_empty() && waiting.is_none() {
                return;
            }
            let both = [besides, waiting.unwrap_or_default()];
            let both: Vec<_> = both.into_iter().filter(|news| !news.is_empty()).collect();
            let news = both.join("; ");
            let wait_ms = free_ms.saturating_sub(browser::uptime_ms());
            let wait_ms = u32::try_from(wait_ms).unwrap_or_default();
            browser::after(wait_ms, move || {
                announcer.waiting.set(None);
                announcer.besides.set(String::new());
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
