//! The restore session page.

use super::{fields, links};
use crate::{
    entity::restore_session::{Progress, RestoreSession},
    id::ResourceId,
    logon::Access,
    messages::Context,
    route::Route,
    text,
    verdict::{self, Outcome, Tone},
};

/// What the page shows.
#[derive(Clone, Debug, PartialEq)]
pub struct RestoreSessionPage {
    /// The one `h1`: the VM's name, else Name, else id.
    pub heading: String,
    /// The one sentence; also the tab's title.
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
    let here = Route::RestoreSession(id.clone());
    RestoreSessionPage {
        heading: text::name(&session.display_name().unwrap_or_else(|| id.to_string())),
        answer: m.answer(&verdict, context),
        tone: verdict.tone(),
        notes: verdict.caveats.iter().map(|caveat| m.caveat(caveat)).collect(),
        progress: progress(session, &verdict, context),
        fields: fields::of_restore_session(&session.entity, session.duration_s(), context),
        links: links::rows(&session.entity.links, &here, access, m),
    }
}

/// The bar is full for what ended well, else it shows EM's figure; it runs
/// without one where EM gives none; it never reads 100 % before Stopped.
fn progress(
    session: &RestoreSession,
    verdict: &verdict::Verdict,
    context: &Context<'_>,
) -> ProgressBar {
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
    ProgressBar { percent, text: context.messages.progress_text(verdict, sent) }
}
