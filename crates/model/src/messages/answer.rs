//! The answer: no more than EM knows.

use super::{Context, Messages};
use crate::{
    entity::restore_session::JobType,
    text,
    time::Timestamp,
    verdict::{Caveat, Outcome, Phase, Verdict},
};

impl Messages {
    /// The one sentence.
    pub fn answer(&self, verdict: &Verdict, context: &Context<'_>) -> String {
        let a = &self.answers;
        let subject = self.subject(verdict);
        match &verdict.outcome {
            Outcome::Succeeded | Outcome::Warned => self.ended(verdict, subject, context),
            Outcome::Failed => {
                let says = |message: &String| a.says.with([&text::message(message)]);
                let message = verdict.failure_message.as_ref().map(says);
                [self.ended(verdict, subject, context), message.unwrap_or_default()].concat()
            }
            Outcome::StoppedWithoutResult => match ended_at(verdict, context) {
                Some([at, ago]) => a.no_result.with([&subject, &at, &ago]),
                None => a.no_result_no_end.with([&subject]),
            },
            Outcome::StoppedUnknown { result } => match ended_at(verdict, context) {
                Some([at, ago]) => {
                    a.unknown_result.with([&subject, &at, &ago, &text::name(result)])
                }
                None => a.unknown_result_no_end.with([&subject, &text::name(result)]),
            },
            Outcome::NotFinished { phase, percent } => {
                let stands = self.stands(verdict, *phase, *percent);
                a.not_finished.with([&stands, &self.started(verdict, context)])
            }
            Outcome::UnknownState { state } => a.unknown_state.with([
                &text::name(state),
                &lower_first(subject),
                &self.started(verdict, context),
            ]),
            Outcome::NoState => {
                a.no_state.with([&lower_first(subject), &self.started(verdict, context)])
            }
        }
    }

    /// The answer in a few words, for a row of a list that names the VM already.
    pub fn short_answer(&self, verdict: &Verdict) -> String {
        let a = &self.answers;
        let words = match &verdict.outcome {
            Outcome::Succeeded if is_of_files(verdict) => a.short_files_succeeded,
            Outcome::Succeeded => a.short_succeeded,
            Outcome::Warned if is_of_files(verdict) => a.short_files_warned,
            Outcome::Warned => a.short_warned,
            Outcome::Failed => a.short_failed,
            Outcome::StoppedWithoutResult => a.short_no_result,
            Outcome::StoppedUnknown { result } => {
                return a.short_unknown_result.with([&text::name(result)]);
            }
            Outcome::NotFinished { percent: Some(percent), .. } => {
                return a.short_percent.with([&self.percent(*percent)]);
            }
            Outcome::NotFinished { phase: Phase::Starting, .. } => a.short_starting,
            Outcome::NotFinished { phase: Phase::Stopping, .. } => a.short_stopping,
            Outcome::NotFinished { .. } => a.short_not_finished,
            Outcome::UnknownState { state } => {
                return a.short_unknown_state.with([&text::name(state)]);
            }
            Outcome::NoState => a.short_no_state,
        };
        words.to_owned()
    }

    /// That a newer restore of the same VM is there: when it began, and how it stands.
    pub fn newer(&self, verdict: &Verdict, began: Timestamp, context: &Context<'_>) -> String {
        let template = match verdict.job_type {
            JobType::RestoreVm => &self.answers.newer_restore,
            JobType::FileLevelRestore => &self.answers.newer_files,
            JobType::Other(_) | JobType::Absent => &self.answers.newer_session,
        };
        let short = lower_first(self.short_answer(verdict));
        template.with([&self.of(verdict), &context.moment(began), &short])
    }

    fn subject(&self, verdict: &Verdict) -> String {
        let of = self.of(verdict);
        match &verdict.job_type {
            JobType::RestoreVm => self.answers.subject_restore.with([&of]),
            JobType::FileLevelRestore => self.answers.subject_files.with([&of]),
            JobType::Other(word) => self.answers.subject_typed.with([&of, &text::name(word)]),
            JobType::Absent => self.answers.subject_session.with([&of]),
        }
    }

    /// ` of srv04`, or nothing.
    pub(crate) fn of(&self, verdict: &Verdict) -> String {
        let name = &verdict.subject;
        if name.is_empty() { String::new() } else { self.answers.of.with([name]) }
    }

    fn stands(&self, verdict: &Verdict, phase: Phase, percent: Option<u8>) -> String {
        let a = &self.answers;
        let session = lower_first(self.subject(verdict));
        match (phase, percent) {
            // Of the VM itself it would read as if that were switched on or off.
            (Phase::Starting, _) => a.starting.with([&session]),
            (Phase::Stopping, _) => a.stopping.with([&session]),
            (Phase::Working, Some(percent)) => {
                let short = verdict.job_type == JobType::RestoreVm && !verdict.subject.is_empty();
                let subject = if short { &verdict.subject } else { &session };
                a.at_percent.with([subject, &self.percent(percent)])
            }
            (Phase::Working, None) if is_of_files(verdict) => a.open.with([&session]),
            (Phase::Working, None) => a.under_way.with([&session]),
        }
    }

