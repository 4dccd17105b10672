//! The three faces of a request, drawn the same way on every page.

use std::sync::Arc;

use restore_desk_model::{
    remote_data::{Face, RemoteData},
    time::Timestamp,
};

use super::{freshness::freshness, notice::error_notice};
use crate::{
    api::{Answer, Fetched},
    browser,
    html::{Element, Html, el, many, part},
    live::{Again, Live, made, memo, text},
    view::use_view,
};

/// What is known of the one thing a page shows.
pub type Remote = Live<RemoteData<Fetched>>;

/// What a page shows once there is an answer.
#[derive(Clone, Copy)]
pub struct Loaded {
    /// The last good answer.
    pub answer: Live<Arc<Answer>>,
    /// When it was read, by EM's clock.
    pub read_at: Live<Timestamp>,
    /// Whether it is being asked for again.
    pub pending: Live<bool>,
    /// Whether the newest attempt that is over failed.
    pub troubled: Live<bool>,
    refresh: Again,
}

impl Loaded {
    /// When it was read, and the button that asks again; stands where the eye
    /// looks for it, near the top.
    pub fn freshness(self) -> Element {
        freshness(self.read_at, self.pending, self.refresh)
    }
}

/// Draws loading, failure and staleness. `render` is called once for each
/// resource, with its value: a new answer changes what reads the
/// signal and rebuilds nothing.
pub fn remote_view(
    data: Remote,
    refresh: Again,
    render: impl Fn(Loaded) -> Html + 'static,
) -> Html {
    faces(data, refresh, false, Box::new(render))
}

/// The same for what is a part of its page: heading and title stay the page's.
pub fn remote_part(
    data: Remote,
    refresh: Again,
    render: impl Fn(Loaded) -> Html + 'static,
) -> Html {
    faces(data, refresh, true, Box::new(render))
}

fn faces(data: Remote, refresh: Again, is_part: bool, render: Box<dyn Fn(Loaded) -> Html>) -> Html {
    let m = use_view().messages;
    let face = memo(move || data.read().face());
    part(move || match face.get() {
        Face::Loaded => {
            let fetched = made(move || data.read().value().cloned());
            let answer = fetched.fact(|fetched| {
                let none = || Arc::new(Answer::Entity(Arc::default()));
                fetched.as_ref().map_or_else(none, |fetched| Arc::clone(&fetched.value))
            });
            let read_at = fetched.fact(|fetched| fetched.as_ref().map_or(Timestamp(0), |it| it.at));
            let pending = memo(move || data.read().is_pending());
            let troubled = memo(move || data.read().error().is_some());
            let stale = stale_notice(data, read_at, refresh);
            many([stale, render(Loaded { answer, read_at, pending, troubled, refresh })])
        }
        Face::Failed => failed(data, refresh, is_part),
        Face::Loading => loading(m.loading).into(),
    })
}

/// What stands where something is awaited.
pub fn loading(words: &'static str) -> Element {
    el("p").attr("aria-busy", "true").class("loading").child(words)
}

fn failed(data: Remote, refresh: Again, is_part: bool) -> Html {
    let m = use_view().messages;
    if !is_part {
        browser::set_title(&[m.trouble, " – ", m.product].concat());
    }
    let heading = el(if is_part { "h2" } else { "h1" }).child(m.trouble);
    let error = memo(move || data.read().error().cloned());
    let notice = part(move || error.get().map(|error| error_notice(&error, refresh, None)));
    el("section").class("card").child(heading).child(notice).into()
}

/// Says that what is shown is old, how old, and why.
fn stale_notice(data: Remote, read_at: Live<Timestamp>, refresh: Again) -> Html {
    let view = use_view();
    let error = memo(move || data.read().error().cloned());
    part(move || {
        let old = text(move || {
            view.with(|context| context.messages.stale.with([&context.moment(read_at.get())]))
        });
        error.get().map(|error| error_notice(&error, refresh, Some(old)))
    })
}
