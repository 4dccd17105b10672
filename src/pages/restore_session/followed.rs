//! A session that this tab watches, on its own page.

use leptos::prelude::{on_cleanup, untrack};
use restore_desk_model::{route::WATCHED_MAX, watch::Known};

use super::{HandOn, copy_to_clipboard, facts::Facts};
use crate::{
    components::hand_on::{Said, tell},
    live::memo,
    tasks::{Task, effect},
};

/// Does what a press on the page asks for.
pub fn hand_on_later(what: HandOn, facts: &'static Facts, said: Said) -> Task<()> {
    match what {
        HandOn::Copy(what) => copy_to_clipboard(what, facts, said),
        HandOn::Watch(on) => {
            watch(on, facts, said);
            Box::pin(async {})
        }
    }
}

fn watch(on: bool, facts: &'static Facts, said: Said) {
    let view = facts.view;
    let (ids, id) = (view.watched.ids, facts.id());
    let is_watched = untrack(|| view.watched.has(&id));
    let is_full = ids.peek().is_some_and(|ids| ids.len() >= WATCHED_MAX);
    if on && !is_watched && is_full {
        tell(view, said, view.messages.later().watch_full);
    } else if on != is_watched {
        ids.update(|ids| {
            ids.retain(|known| !known.is_same(&id));
            if on {
                ids.push(id);
            }
        });
    }
}

/// As long as its page is open, the page alone asks for it, and hands on what it hears.
pub(super) fn follow(facts: &'static Facts) {
    let view = facts.view;
    let watcher = view.watched.watcher;
    let (id, own) = (facts.id(), facts.id());
    let is_there =
        memo(move || watcher.get().is_some_and(|watcher| watcher.list.read().entry(&id).is_some()));
    let mut told = None;
    effect(move || {
        let at = facts.shown.read_at.get();
        let is_seen = view.presence.visible.get();
        let Some(watcher) = watcher.get().filter(|_| is_there.get()) else { return };
        untrack(|| {
            watcher.elsewhere.set(Some(own.clone()));
            if told.replace(at) != Some(at) {
                watcher.hear(&own, Known { verdict: facts.verdict.peek(), read_at: at });
            }
            if is_seen {
                watcher.see(&own);
            }
        });
    });
    let id = facts.id();
    on_cleanup(move || {
        let gone = watcher.peek().flatten().map(|watcher| watcher.elsewhere);
        if let Some(elsewhere) = gone.filter(|it| it.peek().flatten() == Some(id)) {
            elsewhere.set(None);
        }
    });
}