    fn started(&self, verdict: &Verdict, context: &Context<'_>) -> String {
        // "is starting, started" would read as a slip.
        let starting =
            matches!(verdict.outcome, Outcome::NotFinished { phase: Phase::Starting, .. });
        let began = if starting { &self.answers.began } else { &self.answers.started };
        verdict.started.map_or(String::new(), |at| {
            let ahead = || [&context.moment(at), context.ahead(at)].concat();
            began.with([&context.ago(at).unwrap_or_else(ahead)])
        })
    }

    /// That it finished or failed, when, and how long it took.
    fn ended(&self, verdict: &Verdict, subject: String, context: &Context<'_>) -> String {
        let [at, ago] = ended_at(verdict, context).unwrap_or_default();
        self.ended_when(verdict, [&subject, &at, &ago])
    }

    /// The same with the subject and its moment given, each with its own space.
    pub(crate) fn ended_when(&self, verdict: &Verdict, [subject, at, ago]: [&str; 3]) -> String {
        let a = &self.answers;
        let template = match (&verdict.outcome, is_of_files(verdict)) {
            (Outcome::Succeeded, true) => &a.files_succeeded,
            (Outcome::Succeeded, false) => &a.succeeded,
            (Outcome::Warned, true) => &a.files_warned,
            (Outcome::Warned, false) => &a.warned,
            _ => &a.failed,
        };
        let took = verdict.duration_s.map(|seconds| a.took.with([&self.span_of(seconds)]));
        template.with([subject, at, ago, &took.unwrap_or_default()])
    }

    /// The text beside the bar; `sent` is EM's figure, where it is one.
    pub fn progress_text(&self, verdict: &Verdict, sent: Option<u8>) -> String {
        let a = &self.answers;
        match (&verdict.outcome, sent) {
            (Outcome::NotFinished { percent: Some(percent), .. }, _) => self.percent(*percent),
            (Outcome::NotFinished { .. }, _) => a.no_percentage.to_owned(),
            (Outcome::UnknownState { .. } | Outcome::NoState, None) => a.not_known.to_owned(),
            (Outcome::UnknownState { .. } | Outcome::NoState, Some(sent)) => {
                a.not_known_gives.with([&self.percent(sent)])
            }
            (Outcome::Succeeded | Outcome::Warned, _) | (_, None | Some(0)) => a.ended.to_owned(),
            (_, Some(sent)) => a.ended_at.with([&self.percent(sent)]),
        }
    }

    /// What the reader should know besides.
    pub fn caveat(&self, caveat: &Caveat) -> String {
        let c = &self.caveats;
        let sentence = match caveat {
            Caveat::AnotherId { id } => return c.another_id.with([id]),
            Caveat::ResultBeforeStopped { result } => {
                return c.result_before_stopped.with([result]);
            }
            Caveat::EndBeforeStopped => c.end_before_stopped,
            Caveat::NoEndTime => c.no_end_time,
            Caveat::EndBeforeStart => c.end_before_start,
            Caveat::UnreadableTime { member, text } => {
                return c.unreadable_time.with([member, text]);
            }
            Caveat::OddProgress { text } => return c.odd_progress.with([text]),
            Caveat::HundredNotStopped => c.hundred_not_stopped,
            Caveat::MessageWithoutFailure { message } => {
                return c.adds.with([&text::message(message)]);
            }
            Caveat::ZeroIsNormal => c.zero_is_normal,
            Caveat::NotWhereNorRunning => c.not_where_nor_running,
            Caveat::NotWhichFiles => c.not_which_files,
        };
        sentence.to_owned()
    }
}

/// Whether files were taken out of a VM, rather than a VM restored.
fn is_of_files(verdict: &Verdict) -> bool {
    verdict.job_type == JobType::FileLevelRestore
}

/// The subject begins a sentence with an article of ours; inside one it is small.
pub(crate) fn lower_first(mut text: String) -> String {
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_lowercase();
    }
    text
}

/// ` at 14:02` and ` (2 h ago)`.
fn ended_at(verdict: &Verdict, context: &Context<'_>) -> Option<[String; 2]> {
    let at = verdict.ended?;
    let ago = context.ago(at).map(|ago| [" (", &ago, ")"].concat());
    let ago = ago.unwrap_or_else(|| context.ahead(at).to_owned());
    Some([[" ", &context.moment(at)].concat(), ago])
}
