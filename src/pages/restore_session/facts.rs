//! What the parts of the page read: the session, its answer, how current it is,
//! and what the page saw of its progress.

use restore_desk_model::{
    entity::restore_session::RestoreSession,
    id::ResourceId,
    messages::Context,
    page::{
        fields::{self, Field},
        restore_session::{Summary, summary},
        sideways::{Sideways, of_session},
        standing::{Reading, Standing},
    },
    progress::Samples,
    schedule::{Activity, Settings},
    time::Timestamp,
    verdict::{self, Tone, Verdict},
};

use crate::{
    browser::by_name,
    components::remote_view::Loaded,
    html::{Html, el, part},
    live::{Live, State, made, memo, text},
    pages::asking::{Asked, since},
    poll::Poll,
    tasks::{effect, spawn},
    view::{View, use_view},
};

/// What the parts of the page read.
pub struct Facts {
    pub(super) view: &'static View,
    pub(super) shown: Loaded,
    pub(super) poll: Poll,
    id: Live<ResourceId>,
    pub(super) session: Live<RestoreSession>,
    pub(super) verdict: Live<Verdict>,
    pub(super) standing: Live<Standing>,
    /// Of the session; the clock does not change it.
    pub(super) summary: Live<Summary>,
    pub(super) samples: State<Samples>,
    /// The moment that belongs to what the schedule says of its activity.
    pub(super) since: Live<Timestamp>,
    /// Whether the answer is on the screen: what else is asked for waits for it.
    pub(super) painted: State<bool>,
}

impl Facts {
    /// Some hundred bytes that stay when the page goes: handles, whose values go
    /// with it. Closures that hold a pointer to them are a tenth of the size.
    pub(super) fn of(id: &ResourceId, shown: Loaded, poll: Poll) -> &'static Facts {
        let view = use_view();
        let session = made(move || RestoreSession::from_entity(shown.answer.read().entity()));
        let asked = id.clone();
        let verdict = made(move || verdict::judge(&session.read(), Some(&asked)));
        let summary = made(move || summary(&session.read(), &verdict.read(), view.messages));
        let samples = State::new(Samples::EMPTY);
        let mut is_first = true;
        effect(move || {
            let at = shown.read_at.get();
            samples.update(|samples| samples.add(at, &session.read()));
            // From the second answer on there may be something to say of them.
            if !std::mem::take(&mut is_first) {
                view.later.prepare();
            }
        });
        let id = Live::fixed(id.clone());
        let since = since(view, poll);
        let standing = memo(move || standing(view, shown, poll, since));
        let painted = State::new(false);
        spawn(async move {
            by_name::painted().await;
            painted.set(true);
        });
        let facts = Facts {
            view,
            shown,
            poll,
            id,
            session,
            verdict,
            standing,
            summary,
            samples,
            since,
            painted,
        };
        Box::leak(Box::new(facts))
    }

    pub(super) fn id(&self) -> ResourceId {
        self.id.peek()
    }

    /// What the page knows of its asking.
    pub(super) fn asked(&self) -> Asked {
        let Loaded { read_at, pending, .. } = self.shown;
        Asked { poll: self.poll, read_at, pending, since: self.since }
    }

    /// The settings that the page's asking goes by.
    pub(super) fn settings(&self) -> Settings {
        Settings::of(self.view.config)
    }

    /// The sentence, tracked.
    pub(super) fn answer(&self) -> String {
        self.say(|reading: &Reading<'_>, context| reading.answer(context))
    }

    /// The tab's title, tracked.
    pub(super) fn title(&self) -> String {
        self.say(|reading: &Reading<'_>, context| reading.title(context))
    }

    /// As of when it is, tracked.
    pub(super) fn as_of(&self) -> String {
        self.say(|reading: &Reading<'_>, context| reading.as_of(context))
    }

    /// Calls `then` with the answer and how current it is; tracked.
    pub(super) fn say<T>(&self, then: impl FnOnce(&Reading<'_>, &Context<'_>) -> T) -> T {
        let verdict = self.verdict.read();
        let reading = Reading {
            verdict: &verdict,
            read_at: self.shown.read_at.get(),
            standing: self.standing.get(),
            collection_interval_min: self.view.config.collection_interval_min,
        };
        self.view.with(|context| then(&reading, context))
    }

    /// Until when something is known: now, or when it was read where that is old. Tracked.
    pub(super) fn known_until(&self, now: Timestamp) -> Timestamp {
        if self.standing.get() == Standing::Live { now } else { self.shown.read_at.get() }
    }

    /// How the tab's icon tells it: old data tell nothing. Tracked.
    pub(super) fn icon(&self, tone: Tone) -> Tone {
        if self.standing.get() == Standing::Live { tone } else { Tone::Unclear }
    }

    pub(super) fn sideways(&self) -> Vec<Sideways> {
        of_session(&self.session.read(), self.view.messages)
    }

    pub(super) fn fields(&self) -> Vec<Field> {
        let session = self.session.read();
        let duration_s = session.duration_s();
        self.view.with(|context| fields::of_restore_session(&session.entity, duration_s, context))
    }
}

/// How current it is, tracked.
fn standing(view: &View, shown: Loaded, poll: Poll, since: Live<Timestamp>) -> Standing {
    let decision = poll.decision();
    let now = view.clock.now();
    let read_at = shown.read_at.get();
    match decision.activity {
        Activity::Paused | Activity::Idle | Activity::BackgroundOver => {
            Standing::Paused { at: since.get() }
        }
        _ if decision.is_old(u64::try_from(now.0 - read_at.0).unwrap_or_default()) => {
            Standing::Old { read_at }
        }
        _ => Standing::Live,
    }
}

/// Under the bar: how long it has run, how long it may take, and that it stalls.
pub(super) fn progress_more(facts: &'static Facts) -> Html {
    let view = facts.view;
    let is_running = memo(move || !facts.verdict.read().is_stopped());
    let running_s = move |now: Timestamp| {
        let started = facts.verdict.read().started.filter(|_| is_running.get())?;
        u64::try_from(now.seconds_since(started)).ok()
    };
    let elapsed = |seconds: Option<u64>| {
        let m = use_view().messages;
        seconds.map(|seconds| m.elapsed.with([&m.span_of(seconds)])).unwrap_or_default()
    };
    // Seconds that tick are for the eye; assistive technology gets the minutes.
    let ticking = text(move || elapsed(running_s(facts.known_until(view.clock.second()))));
    let minutes = text(move || {
        let seconds = running_s(facts.known_until(view.clock.now()));
        elapsed(seconds.map(|seconds| seconds - seconds % 60).filter(|seconds| *seconds > 0))
    });
    let elapsed = el("p")
        .child(el("span").attr("aria-hidden", "true").child(ticking))
        .child(el("span").class("visually-hidden").child(minutes));
    el("div")
        .class("progress-more")
        .child(elapsed)
        .child(part(move || view.later.get().map(|parts| (parts.pace)(facts))))
        .into()
}
