//! A VM restore point: the Related target of a restore session.
//!
//! Source of each member: reference, section d, «`VmRestorePoint`».

use super::{Entity, when, word};
use crate::time::When;

/// The facts that the page leads with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VmRestorePoint {
    /// `VmDisplayName`, else `VmName`: either may be missing.
    pub vm_name: Option<String>,
    /// `CreationTimeUTC`: the state that the VM's data had.
    pub created: When,
    /// `PointType`: Full, Increment, `ReverseIncrement`, or a word not known.
    pub point_type: Option<String>,
    /// `Algorithm`.
    pub algorithm: Option<String>,
}

impl VmRestorePoint {
    /// Reads the facts of an entity.
    pub fn from_entity(entity: &Entity) -> VmRestorePoint {
        let object = &entity.object;
        VmRestorePoint {
            vm_name: word(object, "VmDisplayName").or_else(|| word(object, "VmName")),
            created: when(object, "CreationTimeUTC"),
            point_type: word(object, "PointType"),
            algorithm: word(object, "Algorithm"),
        }
    }
}
