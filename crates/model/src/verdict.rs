//! The answer: is the restore done, and how did it go?
//!
//! Whether it is done comes from State, how it went from Result, and neither
//! from anything else. Facts that disagree are kept as [`Caveat`]s and said.

use crate::{
    entity::restore_session::{JobType, Progress, RestoreSession, SessionResult, State},
    id::ResourceId,
    time::{Timestamp, When},
};

/// The kind and the facts of the answer; [`crate::messages`] makes its sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// The VM's name, else the Name, else the id; made safe to show.
    pub subject: String,
    /// What kind of restore it is.
    pub job_type: JobType,
    /// Whether it is done, and how it went.
    pub outcome: Outcome,
    /// When it began.
    pub started: Option<Timestamp>,
    /// When it ended.
    pub ended: Option<Timestamp>,
    /// How long it took, in whole seconds.
    pub duration_s: Option<u64>,
    /// EM's own words about a failure.
    pub failure_message: Option<String>,
    /// What the reader should know besides.
    pub caveats: Vec<Caveat>,
}

/// Whether it is done, and how it went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Stopped, Success.
    Succeeded,
    /// Stopped, Warning.
    Warned,
    /// Stopped, Failed.
    Failed,
    /// Stopped, and no result yet.
    StoppedWithoutResult,
    /// Stopped with a result that this build does not know.
    StoppedUnknown {
        /// EM's word.
        result: String,
    },
    /// Starting, Working or Stopping.
    NotFinished {
        /// Where it stands.
        phase: Phase,
        /// 1 to 99 where EM gives a figure that says something.
        percent: Option<u8>,
    },
    /// A state that this build does not know.
    UnknownState {
        /// EM's word.
        state: String,
    },
    /// No state was sent.
    NoState,
}

/// Where a session stands that has not stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// State Starting.
    Starting,
    /// State Working.
    Working,
    /// State Stopping.
    Stopping,
}

/// Colour and icon of the answer; never the only sign of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Ended without errors.
    Good,
    /// Ended with warnings.
    Warning,
    /// Failed.
    Bad,
    /// Not finished.
    Running,
    /// Not known.
    Unclear,
}

/// Something the sentence alone would hide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Caveat {
    /// The reply's own UID names another session than was asked for.
    AnotherId {
        /// The id that came.
        id: String,
    },
    /// A result although it has not stopped.
    ResultBeforeStopped {
        /// EM's word.
        result: String,
    },
    /// An end time although it has not stopped.
    EndBeforeStopped,
    /// Stopped, but no end time.
    NoEndTime,
    /// The end lies before the start.
    EndBeforeStart,
    /// A time that is no date, as sent.
    UnreadableTime {
        /// EM's member.
        member: &'static str,
        /// As sent.
        text: String,
    },
    /// A progress that is no percentage, as sent.
    OddProgress {
        /// As sent.
        text: String,
    },
    /// 100 %, yet not stopped.
    HundredNotStopped,
    /// A failure message although the result is no failure.
    MessageWithoutFailure {
        /// EM's words.
        message: String,
    },
    /// Progress 0 at the end of a file restore, which is normal.
    ZeroIsNormal,
    /// A finished VM restore: EM does not say where to, nor whether it runs.
    NotWhereNorRunning,
    /// A finished file restore session: EM does not say which files.
    NotWhichFiles,
}

/// Makes the answer from what EM sent. `asked_id` names the session where the
/// reply does not.
pub fn judge(session: &RestoreSession, asked_id: Option<&ResourceId>) -> Verdict {
    let subject = session
        .display_name()
        .or_else(|| asked_id.map(ToString::to_string))
        .map(|name| crate::text::name(&name))
        .unwrap_or_default();
    let outcome = outcome(session);
    Verdict {
        subject,
        job_type: session.job_type.clone(),
        started: session.started.at(),
        ended: session.ended.at(),
        duration_s: session.duration_s(),
        failure_message: session.failure_message.clone().filter(|_| outcome == Outcome::Failed),
        caveats: another_id(session, asked_id)
            .into_iter()
            .chain(caveats(session, &outcome))
            .collect(),
        outcome,
    }
}

impl Verdict {
    /// Colour and icon.
    pub fn tone(&self) -> Tone {
        match &self.outcome {
            Outcome::Succeeded => Tone::Good,
            Outcome::Warned => Tone::Warning,
            Outcome::Failed => Tone::Bad,
            Outcome::NotFinished { .. } => Tone::Running,
            Outcome::StoppedWithoutResult
            | Outcome::StoppedUnknown { .. }
            | Outcome::UnknownState { .. }
            | Outcome::NoState => Tone::Unclear,
        }
    }

