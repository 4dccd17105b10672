//! The restore sessions at the start: the named ones, then as many more as asked for.

use std::{cmp::Reverse, sync::Arc};

use chrono::{DateTime, TimeDelta, Utc};

use super::{
    Vm, VmRestorePoint,
    infrastructure::Infrastructure,
    named::{PAIR_VM, named_sessions},
    session::{RestoreSession, Script},
};
use crate::id::Numbers;

/// How far back sessions go: the collection shows a third of it, and EM purges
/// what is a little older (the reference, section d).
const HISTORY: TimeDelta = TimeDelta::days(90);

const MESSAGES: [Option<&str>; 4] = [
    None,
    Some("Failed to connect to host esx07.tech.local. The operation has timed out."),
    Some("Restore failed: Cannot use datastore <ds-prod-02>: 'access denied' & no free space."),
    Some("Processing canceled by user TECH\\admin"),
];

/// Newest first.
pub(crate) fn seed(
    now: DateTime<Utc>,
    count: u32,
    restore_ticks: u32,
    infrastructure: &Infrastructure,
    numbers: &mut Numbers,
) -> Vec<Arc<RestoreSession>> {
    let points = by_vm(infrastructure);
    let mut sessions = seed_named(now, restore_ticks, &points);
    let points: Vec<VmPoints> = points.into_iter().filter(|(vm, _)| vm.name != PAIR_VM).collect();
    let vm_count = u32::try_from(points.len()).unwrap_or(u32::MAX);
    let more = count.saturating_sub(u32::try_from(sessions.len()).unwrap_or(0));
    for number in 0..more {
        let chosen = usize::try_from(numbers.below(vm_count)).unwrap_or(0);
        let Some((vm, points)) = points.get(chosen) else { continue };
        // Half of it squared, so that the last days hold more than the first.
        let share = i64::from(number + 1) * 1_000_000 / i64::from(more);
        let part = share / 2 + share * share / 2_000_000;
        let age_seconds = HISTORY.num_seconds() * part / 1_000_000;
        let age = TimeDelta::seconds(3600 + age_seconds)
            + TimeDelta::microseconds(numbers.below(50_000_000));
        sessions.push(ended_session(vm, points, now - age, numbers));
    }
    sessions.sort_by_key(|session| Reverse(session.created));
    sessions.into_iter().map(Arc::new).collect()
}

type VmPoints = (Arc<Vm>, Vec<Arc<VmRestorePoint>>);

fn by_vm(infrastructure: &Infrastructure) -> Vec<VmPoints> {
    let points_of = |vm: &Arc<Vm>| {
        let points = infrastructure.vm_points.iter();
        points.filter(|point| Arc::ptr_eq(&point.vm, vm)).cloned().collect()
    };
    infrastructure.vms.iter().map(|vm| (vm.clone(), points_of(vm))).collect()
}

fn seed_named(now: DateTime<Utc>, restore_ticks: u32, vms: &[VmPoints]) -> Vec<RestoreSession> {
    let mut sessions = Vec::new();
    for named in named_sessions() {
        let Some((vm, points)) = vms.iter().find(|(vm, _)| vm.name == named.vm) else { continue };
        let created = now - named.age;
        sessions.push(RestoreSession {
            id: named.id,
            vm: vm.clone(),
            point: points.first().filter(|_| named.related).cloned(),
            job_type: named.job_type,
            created,
            script: named.script(created, restore_ticks),
        });
    }
    sessions
}

/// One that is over: most went well.
fn ended_session(
    vm: &Arc<Vm>,
    points: &[Arc<VmRestorePoint>],
    created: DateTime<Utc>,
    numbers: &mut Numbers,
) -> RestoreSession {
    let files = numbers.below(3) == 0;
    let result = match numbers.below(100) {
        0..3 => "Failed",
        3..9 => "Warning",
        _ => "Success",
    };
    // A file-level session ends at 0 (the reference, section d).
    let progress = match result {
        "Failed" => numbers.below(90),
        _ if files => 0,
        _ => 100,
    };
    let message = match result {
        "Failed" => usize::try_from(numbers.below(4))
            .ok()
            .and_then(|index| MESSAGES.get(index).copied().flatten()),
        _ => None,
    };
    let lasted = TimeDelta::microseconds(20_000_000 + numbers.below(u32::MAX));
    RestoreSession {
        id: numbers.id(),
        vm: vm.clone(),
        point: points.iter().find(|point| point.at < created).cloned(),
        job_type: if files { "FileLevelRestore" } else { "RestoreVm" },
        created,
        script: Script::Ended {
            at: (created + lasted).min(created + TimeDelta::minutes(59)),
            result,
            progress: Some(progress),
            message,
        },
    }
}
