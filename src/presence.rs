//! Whether someone looks at this page, and uses it.

use crate::{
    browser,
    live::{Again, State},
};

/// What counts as use: a screen reader's own keys never reach the page, what
/// they move does.
const INPUT: [&str; 6] =
    ["keydown", "pointerdown", "wheel", "focusin", "scroll", "selectionchange"];

/// What wakes a page that waited: it may have slept with its computer.
const WAKING: [&str; 2] = ["focus", "online"];

/// Use within this time of the last one is no news, in milliseconds.
const INPUT_EVERY_MS: u64 = 1_000;

/// Whether someone looks at this page, and uses it.
#[derive(Clone, Copy)]
pub struct Presence {
    /// Whether the tab is shown.
    pub visible: State<bool>,
    /// Used: a key, the pointer, the focus, scrolling, a selection.
    pub used: Again,
    /// Back in front, or online again.
    pub woken: Again,
}

impl Presence {
    /// Starts to listen, as long as the page lives.
    pub fn start() -> Presence {
        let presence = Presence {
            visible: State::new(browser::is_visible()),
            used: Again::new(),
            woken: Again::new(),
        };
        browser::listen("visibilitychange", move |_| {
            presence.visible.set(browser::is_visible());
        });
        for event_name in WAKING {
            // Of the window alone: an element that gets the focus is use.
            browser::listen(event_name, move |event| {
                if browser::is_of_window(&event) {
                    presence.woken.ask();
                    if event_name == "focus" {
                        presence.used.ask();
                    }
                }
            });
        }
        let last_ms = State::new(0);
        for event in INPUT {
            browser::listen(event, move |_| {
                let now_ms = browser::uptime_ms();
                let is_news = |last: u64| now_ms.saturating_sub(last) >= INPUT_EVERY_MS;
                if last_ms.peek().is_none_or(is_news) {
                    last_ms.set(now_ms);
                    presence.used.ask();
                }
            });
        }
        presence
    }
}
