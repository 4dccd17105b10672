//! How old what is shown may be: the page's own reading, and EM's copy.

use leptos::prelude::*;
use restore_desk_model::{page::ago, time::Timestamp};

use crate::{app::use_view, config::use_config};

/// "Checked 4 s ago", what EM's copy may lack, and the Refresh button.
#[component]
pub fn Freshness(
    /// When the shown answer was read.
    read_at: Memo<Timestamp>,
    /// Whether a request is under way.
    #[prop(into)]
    pending: Signal<bool>,
    /// Fires when the user asks again.
    refresh: Trigger,
) -> impl IntoView {
    let view = use_view();
    let m = view.messages;
    let interval = use_config().collection_interval_min;
    let checked =
        move || view.with(|context| (m.checked)(&ago(read_at.get(), context).unwrap_or_default()));
    // Seconds that tick are for the eye; assistive technology gets the time.
    let checked_at =
        move || view.with(|context| (m.checked_at)(&context.format.time(read_at.get())));
    let ask = move |_| {
        if !pending.get_untracked() {
            refresh.notify();
        }
    };
    view! {
        <div class="freshness">
            <button type="button" on:click=ask aria-disabled=move || pending.get().then_some("true")>
                {m.refresh}
            </button>
            <p>
                <span aria-hidden="true">{checked}</span>
                <span class="visually-hidden">{checked_at}</span>
                " "
                {(m.behind)(interval)}
            </p>
        </div>
    }
}
