//! The box that takes whatever names a restore session: an id, a URN, an address,
//! the name of a VM, or a whole mail with any of these in it.

use std::cell::Cell;

use leptos::{prelude::untrack, web_sys::Event};
use restore_desk_model::{
    open::{self, OpenError, Opened, Several},
    page::{
        links::Lead,
        offers::{Offer, Offers, offers},
    },
};

use super::{hand_on::switch, links::locked, notice::alert};
use crate::{
    browser::{self, by_name::member},
    html::{Element, Html, el, nothing, part},
    live::{State, text},
    tasks::effect,
    view::use_view,
};

const INPUT: &str = "open-input";

/// Where this tab keeps that `/` goes to the box.
const SLASH_KEY: &str = "restore-desk slash";

thread_local! {
    /// Whether `/` goes to the box; `None` until someone listens for it.
    static SLASH: Cell<Option<bool>> = const { Cell::new(None) };
}

/// A text that leads to no one page: what it names, or why it names nothing.
#[derive(Clone)]
pub struct Read {
    /// The text: it stays in the box.
    pub text: String,
    /// What came of it.
    pub outcome: Result<Several, OpenError>,
}

/// What came of the last text, whether it was entered or handed over.
pub type Handed = State<Option<Read>>;

/// The address of what a text names that was handed over. Where that is not one
/// thing, `handed` gets what came of it.
pub fn resolve(text: &str, handed: Handed) -> Option<String> {
    let outcome = match open::read_handed(text) {
        Ok(Opened::One(route)) => return Some(route.href()),
        Ok(Opened::Several(several)) => Ok(several),
        Err(error) => Err(error),
    };
    // What the box found in a longer text has this address: the text stays.
    let found = |outcome: &Result<Several, OpenError>| {
        outcome.as_ref().ok().map(|several| several.routes.clone())
    };
    let there = handed.peek().flatten().and_then(|read| found(&read.outcome));
    if there.is_none() || there != found(&outcome) {
        handed.set(Some(Read { text: text.to_owned(), outcome }));
    }
    None
}

/// The box, with what came of the text that was read last.
pub fn open_box(handed: Handed) -> Element {
    let view = use_view();
    let m = view.messages.later();
    effect(move || {
        let Some(read) = handed.get() else { return };
        if browser::entered(INPUT) != read.text {
            browser::fill(INPUT, &read.text);
        }
        if let Ok(several) = &read.outcome {
            view.announcer.say(&untrack(|| offered_of(several)).heading);
        }
    });
    let outcome = part(move || match handed.get().map(|read| read.outcome) {
        None => nothing(),
        Some(Err(error)) => alert(view.messages.open_error(error)).into(),
        Some(Ok(several)) => offered(untrack(|| offered_of(&several))),
    });
    let open = el("button").attr("type", "submit").class("primary").child(m.open_button);
    let row = el("div").class("open-row");
    el("form")
        .class("open-box")
        .attr("role", "search")
        .attr("aria-label", m.box_landmark)
        .attr("novalidate", "")
        .on("submit", move |event| {
            event.prevent_default();
            submit(handed);
        })
        .child(el("label").attr("for", INPUT).child(m.open_box_label))
        .child(row.child(field(handed)).child(open))
        .child(
            el("div")
                .class("open-row")
                .child(el("p").id("open-hint").class("quiet-text").child(m.open_box_hint))
                .child(slash_switch()),
        )
        .child(outcome)
}

/// A line that takes a text of several: a field of one line would lose its breaks.
fn field(handed: Handed) -> Element {
    let is_refused = |read: &Read| read.outcome.is_err();
    let invalid = text(move || handed.read().as_ref().is_some_and(is_refused).to_string());
    let content = handed.peek().flatten().map(|read| read.text).unwrap_or_default();
    el("textarea")
        .id(INPUT)
        .attr("rows", "1")
        .attr("autocomplete", "off")
        .attr("autocapitalize", "off")
        .attr("spellcheck", "false")
        .attr("enterkeyhint", "go")
        .attr("dir", "auto")
        .attr("aria-describedby", "open-hint")
        .attr("aria-invalid", invalid)
        .on("keydown", move |event| {
            let is_new_line = is_on(&event, "shiftKey") || is_on(&event, "isComposing");
            if is_key(&event, "Enter") && !is_new_line {
                event.prevent_default();
                submit(handed);
            }
        })
        .child(content)
}

