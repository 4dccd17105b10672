//! How old what is shown may be: the page's own reading, and EM's copy.

use restore_desk_model::{page::ago, time::Timestamp};

use crate::{
    html::{Element, el},
    live::{Again, Live, text},
    view::use_view,
};

/// "Checked 4 s ago", what EM's copy may lack, and the Refresh button.
pub fn freshness(read_at: Live<Timestamp>, pending: Live<bool>, refresh: Again) -> Element {
    let view = use_view();
    let m = view.messages;
    let behind = m.behind_by(use_view().config.collection_interval_min);
    let checked = text(move || {
        view.with(|context| m.checked.with([&ago(read_at.get(), context).unwrap_or_default()]))
    });
    // Seconds that tick are for the eye; assistive technology gets the time.
    let checked_at =
        text(move || view.with(|context| m.checked_at.with([&context.format.time(read_at.get())])));
    let disabled = text(move || if pending.get() { "true" } else { "false" }.to_owned());
    let ask = el("button").attr("type", "button").attr("aria-disabled", disabled).child(m.refresh);
    let ask = ask.on("click", move |_| {
        if !pending.peek() {
            refresh.ask();
        }
    });
    let words = el("p")
        .child(el("span").attr("aria-hidden", "true").child(checked))
        .child(el("span").class("visually-hidden").child(checked_at))
        .child(" ")
        .child(behind);
    el("div").class("freshness").child(ask).child(words)
}
