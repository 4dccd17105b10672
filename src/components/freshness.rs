//! How old what is shown may be: the page's own reading, and EM's copy.

use leptos::{ev::MouseEvent, prelude::*};
use restore_desk_model::{page::ago, time::Timestamp};

use crate::{app::use_view, config::use_config, parts::text};

/// "Checked 4 s ago", what EM's copy may lack, and the Refresh button.
pub fn freshness(read_at: Signal<Timestamp>, pending: Signal<bool>, refresh: Trigger) -> AnyView {
    let view = use_view();
    let m = view.messages;
    let behind = (m.behind)(use_config().collection_interval_min);
    let checked = text(move || {
        view.with(|context| (m.checked)(&ago(read_at.get(), context).unwrap_or_default()))
    });
    // Seconds that tick are for the eye; assistive technology gets the time.
    let checked_at =
        text(move || view.with(|context| (m.checked_at)(&context.format.time(read_at.get()))));
    let disabled = text(move || if pending.get() { "true" } else { "false" }.to_owned());
    let ask: Box<dyn FnMut(MouseEvent)> = Box::new(move |_| {
        if !pending.get_untracked() {
            refresh.notify();
        }
    });
    view! {
        <div class="freshness">
            <button type="button" on:click=ask aria-disabled=disabled>{m.refresh}</button>
            <p><span aria-hidden="true">{checked}</span><span class="visually-hidden">{checked_at}</span>" "{behind}</p>
        </div>
    }
    .into_any()
}
