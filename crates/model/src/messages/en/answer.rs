//! The answer in English: no more than EM knows.

use crate::{
    entity::restore_session::JobType,
    messages::Context,
    text,
    time::{Span, Timestamp},
    verdict::{Caveat, Outcome, Phase, Verdict},
};

/// The one sentence.
pub(super) fn answer(verdict: &Verdict, context: &Context<'_>) -> String {
    let subject = subject(verdict);
    let file_level = verdict.job_type == JobType::FileLevelRestore;
    let done = if file_level { "ended" } else { "finished" };
    match &verdict.outcome {
        Outcome::Succeeded => {
            format!("{subject} {done} without errors{}", end_clause(verdict, context))
        }
        Outcome::Warned => {
            format!("{subject} {done} with warnings{}", end_clause(verdict, context))
        }
        Outcome::Failed => {
            let message = verdict.failure_message.as_deref().map(failure).unwrap_or_default();
            format!("{subject} failed{}{message}", end_clause(verdict, context))
        }
        Outcome::StoppedWithoutResult => format!(
            "{subject} {}, but Enterprise Manager has no result yet.",
            stopped(verdict, context)
        ),
        Outcome::StoppedUnknown { result } => format!(
            "{subject} {}, with a result that Restore Desk does not know: “{}”.",
            stopped(verdict, context),
            text::name(result)
        ),
        Outcome::NotFinished { phase, percent } => format!(
            "Not finished, as far as Enterprise Manager knows: {}{}.",
            standing(verdict, *phase, *percent),
            started(verdict, context)
        ),
        Outcome::UnknownState { state } => format!(
            "Not known to be finished: Enterprise Manager gives the state “{}” for {}{}.",
            text::name(state),
            lower_first(&subject),
            started(verdict, context)
        ),
        Outcome::NoState => format!(
            "Not known: Enterprise Manager gives no state for {}{}.",
            lower_first(&subject),
            started(verdict, context)
        ),
    }
}

/// The answer in a few words, for a row of a list that names the VM already.
pub(super) fn short_answer(verdict: &Verdict) -> String {
    let file_level = verdict.job_type == JobType::FileLevelRestore;
    let done = if file_level { "Ended" } else { "Finished" };
    match &verdict.outcome {
        Outcome::Succeeded => format!("{done} without errors"),
        Outcome::Warned => format!("{done} with warnings"),
        Outcome::Failed => "Failed".to_owned(),
        Outcome::StoppedWithoutResult => "Stopped, no result yet".to_owned(),
        Outcome::StoppedUnknown { result } => format!("Stopped: “{}”", text::name(result)),
        Outcome::NotFinished { percent: Some(percent), .. } => format!("Not finished, {percent} %"),
        Outcome::NotFinished { phase: Phase::Starting, .. } => "Starting".to_owned(),
        Outcome::NotFinished { phase: Phase::Stopping, .. } => "Stopping".to_owned(),
        Outcome::NotFinished { .. } => "Not finished".to_owned(),
        Outcome::UnknownState { state } => format!("“{}”", text::name(state)),
        Outcome::NoState => "Not known".to_owned(),
    }
}

fn subject(verdict: &Verdict) -> String {
    let name = &verdict.subject;
    let of = if name.is_empty() { String::new() } else { format!(" of {name}") };
    match &verdict.job_type {
        JobType::RestoreVm => format!("The restore{of}"),
        JobType::FileLevelRestore => format!("The file restore session{of}"),
        JobType::Other(word) => format!("The restore session{of} (type “{}”)", text::name(word)),
        JobType::Absent => format!("The restore session{of}"),
    }
}

fn standing(verdict: &Verdict, phase: Phase, percent: Option<u8>) -> String {
    let session = lower_first(&subject(verdict));
    match (phase, percent) {
        // Of the VM itself it would read as if that were switched on or off.
        (Phase::Starting, _) => format!("{session} is starting"),
        (Phase::Stopping, _) => format!("{session} is stopping"),
        (Phase::Working, Some(percent)) => {
            let short = verdict.job_type == JobType::RestoreVm && !verdict.subject.is_empty();
            let subject = if short { &verdict.subject } else { &session };
            format!("{subject} is at {percent} %")
        }
        (Phase::Working, None) if verdict.job_type == JobType::FileLevelRestore => {
            format!("{session} is open")
        }
        (Phase::Working, None) => format!("{session} is under way"),
    }
}

/// The subject begins a sentence with "The"; inside one it does not.
fn lower_first(text: &str) -> String {
    text.strip_prefix("The ").map_or_else(|| text.to_owned(), |rest| format!("the {rest}"))
}

