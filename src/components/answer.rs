//! The answer: one sentence, first on the page.

use restore_desk_model::{embed::Extent, verdict::Tone};

use super::icon::{tone_class, tone_icon};
use crate::{
    html::{Element, el, nothing, part},
    live::{Live, text},
    view::use_view,
};

/// The sentence with its icon, and what the reader should know besides.
pub fn answer(sentence: Live<String>, tone: Live<Tone>, notes: Live<Vec<String>>) -> Element {
    let notes = part(move || {
        let notes = notes.get();
        if notes.is_empty() {
            return nothing();
        }
        let items: Vec<_> =
            notes.into_iter().map(|note| el("li").attr("dir", "auto").child(note)).collect();
        el("ul").class("answer-notes").child(items).into()
    });
    let words = el("div").class("answer-words");
    // In a small frame it scrolls, which has to be in reach of the keys.
    let is_least = use_view().embed.extent == Extent::Least;
    let words = if is_least { words.attr("tabindex", "0") } else { words };
    let words = words.child(el("p").id("answer").attr("dir", "auto").child(sentence)).child(notes);
    el("div")
        .class(text(move || format!("answer {}", tone_class(tone.get()))))
        .child(tone_icon(tone))
        .child(words)
}

/// The progress bar with its text. `percent` is 0 to 100; `None`: indeterminate.
pub fn progress_bar(
    percent: Live<Option<String>>,
    words: Live<String>,
    label: &'static str,
) -> Element {
    let bar = el("progress")
        .attr("max", "100")
        .attr("aria-label", label)
        .attr("aria-valuetext", words)
        .attr("value", percent);
    let shown = el("span").class("progress-text").attr("aria-hidden", "true").child(words);
    el("div").class("progress").child(bar).child(shown)
}
