//! The pages: where route, request and view meet.

pub mod bad_address;
pub mod find;
pub mod resource;
pub mod restore_session;

use leptos::prelude::*;
use restore_desk_model::route::Route;

use crate::{browser, trail::Trail};

/// Tells the tab and the trail what this page is called.
fn use_heading(route: Route, heading: Signal<String>, title: Signal<String>) {
    let trail = use_context::<Trail>();
    Effect::new(move || {
        if let Some(trail) = trail {
            trail.name(&route, &heading.read());
        }
    });
    Effect::new(move || browser::set_title(&title.read()));
}
