//! A session's links as rows: of thousands the first at once, the rest in tasks.

use leptos::{prelude::untrack, task::spawn_local_scoped_with_cancellation};
use restore_desk_model::{logon::Access, page::links::LinkRow};

use super::facts::Facts;
use crate::{
    browser::by_name,
    live::{Live, State, made},
    pages::use_access,
    tasks::{Task, effect, slice},
};

/// So many links are rows at once: more than Enterprise Manager ever sent of a session.
pub(super) const AT_ONCE: usize = 256;

/// So many are made between two looks at the clock.
const STEP: usize = 8;

pub(super) fn links(facts: &'static Facts) -> Live<Vec<LinkRow>> {
    let access = use_access();
    let rest = State::new(Vec::<LinkRow>::new());
    effect(move || {
        let access = access();
        if facts.link_count() > AT_ONCE {
            // What is under way is cancelled by this effect's own cleanup.
            let task: Task<()> = Box::pin(make_rest(facts, access, rest));
            spawn_local_scoped_with_cancellation(task);
        } else if rest.peek().is_some_and(|rest| !rest.is_empty()) {
            rest.set(Vec::new());
        }
    });
    made(move || {
        let mut rows = facts.links(0..AT_ONCE, &access());
        rows.append(&mut rest.get());
        rows
    })
}

/// All of them together: a list that grows is gone through each time that it does.
async fn make_rest(facts: &'static Facts, access: Access, rest: State<Vec<LinkRow>>) {
    let mut rows = Vec::new();
    let (mut from, count) = (AT_ONCE, untrack(|| facts.link_count()));
    while from < count {
        by_name::task().await;
        let is_in_time = slice();
        untrack(|| {
            while from < count && is_in_time() {
                rows.append(&mut facts.links(from..from + STEP, &access));
                from += STEP;
            }
        });
    }
    rest.set(rows);
}
