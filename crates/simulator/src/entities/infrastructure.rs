//! Servers, repositories, backups and jobs (the reference, section d).

use super::{Parts, View, server_of};
use crate::{
    id::Id,
    options::Api,
    wire::{Node, Object},
    world::{Backup, BackupServer, Kind, ManagedServer, Repository},
};

impl View<'_> {
    pub(super) fn backup_server(&self, server: &BackupServer) -> Parts {
        let kind = Kind::BackupServer;
        let path = format!("{}/{}", kind.segment(), server.id);
        let link = |rel: &str, tail: &str, link_type: Option<&str>| {
            self.link(rel, &format!("{path}{tail}"), link_type)
        };
        let jobs = link("Down", "/jobs", Some("JobReferenceList"));
        let managed = link("Down", "/managedServers", Some("ManagedServerReferenceList"));
        let repositories = link("Down", "/repositories", Some("RepositoryReferenceList"));
        let external =
            link("Down", "/externalRepositories", Some("ExternalRepositoryReferenceList"));
        let credentials = link("Down", "/credentials", Some("CredentialsList"));
        let passwords = link("Down", "/passwords", Some("PasswordKeyList"));
        let links = vec![
            self.alternate(kind, server.id, server.name),
            link("Edit", "", Some(kind.reference())),
            link("Delete", "", Some(kind.reference())),
            jobs.clone(),
            managed.clone(),
            repositories.clone(),
            external.clone(),
            credentials.clone(),
            link("Create", "/credentials?action=create", None),
            passwords.clone(),
            link("Create", "/passwords?action=create", None),
            link("VeeamZip", "?action=veeamzip", None),
            link("QuickBackup", "?action=quickbackup", None),
            link("Start", "?action=collect", None),
        ];
        let alternate = self.alternate_entity(kind, server.id, server.name);
        let reference_links =
            vec![jobs, repositories, external, credentials, passwords, alternate, managed];
        let (port, version) = match self.api {
            Api::V12 => (9392, "12.3.2.4465"),
            Api::V13 => (443, "13.0.1.2067"),
        };
        let own = Object::new(kind.word())
            .child("Description", "")
            .child("Port", port)
            .child("Version", version)
            .child("WcfPort", 9405)
            .child("VbrCertificateThumbprint", "0".repeat(40));
        Parts { kind, id: server.id, name: server.name.to_owned(), own, links, reference_links }
    }

    pub(super) fn managed_server(&self, server: &ManagedServer) -> Parts {
        let kind = Kind::ManagedServer;
        let up = [self.up_server(&server.server)];
        let own = Object::new(kind.word())
            .child("Description", "")
            .child("ManagedServerType", server.role);
        let (links, reference_links) = self.around(kind, server.id, &server.name, &up, &[]);
        Parts { kind, id: server.id, name: server.name.clone(), own, links, reference_links }
    }

    pub(super) fn job(&self, backup: &Backup) -> Parts {
        let kind = Kind::Job;
        let path = format!("{}/{}/backupSessions", kind.segment(), backup.job_id);
        let up = [self.up_server(server_of(backup))];
        let down = [self.link("Down", &path, Some("BackupJobSessionReferenceList"))];
        let own = Object::new(kind.word())
            .child("JobType", "Backup")
            .child("Platform", backup.platform)
            .child("Description", "")
            .child("ScheduleEnabled", Node::Bool(true));
        let (links, reference_links) = self.around(kind, backup.job_id, backup.name, &up, &down);
        Parts { kind, id: backup.job_id, name: backup.name.to_owned(), own, links, reference_links }
    }

    pub(super) fn repository(&self, repository: &Repository) -> Parts {
        let kind = Kind::Repository;
        let path = format!("{}/{}", kind.segment(), repository.id);
        let up = [self.up_server(&repository.server)];
        let down = [
            self.link("Down", &format!("{path}/backups"), Some("BackupReferenceList")),
            self.link("Down", &format!("{path}/replicas"), Some("ReplicaReferenceList")),
        ];
        let own = Object::new(kind.word())
            .child("Capacity", repository.capacity)
            .child("FreeSpace", repository.free_space)
            .child("Kind", repository.kind);
        let (links, reference_links) =
            self.around(kind, repository.id, repository.name, &up, &down);
        Parts {
            kind,
            id: repository.id,
            name: repository.name.to_owned(),
            own,
            links,
            reference_links,
        }
    }

    pub(super) fn backup(&self, backup: &Backup) -> Parts {
        let kind = Kind::Backup;
        let path = format!("{}/{}", kind.segment(), backup.id);
        let repository = &backup.repository;
        let up = [
            self.up(Kind::Repository, repository.id, repository.name),
            self.up_server(server_of(backup)),
        ];
        let down = [
            self.link("Down", &format!("{path}/restorePoints"), Some("RestorePointReferenceList")),
            self.link("Down", &format!("{path}/backupFiles"), Some("BackupFileReferenceList")),
        ];
        let own = Object::new(kind.word())
            .child("Platform", backup.platform)
            .child("BackupType", "Standard");
        let (links, reference_links) = self.around(kind, backup.id, backup.name, &up, &down);
        Parts { kind, id: backup.id, name: backup.name.to_owned(), own, links, reference_links }
    }

    /// Links of entity and reference in the usual order: up, Alternate, down.
    pub(super) fn around(
        &self,
        kind: Kind,
        id: Id,
        name: &str,
        up: &[Object],
        down: &[Object],
    ) -> (Vec<Object>, Vec<Object>) {
        let between = |alternate: Object| [up, &[alternate], down].concat();
        (between(self.alternate(kind, id, name)), between(self.alternate_entity(kind, id, name)))
    }
}