fn started(verdict: &Verdict, context: &Context<'_>) -> String {
    // "is starting, started" would read as a slip.
    let starting = matches!(verdict.outcome, Outcome::NotFinished { phase: Phase::Starting, .. });
    let began = if starting { "; it began" } else { ", started" };
    match verdict.started {
        None => String::new(),
        Some(at) => match ago(at, context) {
            Some(ago) => format!("{began} {ago}"),
            None => format!("{began} {}", moment(at, context)),
        },
    }
}

fn ended_at(verdict: &Verdict, context: &Context<'_>) -> String {
    match verdict.ended {
        None => String::new(),
        Some(at) => format!(" {}{}", moment(at, context), in_brackets(ago(at, context))),
    }
}

fn stopped(verdict: &Verdict, context: &Context<'_>) -> String {
    match ended_at(verdict, context) {
        at if at.is_empty() => "has stopped".to_owned(),
        at => format!("stopped{at}"),
    }
}

fn end_clause(verdict: &Verdict, context: &Context<'_>) -> String {
    let took = match verdict.duration_s {
        None => String::new(),
        Some(seconds) => format!("; it took {}", super::span(Span::from_seconds(seconds))),
    };
    format!("{}{took}.", ended_at(verdict, context))
}

fn in_brackets(text: Option<String>) -> String {
    text.map(|text| format!(" ({text})")).unwrap_or_default()
}

/// `at 14:02`, or with the date when it is not today's.
fn moment(at: Timestamp, context: &Context<'_>) -> String {
    let time = context.format.time(at);
    if context.format.same_day(at, context.now) {
        format!("at {time}")
    } else {
        format!("on {} at {time}", context.format.date(at))
    }
}

/// `2 h 5 min ago`, in whole minutes; `None` for what lies ahead.
fn ago(at: Timestamp, context: &Context<'_>) -> Option<String> {
    let seconds = u64::try_from(context.now.seconds_since(at)).ok()?;
    Some(match seconds {
        0..60 => "less than a minute ago".to_owned(),
        _ => (context.messages.ago)(Span::from_seconds(seconds - seconds % 60)),
    })
}

fn failure(message: &str) -> String {
    format!(" Enterprise Manager says: “{}”", text::message(message))
}

/// What the reader should know besides.
pub(super) fn caveat(caveat: &Caveat) -> String {
    match caveat {
        Caveat::ResultBeforeStopped { result } => {
            format!("Enterprise Manager already gives the result “{result}”, but does not say that the session has stopped.")
        }
        Caveat::EndBeforeStopped => "Enterprise Manager gives an end time, but does not say that the session has stopped.".to_owned(),
        Caveat::NoEndTime => "Enterprise Manager gives no end time, so how long it took is not known.".to_owned(),
        Caveat::EndBeforeStart => "The end lies before the start, so how long it took is not known.".to_owned(),
        Caveat::UnreadableTime { member, text } => {
            format!("Enterprise Manager sent a time that is no date ({member}: “{text}”).")
        }
        Caveat::OddProgress { text } => format!("Enterprise Manager sent a progress that is no percentage: “{text}”."),
        Caveat::HundredNotStopped => "Enterprise Manager gives 100 %, but does not say that the session has stopped.".to_owned(),
        Caveat::MessageWithoutFailure { message } => {
            format!("Enterprise Manager adds: “{}”", text::message(message))
        }
        Caveat::ZeroIsNormal => "Progress 0 is normal for a file restore.".to_owned(),
        Caveat::NotWhereNorRunning => {
            "Enterprise Manager does not say where the VM was restored to, nor whether it is switched on.".to_owned()
        }
        Caveat::NotWhichFiles => "Enterprise Manager does not say which files were restored.".to_owned(),
    }
}

/// The text beside the bar; `sent` is EM's figure as sent.
pub(super) fn progress_text(verdict: &Verdict, sent: &str) -> String {
    match &verdict.outcome {
        Outcome::NotFinished { percent: Some(percent), .. } => format!("{percent} %"),
        Outcome::NotFinished { .. } => {
            "Not finished; Enterprise Manager gives no percentage".to_owned()
        }
        Outcome::Succeeded | Outcome::Warned => "Ended".to_owned(),
        Outcome::Failed | Outcome::StoppedWithoutResult | Outcome::StoppedUnknown { .. } => {
            if matches!(sent, "" | "0 %") { "Ended".to_owned() } else { format!("Ended at {sent}") }
        }
        Outcome::UnknownState { .. } | Outcome::NoState if sent.is_empty() => {
            "Not known".to_owned()
        }
        Outcome::UnknownState { .. } | Outcome::NoState => {
            format!("Not known; Enterprise Manager gives {sent}")
        }
    }
}
