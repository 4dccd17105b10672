//! A restore session: what the helpdesk is asked about.
//!
//! Source of each member: reference, section d, «`RestoreSession` (entity)».

use std::sync::Arc;

use super::{Entity, when, word};
use crate::{
    json::{Json, Object},
    time::When,
};

/// Member `State`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Began, no work yet.
    Starting,
    /// At work.
    Working,
    /// Ending.
    Stopping,
    /// Ended: the only state in which a restore is done.
    Stopped,
    /// A word this build does not know, kept as sent.
    Other(String),
}

/// Member `Result`. `None`, null and absent mean the same: none yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SessionResult {
    /// Not known yet; EM says `None` while a session runs.
    None,
    /// Ended without errors.
    Success,
    /// Ended with warnings.
    Warning,
    /// Ended in failure.
    Failed,
    /// A word this build does not know, kept as sent.
    Other(String),
}

/// Member `JobType`: an open set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JobType {
    /// `RestoreVm`.
    RestoreVm,
    /// `FileLevelRestore`: files are taken out of a mounted point.
    FileLevelRestore,
    /// Any other word, kept as sent.
    Other(String),
    /// Not sent.
    Absent,
}

/// Member `Progress`. Says nothing about being done: a finished file-level
/// session shows 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Not sent.
    Absent,
    /// 0 to 100.
    Percent(u8),
    /// Something else, kept as sent.
    Odd(String),
}

/// A restore session with its typed facts.
#[derive(Clone, Debug, PartialEq)]
pub struct RestoreSession {
    /// Everything as sent; shared, since it may be large.
    pub entity: Arc<Entity>,
    /// `VmDisplayName`; may be missing.
    pub vm_display_name: Option<String>,
    /// `JobType`.
    pub job_type: JobType,
    /// `CreationTimeUTC`.
    pub started: When,
    /// `EndTimeUTC`: absent while it runs.
    pub ended: When,
    /// `State`; `None` when absent or null.
    pub state: Option<State>,
    /// `Result`.
    pub result: SessionResult,
    /// `Progress`.
    pub progress: Progress,
    /// `FailureMessage`: often null even on failure.
    pub failure_message: Option<String>,
}

impl RestoreSession {
    /// Reads the typed facts of an entity; never fails, every member may be odd.
    pub fn from_entity(entity: impl Into<Arc<Entity>>) -> RestoreSession {
        RestoreSession::of(entity.into())
    }

    /// Once in the bundle, whatever it is made of.
    fn of(entity: Arc<Entity>) -> RestoreSession {
        let object = &entity.object;
        RestoreSession {
            vm_display_name: word(object, "VmDisplayName"),
            job_type: read_job_type(object),
            started: when(object, "CreationTimeUTC"),
            ended: when(object, "EndTimeUTC"),
            state: word(object, "State").map(read_state),
            result: word(object, "Result").map_or(SessionResult::None, read_result),
            progress: read_progress(object),
            failure_message: word(object, "FailureMessage"),
            entity,
        }
    }

    /// What to call it: the VM's name, else the Name, else the id.
    pub fn display_name(&self) -> Option<String> {
        self.vm_display_name
            .clone()
            .or_else(|| self.entity.name.clone())
            .or_else(|| self.entity.id().map(|id| id.to_string()))
    }

    /// Whole seconds from start to end; `None` when either is unknown or the
    /// end lies before the start.
    pub fn duration_s(&self) -> Option<u64> {
        let (started, ended) = (self.started.at()?, self.ended.at()?);
        (started <= ended).then(|| ended.seconds_since(started).unsigned_abs())
    }

    /// Whether EM gives an end that lies before the start.
    pub fn ends_before_start(&self) -> bool {
        matches!((self.started.at(), self.ended.at()), (Some(started), Some(ended)) if ended < started)
    }
}

fn read_state(word: String) -> State {
    match word.as_str() {
        "Starting" => State::Starting,
        "Working" => State::Working,
        "Stopping" => State::Stopping,
        "Stopped" => State::Stopped,
        _ => State::Other(word),
    }
}

fn read_result(word: String) -> SessionResult {
    match word.as_str() {
        "None" => SessionResult::None,
        "Success" => SessionResult::Success,
        "Warning" => SessionResult::Warning,
        "Failed" => SessionResult::Failed,
        _ => SessionResult::Other(word),
    }
}

fn read_job_type(object: &Object) -> JobType {
    match word(object, "JobType") {
        None => JobType::Absent,
        Some(word) => match word.as_str() {
            "RestoreVm" => JobType::RestoreVm,
            "FileLevelRestore" => JobType::FileLevelRestore,
            _ => JobType::Other(word),
        },
    }
}

