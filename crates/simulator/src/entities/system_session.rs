//! EM's own sessions, of which the simulator runs one kind: the collection of
//! the backup servers' data, once a tick.
//!
//! Members, words and the odd types of the links are those of the samples in
//! Veeam's reference for 13.1, «/systemSessions» and «/systemSessions/{ID}». The
//! list's name in JSON is inferred from its XML. That sample shows entities where
//! none were asked for; as no other collection does so, references come here.

use chrono::{DateTime, TimeDelta, Utc};

use super::{View, link};
use crate::{
    collections::references,
    id::{Id, Numbers},
    wire::{Node, Object},
};

/// How many are listed. EM lists those of 30 days, which are thousands.
const LISTED: i64 = 20;

/// How long a collection takes, as in the sample.
const LASTS: TimeDelta = TimeDelta::microseconds(18_421_500);

/// A collection that has run: what it found is known from its end on.
struct Collected {
    id: Id,
    began: DateTime<Utc>,
    ended: DateTime<Utc>,
}

impl View<'_> {
    /// The newest, in the order of their ids as in the sample, which says nothing of time.
    pub(crate) fn system_sessions(&self, entities: bool) -> Object {
        let all = self.collected();
        if entities {
            let entity = |one| Object { element: "Sessions", ..self.collected_entity(one) };
            Object::new("SystemSessions").flat_list("Sessions", all.iter().map(entity).collect())
        } else {
            references(all.iter().map(|one| self.collected_reference(one)).collect())
        }
    }

    /// One of those listed.
    pub(crate) fn system_session(&self, id: &str, entity: bool) -> Option<Object> {
        let id = Id::parse(id)?;
        let one = self.collected().into_iter().find(|one| one.id == id)?;
        Some(if entity { self.collected_entity(&one) } else { self.collected_reference(&one) })
    }

    fn collected(&self) -> Vec<Collected> {
        let clock = &self.inner.clock;
        let lasts = LASTS.min(TimeDelta::seconds(clock.interval_seconds()) / 2);
        let newest = clock.tick();
        let ran = |tick: i64| {
            let ended = clock.time_of_tick(tick);
            let seed = 0xc011_ec7e_d000_0000 ^ tick.unsigned_abs();
            Collected { id: Numbers::new(seed).id(), began: ended - lasts, ended }
        };
        let mut all: Vec<Collected> = ((newest - LISTED + 1).max(0)..=newest).map(ran).collect();
        all.sort_by_key(|one| one.id);
        all
    }

    fn collected_entity(&self, one: &Collected) -> Object {
        let path = format!("systemSessions/{}", one.id);
        let name = self.collected_name(one);
        let alternate = link(
            "Alternate",
            self.href(&path),
            name.as_str().into(),
            "BackupJobSessionReference".into(),
        );
        let result = Object::new("Result")
            .child("Result", "CompletedSuccessfully")
            .child("Message", "")
            .child("IsCanceled", Node::Bool(false));
        Object::new("SystemSession")
            .child("SessionType", "CollectJob")
            .child("CreationTimeUTC", one.began)
            .child("EndTimeUTC", one.ended)
            .child("State", "CompletedSuccessfully")
            .child("Result", result)
            .attribute("Name", name)
            .attribute("UID", uid(one))
            .list("Links", vec![alternate, self.events(&path)])
            .attribute("Href", self.href(&format!("{path}?format=Entity")))
            .attribute("Type", "SystemSession")
    }

    fn collected_reference(&self, one: &Collected) -> Object {
        let path = format!("systemSessions/{}", one.id);
        let name = self.collected_name(one);
        let entity = self.href(&format!("{path}?format=Entity"));
        let alternate = link("Alternate", entity, name.as_str().into(), "BackupJobSession".into());
        Object::new("EntityRef")
            .list("Links", vec![alternate, self.events(&path)])
            .attribute("UID", uid(one))
            .attribute("Name", name)
            .attribute("Href", self.href(&path))
            .attribute("Type", "SystemSessionReference")
    }

    fn collected_name(&self, one: &Collected) -> String {
        format!("Collect Job @{}", self.name_time(one.began))
    }

    fn events(&self, path: &str) -> Object {
        let href = self.href(&format!("{path}/events"));
        link("Down", href, "Events".into(), "SystemSessionEvents".into())
    }
}

fn uid(one: &Collected) -> String {
    format!("urn:veeam:SystemSession:{}", one.id)
}
