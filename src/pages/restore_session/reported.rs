//! What the page around this one is told of a session.

use leptos::prelude::on_cleanup;
use restore_desk_model::{
    embed::{self, Status, Told},
    page::standing::Standing,
};

use super::Facts;
use crate::{
    html::{Html, nothing},
    portal::{send, tell},
    tasks::effect,
};

/// Tells how the session stands, as long as its page is shown.
pub fn report(facts: &'static Facts) -> Html {
    let view = facts.view;
    let mut last = String::new();
    effect(move || {
        let (session, summary) = (facts.session.read(), facts.summary.read());
        let (id, sentence) = (facts.id(), facts.answer());
        let status = Status {
            id: id.as_str(),
            tone: summary.tone,
            sentence: &sentence,
            state: session.entity.object.text("State"),
            result: session.entity.object.text("Result"),
            percent: summary.progress.percent,
            checked_at: facts.shown.read_at.get(),
            behind_min: view.config.collection_interval_min,
            is_current: facts.standing.get() == Standing::Live,
        };
        let message = embed::print(&Told::Status(Some(status)));
        if message != last {
            send(view, &message);
            last = message;
        }
    });
    on_cleanup(move || tell(view, &Told::Status(None)));
    nothing()
}
