//! A restore session: what was decided at the start, what EM knows of it at a
//! collection, and what the control endpoint overrides.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;

use super::{BackupServer, Vm, VmRestorePoint};
use crate::{clock::Clock, id::Id};

/// A restore session.
#[derive(Debug)]
pub(crate) struct RestoreSession {
    pub(crate) id: Id,
    pub(crate) vm: Arc<Vm>,
    /// The point it restores from; `None` for a session without that link.
    pub(crate) point: Option<Arc<VmRestorePoint>>,
    /// `RestoreVm` or `FileLevelRestore`.
    pub(crate) job_type: &'static str,
    pub(crate) created: DateTime<Utc>,
    pub(crate) script: Script,
}

/// How a session goes.
#[derive(Debug)]
pub(crate) enum Script {
    /// It is over. `progress` is `None` for the documented one without it.
    Ended {
        at: DateTime<Utc>,
        result: &'static str,
        progress: Option<i64>,
        message: Option<&'static str>,
    },
    /// It stays at Starting.
    Starting,
    /// A mounted file system: Working at 0 for as long as one looks.
    Mounted,
    /// A restore that runs for hours: from this progress one percent at every
    /// fifth collection, and never to its end.
    Slow { progress: i64 },
    /// A restore that moves from Starting to its result in so many collections.
    Moving { ticks: u32 },
}

/// What EM knows of a session at a collection.
#[derive(Clone, Debug)]
pub(crate) struct Facts<'a> {
    pub(crate) vm_display_name: &'a str,
    pub(crate) job_type: &'a str,
    pub(crate) created: DateTime<Utc>,
    pub(crate) ended: Option<DateTime<Utc>>,
    pub(crate) state: &'a str,
    pub(crate) result: &'a str,
    pub(crate) progress: Option<i64>,
    pub(crate) message: Option<&'a str>,
    /// Given by the control endpoint; otherwise made of the VM and the time.
    pub(crate) name: Option<&'a str>,
}

impl RestoreSession {
    pub(crate) fn server(&self) -> &BackupServer {
        self.vm.backup.server()
    }

    /// The facts at the newest collection, with the overrides.
    pub(crate) fn facts<'a>(&'a self, clock: &Clock, patch: Option<&'a Patch>) -> Facts<'a> {
        let mut facts = Facts {
            vm_display_name: &self.vm.name,
            job_type: self.job_type,
            created: self.created,
            ended: None,
            state: "Working",
            result: "None",
            progress: Some(0),
            message: None,
            name: None,
        };
        self.script.tell(&mut facts, clock);
        if let Some(patch) = patch {
            patch.apply(&mut facts);
        }
        facts
    }
}

impl Script {
    fn tell(&self, facts: &mut Facts<'_>, clock: &Clock) {
        match self {
            Script::Ended { at, result, progress, message } => {
                facts.state = "Stopped";
                facts.result = result;
                facts.ended = Some(*at);
                facts.progress = *progress;
                facts.message = *message;
            }
            Script::Starting => facts.state = "Starting",
            Script::Mounted => {}
            Script::Slow { progress } => {
                facts.progress = Some((progress + clock.tick() / 5).min(99));
            }
            Script::Moving { ticks } => moving(facts, clock, i64::from(*ticks)),
        }
    }
}

/// Starting, then Working with rising progress, then Stopping, then Stopped
/// without a result, then the result at the last collection.
fn moving(facts: &mut Facts<'_>, clock: &Clock, ticks: i64) {
    let tick = clock.tick();
    let (state, progress) = match tick {
        0 => ("Starting", 0),
        tick if tick < ticks - 2 => ("Working", (100 * tick / (ticks - 2)).min(99)),
        tick if tick < ticks - 1 => ("Stopping", 100),
        _ => ("Stopped", 100),
    };
    facts.state = state;
    facts.progress = Some(progress);
    if ticks - 1 <= tick {
        facts.ended = Some(clock.time_of_tick(ticks - 1) - TimeDelta::milliseconds(1_420));
    }
    if ticks <= tick {
        facts.result = "Success";
    }
}

/// Overrides of a session's members, by their `PascalCase` names.
#[derive(Clone, Debug, Default)]
pub(crate) struct Patch {
    members: Vec<(String, Value)>,
}

impl Patch {
    /// Takes the members of a JSON object over, the newer ones winning.
    ///
    /// # Errors
    ///
    /// A sentence on a member that is not a session's or has another type.
    pub(crate) fn merge(&mut self, value: &Value) -> Result<(), String> {
        let members = value.as_object().ok_or("the body is not a JSON object")?;
        for (name, value) in members {
            let fits = match name.as_str() {
                "State" | "Result" | "VmDisplayName" | "Name" | "JobType" => value.is_string(),
                "FailureMessage" => value.is_string() || value.is_null(),
                "Progress" => value.is_i64() || value.is_null(),
                "CreationTimeUTC" => time(value).is_some(),
                "EndTimeUTC" => value.is_null() || time(value).is_some(),
                _ => return Err(format!("{name:?} is not a member that can be set")),
            };
            if !fits {
                return Err(format!("{name} cannot be {value}"));
            }
        }
        for (name, value) in members {
            self.members.retain(|(known, _)| known != name);
            self.members.push((name.clone(), value.clone()));
        }
        Ok(())
    }

    fn apply<'a>(&'a self, facts: &mut Facts<'a>) {
        for (name, value) in &self.members {
            let text = || value.as_str().unwrap_or_default();
            match name.as_str() {
                "State" => facts.state = text(),
                "Result" => facts.result = text(),
                "VmDisplayName" => facts.vm_display_name = text(),
                "Name" => facts.name = Some(text()),
                "JobType" => facts.job_type = text(),
                "FailureMessage" => facts.message = value.as_str(),
                "Progress" => facts.progress = value.as_i64(),
                "CreationTimeUTC" => facts.created = time(value).unwrap_or(facts.created),
                _ => facts.ended = time(value),
            }
        }
    }
}

fn time(value: &Value) -> Option<DateTime<Utc>> {
    DateTime::parse_from_rfc3339(value.as_str()?).ok().map(|time| time.to_utc())
}
