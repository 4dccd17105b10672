//! An address that cannot be read: said, with a way on, and no request sent.

use restore_desk_model::route::RouteError;

use crate::{
    browser,
    components::notice::dead_end,
    html::{Html, el},
    view::use_view,
};

/// The address is none of ours, or one that is never opened.
pub fn bad_address_page(error: RouteError) -> Html {
    let m = use_view().messages;
    browser::set_title(&format!("{} – {}", m.trouble, m.product));
    el("section")
        .class("card")
        .child(el("h1").child(m.trouble))
        .child(dead_end(m.route_error(error)))
        .into()
}