fn submit(handed: Handed) {
    let text = browser::entered(INPUT);
    match open::read(&text) {
        Ok(Opened::One(route)) => {
            handed.set(None);
            browser::go(&route.href());
        }
        // They have an address, so that the browser's Back leads to them again.
        Ok(Opened::Several(several)) => {
            let address = open::address(&several.routes);
            handed.set(Some(Read { text, outcome: Ok(several) }));
            if let Some(route) = address {
                browser::go(&route.href());
            }
        }
        Err(error) => {
            handed.set(Some(Read { text, outcome: Err(error) }));
            browser::focus(INPUT);
        }
    }
}

fn offered_of(several: &Several) -> Offers {
    let view = use_view();
    let access = view.session.access();
    view.with(|context| offers(several, &access, context))
}

/// All that a text names, as native links.
fn offered(offers: Offers) -> Html {
    let m = use_view().messages.later();
    let item = |offer: Offer| {
        let kind = el("span").class("link-kind").child(offer.kind).child(" ");
        let which = el("bdi").child(offer.which);
        el("li").child(match offer.lead {
            Lead::Open(href) => el("a").attr("href", href).child(kind).child(which),
            Lead::NotAllowed(why) => locked(el("span").child(kind).child(which), why),
            Lead::ThisPage | Lead::Unreadable(_) => el("span").child(kind).child(which),
        })
    };
    let items: Vec<_> = offers.rows.into_iter().map(item).collect();
    let watch_all =
        offers.watch_all.map(|href| el("p").child(el("a").attr("href", href).child(m.watch_all)));
    el("div")
        .class("offers")
        .child(el("h2").id("offers").child(offers.heading))
        .child(el("ul").attr("aria-labelledby", "offers").child(items))
        .child(watch_all)
        .into()
}

/// Switches on that `/` goes to the box: a key without others is off at first,
/// since speech input may say it.
fn slash_switch() -> Element {
    listen_for_slash();
    let slash = State::new(SLASH.get() == Some(true));
    switch(use_view().messages.later().slash_switch, slash.live(), move |on| {
        slash.set(on);
        SLASH.set(Some(on));
        if on {
            browser::store(SLASH_KEY, "on");
        } else {
            browser::unstore(SLASH_KEY);
        }
    })
}

/// Listens once, as long as the tab lives.
fn listen_for_slash() {
    if SLASH.get().is_some() {
        return;
    }
    SLASH.set(Some(browser::stored(SLASH_KEY).is_some()));
    browser::listen("keydown", |event| {
        let is_with_others = ["ctrlKey", "altKey", "metaKey"].iter().any(|key| is_on(&event, key));
        let is_wanted = is_key(&event, "/") && !is_with_others && SLASH.get() == Some(true);
        let is_there = || browser::attribute(INPUT, "id").is_some();
        if is_wanted && !is_typing() && is_there() {
            event.prevent_default();
            browser::focus(INPUT);
        }
    });
}

/// Whether the key may be meant for what has the focus.
fn is_typing() -> bool {
    let tag = browser::focused().and_then(|element| member(&element, "tagName")?.as_string());
    browser::is_typing() || tag.as_deref() == Some("SELECT")
}

fn is_key(event: &Event, key: &str) -> bool {
    member(event, "key").and_then(|pressed| pressed.as_string()).as_deref() == Some(key)
}

fn is_on(event: &Event, flag: &str) -> bool {
    member(event, flag).and_then(|flag| flag.as_bool()) == Some(true)
}

/// From the page's start to the box.
pub fn skip_to_box() -> Element {
    let skip = el("a").class("skip-link").attr("href", "#open-input");
    skip.child(use_view().messages.later().skip_to_box).on("click", |event| {
        // The fragment holds the address; only the focus moves.
        event.prevent_default();
        browser::focus(INPUT);
    })
}
