//! The sessions worth a look: those of the documented samples, and one for
//! each state of interest.

use chrono::{DateTime, TimeDelta, Utc};

use super::session::Script;
use crate::id::Id;

/// A session with a known id.
pub(crate) struct Named {
    /// What the ready line calls it.
    pub(crate) word: &'static str,
    pub(crate) id: Id,
    pub(crate) vm: &'static str,
    pub(crate) job_type: &'static str,
    /// How long before the start it began.
    pub(crate) age: TimeDelta,
    /// Whether it leads to the restore point it restores from.
    pub(crate) related: bool,
    ending: Ending,
}

enum Ending {
    After {
        seconds: i64,
        result: &'static str,
        progress: Option<i64>,
        message: Option<&'static str>,
    },
    Starting,
    Mounted,
    Slow {
        progress: i64,
    },
    Moving,
}

impl Named {
    pub(crate) fn script(&self, created: DateTime<Utc>, restore_ticks: u32) -> Script {
        match self.ending {
            Ending::After { seconds, result, progress, message } => Script::Ended {
                at: created + TimeDelta::seconds(seconds) + TimeDelta::milliseconds(700),
                result,
                progress,
                message,
            },
            Ending::Starting => Script::Starting,
            Ending::Mounted => Script::Mounted,
            Ending::Slow { progress } => Script::Slow { progress },
            Ending::Moving => Script::Moving { ticks: restore_ticks },
        }
    }
}

/// The VM that was restored twice, `older` and `newer`, and has no other session.
pub(super) const PAIR_VM: &str = "intranet07";

const FULL_DISK: &str = "Restore job failed Error: Failed to create destination VM.\nInsufficient disk space on C:\\ClusterStorage\\Volume1";

const fn ended(seconds: i64, result: &'static str, progress: i64) -> Ending {
    Ending::After { seconds, result, progress: Some(progress), message: None }
}

const fn named(
    word: &'static str,
    id: u128,
    vm: &'static str,
    job_type: &'static str,
    age_minutes: i64,
    ending: Ending,
) -> Named {
    let age = TimeDelta::minutes(age_minutes);
    Named { word, id: Id::new(id), vm, job_type, age, related: true, ending }
}

/// All of them. Ids of the first four are documented (the reference, section d).
#[rustfmt::skip]
pub(crate) fn named_sessions() -> [Named; 14] {
    const VM: &str = "RestoreVm";
    const FILES: &str = "FileLevelRestore";
    const DAY: i64 = 24 * 60;
    let message = Ending::After { seconds: 41, result: "Failed", progress: Some(12), message: Some(FULL_DISK) };
    let bare = Ending::After { seconds: 12, result: "Success", progress: None, message: None };
    [
        named("filelevel", 0x676d_c837_f441_4ac1_8470_15be_06b4_cffc, "srv04", FILES, 3 * 60 + 40, ended(1746, "Success", 0)),
        named("running", 0xed8e_95ca_6ec5_4a2d_978b_e110_8c41_30b6, "ubuntu88", VM, 52, Ending::Slow { progress: 64 }),
        named("filelevelEnded", 0x8f20_b44a_b96f_47c6_9a17_ba9d_1c17_a342, "fileserver01", FILES, DAY + 90, ended(108, "Success", 100)),
        Named { related: false, ..named("noRelated", 0xb67a_3603_81f4_46af_be68_9f2c_2307_465c, "sql01-hv", VM, 5 * DAY, bare) },
        named("filelevelRunning", 0x9e28_9dec_4c1d_4a76_bae0_2191_104c_b59d, "srv04", FILES, 17, Ending::Mounted),
        named("success", 0x0f5a_6c1e_3c0b_4f7e_9b21_6f2d_9b7c_1a01, "dbserver01", VM, 6 * 60, ended(1702, "Success", 100)),
        named("warning", 0x0f5a_6c1e_3c0b_4f7e_9b21_6f2d_9b7c_1a02, "crm01", VM, 14 * 60, ended(1004, "Warning", 100)),
        named("failedNoMessage", 0x0f5a_6c1e_3c0b_4f7e_9b21_6f2d_9b7c_1a03, "mail02", VM, 2 * DAY, ended(233, "Failed", 37)),
        named("failed", 0x0f5a_6c1e_3c0b_4f7e_9b21_6f2d_9b7c_1a04, "oracle03", VM, 20 * 60, message),
        named("starting", 0x0f5a_6c1e_3c0b_4f7e_9b21_6f2d_9b7c_1a05, "websrv01", VM, 1, Ending::Starting),
        named("moving", 0x0f5a_6c1e_3c0b_4f7e_9b21_6f2d_9b7c_1a07, "erp-db-01", VM, 2, Ending::Moving),
        named("old", 0x0f5a_6c1e_3c0b_4f7e_9b21_6f2d_9b7c_1a08, "fileserver-münchen", FILES, 45 * DAY, ended(640, "Success", 0)),
        named("older", 0x0f5a_6c1e_3c0b_4f7e_9b21_6f2d_9b7c_1a09, PAIR_VM, VM, 3 * 60 + 28, ended(28 * 60, "Success", 100)),
        named("newer", 0x0f5a_6c1e_3c0b_4f7e_9b21_6f2d_9b7c_1a0a, PAIR_VM, VM, 25, Ending::Slow { progress: 40 }),
    ]
}
