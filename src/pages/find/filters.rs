//! The filters: each stands in the address, and follows it.

use restore_desk_model::{
    messages::list::ListTexts,
    page::listing::{self, Choice, chosen},
    route::{Key, Listing, Route},
};

use super::desk::Desk;
use crate::{
    browser,
    html::{Element, Item, el, list, part_if},
    live::{Again, Live, memo},
    tasks::effect,
    view::use_view,
};

/// From the last key to the request, in milliseconds: a word is typed in between.
const TYPED_MS: u32 = 300;

/// The form. What is chosen is a step in the history; what is typed is none.
pub(super) fn filters(desk: Desk, listing: Live<Listing>) -> Element {
    let texts = ListTexts::of(use_view().messages.tag);
    let one = move |key, id, label| field(id, label, choice(key, id, listing, desk));
    let is_filtered = memo(move || listing.read().is_filtered());
    let clear = part_if(is_filtered, move || {
        el("a").class("clear-filters").attr("href", "#/restoreSessions").child(texts.clear)
    });
    el("form")
        .class("filters")
        .attr("aria-label", texts.filters)
        .on("submit", |event| event.prevent_default())
        .child(field(VM, texts.vm, typed(desk, listing)))
        .child(one(Key::State, "filter-state", texts.state))
        .child(one(Key::Result, "filter-result", texts.result))
        .child(one(Key::Type, "filter-type", texts.kind))
        .child(one(Key::Server, "filter-server", texts.server))
        .child(one(Key::Since, "filter-since", texts.since))
        .child(clear)
}

fn field(id: &'static str, label: &'static str, control: Element) -> Element {
    el("div").child(el("label").attr("for", id).child(label)).child(control)
}

const VM: &str = "filter-vm";

/// The VM's name. While it is typed nothing is asked, and what was asked is given up.
fn typed(desk: Desk, listing: Live<Listing>) -> Element {
    let key = Again::new();
    let apply = move || {
        let text = browser::entered(VM);
        let wanted = listing.peek();
        let typed = wanted.with(Key::Vm, &text);
        if wanted.get(Key::Vm) != typed.get(Key::Vm) {
            browser::replace(&Route::List(typed).href());
        }
        desk.hold.set(false);
    };
    let mut is_first = true;
    effect(move || {
        key.track();
        // A rerun takes the timer before with it.
        if !std::mem::take(&mut is_first) {
            browser::after(TYPED_MS, apply);
        }
    });
    effect(move || {
        let wanted = listing.read();
        let said = wanted.get(Key::Vm);
        if browser::entered(VM).trim() != said {
            browser::fill(VM, said);
        }
    });
    el("input")
        .id(VM)
        .attr("type", "search")
        .attr("maxlength", "200")
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .attr("dir", "auto")
        .attr("value", listing.peek().get(Key::Vm).to_owned())
        .on("input", move |_| {
            desk.hold.set(true);
            key.ask();
        })
}

/// A choice among words.
fn choice(key: Key, id: &'static str, listing: Live<Listing>, desk: Desk) -> Element {
    let m = use_view().messages;
    let choices = memo(move || listing::choices(key, &listing.read(), &desk.seen.read(), m));
    effect(move || {
        let listing = listing.read();
        // What the address says stands among the choices.
        let said = chosen(listing.get(key), &choices.read()).map(|(value, _)| value.clone());
        let said = said.unwrap_or_default();
        // Once the choices are drawn.
        browser::after(0, move || browser::fill(id, &said));
    });
    let is_word = matches!(key, Key::State | Key::Result | Key::Type);
    let option = move |(value, words): Choice| Item {
        key: value.clone(),
        texts: Vec::new(),
        draw: Box::new(move |_| {
            let is_of_em = is_word && value == words;
            let option = el("option").attr("value", value).child(words);
            if is_of_em { option.attr("lang", "en") } else { option }
        }),
    };
    el("select").id(id).child(list(move || choices.get().into_iter().map(option).collect())).on(
        "change",
        move |_| {
            browser::go(&Route::List(listing.peek().with(key, &browser::entered(id))).href());
        },
    )
}
