//! A session's links as rows: of thousands the first at once, the rest in tasks.

use leptos::prelude::untrack;
use restore_desk_model::{logon::Access, page::links::LinkRow};

use super::facts::Facts;
use crate::{
    live::{Live, State, made},
    pages::use_access,
    tasks::{effect, in_tasks, spawn_in_effect},
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
            spawn_in_effect(make_rest(facts, access, rest));
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
    let step = || {
        rows.append(&mut untrack(|| facts.links(from..from + STEP, &access)));
        from += STEP;
        from < count
    };
    in_tasks(step).await;
    rest.set(rows);
}
