//! The timeline, with the restore point that the Related link leads to.

use leptos::prelude::untrack;
use restore_desk_model::{
    entity::vm_restore_point::VmRestorePoint,
    page::standing::as_of_point,
    route::Route,
    timeline::{End, restore_point_of, timeline as places},
};

use super::{facts::Facts, side::NOTHING};
use crate::{
    components::timeline::timeline,
    html::{Html, el, part_if},
    live::{Again, memo, text},
    pages::{use_access, use_answer_of},
};

/// The picture; nothing where the start is not known. On any failure of the
/// request it does without the restore point.
pub(super) fn timeline_of(facts: &'static Facts) -> Html {
    let view = facts.view;
    let m = view.messages;
    let access = use_access();
    let asked = memo(move || {
        if !facts.painted.get() {
            return NOTHING;
        }
        let id = restore_point_of(&facts.session.read().entity.links);
        // Untracked: what a sign-out changes must not run what goes with the page.
        let is_open = untrack(access).may_open("vmRestorePoints") != Some(false);
        id.filter(|_| is_open).map_or(NOTHING, Route::VmRestorePoint)
    });
    let data = use_answer_of(asked, Again::new());
    let point_at = memo(move || {
        let data = data.read();
        let point = VmRestorePoint::from_entity(&data.value()?.value.entity());
        point.created.at()
    });
    let line = memo(move || {
        places(&facts.session.read(), point_at.get(), facts.known_until(view.clock.now()))
    });
    let words = text(move || {
        let as_of = point_at
            .get()
            .map(|at| view.with(|context| as_of_point(&facts.verdict.read(), at, context)));
        let mut words = as_of.unwrap_or_default();
        let line = line.read();
        let line = line.as_ref();
        if line.is_some_and(|line| line.end == End::BeforeStart) {
            words = [&words, " ", m.ended_before_start].concat();
        }
        if line.is_some_and(|line| line.break_x.is_some()) {
            words = [&words, " (", m.not_to_scale, ")"].concat();
        }
        words
    });
    let is_there = memo(move || line.read().is_some());
    part_if(is_there, move || {
        let line = memo(move || line.get().unwrap_or_default());
        el("section").class("card").child(timeline(line, words))
    })
}
