//! The restore session page.

use super::{fields, links};
use crate::{
    entity::restore_session::{Progress, RestoreSession},
    id::ResourceId,
    logon::Access,
    messages::{Context, Messages},
    route::Route,
    verdict::{self, Outcome, Tone, Verdict},
};

/// What the page shows, but for what ticks: how current it is stands in
/// [`super::standing`].
#[derive(Clone, Debug, PartialEq)]
pub struct RestoreSessionPage {
    /// The one `h1`: the VM's name, else Name, else id.
    pub heading: String,
    /// The one sentence, of an answer that is current.
    pub answer: String,
    /// Colour and icon.
    pub tone: Tone,
    /// What the reader should know besides.
    pub notes: Vec<String>,
    /// The bar.
    pub progress: ProgressBar,
    /// All that EM sent.
    pub fields: Vec<fields::Field>,
    /// Where it leads.
    pub links: Vec<links::LinkRow>,
}

/// The part of the page that the clock does not change.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// The one `h1`: the VM's name, else Name, else id.
    pub heading: String,
    /// Colour and icon.
    pub tone: Tone,
    /// What the reader should know besides.
    pub notes: Vec<String>,
    /// The bar.
    pub progress: ProgressBar,
}

/// The progress bar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProgressBar {
    /// 0 to 100; `None`: indeterminate.
    pub percent: Option<u8>,
    /// The same in words.
    pub text: String,
}

/// Makes the page from what EM sent.
pub fn page(
    session: &RestoreSession,
    id: &ResourceId,
    access: &Access,
    context: &Context<'_>,
) -> RestoreSessionPage {
    let m = context.messages;
    let verdict = verdict::judge(session, Some(id));
    let Summary { heading, tone, notes, progress } = summary(session, &verdict, m);
    RestoreSessionPage {
        heading,
        answer: m.answer(&verdict, context),
        tone,
        notes,
        progress,
        fields: fields::of_restore_session(&session.entity, session.duration_s(), context),
        links: links::rows(&session.entity.links, &Route::RestoreSession(id.clone()), access, m),
    }
}

/// Makes the part that the clock does not change.
pub fn summary(session: &RestoreSession, verdict: &Verdict, messages: &Messages) -> Summary {
    Summary {
        heading: verdict.subject.clone(),
        tone: verdict.tone(),
        notes: verdict.caveats.iter().map(|caveat| messages.caveat(caveat)).collect(),
        progress: progress(session, verdict, messages),
    }
}

/// The bar is full for what ended well, else it shows EM's figure; it runs
/// without one where EM gives none; it never reads 100 % before Stopped.
fn progress(session: &RestoreSession, verdict: &Verdict, messages: &Messages) -> ProgressBar {
    let sent = match &session.progress {
        Progress::Percent(percent) => Some(*percent),
        // A note quotes what is no percentage.
        Progress::Odd(_) | Progress::Absent => None,
    };
    let percent = match (&verdict.outcome, &session.progress) {
        (Outcome::Succeeded | Outcome::Warned, _) => Some(100),
        (Outcome::NotFinished { percent, .. }, _) => *percent,
        (Outcome::UnknownState { .. } | Outcome::NoState, Progress::Percent(100)) => Some(0),
        (_, Progress::Percent(percent)) => Some(*percent),
        // Nothing runs for ever on a page of something that has ended.
        _ => Some(0),
    };
    ProgressBar { percent, text: messages.progress_text(verdict, sent) }
}
