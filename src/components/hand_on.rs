//! What one does with the answer: hand it on, be told, print.

use crate::{
    browser,
    html::{Element, Html, button, el, nothing, part},
    live::{Live, State, text},
    tasks::spawn,
    view::{View, use_view},
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
    /// What makes the copy could not be loaded.
    Lost,
}

/// A copy: the plain text, and its HTML where there is one.
pub type Copied = (String, Option<String>);

/// What came of the last press, once in a page.
pub type Said = State<Option<Outcome>>;

/// A button that copies what `make` gives.
pub fn copy_button(
    label: &'static str,
    said: Said,
    make: impl Fn() -> Copied + 'static,
) -> Element {
    let view = use_view();
    button(label, "", move || {
        let copied = make();
        said.set(None);
        spawn(put(view, copied, said));
    })
}

/// Puts a copy on the clipboard, both of its forms in one item, and says what
/// came of it.
pub async fn put(view: &'static View, (plain, html): Copied, said: Said) {
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
        Some(Outcome::Lost) => quiet(m.part_lost).into(),
        Some(Outcome::Refused(text)) => el("div")
            .class("by-hand")
            .child(el("label").attr("for", REFUSED).child(m.copy_refused))
            .child(el("textarea").id(REFUSED).attr("readonly", "").attr("rows", "6").child(text))
            .into(),
    })
}
