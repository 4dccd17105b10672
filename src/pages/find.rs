//! `#/` and `#/restoreSessions?…`: the box, and the restores.

mod desk;
mod filters;
mod rows;

use leptos::prelude::untrack;
use restore_desk_model::{
    embed::Extent,
    list::List,
    messages::list::ListTexts,
    page::listing,
    query,
    route::{Key, Listing, Route},
    schedule::Activity,
};

use super::{
    asking::{Asked, asking, since},
    use_heading,
};
use crate::{
    browser,
    components::{
        notice::alert,
        open_box::{Handed, open_box},
        remote_view::remote_part,
    },
    html::{Element, Html, Item, button, el, list, many, nothing, part, part_if},
    live::{Live, memo, text},
    tasks::{effect, on_change},
    view::use_view,
};
use desk::{Desk, use_list};

/// The heading of the rows: it gets the focus when another page of them comes.
const HEADING: &str = "restores-heading";

/// The box, and the restores under it. `handed` is what came of a text that a
/// ticket or a portal handed over: it stands in the box.
pub fn find_page(listing: Live<Listing>, handed: Handed) -> Html {
    let view = use_view();
    let m = view.messages;
    let texts = ListTexts::of(m.tag);
    let title = text(move || {
        let listing = listing.read();
        let vm = restore_desk_model::text::name(listing.get(Key::Vm));
        let begin = if vm.is_empty() { String::new() } else { [&vm, " – "].concat() };
        [&begin, m.find, " – ", m.product].concat()
    });
    use_heading(Route::Find, Live::fixed(m.find.to_owned()), title);
    if view.embed.extent == Extent::Least {
        // The box alone: there is no room for a list, and none is asked for.
        return many([
            el("h1").class("page-heading").child(m.find),
            el("section").class("card").child(open_box(handed)),
        ]);
    }
    let desk = use_list(listing);
    let mut former: Option<Listing> = None;
    effect(move || {
        let listing = listing.get();
        let is_page = |former: Listing| former != listing && former.is_same_list(&listing);
        // A filter or an order is chosen where the focus is.
        if former.replace(listing.clone()).is_some_and(is_page) {
            browser::focus(HEADING);
        }
    });
    announce(desk);
    let is_too_long = memo(move || query::plan(&listing.read(), view.clock.now()).is_none());
    let restores = part(move || {
        if is_too_long.get() {
            return Html::from(alert(texts.too_long));
        }
        remote_part(desk.data.live(), desk.refresh, move |shown| {
            let asked = Asked {
                poll: desk.poll,
                read_at: shown.read_at,
                pending: shown.pending,
                since: since(view, desk.poll),
            };
            let troubled = shown.troubled;
            many([asking(asked, nothing()), old(asked, troubled), restores(desk, listing)])
        })
    });
    let heading = el("h2").id(HEADING).attr("tabindex", "-1").child(texts.heading);
    let section = el("section")
        .class("restores")
        .attr("aria-labelledby", HEADING)
        .child(heading)
        .child(filters::filters(desk, listing))
        .child(restores);
    many([
        el("h1").class("page-heading").child(m.find),
        el("section").class("card").child(open_box(handed)),
        section,
    ])
}

/// That what is shown is old, where no alert says it and nobody has paused it.
fn old(asked: Asked, troubled: Live<bool>) -> Html {
    let view = use_view();
    let is_old = memo(move || {
        let age_ms = view.clock.now().0 - asked.read_at.get().0;
        let decision = asked.poll.decision();
        let asks = !matches!(
            decision.activity,
            Activity::Paused | Activity::Idle | Activity::BackgroundOver
        );
        asks && !troubled.get() && decision.is_old(u64::try_from(age_ms).unwrap_or_default())
    });
    let words = text(move || {
        view.with(|context| context.messages.stale.with([&context.moment(asked.read_at.get())]))
    });
    part_if(is_old, move || el("p").class("notice").child(words))
}

