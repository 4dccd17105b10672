//! What the page asks for besides the session: none of it may fail loudly.

use leptos::prelude::untrack;
use restore_desk_model::{collected, newer, route::Route, schedule::Settings, verdict};

use super::facts::Facts;
use crate::{
    html::{Html, el, part},
    live::{Again, Live, memo, text},
    pages::use_answer_of,
    tasks::{effect, spawn},
};

/// An address that is never asked for.
pub(super) const NOTHING: Route = Route::Open(String::new());

/// "A newer restore of srv04 began at 14:20: not finished. Open it.", from one
/// query a page.
pub(super) fn newer(facts: &'static Facts) -> Html {
    let view = facts.view;
    let asked = memo(move || {
        if !facts.painted.get() {
            return NOTHING;
        }
        let session = facts.session.read();
        let query = session.vm_display_name.as_deref().and_then(newer::request);
        let route = query.and_then(|query| Route::parse(&["#/query?", &query].concat()).ok());
        route.filter(|_| session.started.at().is_some()).unwrap_or(NOTHING)
    });
    let data = use_answer_of(asked, Again::new());
    let found = memo(move || {
        let data = data.read();
        let collection = data.value()?.value.collection();
        let (id, other) = newer::newest_after(collection, &facts.session.read(), &facts.id())?;
        let verdict = verdict::judge(&other, Some(&id));
        let began = other.started.at()?;
        let sentence = view.with(|context| context.messages.newer(&verdict, began, context));
        Some((sentence, Route::RestoreSession(id).href()))
    });
    // The day of a time changes at midnight: that replaces nothing.
    let href = found.fact(|found| found.as_ref().map(|(_, href)| href.clone()));
    let sentence = found
        .text(|found| found.as_ref().map(|(sentence, _)| sentence.clone()).unwrap_or_default());
    part(move || {
        href.get().map(|href| {
            let open = el("a").attr("href", href).child(view.messages.open_newer);
            el("p").class("newer").attr("dir", "auto").child(sentence).child(" ").child(open)
        })
    })
}

/// "Enterprise Manager last collected at 13:51.", where the role may read it:
/// once in a collection interval for the whole tab, since EM's list is long.
pub(super) fn collected(facts: &'static Facts) -> Live<String> {
    let view = facts.view;
    effect(move || {
        facts.shown.read_at.track();
        if !facts.painted.get() {
            return;
        }
        let interval_ms = Settings::of(view.config).collection_interval_ms;
        let now_ms = crate::browser::uptime_ms();
        let is_due = |asked_ms: u64| now_ms.saturating_sub(asked_ms) >= interval_ms;
        let asked_ms = view.collected.peek().and_then(|collected| collected.asked_ms);
        // Untracked: what a sign-out changes must not run what goes with the page.
        let is_listed = untrack(|| view.session.access().lists("systemSessions"));
        if !is_listed || !asked_ms.is_none_or(is_due) {
            return;
        }
        view.collected.update(|collected| collected.asked_ms = Some(now_ms));
        let Ok(route) = Route::parse("#/systemSessions") else { return };
        let client = view.client;
        spawn(async move {
            // Whatever goes wrong: then it is not known.
            if let Ok(fetched) = client.fetch(route).await {
                let at = collected::last_collected(fetched.value.collection());
                view.collected.update(|collected| collected.at = at);
            }
        });
    });
    text(move || {
        let at = view.collected.get().at;
        at.map(|at| {
            view.with(|context| context.messages.last_collected.with([&context.moment(at)]))
        })
        .unwrap_or_default()
    })
}
