//! Backup servers, repositories, jobs, and the restore points they made.

mod plan;

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};

use super::Item;
use crate::id::{Id, Numbers};

use plan::{BackupPlan, DOCUMENTED_POINTS, SERVERS, further_name};

/// How many days back restore points go, one a day.
const POINT_DAYS: i64 = 14;
#[derive(Debug)]
pub(crate) struct BackupServer {
    pub(crate) id: Id,
    pub(crate) name: &'static str,
}

#[derive(Debug)]
pub(crate) struct ManagedServer {
    pub(crate) id: Id,
    pub(crate) name: String,
    pub(crate) role: &'static str,
    pub(crate) server: Arc<BackupServer>,
}

#[derive(Debug)]
pub(crate) struct Repository {
    pub(crate) id: Id,
    pub(crate) name: &'static str,
    pub(crate) kind: &'static str,
    /// In bytes; -1 for object storage (the reference, section d).
    pub(crate) capacity: i64,
    pub(crate) free_space: i64,
    pub(crate) server: Arc<BackupServer>,
}

/// A backup and the job that makes it.
#[derive(Debug)]
pub(crate) struct Backup {
    pub(crate) id: Id,
    pub(crate) job_id: Id,
    pub(crate) name: &'static str,
    pub(crate) platform: &'static str,
    pub(crate) repository: Arc<Repository>,
}

impl Backup {
    pub(crate) fn server(&self) -> &Arc<BackupServer> {
        &self.repository.server
    }
}

/// A restore point of a backup and the file that holds it.
#[derive(Debug)]
pub(crate) struct RestorePoint {
    pub(crate) id: Id,
    pub(crate) file_id: Id,
    pub(crate) at: DateTime<Utc>,
    /// Whether it needs no other point.
    pub(crate) full: bool,
    pub(crate) backup: Arc<Backup>,
}

#[derive(Debug)]
pub(crate) struct Vm {
    pub(crate) name: String,
    /// `urn:<Platform>:Vm:<root>.<ref>` (the reference, section d).
    pub(crate) hierarchy_ref: String,
    pub(crate) backup: Arc<Backup>,
}

impl Vm {
    /// Makes one that a backup holds, below a root of its platform's hierarchy.
    pub(super) fn new(
        name: String,
        backup: &Arc<Backup>,
        root: Id,
        numbers: &mut Numbers,
    ) -> Arc<Vm> {
        let hierarchy_ref = match backup.platform {
            "HyperV" => format!("urn:HyperV:Vm:{root}.{}", numbers.id()),
            platform => format!("urn:{platform}:Vm:{root}.vm-{}", 1000 + numbers.below(200_000)),
        };
        Arc::new(Vm { name, hierarchy_ref, backup: backup.clone() })
    }
}

#[derive(Debug)]
pub(crate) struct VmRestorePoint {
    pub(crate) id: Id,
    pub(crate) at: DateTime<Utc>,
    pub(crate) vm: Arc<Vm>,
    pub(crate) point: Arc<RestorePoint>,
}

/// All but the sessions.
#[derive(Debug, Default)]
pub(crate) struct Infrastructure {
    servers: Vec<Arc<BackupServer>>,
    managed_servers: Vec<Arc<ManagedServer>>,
    repositories: Vec<Arc<Repository>>,
    backups: Vec<Arc<Backup>>,
    points: Vec<Arc<RestorePoint>>,
    pub(crate) vms: Vec<Arc<Vm>>,
    /// Newest first for each VM.
    pub(crate) vm_points: Vec<Arc<VmRestorePoint>>,
}

impl Infrastructure {
    pub(crate) fn items(&self) -> impl Iterator<Item = Item> {
        (self.servers.iter().cloned().map(Item::BackupServer))
            .chain(self.managed_servers.iter().cloned().map(Item::ManagedServer))
            .chain(self.backups.iter().cloned().map(Item::Job))
            .chain(self.repositories.iter().cloned().map(Item::Repository))
            .chain(self.backups.iter().cloned().map(Item::Backup))
            .chain(self.points.iter().cloned().map(Item::RestorePoint))
            .chain(self.points.iter().cloned().map(Item::BackupFile))
            .chain(self.vm_points.iter().cloned().map(Item::VmRestorePoint))
    }
}

/// Makes what is written down, and so many further VMs in each backup.
pub(crate) fn seed(
    now: DateTime<Utc>,
    further_vms: usize,
    numbers: &mut Numbers,
) -> Infrastructure {
    let mut all = Infrastructure::default();
    for plan in &SERVERS {
        let server = Arc::new(BackupServer { id: Id::new(plan.id), name: plan.name });
        let hosts = [("vcenter", "VirtualCenter"), ("proxy", "BackupProxy")];
        for (host, role) in hosts {
            let name = format!("{host}{:02}.tech.local", all.servers.len() + 1);
            let server = server.clone();
            all.managed_servers.push(Arc::new(ManagedServer {
                id: numbers.id(),
                name,
                role,
                server,
            }));
        }
        for ((name, kind, capacity), backup) in plan.repositories.iter().zip(&plan.backups) {
            let repository = Arc::new(Repository {
                id: numbers.id(),
                name,
                kind,
                capacity: *capacity,
                free_space: if *capacity < 0 { -1 } else { capacity / 3 },
                server: server.clone(),
            });
            all.repositories.push(repository.clone());
            seed_backup(&mut all, backup, repository, further_vms, now, numbers);
        }
        all.servers.push(server);
    }
    all
}

fn seed_backup(
    all: &mut Infrastructure,
    plan: &BackupPlan,
    repository: Arc<Repository>,
    further_vms: usize,
    now: DateTime<Utc>,
    numbers: &mut Numbers,
) {
    let backup = Arc::new(Backup {
        id: numbers.id(),
        job_id: numbers.id(),
        name: plan.name,
        platform: plan.platform,
        repository,
    });
    let root = numbers.id();
    let newest = now - TimeDelta::hours(7 + numbers.below(6));
    let points: Vec<Arc<RestorePoint>> = (0..POINT_DAYS)
        .map(|day| {
            Arc::new(RestorePoint {
                id: numbers.id(),
                file_id: numbers.id(),
                at: newest - TimeDelta::days(day)
                    + TimeDelta::microseconds(numbers.below(90_000_000)),
                full: day % 7 == 6,
                backup: backup.clone(),
            })
        })
        .collect();
    let place = all.vms.len() + plan.vms.len();
    let further = (place..place + further_vms).map(further_name);
    for name in plan.vms.iter().copied().map(str::to_owned).chain(further) {
        let vm = Vm::new(name, &backup, root, numbers);
        for (day, point) in points.iter().enumerate() {
            let documented = DOCUMENTED_POINTS.iter().find(|(of, _)| day == 0 && *of == vm.name);
            all.vm_points.push(Arc::new(VmRestorePoint {
                id: documented.map_or_else(|| numbers.id(), |(_, id)| Id::new(*id)),
                at: point.at + TimeDelta::microseconds(5_000_000 + numbers.below(200_000_000)),
                vm: vm.clone(),
                point: point.clone(),
            }));
        }
        all.vms.push(vm);
    }
    all.points.extend(points);
    all.backups.push(backup);
}
