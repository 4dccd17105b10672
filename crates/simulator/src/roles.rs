//! Who may log on, and what the role allows (the reference, section b).

/// The roles that differ in what they may read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    PortalAdministrator,
    PortalUser,
    /// VM or File Restore Operator.
    RestoreOperator,
    /// Exchange, Oracle or SQL Restore Operator.
    ItemOperator,
}

impl Role {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Role::PortalAdministrator => "PortalAdministrator",
            Role::PortalUser => "PortalUser",
            Role::RestoreOperator => "RestoreOperator",
            Role::ItemOperator => "ItemOperator",
        }
    }
}

/// An account.
#[derive(Debug)]
pub(crate) struct User {
    pub(crate) name: &'static str,
    /// `None` for an account without a role, which may not log on.
    pub(crate) role: Option<Role>,
}

/// The password of all of them.
pub(crate) const PASSWORD: &str = "Restore-Desk-Demo-1";

pub(crate) static USERS: [User; 5] = [
    User { name: "TECH\\admin", role: Some(Role::PortalAdministrator) },
    User { name: "TECH\\helpdesk", role: Some(Role::PortalUser) },
    User { name: "TECH\\restore.operator", role: Some(Role::RestoreOperator) },
    User { name: "TECH\\item.operator", role: Some(Role::ItemOperator) },
    User { name: "TECH\\no.role", role: None },
];

/// Whether the role may GET this address, given by its lower-case segments
/// after `/api/`, and by the type a query asks for.
pub(crate) fn may_get(role: Role, segments: &[&str], query_type: &str) -> bool {
    if matches!(role, Role::PortalAdministrator | Role::PortalUser) {
        return true;
    }
    let point_reader = role == Role::RestoreOperator;
    match segments {
        ["restoresessions" | "tasks" | "logonsessions", ..] => true,
        ["vmrestorepoints", ..]
        | ["restorepoints" | "backups" | "querysvc"]
        | ["restorepoints" | "backups", _] => point_reader,
        ["query"] => point_reader && queryable(query_type),
        _ => false,
    }
}

fn queryable(query_type: &str) -> bool {
    ["RestoreSession", "VmRestorePoint", "RestorePoint", "Backup"]
        .iter()
        .any(|known| known.eq_ignore_ascii_case(query_type))
}
