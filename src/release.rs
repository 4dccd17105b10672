//! A new release under an open tab: said, with a way to get it.

use crate::{
    api::transport,
    browser,
    html::{Html, button, el, part_if},
    live::{Again, State},
    tasks::{effect, spawn},
    view::use_view,
};

/// From one look to the next while the tab is shown, in milliseconds.
const LOOK_EVERY_MS: u32 = 600_000;

/// That there is a new release, once `index.html` names other files than this tab
/// has. A tab that is shown again looks at once, a hidden one never.
pub fn new_release() -> Html {
    let view = use_view();
    let m = view.messages;
    let is_new = State::new(false);
    let looked = Again::new();
    let look = move || {
        spawn(async move {
            if is_replaced().await && is_new.peek() == Some(false) {
                is_new.set(true);
                view.announcer.tell_anywhere(m.later().new_release);
            }
            looked.ask();
        });
    };
    let visible = view.presence.visible;
    let mut was_hidden = false;
    effect(move || {
        looked.track();
        let is_shown = visible.get();
        let is_back = std::mem::replace(&mut was_hidden, !is_shown) && is_shown;
        if is_shown && is_new.peek() == Some(false) {
            browser::after(if is_back { 0 } else { LOOK_EVERY_MS }, look);
        }
    });
    part_if(is_new.live(), move || {
        let reload = button(m.reload, "", browser::reload);
        el("div").class("notice is-quiet").child(el("p").child(m.later().new_release)).child(reload)
    })
}

/// Whether `index.html` is another one now. What is not ours, such as the page of
/// a sign-on in front, says nothing.
async fn is_replaced() -> bool {
    let Some(script) = browser::attribute("boot", "data-js") else { return false };
    let fresh = browser::object(&[("cache", "no-cache")]);
    let Some(page) = transport::get_file("./", &fresh).await else { return false };
    let page = String::from_utf8_lossy(&page);
    page.contains("id=\"boot\"") && !page.contains(&script)
}