/// How many there are, what is new, what has to be known of them, and the rows.
fn restores(desk: Desk, listing: Live<Listing>) -> Html {
    let view = use_view();
    let m = view.messages;
    let texts = ListTexts::of(m.tag);
    let is_empty = memo(move || desk.list.read().as_ref().is_none_or(List::is_empty));
    let is_other = memo(move || desk.is_of_another(listing));
    let words = text(move || count(desk));
    let loading = part(move || {
        let p = el("p").class("quiet-text list-count");
        if is_other.get() { p.attr("aria-busy", "true").child(m.loading) } else { p.child(words) }
    });
    // Beside the count, where there is room for it always: rows must not move.
    let new = text(move || waiting(desk));
    let has_new = memo(move || !new.get().is_empty());
    let show = part_if(has_new, move || {
        let show = button(texts.show_new, "primary", move || desk.bring_in());
        el("div").class("list-new").child(el("span").child(new)).child(show)
    });
    let notes = memo(move || {
        let Some(list) = desk.list.get() else { return Vec::new() };
        let now = view.clock.now();
        listing::notes(list.source, list.is_empty(), &desk.shown.read(), now, m)
    });
    let note = |words: String| Item {
        key: words.clone(),
        texts: Vec::new(),
        draw: Box::new(|_| {
            el("p").class("notice is-quiet of-list").attr("dir", "auto").child(words)
        }),
    };
    let notes = list(move || notes.get().into_iter().map(note).collect());
    let table = part(move || {
        if is_empty.get() {
            many([nothing_found(desk).into(), rows::pages(desk, listing)])
        } else {
            many([rows::rows(desk, listing), rows::further(desk, listing)])
        }
    });
    let asked_for = text(move || listing::asked_for(&desk.shown.read(), &desk.seen.read(), m));
    let asked_for = el("p").class("print-only").attr("dir", "auto").child(asked_for);
    let bar = el("div").class("list-bar").child(loading).child(show);
    many([bar.into(), asked_for.into(), notes, table])
}

fn count(desk: Desk) -> String {
    let list = desk.list.read();
    let view = use_view();
    list.as_ref().map(|list| view.with(|context| listing::count(list, context))).unwrap_or_default()
}

fn waiting(desk: Desk) -> String {
    let list = desk.list.read();
    let view = use_view();
    list.as_ref()
        .map(|list| view.with(|context| listing::waiting(list, context)))
        .unwrap_or_default()
}

/// Why an empty list is no proof, and whom to ask.
fn nothing_found(desk: Desk) -> Element {
    let view = use_view();
    let sentences = memo(move || {
        let list = desk.list.read();
        let behind_min = view.config.collection_interval_min;
        list.as_ref().map_or_else(Vec::new, |list| {
            let (source, pages) = (list.source, list.pages);
            listing::nothing_found(source, pages, &desk.shown.read(), behind_min, view.messages)
        })
    });
    let contact = view.config.contact.as_ref().map(|contact| {
        let name = el("bdi").child(contact.text.clone());
        el("p")
            .child(el("a").attr("href", contact.href.clone()).attr("rel", "noreferrer").child(name))
    });
    let said = part(move || {
        sentences
            .get()
            .into_iter()
            .map(|sentence| el("p").attr("dir", "auto").child(sentence))
            .collect::<Vec<_>>()
    });
    el("div").class("card nothing-found").child(said).child(contact)
}

/// Tells how many there are when it is another list, and that there are new ones:
/// never the rows.
fn announce(desk: Desk) {
    let view = use_view();
    let mut told: Option<(Listing, usize)> = None;
    effect(move || {
        let list = desk.list.read();
        let Some(list) = list.as_ref() else { return };
        let shown = desk.shown.get();
        let is_same =
            told.as_ref().is_some_and(|(listing, len)| *listing == shown && *len == list.len());
        if !is_same {
            // What was said of the box is heard first.
            let is_first = told.replace((shown, list.len())).is_none();
            let words = untrack(|| count(desk));
            if is_first { view.announcer.tell(words) } else { view.announcer.say(&words) }
        }
    });
    let new = text(move || waiting(desk));
    let new = memo(move || new.get());
    on_change(
        move || new.track(),
        move || {
            if !new.peek().is_empty() {
                view.announcer.tell(new.peek());
            }
        },
    );
}
