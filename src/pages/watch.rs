//! `#/watch/…`: several sessions at once.

use restore_desk_model::id::ResourceId;

use crate::{
    html::{Html, el, many},
    live::Live,
    view::use_view,
};

/// The sessions of an address.
pub fn watch_page(_ids: Live<Vec<ResourceId>>) -> Html {
    let m = use_view().messages;
    many([el("h1").class("page-heading").child(m.watch)])
}
