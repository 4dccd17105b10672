//! Backup servers, repositories, jobs, and the restore points they made.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};

use super::Item;
use crate::id::{Id, Numbers};

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
    pub(crate) name: &'static str,
    /// `urn:<Platform>:Vm:<root>.<ref>` (the reference, section d).
    pub(crate) hierarchy_ref: String,
    pub(crate) backup: Arc<Backup>,
}

#[derive(Debug)]
pub(crate) struct VmRestorePoint {
    pub(crate) id: Id,
    pub(crate) at: DateTime<Utc>,
    pub(crate) vm: Arc<Vm>,
    pub(crate) point: Arc<RestorePoint>,
}

/// A backup as it is written down: its name, platform, VMs.
struct BackupPlan {
    name: &'static str,
    platform: &'static str,
    vms: &'static [&'static str],
}

/// A server as it is written down. The ids are those of the documented samples.
struct ServerPlan {
    id: u128,
    name: &'static str,
    repositories: [(&'static str, &'static str, i64); 2],
    backups: [BackupPlan; 2],
}

const TIB: i64 = 1 << 40;

const SERVERS: [ServerPlan; 4] = [
    ServerPlan {
        id: 0xce15_a8c7_aa49_495e_b05b_ee33_98c9_1018,
        name: "srv02.tech.local",
        repositories: [
            ("Default Backup Repository", "WinLocal", 8 * TIB),
            ("Scale-out Backup Repository 2", "AmazonS3Compatible", -1),
        ],
        backups: [
            BackupPlan {
                name: "File Servers",
                platform: "VMware",
                vms: &["srv04", "fileserver-münchen", "fileserver02", "print01"],
            },
            BackupPlan {
                name: "Infrastructure",
                platform: "VMware",
                vms: &["dc01", "dc02", "mail02", "websrv01", "crm01", "dbserver01", "intranet07"],
            },
        ],
    },
    ServerPlan {
        id: 0xa490_c017_2c1c_40ee_8bcf_73bc_ce6a_b36f,
        name: "enterprise01.tech.local",
        repositories: [
            ("Linux Hardened 01", "LinuxLocal", 24 * TIB),
            ("Scale-out Backup Repository 1", "AmazonS3Compatible", -1),
        ],
        backups: [
            BackupPlan {
                name: "Linux Daily",
                platform: "VMware",
                vms: &["ubuntu88", "gitlab01", "web-frontend-03", "monitor01"],
            },
            BackupPlan {
                name: "ERP Production",
                platform: "VMware",
                vms: &["erp-app-01", "erp-app-02", "erp-db-01", "sap-hana-02"],
            },
        ],
    },
    ServerPlan {
        id: 0xbe21_c981_7353_4896_8b69_0bf3_00c0_5337,
        name: "172.17.53.1",
        repositories: [
            ("Branch NAS", "CifsShare", 4 * TIB),
            ("Branch Archive", "WinLocal", 12 * TIB),
        ],
        backups: [
            BackupPlan {
                name: "Branch Office",
                platform: "HyperV",
                vms: &["fileserver01", "oracle03", "branch-dc01"],
            },
            BackupPlan {
                name: "Branch Desktops",
                platform: "HyperV",
                vms: &["vdi-pool-07", "vdi-pool-12"],
            },
        ],
    },
    ServerPlan {
        id: 0x1594_2270_fb56_4dcc_96e9_5f80_e472_5a15,
        name: "localhost",
        repositories: [
            ("Backup Volume 02", "WinLocal", 2 * TIB),
            ("USB Rotation", "WinLocal", TIB),
        ],
        backups: [
            BackupPlan {
                name: "Hyper-V Lab",
                platform: "HyperV",
                vms: &["sql01-hv", "test-win11"],
            },
            BackupPlan {
                name: "Lab Linux",
                platform: "HyperV",
                vms: &["alma9-build", "k3s-node-1"],
            },
        ],
    },
];

/// VMs whose newest restore point has the id of a documented sample.
const DOCUMENTED_POINTS: [(&str, u128); 3] = [
    ("srv04", 0xfb87_163e_687d_4006_96c9_0451_b542_3b85),
    ("ubuntu88", 0x6c95_8531_3177_4055_b0ce_dc4e_f1ce_6433),
    ("fileserver01", 0xd2bf_ab92_7286_454e_ada5_55dd_8146_d462),
];

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

pub(crate) fn seed(now: DateTime<Utc>, numbers: &mut Numbers) -> Infrastructure {
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
            seed_backup(&mut all, backup, repository, now, numbers);
        }
        all.servers.push(server);
    }
    all
}

fn seed_backup(
    all: &mut Infrastructure,
    plan: &BackupPlan,
    repository: Arc<Repository>,
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
    for name in plan.vms {
        let vm = Arc::new(Vm {
            name,
            hierarchy_ref: hierarchy_ref(plan.platform, root, numbers),
            backup: backup.clone(),
        });
        for (day, point) in points.iter().enumerate() {
            let documented = DOCUMENTED_POINTS.iter().find(|(vm, _)| day == 0 && vm == name);
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

fn hierarchy_ref(platform: &str, root: Id, numbers: &mut Numbers) -> String {
    match platform {
        "HyperV" => format!("urn:HyperV:Vm:{root}.{}", numbers.id()),
        _ => format!("urn:{platform}:Vm:{root}.vm-{}", 1000 + numbers.below(200_000)),
    }
}