fn read_progress(object: &Object) -> Progress {
    let Some(raw) = word(object, "Progress") else { return Progress::Absent };
    let figure = match object.get("Progress") {
        Some(Json::Number(_) | Json::Text(_)) => raw.trim(),
        _ => "",
    };
    let figure = figure.strip_suffix('%').unwrap_or(figure).trim_end();
    percent(figure).map_or(Progress::Odd(raw), Progress::Percent)
}

/// 0 to 100, a fraction of a percent being no news. Read by hand: the tables of
/// the standard library's reader of decimals would be a tenth of the first load.
pub(crate) fn percent(figure: &str) -> Option<u8> {
    const TOO_MUCH: u32 = 1_000;
    let (mantissa, exponent) = match figure.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse().ok()?),
        None => (figure, 0),
    };
    let negative = mantissa.strip_prefix('-');
    let (whole, fraction) = {
        let magnitude = negative.unwrap_or(mantissa);
        magnitude.split_once('.').unwrap_or((magnitude, ""))
    };
    let point = i32::try_from(whole.len()).ok()?.checked_add(exponent)?;
    let (mut percent, mut has_more, mut place) = (0, false, 0);
    for byte in whole.bytes().chain(fraction.bytes()) {
        let digit = char::from(byte).to_digit(10)?;
        if place < point {
            percent = TOO_MUCH.min(percent * 10 + digit);
        } else {
            has_more |= digit > 0;
        }
        place += 1;
    }
    while place < point && (1..TOO_MUCH).contains(&percent) {
        percent *= 10;
        place += 1;
    }
    let is_zero = percent == 0 && !has_more;
    let fits = percent < 100 || (percent == 100 && !has_more);
    (!whole.is_empty() && fits && (negative.is_none() || is_zero))
        .then(|| u8::try_from(percent).ok())
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire;

    fn check(text: &str) -> RestoreSession {
        let json = wire::parse(text.as_bytes()).unwrap();
        RestoreSession::from_entity(Entity::from_object(json.as_object().unwrap().clone()))
    }

    #[test]
    fn progress_is_read_from_whatever_is_sent() {
        let rows = [
            ("{}", Progress::Absent),
            (r#"{"Progress":null}"#, Progress::Absent),
            (r#"{"Progress":""}"#, Progress::Absent),
            (r#"{"Progress":0}"#, Progress::Percent(0)),
            (r#"{"progress":64}"#, Progress::Percent(64)),
            (r#"{"Progress":64.5}"#, Progress::Percent(64)),
            (r#"{"Progress":"64"}"#, Progress::Percent(64)),
            (r#"{"Progress":"64 %"}"#, Progress::Percent(64)),
            (r#"{"Progress":"64.9"}"#, Progress::Percent(64)),
            (r#"{"Progress":-0.0}"#, Progress::Percent(0)),
            (r#"{"Progress":1e1}"#, Progress::Percent(10)),
            (r#"{"Progress":99.99}"#, Progress::Percent(99)),
            (r#"{"Progress":"NaN"}"#, Progress::Odd("NaN".to_owned())),
            (r#"{"Progress":true}"#, Progress::Odd("true".to_owned())),
            (r#"{"Progress":100}"#, Progress::Percent(100)),
            (r#"{"Progress":137}"#, Progress::Odd("137".to_owned())),
            (r#"{"Progress":-1}"#, Progress::Odd("-1".to_owned())),
            (r#"{"Progress":"half"}"#, Progress::Odd("half".to_owned())),
            (r#"{"Progress":[1]}"#, Progress::Odd("[1]".to_owned())),
        ];
        for (text, expected) in rows {
            assert_eq!(check(text).progress, expected, "{text}");
        }
    }

    #[test]
    fn unknown_words_are_kept() {
        let session = check(r#"{"State":"Pausing","Result":5,"JobType":"InstantRecovery"}"#);
        assert_eq!(session.state, Some(State::Other("Pausing".to_owned())));
        assert_eq!(session.result, SessionResult::Other("5".to_owned()));
        assert_eq!(session.job_type, JobType::Other("InstantRecovery".to_owned()));
    }

    #[test]
    fn a_missing_result_is_none_yet() {
        for text in ["{}", r#"{"Result":null}"#, r#"{"Result":""}"#, r#"{"Result":"None"}"#] {
            assert_eq!(check(text).result, SessionResult::None, "{text}");
        }
    }

    #[test]
    fn an_end_before_the_start_gives_no_duration() {
        let session = check(
            r#"{"CreationTimeUTC":"2014-10-19T06:00:00Z","EndTimeUTC":"2014-10-19T05:00:00Z"}"#,
        );
        assert_eq!((session.duration_s(), session.ends_before_start()), (None, true));
    }
}
