//! An entity's links as rows: of thousands the first at once, the rest in tasks.

use std::{ops::Range, sync::Arc};

use restore_desk_model::{entity::Entity, logon::Access, page::links::rows, route::Route};

use super::use_access;
use crate::{
    components::{
        links::{Links, Rows},
        remote_view::Loaded,
    },
    live::{Live, State, made, memo},
    tasks::{effect, in_tasks, spawn_in_effect},
    view::use_view,
};

/// So many links are rows at once: more than Enterprise Manager ever sent of an entity.
const AT_ONCE: usize = 256;

/// So many are made between two looks at the clock.
const STEP: usize = 8;

/// What the rows are made of: an answer may differ, and its links be the same.
#[derive(Clone)]
struct Of {
    entity: Arc<Entity>,
    access: Access,
}

impl PartialEq for Of {
    fn eq(&self, other: &Of) -> bool {
        self.access == other.access && self.entity.links == other.entity.links
    }
}

/// The links of what is shown at `here`.
pub(super) fn links(shown: Loaded, here: Route) -> Links {
    let access = use_access();
    let here = Live::fixed(here);
    let rest = State::new(Vec::new());
    let of = memo(move || Of { entity: shown.answer.read().entity(), access: access() });
    let first = made(move || make(&of.read(), 0..AT_ONCE, here));
    effect(move || {
        let of = of.get();
        if of.entity.links.len() > AT_ONCE {
            spawn_in_effect(make_rest(of, here, rest));
        } else if rest.peek().is_some_and(|rest| !rest.is_empty()) {
            rest.set(Vec::new());
        }
    });
    Links { first, rest: rest.live() }
}

fn make(of: &Of, which: Range<usize>, here: Live<Route>) -> Rows {
    let links = &of.entity.links;
    let which = which.start..which.end.min(links.len());
    let links = links.get(which).unwrap_or_default();
    rows(links, &here.peek(), &of.access, use_view().messages).into_iter().map(Arc::new).collect()
}

/// All of them together: a list that grows is gone through each time that it does.
async fn make_rest(of: Of, here: Live<Route>, rest: State<Rows>) {
    let mut rows = Vec::new();
    let mut from = AT_ONCE;
    let step = || {
        rows.append(&mut make(&of, from..from + STEP, here));
        from += STEP;
        from < of.entity.links.len()
    };
    in_tasks(step).await;
    rest.set(rows);
}
