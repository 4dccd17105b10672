//! How old what is shown may be: the page's own reading, and EM's copy.

use restore_desk_model::{page::read_ago, time::Timestamp};

use crate::{
    html::{Element, Html, el, many},
    live::{Again, Live, text},
    view::use_view,
};

/// "Checked 4 s ago", what EM's copy may lack, and the Refresh button.
pub fn freshness(read_at: Live<Timestamp>, pending: Live<bool>, refresh: Again) -> Element {
    let words = el("p").child(checked(read_at));
    let ask = refresh_button(pending, move || refresh.ask());
    el("div").class("freshness").child(ask).child(words)
}

/// "Checked 4 s ago", and what EM's copy may lack.
pub fn checked(read_at: Live<Timestamp>) -> Html {
    let view = use_view();
    let behind = view.messages.behind_by(view.config.collection_interval_min);
    let checked = text(move || {
        view.with(|context| context.messages.checked.with([&read_ago(read_at.get(), context)]))
    });
    // Seconds that tick are for the eye; assistive technology gets the time.
    let checked_at = text(move || {
        view.with(|context| context.messages.checked.with([&context.moment(read_at.get())]))
    });
    many([
        el("span").attr("aria-hidden", "true").child(checked).into(),
        el("span").class("visually-hidden").child(checked_at).into(),
        " ".into(),
        Html::from(behind),
    ])
}

/// Asks again; without effect while it does.
pub fn refresh_button(pending: Live<bool>, press: impl Fn() + 'static) -> Element {
    let disabled = text(move || if pending.get() { "true" } else { "false" }.to_owned());
    let ask = el("button").attr("type", "button").attr("aria-disabled", disabled);
    ask.child(use_view().messages.refresh).on("click", move |_| {
        if !pending.peek() {
            press();
        }
    })
}
