//! An address that cannot be read: said, with a way on, and no request sent.

use leptos::prelude::*;
use restore_desk_model::route::RouteError;

use crate::{
    app::use_view,
    browser,
    components::notice::{go_back, to_find},
};

/// The address is none of ours, or one that is never opened.
pub fn bad_address_page(error: RouteError) -> AnyView {
    let m = use_view().messages;
    browser::set_title(&format!("{} – {}", m.trouble, m.product));
    view! {
        <section class="card">
            <h1>{m.trouble}</h1>
            <div role="alert" class="notice is-error">
                <p>{(m.route_error)(error)}</p>
                <div class="buttons">{go_back()}{to_find()}</div>
            </div>
        </section>
    }
    .into_any()
}
