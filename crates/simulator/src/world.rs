//! What EM's database holds: the backup infrastructure and the restore sessions.

mod infrastructure;
mod named;
mod session;
mod sessions;

use std::{collections::HashMap, sync::Arc};

use chrono::{DateTime, Utc};

use crate::id::{Id, Numbers};

pub(crate) use infrastructure::{
    Backup, BackupServer, ManagedServer, Repository, RestorePoint, Vm, VmRestorePoint,
};
pub(crate) use named::named_sessions;
pub(crate) use session::{Facts, Patch, RestoreSession};

/// The kinds of entities that hold something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    BackupServer,
    ManagedServer,
    Job,
    Repository,
    Backup,
    RestorePoint,
    BackupFile,
    VmRestorePoint,
    RestoreSession,
}

impl Kind {
    pub(crate) const ALL: [Kind; 9] = [
        Kind::BackupServer,
        Kind::ManagedServer,
        Kind::Job,
        Kind::Repository,
        Kind::Backup,
        Kind::RestorePoint,
        Kind::BackupFile,
        Kind::VmRestorePoint,
        Kind::RestoreSession,
    ];

    /// The `Type` of an entity, which is also its XML element.
    pub(crate) fn word(self) -> &'static str {
        self.words().0
    }

    /// The `Type` of a reference.
    pub(crate) fn reference(self) -> &'static str {
        self.words().1
    }

    /// The key of a list of entities.
    pub(crate) fn plural(self) -> &'static str {
        self.words().2
    }

    /// The path segment of the collection.
    pub(crate) fn segment(self) -> &'static str {
        self.words().3
    }

    fn words(self) -> (&'static str, &'static str, &'static str, &'static str) {
        match self {
            Kind::BackupServer => {
                ("BackupServer", "BackupServerReference", "BackupServers", "backupServers")
            }
            Kind::ManagedServer => {
                ("ManagedServer", "ManagedServerReference", "ManagedServers", "managedServers")
            }
            Kind::Job => ("Job", "JobReference", "Jobs", "jobs"),
            Kind::Repository => {
                ("Repository", "RepositoryReference", "Repositories", "repositories")
            }
            Kind::Backup => ("Backup", "BackupReference", "Backups", "backups"),
            Kind::RestorePoint => {
                ("RestorePoint", "RestorePointReference", "RestorePoints", "restorePoints")
            }
            Kind::BackupFile => ("BackupFile", "BackupFileReference", "BackupFiles", "backupFiles"),
            Kind::VmRestorePoint => {
                ("VmRestorePoint", "VmRestorePointReference", "VmRestorePoints", "vmRestorePoints")
            }
            Kind::RestoreSession => {
                ("RestoreSession", "RestoreSessionReference", "RestoreSessions", "restoreSessions")
            }
        }
    }
}

/// One entity.
#[derive(Clone, Debug)]
pub(crate) enum Item {
    BackupServer(Arc<BackupServer>),
    ManagedServer(Arc<ManagedServer>),
    Job(Arc<Backup>),
    Repository(Arc<Repository>),
    Backup(Arc<Backup>),
    RestorePoint(Arc<RestorePoint>),
    BackupFile(Arc<RestorePoint>),
    VmRestorePoint(Arc<VmRestorePoint>),
    RestoreSession(Arc<RestoreSession>),
}

impl Item {
    pub(crate) fn id(&self) -> Id {
        match self {
            Item::BackupServer(server) => server.id,
            Item::ManagedServer(server) => server.id,
            Item::Job(backup) => backup.job_id,
            Item::Repository(repository) => repository.id,
            Item::Backup(backup) => backup.id,
            Item::RestorePoint(point) => point.id,
            Item::BackupFile(point) => point.file_id,
            Item::VmRestorePoint(point) => point.id,
            Item::RestoreSession(session) => session.id,
        }
    }

    pub(crate) fn kind(&self) -> Kind {
        match self {
            Item::BackupServer(_) => Kind::BackupServer,
            Item::ManagedServer(_) => Kind::ManagedServer,
            Item::Job(_) => Kind::Job,
            Item::Repository(_) => Kind::Repository,
            Item::Backup(_) => Kind::Backup,
            Item::RestorePoint(_) => Kind::RestorePoint,
            Item::BackupFile(_) => Kind::BackupFile,
            Item::VmRestorePoint(_) => Kind::VmRestorePoint,
            Item::RestoreSession(_) => Kind::RestoreSession,
        }
    }
}

/// VMs of each backup besides those that are written down: none where there
/// are few sessions, and some hundreds in all where there are many.
fn further_vms(session_count: u32) -> usize {
    usize::try_from(session_count / 2_000).unwrap_or(0).min(50)
}

/// All entities, by kind in a fixed order and by id.
#[derive(Debug)]
pub(crate) struct World {
    by_kind: HashMap<Kind, Vec<Item>>,
    by_id: HashMap<Id, Item>,
}

impl World {
    /// Makes the data as it is at `now`; the same for the same arguments.
    pub(crate) fn seed(now: DateTime<Utc>, session_count: u32, restore_ticks: u32) -> World {
        let mut numbers = Numbers::new(0x5eed);
        let infrastructure = infrastructure::seed(now, further_vms(session_count), &mut numbers);
        let sessions =
            sessions::seed(now, session_count, restore_ticks, &infrastructure, &mut numbers);
        let mut by_kind: HashMap<Kind, Vec<Item>> = HashMap::new();
        for item in infrastructure.items().chain(sessions.into_iter().map(Item::RestoreSession)) {
            by_kind.entry(item.kind()).or_default().push(item);
        }
        let by_id = by_kind.values().flatten().map(|item| (item.id(), item.clone())).collect();
        World { by_kind, by_id }
    }

    /// All entities of a kind.
    pub(crate) fn all(&self, kind: Kind) -> &[Item] {
        self.by_kind.get(&kind).map_or(&[], Vec::as_slice)
    }

    /// The entity of that kind and id.
    pub(crate) fn find(&self, kind: Kind, id: Id) -> Option<&Item> {
        self.by_id.get(&id).filter(|item| item.kind() == kind)
    }
}
