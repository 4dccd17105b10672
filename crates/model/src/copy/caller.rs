//! Plain words for the caller, no more than is known.

use super::Facts;
use crate::{
    entity::restore_session::JobType,
    messages::{Context, answer::lower_first},
    verdict::{Outcome, Verdict},
};

/// For the caller: how it stands in plain words, when, and as of when. It
/// promises nothing, and names neither EM nor its words.
pub fn caller(facts: &Facts<'_>) -> String {
    let (context, verdict) = (&facts.context, facts.reading.verdict);
    let texts = context.messages.later();
    let subject = subject(verdict, context);
    let ended = verdict.ended.map(|at| [" ", &context.moment(at)].concat()).unwrap_or_default();
    let finished = || context.messages.ended_when(verdict, [&subject, &ended, ""]);
    let mut sentences = match &verdict.outcome {
        Outcome::Succeeded => vec![finished(), texts.caller_succeeded.to_owned()],
        Outcome::Warned => vec![finished(), texts.caller_warned.to_owned()],
        Outcome::Failed => vec![finished(), texts.caller_failed.to_owned()],
        Outcome::StoppedWithoutResult => vec![texts.caller_no_result.with([&subject, &ended])],
        Outcome::StoppedUnknown { .. } => {
            vec![texts.caller_unknown_result.with([&subject, &ended])]
        }
        Outcome::NotFinished { percent, .. } => {
            let percent =
                percent.map(|percent| [" (", &context.messages.percent(percent), ")"].concat());
            let subject = lower_first(subject);
            vec![texts.caller_not_finished.with([&subject, &percent.unwrap_or_default()])]
        }
        Outcome::UnknownState { .. } | Outcome::NoState => {
            vec![texts.caller_unknown.with([&lower_first(subject)])]
        }
    };
    if !verdict.is_stopped()
        && let Some(at) = verdict.started
    {
        sentences.push(texts.caller_started.with([&context.moment(at)]));
    }
    sentences.push(as_of(facts));
    sentences.join(" ")
}

/// A session of any other kind is called no more than that.
fn subject(verdict: &Verdict, context: &Context<'_>) -> String {
    let m = context.messages;
    let of = m.of(verdict);
    let template = match &verdict.job_type {
        JobType::RestoreVm => &m.answers.subject_restore,
        JobType::FileLevelRestore => &m.later().caller_files,
        JobType::Other(_) | JobType::Absent => &m.answers.subject_session,
    };
    template.with([&of])
}

fn as_of(facts: &Facts<'_>) -> String {
    let (reading, texts) = (&facts.reading, facts.context.messages.later());
    let format = facts.context.format;
    let (time, date) = (format.time(reading.read_at), format.date(reading.read_at));
    match reading.collection_interval_min {
        Some(minutes) => texts.caller_as_of.with([&time, &date, &minutes.to_string()]),
        None => texts.caller_as_of_unknown_age.with([&time, &date]),
    }
}
