//! A backup server: the Up target of a restore session.
//!
//! Source of each member: reference, section d, «`BackupServer`».

use super::{Entity, word};

/// The facts that the page leads with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackupServer {
    /// FQDN, IP address or `localhost`.
    pub name: Option<String>,
    /// Product version, such as `12.3.2.4465`.
    pub version: Option<String>,
    /// What the admin wrote; may be empty.
    pub description: Option<String>,
}

impl BackupServer {
    /// Reads the facts of an entity.
    pub fn from_entity(entity: &Entity) -> BackupServer {
        BackupServer {
            name: entity.name.clone(),
            version: word(&entity.object, "Version"),
            description: word(&entity.object, "Description"),
        }
    }
}
