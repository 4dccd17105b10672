//! `#/watch/…`: several sessions at once.

mod card;
mod table;

use leptos::prelude::{on_cleanup, untrack};
use restore_desk_model::{
    id::ResourceId,
    page::{
        standing::{Standing, title},
        watch::counts,
    },
    route::Route,
    schedule::{Activity, Event},
    verdict::Tone,
    watch::merge,
};

use crate::{
    browser,
    components::{notice::error_notice, remote_view::loading},
    html::{Element, Html, el, many, nothing, part, part_if},
    live::{Again, Live, State, memo, text},
    session::SignIn,
    tasks::{effect, on_change, spawn},
    view::use_view,
    watcher::Watcher,
};
use card::card;
use table::table;

/// How many of an address found no place.
type LeftOut = State<usize>;

/// The way here, with how many there are, while there are any.
pub fn watched_link() -> Html {
    let view = use_view();
    let t = view.messages.later();
    let ids = view.watched.ids;
    let is_shown =
        memo(move || !ids.read().is_empty() && view.session.state() != SignIn::SignedOut);
    let number = |count: usize| u64::try_from(count).unwrap_or_default();
    let label = text(move || {
        let count = number(ids.read().len());
        view.with(|context| t.watched_count.with([&context.format.number(count)]))
    });
    let news = memo(move || view.watched.watcher.get().map_or(0, |it| it.list.read().new_count()));
    let is_news = memo(move || news.get() > 0);
    let new = text(move || {
        view.with(|context| t.new_count.with([&context.format.number(number(news.get()))]))
    });
    part_if(is_shown, move || {
        let mark = part_if(is_news, move || {
            many([Html::from(" "), el("span").class("tag is-new").child(new).into()])
        });
        let href = text(move || Route::Watch(ids.get()).href());
        el("a").attr("href", href).child(label).child(mark)
    })
}

/// The sessions of an address, and those that this tab watches already.
pub fn watch_page(address: Live<Vec<ResourceId>>) -> Html {
    let view = use_view();
    let t = view.messages.later();
    let left_out = State::new(0);
    arrive(address, left_out);
    effect(move || view.trail.name(&Route::Watch(address.get()), t.watched));
    let is_empty = memo(move || view.watched.ids.read().is_empty());
    let watcher = view.watched.watcher;
    let body = part(move || {
        if is_empty.get() {
            return empty().into();
        }
        watcher
            .get()
            .map_or_else(|| loading(view.messages.loading).into(), |it| shown(it, left_out))
    });
    el("article").child(el("h1").class("page-heading").child(t.watched)).child(body).into()
}

/// What is opened is added to what is watched already, and the address says so: it
/// holds all that the page shows. What is left with the page comes back with it.
fn arrive(address: Live<Vec<ResourceId>>, left_out: LeftOut) {
    let view = use_view();
    let (ids, watcher) = (view.watched.ids, view.watched.watcher);
    effect(move || {
        address.track();
        // When another page is about to come, this one says nothing of its address.
        let Ok(Route::Watch(address)) = Route::parse(&browser::hash()) else { return };
        let before = ids.peek().unwrap_or_default();
        // A link is a wish; an address that was here before is a way back.
        let shown = watcher.peek().flatten().filter(|_| browser::is_known_entry());
        let shown = shown.and_then(|watcher| watcher.shown.peek()).unwrap_or_default();
        let (merged, out) = merge(&before, &address, &shown);
        if out > 0 {
            left_out.set(out);
        }
        if merged != before {
            ids.set(merged.clone());
        }
        if merged != address {
            browser::replace(&Route::Watch(merged).href());
        }
        browser::know_entry();
    });
    on_cleanup(move || {
        let is_in = untrack(|| view.session.state()) != SignIn::SignedOut;
        if let Some(watcher) = watcher.peek().flatten().filter(|_| is_in) {
            watcher.shown.update(|shown| {
                for id in ids.peek().unwrap_or_default() {
                    if !id.is_among(shown) {
                        shown.push(id);
                    }
                }
            });
        }
    });
}

fn empty() -> Element {
    let m = use_view().messages;
    browser::set_title(&[m.later().watched, " – ", m.product].concat());
    browser::set_icon(None);
    let find = el("a").class("button").attr("href", "#/").child(m.to_find);
    el("section")
        .class("card")
        .child(el("p").child(m.later().watch_nothing))
        .child(el("div").class("buttons").child(find))
}

fn shown(watcher: &'static Watcher, left_out: LeftOut) -> Html {
    let view = use_view();
    let t = view.messages.later();
    let standing = memo(move || watcher.standing());
    tab(watcher, standing);
    // A pause ends with its page, as that of a session does: what is not seen to be
    // paused must not be.
    on_cleanup(move || {
        spawn(async move {
            if untrack(|| watcher.poll.decision()).activity == Activity::Paused {
                watcher.poll.tell(Event::Pause(false));
            }
        });
    });
    let left = part(move || match left_out.get() {
        0 => nothing(),
        count => {
            let words = t.watch_left_out.with([&count.to_string()]);
            el("p").class("notice").child(words).into()
        }
    });
    many([
        trouble(watcher),
        card(watcher, standing).into(),
        left,
        table(watcher, left_out).into(),
        el("p").class("quiet-text").child(t.watch_hint).into(),
    ])
}

/// The tab's title and icon.
fn tab(watcher: &'static Watcher, standing: Live<Standing>) {
    let view = use_view();
    let m = view.messages;
    effect(move || {
        let list = watcher.list.read();
        let title = view.with(|context| {
            let words = counts(list.counts(), context);
            let Some(read_at) = list.read_at().filter(|_| !words.is_empty()) else {
                return [m.later().watched, " – ", m.product].concat();
            };
            let words = standing.get().mark(words, context);
            title(&words, read_at, view.config.collection_interval_min, context)
        });
        browser::set_title(&title);
    });
    effect(move || {
        let is_live = standing.get() == Standing::Live;
        let tone = watcher.list.read().tone();
        browser::set_icon(tone.map(|tone| if is_live { tone } else { Tone::Unclear }));
    });
}

/// Why not all could be read; one that this account is not shown is said in its row.
fn trouble(watcher: &'static Watcher) -> Html {
    let retry = Again::new();
    on_change(move || retry.track(), move || watcher.refresh());
    let error = memo(move || watcher.trouble.get());
    part(move || error.get().map(|error| error_notice(&error, retry, None)))
}
