//! An entity's links as rows: of thousands the first at once, the rest in tasks.

use std::{ops::Range, sync::Arc};

use leptos::prelude::untrack;
use restore_desk_model::{entity::Entity, logon::Access, page::links::rows, route::Route};

use super::use_access;
use crate::{
    components::{links::Rows, remote_view::Loaded},
    live::{Live, State, memo},
    tasks::{effect, in_tasks, spawn_in_effect},
    view::use_view,
};

/// So many links are rows at once: more than Enterprise Manager is known to send of an entity.
const AT_ONCE: usize = 256;

/// So many are made between two looks at the clock.
const STEP: usize = 8;

/// What the rows are made of: an answer may differ, and its links be the same.
#[derive(Clone)]
struct Source {
    entity: Arc<Entity>,
    access: Access,
}

impl PartialEq for Source {
    fn eq(&self, other: &Source) -> bool {
        self.access == other.access && self.entity.links == other.entity.links
    }
}

impl Source {
    fn is_long(&self) -> bool {
        self.entity.links.len() > AT_ONCE
    }

    fn rows(&self, which: Range<usize>, here: Live<Route>) -> Rows {
        let links = &self.entity.links;
        let which = which.start..which.end.min(links.len());
        let links = links.get(which).unwrap_or_default();
        let rows = rows(links, &here.peek(), &self.access, use_view().messages);
        rows.into_iter().map(Arc::new).collect()
    }
}

/// The links of what is shown at `here`. Of an answer that follows on another, all rows change
/// at once.
pub(super) fn links(shown: Loaded, here: Route) -> Live<Rows> {
    let access = use_access();
    let here = Live::fixed(here);
    let source = memo(move || Source { entity: shown.answer.read().entity(), access: access() });
    let rows = State::new(untrack(|| source.read().rows(0..AT_ONCE, here)));
    let mut is_first = true;
    effect(move || {
        let source = source.get();
        let is_first = std::mem::take(&mut is_first);
        if source.is_long() {
            spawn_in_effect(make(source, here, rows));
        } else if !is_first {
            rows.set(source.rows(0..AT_ONCE, here));
        }
    });
    rows.live()
}

/// All of them together: a list that grows is gone through each time that it does.
async fn make(source: Source, here: Live<Route>, rows: State<Rows>) {
    let mut all = Vec::new();
    let mut from = 0;
    let step = || {
        all.append(&mut source.rows(from..from + STEP, here));
        from += STEP;
        from < source.entity.links.len()
    };
    in_tasks(step).await;
    rows.set(all);
}
