//! The pages: where route, request and view meet.

pub mod bad_address;
pub mod find;
pub mod resource;
pub mod restore_session;

use leptos::prelude::*;
use restore_desk_model::{logon::Access, route::Route};

use crate::{browser, parts::effect, session::use_session, trail::Trail};

/// Tells the tab and the trail what this page is called.
fn use_heading(route: Route, heading: Signal<String>, title: Signal<String>) {
    let trail = use_context::<Trail>();
    effect(move || {
        if let Some(trail) = trail {
            trail.name(&route, &heading.read());
        }
        browser::set_title(&title.read());
    });
}

/// What the role may open, tracked.
fn use_access() -> impl Fn() -> Access + Copy + Send + Sync + 'static {
    let session = use_session();
    move || session.known().map(|credential| credential.access().clone()).unwrap_or_default()
}
