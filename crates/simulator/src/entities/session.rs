//! Restore sessions (the reference, section d, first table).

use super::{Parts, View};
use crate::{
    wire::{Node, Object},
    world::{Facts, Kind, RestoreSession},
};

impl View<'_> {
    pub(super) fn restore_session(&self, session: &RestoreSession) -> Parts {
        let kind = Kind::RestoreSession;
        let facts = self.inner.facts(session);
        let name = self.session_name(&facts);
        let up = self.up_server(session.server());
        let alternate_entity = self.alternate_entity(kind, session.id, &name);
        let mut links = vec![up.clone(), self.alternate(kind, session.id, &name)];
        if let Some(point) = &session.point {
            let point_name = self.vm_point_name(point);
            links.push(self.to_reference("Related", Kind::VmRestorePoint, point.id, &point_name));
        }
        Parts {
            kind,
            id: session.id,
            name,
            own: own(session, facts),
            links,
            reference_links: vec![up, alternate_entity],
        }
    }

    /// `FLR_[vm]@time` for files, `vm@time` for a VM.
    pub(crate) fn session_name(&self, facts: &Facts<'_>) -> String {
        let vm = facts.vm_display_name;
        match facts.name {
            Some(name) => name.to_owned(),
            None if facts.job_type == "FileLevelRestore" => {
                format!("FLR_[{vm}]@{}", self.name_time(facts.created))
            }
            None => format!("{vm}@{}", self.name_time(facts.created)),
        }
    }
}

fn own(session: &RestoreSession, facts: Facts<'_>) -> Object {
    let restored = match (&session.point, facts.state, session.job_type) {
        (Some(point), "Stopped", "RestoreVm") => Node::Text(point.vm.hierarchy_ref.clone()),
        _ => Node::Null,
    };
    Object::new(Kind::RestoreSession.word())
        .child("RestoredObjRef", restored)
        .attribute("VmDisplayName", facts.vm_display_name)
        .child("JobUid", Node::Null)
        .child("JobName", Node::Null)
        .child("JobType", facts.job_type)
        .child("CreationTimeUTC", facts.created)
        .optional("EndTimeUTC", facts.ended)
        .child("State", facts.state)
        .child("Result", facts.result)
        .optional("Progress", facts.progress)
        .child("FailureMessage", facts.message.map(str::to_owned))
}
