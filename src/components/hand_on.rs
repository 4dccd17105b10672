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
    /// Words say it all.
    Told(&'static str),
    /// The browser refused; the text, to be copied by hand.
    Refused(String),
}

/// A copy: the plain text, and its HTML where there is one.
pub type Copied = (String, Option<String>);

/// What came of the last press, once in a page.
pub type Said = State<Option<Outcome>>;

/// Takes back what was said: the same words are heard again only after that.
pub fn begin(view: &View, said: Said) {
    view.announcer.hush();
    said.set(None);
}

/// Says what came of a press, for the eye and for the ear.
pub fn tell(view: &View, said: Said, words: &'static str) {
    view.announcer.say(words);
    said.set(Some(Outcome::Told(words)));
}

/// A button that copies what `make` gives.
pub fn copy_button(
    label: &'static str,
    said: Said,
    make: impl Fn() -> Copied + 'static,
) -> Element {
    let view = use_view();
    button(label, "", move || {
        let copied = make();
        begin(view, said);
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
        tell(view, said, view.messages.copied);
    } else {
        said.set(Some(Outcome::Refused(plain)));
        // Once it is drawn.
        browser::after(0, || browser::select(REFUSED));
    }
}

/// A button that is on or off. `press` gets what it shall be.
pub fn switch(label: &'static str, on: Live<bool>, press: impl Fn(bool) + 'static) -> Element {
    let pressed = text(move || on.get().to_string());
    button(label, "switch", move || press(!on.peek())).attr("aria-pressed", pressed)
}

/// The switch of notifications, and why it stays off where the browser lets none through.
pub fn notify_switch(notify: State<bool>, said: Said) -> Element {
    let view = use_view();
    let m = view.messages;
    switch(m.notify, notify.live(), move |on| {
        begin(view, said);
        spawn(async move {
            // A browser refuses it to another site's frame, and asks nobody.
            let in_frame = view.embed.host.is_foreign();
            let on = on && !in_frame && browser::may_notify().await;
            if !on && notify.peek() == Some(false) {
                let parts = if in_frame { view.later.wait().await } else { None };
                tell(view, said, parts.map_or(m.notify_refused, |it| (it.no_notification)(view)));
            }
            notify.set(on);
        });
    })
}

/// What came of the last press, with a plan B for what was refused.
pub fn outcome(said: Live<Option<Outcome>>) -> Html {
    let m = use_view().messages;
    part(move || match said.get() {
        None => nothing(),
        Some(Outcome::Told(words)) => el("p").class("quiet-text").child(words).into(),
        Some(Outcome::Refused(text)) => el("div")
            .class("by-hand")
            .child(el("label").attr("for", REFUSED).child(m.copy_refused))
            .child(el("textarea").id(REFUSED).attr("readonly", "").attr("rows", "6").child(text))
            .into(),
    })
}
