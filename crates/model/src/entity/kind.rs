//! The kinds of entity that the app knows by name.

/// EM's word for a kind, and the collection its entities live in.
const KINDS: [(&str, &str); 12] = [
    ("RestoreSession", "restoreSessions"),
    ("BackupServer", "backupServers"),
    ("VmRestorePoint", "vmRestorePoints"),
    ("RestorePoint", "restorePoints"),
    ("Backup", "backups"),
    ("BackupFile", "backupFiles"),
    ("Repository", "repositories"),
    ("ManagedServer", "managedServers"),
    ("Job", "jobs"),
    ("BackupJobSession", "backupSessions"),
    ("BackupTaskSession", "backupTaskSessions"),
    ("VAppRestorePoint", "vAppRestorePoints"),
];

/// The collection in which entities of a kind live, such as `backupServers`.
pub fn collection_of(kind: &str) -> Option<&'static str> {
    KINDS.iter().find(|(known, _)| known.eq_ignore_ascii_case(kind)).map(|(_, path)| *path)
}

/// The kind of entity that lives in a collection, such as `BackupServer`.
pub fn of_collection(collection: &str) -> Option<&'static str> {
    KINDS.iter().find(|(_, path)| path.eq_ignore_ascii_case(collection)).map(|(kind, _)| *kind)
}

/// Splits EM's compound word for a kind into words: `VmReplicaPoint` gives
/// `Vm replica point`.
pub fn split_words(kind: &str) -> String {
    let mut out = String::with_capacity(kind.len() + 4);
    let mut before: Option<char> = None;
    for c in kind.chars() {
        let starts_word = c.is_ascii_uppercase() && before.is_some_and(|c| c.is_ascii_lowercase());
        if starts_word {
            out.push(' ');
            out.push(c.to_ascii_lowercase());
        } else {
            out.push(c);
        }
        before = Some(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_lead_to_their_collections() {
        assert_eq!(collection_of("restoresession"), Some("restoreSessions"));
        assert_eq!(collection_of("Credentials"), None);
        assert_eq!(of_collection("backupservers"), Some("BackupServer"));
        assert_eq!(of_collection("passwords"), None);
    }

    #[test]
    fn unknown_kinds_are_split_into_words() {
        assert_eq!(split_words("VmReplicaPoint"), "Vm replica point");
        assert_eq!(split_words("NASJob"), "NASJob");
        assert_eq!(split_words(""), "");
    }
}
