//! What the copy buttons copy. It comes with what is loaded later.

use leptos::prelude::untrack;
use restore_desk_model::{
    copy::{self, Facts as CopyFacts},
    messages::Context,
};

use super::{facts::Facts, link};
use crate::{
    components::hand_on::{Said, put},
    intl::{self, Zone},
    tasks::Task,
};

/// What is copied.
#[derive(Clone, Copy)]
pub enum CopyOf {
    /// For a ticket, as text and as HTML.
    Ticket,
    /// For a ticket that takes Markdown.
    Markdown,
    /// For the caller, in plain words.
    Caller,
    /// This page's address.
    Link,
}

/// Makes a copy of what the page shows, puts it on the clipboard, and says what came of it.
pub(super) fn copy_to_clipboard(what: CopyOf, facts: &'static Facts, said: Said) -> Task<()> {
    let copied = match what {
        CopyOf::Ticket => (made(facts, copy::ticket_plain), Some(made(facts, copy::ticket_html))),
        CopyOf::Markdown => (made(facts, copy::ticket_markdown), None),
        CopyOf::Caller => (made(facts, copy::caller), None),
        CopyOf::Link => (link(facts), None),
    };
    Box::pin(put(facts.view, copied, said))
}

/// A copy, with times here and in UTC.
fn made(facts: &'static Facts, make: fn(&CopyFacts<'_>) -> String) -> String {
    let session = facts.session.peek();
    untrack(|| {
        facts.say(|reading, _| {
            intl::with(Zone::Local, |local| {
                intl::with(Zone::Utc, |utc| {
                    let context = Context {
                        now: facts.view.clock.read(),
                        format: local,
                        messages: facts.view.messages,
                    };
                    make(&CopyFacts {
                        reading: *reading,
                        session: &session,
                        link: &link(facts),
                        context,
                        utc,
                    })
                })
            })
        })
    })
}
