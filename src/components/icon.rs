//! Icons that go with a text, never instead of one.

use restore_desk_model::verdict::Tone;

use crate::{
    html::{Element, el},
    live::{Live, text},
};

/// The icon of a verdict: its shape differs as well as its colour.
pub fn tone_icon(tone: Live<Tone>) -> Element {
    icon_of(text(move || path_of(tone.get()).to_owned()))
}

/// The same by the class of its colour, as a row has it among its texts.
pub fn tone_icon_by_class(class: Live<String>) -> Element {
    icon_of(text(move || path_of(tone_of(&class.read())).to_owned()))
}

const TONES: [Tone; 5] = [Tone::Good, Tone::Warning, Tone::Bad, Tone::Running, Tone::Unclear];

fn tone_of(class: &str) -> Tone {
    TONES.into_iter().find(|tone| tone_class(*tone) == class).unwrap_or(Tone::Unclear)
}

fn path_of(tone: Tone) -> &'static str {
    match tone {
        Tone::Good => "M5 10.5l3.5 3.5L15 6.5",
        Tone::Warning => "M10 5v6M10 14v.5",
        Tone::Bad => "M6.5 6.5l7 7M13.5 6.5l-7 7",
        Tone::Running => "M10 5.5V10l3 2",
        Tone::Unclear => "M7.5 8a2.5 2.5 0 1 1 3.6 2.2c-.7.4-1.1.9-1.1 1.8M10 14.6v.1",
    }
}

fn icon_of(path: Live<String>) -> Element {
    icon("tone-icon", "0 0 20 20", "28")
        .child(el("circle").attr("cx", "10").attr("cy", "10").attr("r", "9"))
        .child(el("path").attr("d", path))
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
pub fn lock_icon() -> Element {
    let lock = "M4 7V5a4 4 0 0 1 8 0v2h1v7H3V7zm2 0h4V5a2 2 0 0 0-4 0z";
    icon("lock-icon", "0 0 16 16", "14").child(el("path").attr("d", lock))
}

/// A picture for the eye alone, without its shapes yet; `side` in CSS pixels.
pub fn icon(class: &'static str, view_box: &'static str, side: &'static str) -> Element {
    el("svg")
        .class(class)
        .attr("viewBox", view_box)
        .attr("width", side)
        .attr("height", side)
        .attr("aria-hidden", "true")
        .attr("focusable", "false")
}
