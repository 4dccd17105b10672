//! One row, and rows that came together.

use std::sync::Arc;

use crate::{
    entity::{
        Entity,
        restore_session::{RestoreSession, State},
    },
    time::Timestamp,
    verdict,
};

/// One row.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The same from one look to the next; empty where EM gives neither UID nor address.
    pub key: String,
    /// The session as sent.
    pub item: Arc<Entity>,
    /// When it was read, where it may have changed since and the newest look could not
    /// tell: EM did not send it, or could not be asked for all.
    pub old_since: Option<Timestamp>,
    /// Whether it may still change.
    pub(super) is_open: bool,
    /// Whether it stands among what runs: not stopped, as EM is asked for it.
    pub(super) is_running: bool,
    /// Of the key: comparing thousands of texts that begin alike takes long.
    hash: u64,
}

impl Entry {
    fn new(item: Arc<Entity>) -> Entry {
        let key = item.uid.as_deref().or(item.href.as_deref()).unwrap_or_default();
        let key = key.to_ascii_lowercase();
        // Of many replies some rows stay, for as long as the list is open.
        let item = Arc::new(Entity::from_object(item.object.detached()));
        let session = RestoreSession::from_entity(Arc::clone(&item));
        let is_open = !verdict::judge(&session, None).is_ended();
        let is_running = session.state != Some(State::Stopped);
        Entry { hash: hash(&key), key, item, old_since: None, is_open, is_running }
    }

    /// The same, not read since `at`.
    pub(super) fn old(&self, at: Timestamp) -> Entry {
        Entry { old_since: Some(at), ..self.clone() }
    }

    pub(super) fn is_same(&self, other: &Entry) -> bool {
        self.hash == other.hash && self.key == other.key && !self.key.is_empty()
    }
}

/// FNV-1a, 64 bits.
fn hash(key: &str) -> u64 {
    key.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

pub(super) fn has(entries: &[Entry], wanted: &Entry) -> bool {
    entries.iter().any(|entry| entry.is_same(wanted))
}

/// Entries of items, none twice: what was asked for later is newer, and stands in
/// the first one's place.
pub(super) fn entries(items: impl IntoIterator<Item = Arc<Entity>>) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for item in items {
        let entry = Entry::new(item);
        match entries.iter_mut().find(|known| known.is_same(&entry)) {
            Some(known) => *known = entry,
            None => entries.push(entry),
        }
    }
    entries
}
