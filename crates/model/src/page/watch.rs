//! What the page of several sessions shows of them.

use super::standing::Standing;
use crate::{
    format::Plural,
    messages::Context,
    schedule::Activity,
    time::Timestamp,
    verdict::Tone,
    watch::{Counts, Entry, Stage},
};

/// One session, as a row.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What the row's link says.
    pub name: String,
    /// Colour and icon.
    pub tone: Tone,
    /// How it stands, in a few words.
    pub answer: String,
    /// When it began; empty where that is not known.
    pub started: String,
    /// That what is known is old; empty where it is not.
    pub old: String,
}

/// Makes the row of one session.
pub fn row(entry: &Entry, is_old: bool, context: &Context<'_>) -> Row {
    let (m, t) = (context.messages, context.messages.later());
    let known = entry.known.as_ref();
    let answer = match (entry.stage, known) {
        (Stage::NotFound, _) => t.watch_not_found.to_owned(),
        (Stage::Forbidden, _) => t.watch_forbidden.to_owned(),
        (_, Some(known)) => m.short_answer(&known.verdict),
        (_, None) if entry.is_troubled => t.watch_no_answer.to_owned(),
        (_, None) => m.loading.to_owned(),
    };
    let started = known.and_then(|known| known.verdict.started);
    let started = started.map(|at| super::moment_and_ago(at, context)).unwrap_or_default();
    let old =
        known.filter(|_| is_old).map(|known| t.watch_old.with([&context.clock(known.read_at)]));
    Row { name: name(entry), tone: entry.tone(), answer, started, old: old.unwrap_or_default() }
}

/// What one is called: the VM's name, else what there is.
pub fn name(entry: &Entry) -> String {
    let subject = entry.known.as_ref().map(|known| &known.verdict.subject);
    subject.filter(|name| !name.is_empty()).cloned().unwrap_or_else(|| entry.id.to_string())
}

/// That one came to its end, for those who do not look: `srv04: Failed`.
pub fn news(entry: &Entry, context: &Context<'_>) -> String {
    let row = row(entry, false, context);
    context.messages.announce_percent.with([&row.name, &row.answer])
}

/// The same in full, for a notification.
pub fn notification(entry: &Entry, context: &Context<'_>) -> String {
    match (&entry.known, entry.stage) {
        (Some(known), stage) if !matches!(stage, Stage::NotFound | Stage::Forbidden) => {
            context.messages.answer(&known.verdict, context)
        }
        _ => news(entry, context),
    }
}

/// `2 running, 1 done`; empty while nothing is known.
pub fn counts(counts: Counts, context: &Context<'_>) -> String {
    let t = context.messages.later();
    let words = [
        (counts.running, t.one_running, &t.running),
        (counts.done, t.one_done, &t.done),
        (counts.failed, t.one_failed, &t.failed),
        (counts.unknown, t.one_unknown, &t.unknown),
    ];
    let words = words.into_iter().filter(|(count, ..)| *count > 0);
    let words = words.map(|(count, one, many)| match context.format.plural(count) {
        Plural::One => one.to_owned(),
        Plural::Other => many.with([&context.format.number(count)]),
    });
    words.collect::<Vec<_>>().join(", ")
}

/// How all of them stand, in one sentence; what is paused or old begins by saying so.
pub fn sentence(counts: Counts, standing: Standing, context: &Context<'_>) -> String {
    let words = self::counts(counts, context);
    if words.is_empty() { words } else { standing.mark([&words, "."].concat(), context) }
}

/// How current all of them are. `read_at` is when the oldest of those was read that
/// are still asked for, `stopped_at` since when nothing is asked.
pub fn standing(
    activity: Activity,
    stopped_at: Timestamp,
    read_at: Timestamp,
    is_old: bool,
) -> Standing {
    match activity {
        Activity::Paused | Activity::Idle | Activity::BackgroundOver => {
            Standing::Paused { at: stopped_at }
        }
        _ if is_old => Standing::Old { read_at },
        _ => Standing::Live,
    }
}
