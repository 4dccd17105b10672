//! What one does with the answer: hand it on, be told, print.

use crate::{
    browser,
    html::{Element, Html, button, el, nothing, part},
    live::{Live, State, text},
    tasks::spawn,
    view::use_view,
};

/// Where a text stands that the browser did not copy.
const REFUSED: &str = "copy-by-hand";

/// What came of the last press.
#[derive(Clone, PartialEq)]
pub enum Outcome {
    /// It is on the clipboard.
    Copied,
    /// The browser refused; the text, to be copied by hand.
    Refused(String),
    /// No notification will come through.
    NoNotification,
}

/// What came of the last press, once in a page.
pub type Said = State<Option<Outcome>>;

/// A button that copies the text `make` gives; with `html` as well, where that
/// gives any, in one item.
pub fn copy_button(
    label: &'static str,
    said: Said,
    make: impl Fn() -> (String, Option<String>) + 'static,
) -> Element {
    let view = use_view();
    button(label, "", move || {
        let (plain, html) = make();
        said.set(None);
        spawn(async move {
            let is_copied = match html {
                Some(html) => browser::copy_rich(&plain, &html).await,
                None => browser::copy(&plain).await,
            };
            if is_copied {
                view.announcer.say(view.messages.copied);
            }
            said.set(Some(if is_copied { Outcome::Copied } else { Outcome::Refused(plain) }));
            if !is_copied {
                // Once it is drawn.
                browser::after(0, || browser::select(REFUSED));
            }
        });
    })
}

/// A button that is on or off. `press` gets what it shall be.
pub fn switch(label: &'static str, on: State<bool>, press: impl Fn(bool) + 'static) -> Element {
    let pressed = text(move || on.get().to_string());
    button(label, "switch", move || press(on.peek() != Some(true))).attr("aria-pressed", pressed)
}

/// What came of the last press, with a plan B for what was refused.
pub fn outcome(said: Live<Option<Outcome>>) -> Html {
    let m = use_view().messages;
    let quiet = |words: &'static str| el("p").class("quiet-text").child(words);
    part(move || match said.get() {
        None => nothing(),
        Some(Outcome::Copied) => quiet(m.copied).into(),
        Some(Outcome::NoNotification) => quiet(m.notify_refused).into(),
        Some(Outcome::Refused(text)) => el("div")
            .class("by-hand")
            .child(el("label").attr("for", REFUSED).child(m.copy_refused))
            .child(el("textarea").id(REFUSED).attr("readonly", "").attr("rows", "6").child(text))
            .into(),
    })
}
