//! Our words beside EM's own.

use crate::{
    entity::kind,
    link::{Link, Rel},
};

/// What a relation means to the reader.
pub(super) fn relation(rel: &Rel) -> &'static str {
    match rel {
        Rel::Up => "belongs to",
        Rel::Down => "holds",
        Rel::Related => "goes with",
        Rel::Alternate => "the same in another form",
        Rel::First => "First page",
        Rel::Previous => "Previous page",
        Rel::Next => "Next page",
        Rel::Last => "Last page",
        Rel::Other(_) => "other",
    }
}

/// Singular and plural of the kinds that people meet.
const KINDS: [(&str, &str, &str); 15] = [
    ("RestoreSession", "restore session", "restore sessions"),
    ("BackupServer", "backup server", "backup servers"),
    ("VmRestorePoint", "VM restore point", "VM restore points"),
    ("RestorePoint", "restore point", "restore points"),
    ("Backup", "backup", "backups"),
    ("BackupFile", "backup file", "backup files"),
    ("Repository", "repository", "repositories"),
    ("ExternalRepository", "external repository", "external repositories"),
    ("ManagedServer", "managed server", "managed servers"),
    ("Job", "job", "jobs"),
    ("Replica", "replica", "replicas"),
    ("VmRestorePointMount", "mounted file system", "mounted file systems"),
    ("VAppRestorePoint", "vApp restore point", "vApp restore points"),
    ("BackupJobSession", "job session", "job sessions"),
    ("EnterpriseManager", "Enterprise Manager", "Enterprise Manager"),
];

/// The singular word for a kind of EM.
pub(super) fn kind_word(word: &str) -> Option<&'static str> {
    KINDS.iter().find(|(known, ..)| known.eq_ignore_ascii_case(word)).map(|(_, one, _)| *one)
}

/// What a link leads to, in words.
pub(super) fn kind(link: &Link) -> String {
    let Some(base) = link.base_kind() else { return "unnamed resource".to_owned() };
    let known = KINDS.iter().find(|(known, ..)| known.eq_ignore_ascii_case(base));
    match (known, link.is_list()) {
        (Some((_, _, many)), true) => (*many).to_owned(),
        (Some((_, one, _)), false) => (*one).to_owned(),
        (None, true) => format!("{} (list)", kind::split_words(&crate::text::name(base))),
        (None, false) => kind::split_words(&crate::text::name(base)),
    }
}

/// Our word beside EM's State.
pub(super) fn state(word: &str) -> Option<&'static str> {
    match word {
        "Starting" => Some("has begun"),
        "Working" => Some("under way"),
        "Stopping" => Some("about to end"),
        "Stopped" => Some("ended"),
        _ => None,
    }
}

/// Our word beside EM's Result.
pub(super) fn result(word: &str) -> Option<&'static str> {
    match word {
        "None" => Some("no result yet"),
        "Success" => Some("without errors"),
        "Warning" => Some("with warnings"),
        "Failed" => Some("failed"),
        _ => None,
    }
}

/// Our word beside EM's `JobType`.
pub(super) fn job_type(word: &str) -> Option<&'static str> {
    match word {
        "RestoreVm" => Some("a whole VM"),
        "FileLevelRestore" => Some("files out of a VM"),
        _ => None,
    }
}
