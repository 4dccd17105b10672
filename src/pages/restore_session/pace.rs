//! How fast it goes, from what this page saw of it: what there is to say of that
//! comes with a later answer.

use super::{Facts, followed::follow};
use crate::{
    html::{Html, el, many, part_if},
    live::{Live, memo, text},
};

/// How long it may take, and that it stalls. What watches hears of the answers too.
pub fn pace(facts: &'static Facts) -> Html {
    follow(facts);
    let view = facts.view;
    let m = view.messages;
    let interval = view.config.collection_interval_min;
    // What is not asked for any more neither comes nearer nor stalls.
    let now = move || facts.known_until(view.clock.now());
    let left = text(move || {
        let left = facts.samples.read().time_left(now(), interval);
        left.map(|left| m.time_left.with([&m.span_of(left.from_s), &m.span_of(left.to_s)]))
            .unwrap_or_default()
    });
    let stalled = text(move || {
        let stalled_s = facts.samples.read().stalled_s(now(), interval);
        stalled_s
            .map(|seconds| m.stalled.with([&m.span_of(seconds - seconds % 60)]))
            .unwrap_or_default()
    });
    many([text_if(left, "time-left"), text_if(stalled, "stalled")])
}

/// A piece that is there as long as its text is.
fn text_if(text: Live<String>, class: &'static str) -> Html {
    let is_there = memo(move || !text.read().is_empty());
    part_if(is_there, move || el("p").class(class).attr("dir", "auto").child(text))
}
