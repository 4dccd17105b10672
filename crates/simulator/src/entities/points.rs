//! Restore points and the files that hold them (the reference, section d).

use super::{Parts, View, server_of};
use crate::{
    wire::{Node, Object},
    world::{Kind, RestorePoint, VmRestorePoint},
};

impl View<'_> {
    pub(super) fn vm_restore_point(&self, point: &VmRestorePoint) -> Parts {
        let kind = Kind::VmRestorePoint;
        let name = self.vm_point_name(point);
        let path = format!("{}/{}", kind.segment(), point.id);
        let mounts = format!("{path}/mounts");
        let of = &point.point;
        let up = [
            self.up_server(server_of(&of.backup)),
            self.up(Kind::RestorePoint, of.id, &self.point_name(of)),
            self.up(Kind::BackupFile, of.file_id, &View::file_name(of)),
        ];
        let down = self.link("Down", &mounts, Some("VmRestorePointMountList"));
        let mut links = vec![self.link("Restore", &format!("{path}?action=restore"), None)];
        links.extend(up.clone());
        links.extend([
            self.alternate(kind, point.id, &name),
            down.clone(),
            self.link("Create", &mounts, Some("VmRestorePointMount")),
        ]);
        let mut reference_links = up.to_vec();
        reference_links.extend([self.alternate_entity(kind, point.id, &name), down]);
        let (algorithm, point_type) =
            if of.full { ("Full", "Full") } else { ("Incremental", "Increment") };
        let own = Object::new(kind.word())
            .child("CreationTimeUTC", point.at)
            .child("VmName", point.vm.name.as_str())
            .child("Algorithm", algorithm)
            .child("PointType", point_type)
            .child("HierarchyObjRef", point.vm.hierarchy_ref.as_str())
            .child("SqlInfo", Node::Null)
            .attribute("VmDisplayName", point.vm.name.as_str());
        Parts { kind, id: point.id, name, own, links, reference_links }
    }

    pub(super) fn restore_point(&self, point: &RestorePoint) -> Parts {
        let kind = Kind::RestorePoint;
        let name = self.point_name(point);
        let path = format!("{}/{}", kind.segment(), point.id);
        let backup = &point.backup;
        let up = [self.up(Kind::Backup, backup.id, backup.name), self.up_server(server_of(backup))];
        let down = [
            self.link(
                "Down",
                &format!("{path}/vmRestorePoints"),
                Some("VmRestorePointReferenceList"),
            ),
            self.link(
                "Down",
                &format!("{path}/vAppRestorePoints"),
                Some("VAppRestorePointReferenceList"),
            ),
            // The sample's odd relation and type.
            self.link("Related", &format!("{path}/backupFiles"), Some("RestorePointReferenceList")),
        ];
        let own = Object::new(kind.word()).child("BackupDateUTC", point.at);
        let (links, reference_links) = self.around(kind, point.id, &name, &up, &down);
        Parts { kind, id: point.id, name, own, links, reference_links }
    }

    pub(super) fn backup_file(&self, point: &RestorePoint) -> Parts {
        let kind = Kind::BackupFile;
        let name = View::file_name(point);
        let path = format!("{}/{}", kind.segment(), point.file_id);
        let backup = &point.backup;
        let up = [self.up(Kind::Backup, backup.id, backup.name), self.up_server(server_of(backup))];
        let down = [
            self.link("Related", &format!("{path}/restorePoints"), Some("BackupFileReferenceList")),
            self.link(
                "Down",
                &format!("{path}/vmRestorePoints"),
                Some("VmRestorePointReferenceList"),
            ),
        ];
        let own = Object::new(kind.word())
            .child("FilePath", format!("C:\\BackupVol02\\{}\\{name}", backup.name))
            .child("BackupSize", if point.full { 31_608_832_000 } else { 2_160_883_200 })
            .child("DataSize", 42_949_683_607)
            .child("DeduplicationRatio", 0)
            .child("CompressRatio", 1)
            .child("CreationTimeUtc", point.at)
            .child("FileType", if point.full { "vbk" } else { "vib" });
        let (links, reference_links) = self.around(kind, point.file_id, &name, &up, &down);
        Parts { kind, id: point.file_id, name, own, links, reference_links }
    }
}
