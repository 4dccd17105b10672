//! How current what is shown is: in the answer, in the tab's title and in copies.

use crate::{
    entity::restore_session::JobType,
    messages::Context,
    time::Timestamp,
    verdict::{Outcome, Verdict},
};

/// How current what is shown is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is asked for again and again, or has ended for good.
    Live,
    /// The page has stopped asking.
    Paused {
        /// Since when.
        at: Timestamp,
    },
    /// It could not be read again for too long.
    Old {
        /// When it was read.
        read_at: Timestamp,
    },
}

impl Standing {
    /// A sentence; what is paused or old begins by saying so.
    pub fn mark(self, sentence: String, context: &Context<'_>) -> String {
        let copies = &context.messages.copies;
        match self {
            Standing::Live => sentence,
            Standing::Paused { at } => copies.paused.with([&context.moment(at), &sentence]),
            Standing::Old { read_at } => copies.old.with([&context.clock(read_at), &sentence]),
        }
    }
}

/// A sentence as the tab's title: with when it was asked for, and by how many minutes
/// EM's copy may be older.
pub fn title(
    sentence: &str,
    read_at: Timestamp,
    collection_interval_min: Option<u32>,
    context: &Context<'_>,
) -> String {
    let copies = &context.messages.copies;
    let at = context.clock(read_at);
    match collection_interval_min {
        Some(minutes) => copies.title.with([sentence, &at, &minutes.to_string()]),
        None => copies.title_unknown_age.with([sentence, &at]),
    }
}

/// An answer, and how current it is.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'a> {
    /// The answer.
    pub verdict: &'a Verdict,
    /// When EM was asked.
    pub read_at: Timestamp,
    /// Whether it is still asked.
    pub standing: Standing,
    /// By how many minutes EM's own copy may be older; `None`: not known.
    pub collection_interval_min: Option<u32>,
}

impl Reading<'_> {
    /// The sentence; what is paused or old begins by saying so.
    pub fn answer(&self, context: &Context<'_>) -> String {
        self.standing.mark(context.messages.answer(self.verdict, context), context)
    }

    /// The tab's title: the answer, when it was asked for, and how old EM's copy may be.
    pub fn title(&self, context: &Context<'_>) -> String {
        title(&self.answer(context), self.read_at, self.collection_interval_min, context)
    }

    /// When it was asked for, with the date, and how old EM's copy may be: for copies.
    pub fn as_of(&self, context: &Context<'_>) -> String {
        let copies = &context.messages.copies;
        let format = context.format;
        let (time, date) = (format.time(self.read_at), format.date(self.read_at));
        match self.collection_interval_min {
            Some(minutes) => copies.as_of.with([&time, &date, &minutes.to_string()]),
            None => copies.as_of_unknown_age.with([&time, &date]),
        }
    }
}

/// As of when the data is that the restore took from a restore point of `point`.
/// A point that is not before the start is said to be so.
pub fn as_of_point(verdict: &Verdict, point: Timestamp, context: &Context<'_>) -> String {
    let m = context.messages;
    let at = context.clock(point);
    let done = matches!(verdict.outcome, Outcome::Succeeded | Outcome::Warned);
    let (with_span, alone) = match &verdict.job_type {
        JobType::RestoreVm if done => (&m.as_of_done, &m.as_of_done_alone),
        JobType::FileLevelRestore => (&m.as_of_files, &m.as_of_files_alone),
        _ => (&m.as_of_other, &m.as_of_other_alone),
    };
    let Some(started) = verdict.started else { return alone.with([&at]) };
    match u64::try_from(started.seconds_since(point)) {
        Ok(before @ 1..) => with_span.with([&at, &m.span_of(before)]),
        Ok(0) => alone.with([&at]),
        Err(_) => [&alone.with([&at]), " ", m.point_after_start].concat(),
    }
}
