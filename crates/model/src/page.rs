//! What a page shows, as plain data: views only lay it out.

pub mod collection;
pub mod fields;
pub mod links;
pub mod listing;
pub mod offers;
pub mod resource;
pub mod restore_session;
pub mod sideways;
pub mod standing;
pub mod watch;
pub mod watching;

use crate::{
    messages::Context,
    text,
    time::{Span, Timestamp, When},
};

/// `2 h 5 min ago` in whole minutes, or in seconds within the first minute;
/// `None` for what lies ahead.
pub fn ago(at: Timestamp, context: &Context<'_>) -> Option<String> {
    (context.now.seconds_since(at) >= 0).then(|| read_ago(at, context))
}

/// The same of what this page has read: where the clock was set back since, it
/// was read just now.
pub fn read_ago(at: Timestamp, context: &Context<'_>) -> String {
    let seconds = u64::try_from(context.now.seconds_since(at)).unwrap_or(0);
    let shown = if seconds < 60 { seconds } else { seconds - seconds % 60 };
    context.messages.ago(Span::from_seconds(shown))
}

/// What a cell says of a time as EM sent it: nothing where there is none, and what is no
/// date as it is. `say` is [`moment`] or [`moment_and_ago`].
fn cell(when: &When, say: fn(Timestamp, &Context<'_>) -> String, context: &Context<'_>) -> String {
    match when {
        When::Absent => String::new(),
        When::At(at) => say(*at, context),
        When::Unreadable(text) => text::name(text),
    }
}

/// `14:02`, with the date before it where that is not today's: for a cell.
pub fn moment(at: Timestamp, context: &Context<'_>) -> String {
    let format = context.format;
    let time = format.time(at);
    if format.same_day(at, context.now) { time } else { [&format.date(at), " ", &time].concat() }
}

/// `14:02 (2 h ago)`, as [`moment`].
pub fn moment_and_ago(at: Timestamp, context: &Context<'_>) -> String {
    let moment = moment(at, context);
    match ago(at, context) {
        Some(ago) => [&moment, " (", &ago, ")"].concat(),
        None => moment,
    }
}