    /// Whether EM says that it has stopped: the only thing that means done.
    pub fn is_stopped(&self) -> bool {
        matches!(
            self.outcome,
            Outcome::Succeeded
                | Outcome::Warned
                | Outcome::Failed
                | Outcome::StoppedWithoutResult
                | Outcome::StoppedUnknown { .. }
        )
    }

    /// Whether it has stopped with a result, be it one that this build does not
    /// know: nothing more is to come.
    pub fn is_ended(&self) -> bool {
        self.is_stopped() && self.outcome != Outcome::StoppedWithoutResult
    }
}

/// That the reply is of another session.
fn another_id(session: &RestoreSession, asked_id: Option<&ResourceId>) -> Option<Caveat> {
    let (id, asked) = (session.entity.id()?, asked_id?);
    (!id.is_same(asked)).then(|| Caveat::AnotherId { id: crate::text::name(id.as_str()) })
}

fn outcome(session: &RestoreSession) -> Outcome {
    let running = |phase| {
        let percent = match session.progress {
            // 0 means "no figure", and 100 would read as done.
            Progress::Percent(percent) if (1..=99).contains(&percent) => Some(percent),
            _ => None,
        };
        Outcome::NotFinished { phase, percent }
    };
    match &session.state {
        None => Outcome::NoState,
        Some(State::Other(word)) => Outcome::UnknownState { state: word.clone() },
        Some(State::Starting) => running(Phase::Starting),
        Some(State::Working) => running(Phase::Working),
        Some(State::Stopping) => running(Phase::Stopping),
        Some(State::Stopped) => match &session.result {
            SessionResult::Success => Outcome::Succeeded,
            SessionResult::Warning => Outcome::Warned,
            SessionResult::Failed => Outcome::Failed,
            SessionResult::None => Outcome::StoppedWithoutResult,
            SessionResult::Other(word) => Outcome::StoppedUnknown { result: word.clone() },
        },
    }
}

fn caveats(session: &RestoreSession, outcome: &Outcome) -> Vec<Caveat> {
    let stopped = session.state == Some(State::Stopped);
    let mut caveats = Vec::new();
    let mut note = |applies: bool, caveat: Caveat| {
        if applies {
            caveats.push(caveat);
        }
    };
    if !stopped && let Some(result) = result_word(&session.result) {
        note(true, Caveat::ResultBeforeStopped { result });
    }
    note(!stopped && session.ended.at().is_some(), Caveat::EndBeforeStopped);
    note(stopped && session.ended == When::Absent, Caveat::NoEndTime);
    note(session.ends_before_start(), Caveat::EndBeforeStart);
    for (member, when) in [("CreationTimeUTC", &session.started), ("EndTimeUTC", &session.ended)] {
        if let When::Unreadable(text) = when {
            note(true, Caveat::UnreadableTime { member, text: crate::text::name(text) });
        }
    }
    if let Progress::Odd(text) = &session.progress {
        note(true, Caveat::OddProgress { text: crate::text::name(text) });
    }
    note(!stopped && session.progress == Progress::Percent(100), Caveat::HundredNotStopped);
    if *outcome != Outcome::Failed
        && let Some(message) = &session.failure_message
    {
        note(true, Caveat::MessageWithoutFailure { message: message.clone() });
    }
    let ended_well = matches!(outcome, Outcome::Succeeded | Outcome::Warned);
    let file_level = session.job_type == JobType::FileLevelRestore;
    let zero = session.progress == Progress::Percent(0);
    note(ended_well && file_level && zero, Caveat::ZeroIsNormal);
    note(ended_well && file_level, Caveat::NotWhichFiles);
    note(ended_well && session.job_type == JobType::RestoreVm, Caveat::NotWhereNorRunning);
    caveats
}

/// EM's word for a result, unless there is none yet.
fn result_word(result: &SessionResult) -> Option<String> {
    match result {
        SessionResult::None => None,
        SessionResult::Success => Some("Success".to_owned()),
        SessionResult::Warning => Some("Warning".to_owned()),
        SessionResult::Failed => Some("Failed".to_owned()),
        SessionResult::Other(word) => Some(crate::text::name(word)),
    }
}
