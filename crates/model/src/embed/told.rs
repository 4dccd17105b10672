//! What the page around this one is told.

use super::{MARK, VERSION};
use crate::{json::Json, time::Timestamp, verdict::Tone};

/// What the page around this one is told.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Told<'a> {
    /// The page listens.
    Ready,
    /// How high its content is, in CSS pixels.
    Height(u32),
    /// What a tab would be called.
    Title(&'a str),
    /// Where the restore session stands that is shown; `None`: none is.
    Status(Option<Status<'a>>),
    /// A sign-in is needed.
    AuthNeeded,
}

/// Where a restore session stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Status<'a> {
    /// Its id.
    pub id: &'a str,
    /// How it went, by its State and Result alone.
    pub tone: Tone,
    /// The answer, as the page says it, with how current it is.
    pub sentence: &'a str,
    /// EM's own word, as it was sent.
    pub state: Option<&'a str>,
    /// EM's own word, as it was sent.
    pub result: Option<&'a str>,
    /// 0 to 100.
    pub percent: Option<u8>,
    /// When EM was asked, by its own clock.
    pub checked_at: Timestamp,
    /// How far EM may be behind the backup server, in minutes; `None`: not known.
    pub behind_min: Option<u32>,
    /// Whether the page still asks, or has the last word.
    pub is_current: bool,
}

/// A message as JSON.
pub fn print(told: &Told<'_>) -> String {
    let version = Json::Number(VERSION.into());
    let (kind, more) = match told {
        Told::Ready => ("ready", Vec::new()),
        Told::Height(height) => ("height", vec![("height", number(height))]),
        Told::Title(title) => ("title", vec![("title", text(title))]),
        Told::Status(None) => ("status", vec![("status", text("none"))]),
        Told::Status(Some(status)) => ("status", members(status)),
        Told::AuthNeeded => ("auth-needed", Vec::new()),
    };
    let all = [(MARK, version), ("type", text(kind))].into_iter().chain(more);
    Json::Object(all.map(|(key, value)| (key.to_owned(), value)).collect()).to_string()
}

fn members(status: &Status<'_>) -> Vec<(&'static str, Json)> {
    let or_null = |value: Option<Json>| value.unwrap_or(Json::Null);
    vec![
        ("status", text(word(status.tone))),
        ("id", text(status.id)),
        ("sentence", text(status.sentence)),
        ("state", or_null(status.state.map(text))),
        ("result", or_null(status.result.map(text))),
        ("percent", or_null(status.percent.map(|percent| number(&percent)))),
        ("checkedAt", number(&status.checked_at.0)),
        ("behindMinutes", or_null(status.behind_min.map(|minutes| number(&minutes)))),
        ("isCurrent", Json::Bool(status.is_current)),
    ]
}

/// The word of a tone, which is also the attribute of the custom element.
fn word(tone: Tone) -> &'static str {
    match tone {
        Tone::Good => "success",
        Tone::Warning => "warning",
        Tone::Bad => "failed",
        Tone::Running => "running",
        Tone::Unclear => "unknown",
    }
}

fn text(text: &str) -> Json {
    Json::from(text)
}

fn number(number: &impl ToString) -> Json {
    Json::Number(number.to_string().into())
}
