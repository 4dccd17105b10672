//! What is watched, a row each.

use restore_desk_model::{
    id::ResourceId,
    page::watch::{Row, row},
    route::Route,
    verdict::Tone,
};

use super::LeftOut;
use crate::{
    browser,
    components::icon::{tone_class, tone_icon},
    html::{Element, Html, Item, button, el, list, many, part_if},
    live::{Live, memo, text},
    view::{View, use_view},
    watcher::Watcher,
};

/// In the order in which they were added, whatever becomes of them.
pub(super) fn table(watcher: &'static Watcher, left_out: LeftOut) -> Element {
    let view = use_view();
    let (m, t) = (view.messages, view.messages.later());
    let heading = |words: &'static str| el("th").attr("scope", "col").child(words);
    let actions = el("span").class("visually-hidden").child(t.row_actions);
    let headings = el("tr")
        .child(heading(m.label_vm))
        .child(heading(t.column_answer))
        .child(heading(m.label_started))
        .child(el("th").attr("scope", "col").child(actions));
    let item = move |id: ResourceId| Item {
        key: id.to_string(),
        texts: Vec::new(),
        draw: Box::new(move |_| table_row(watcher, id, left_out)),
    };
    let rows = list(move || view.watched.ids.get().into_iter().map(item).collect());
    let table = el("table")
        .child(el("caption").class("visually-hidden").child(t.watched))
        .child(el("thead").child(headings))
        .child(el("tbody").child(rows));
    el("div").class("table-frame").child(table)
}

fn table_row(watcher: &'static Watcher, id: ResourceId, left_out: LeftOut) -> Element {
    let view = use_view();
    let t = view.messages.later();
    let own = id.clone();
    let entry = memo(move || watcher.list.read().entry(&own).cloned());
    let shown = memo(move || {
        let (now, fresh_ms) = (view.clock.now(), watcher.poll.decision().fresh_ms);
        let entry = entry.read();
        let entry = entry.as_ref()?;
        Some(view.with(|context| row(entry, entry.is_old(now, fresh_ms), context)))
    });
    let text_of = move |choose: fn(&Row) -> &String| {
        text(move || shown.read().as_ref().map(choose).cloned().unwrap_or_default())
    };
    let name = text_of(|row| &row.name);
    let old = text_of(|row| &row.old);
    let tone = shown.fact(|row| row.as_ref().map_or(Tone::Unclear, |row| row.tone));
    let is_new = entry.fact(|entry| entry.as_ref().is_some_and(|entry| entry.is_new));
    let is_old = memo(move || !old.read().is_empty());
    let new = part_if(is_new, move || {
        many([Html::from(" "), el("span").class("tag is-new").child(t.watch_new).into()])
    });
    let old = part_if(is_old, move || el("span").class("link-why").child(old));
    let answer = el("bdi").child(tone_icon(tone)).child(text_of(|row| &row.answer));
    let class = text(move || tone_class(tone.get()).to_owned());
    let link = el("a").attr("href", Route::RestoreSession(id.clone()).href());
    el("tr")
        .class(class)
        .child(el("th").attr("scope", "row").child(link.child(el("bdi").child(name))))
        .child(el("td").child(answer).child(new).child(old))
        .child(el("td").child(text_of(|row| &row.started)))
        .child(el("td").child(row_buttons(watcher, id, name, is_new, left_out)))
}

fn row_buttons(
    watcher: &'static Watcher,
    id: ResourceId,
    name: Live<String>,
    is_new: Live<bool>,
    left_out: LeftOut,
) -> Element {
    let view = use_view();
    let t = view.messages.later();
    // What a button is for stands in its name.
    let label = move |words: &'static str| -> Html {
        let of = el("span").class("visually-hidden").child(" ").child(el("bdi").child(name));
        many([Html::from(words), of.into()])
    };
    let seen = id.clone();
    let seen = part_if(is_new, move || {
        let seen = seen.clone();
        button(label(t.seen), "quiet", move || watcher.see(&seen))
    });
    let remove =
        button(label(t.remove), "quiet", move || remove(view, &id, &name.peek(), left_out));
    el("div").class("buttons row-buttons").child(seen).child(remove)
}

/// Takes one off, here and in the address.
fn remove(view: &View, id: &ResourceId, name: &str, left_out: LeftOut) {
    view.announcer.say(&view.messages.later().removed.with([name]));
    left_out.set(0);
    view.watched.ids.update(|ids| ids.retain(|known| known != id));
    browser::replace(&Route::Watch(view.watched.ids.peek().unwrap_or_default()).href());
}
