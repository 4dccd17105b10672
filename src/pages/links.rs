//! An entity's links as rows: of thousands the first at once, the rest in tasks.

use std::{ops::Range, sync::Arc};

use restore_desk_model::{entity::Entity, logon::Access, page::links::rows, route::Route};

use super::use_access;
use crate::{
    components::{
        links::{Links, Rows},
        remote_view::Loaded,
    },
    live::{Live, State, made},
    tasks::{effect, in_tasks, spawn_in_effect},
    view::use_view,
};

/// So many links are rows at once: more than Enterprise Manager ever sent of an entity.
const AT_ONCE: usize = 256;

/// So many are made between two looks at the clock.
const STEP: usize = 8;

/// The links of what is shown at `here`.
pub(super) fn links(shown: Loaded, here: Route) -> Links {
    let access = use_access();
    let here = Live::fixed(here);
    let rest = State::new(Vec::new());
    let first = made(move || make(&shown.answer.read().entity(), 0..AT_ONCE, here, &access()));
    effect(move || {
        let entity = shown.answer.read().entity();
        let access = access();
        if entity.links.len() > AT_ONCE {
            spawn_in_effect(make_rest(entity, here, access, rest));
        } else if rest.peek().is_some_and(|rest| !rest.is_empty()) {
            rest.set(Vec::new());
        }
    });
    Links { first, rest: rest.live() }
}

fn make(entity: &Entity, which: Range<usize>, here: Live<Route>, access: &Access) -> Rows {
    let links = &entity.links;
    let which = which.start..which.end.min(links.len());
    let links = links.get(which).unwrap_or_default();
    rows(links, &here.peek(), access, use_view().messages).into_iter().map(Arc::new).collect()
}

/// All of them together: a list that grows is gone through each time that it does.
async fn make_rest(entity: Arc<Entity>, here: Live<Route>, access: Access, rest: State<Rows>) {
    let mut rows = Vec::new();
    let mut from = AT_ONCE;
    let step = || {
        rows.append(&mut make(&entity, from..from + STEP, here, &access));
        from += STEP;
        from < entity.links.len()
    };
    in_tasks(step).await;
    rest.set(rows);
}
