//! Our words beside EM's own.

use super::{Messages, template::Lines};
use crate::{
    entity::kind,
    link::{Link, Rel},
    text,
};

/// The kinds that people meet, in EM's words.
const KINDS: [&str; 15] = [
    "RestoreSession",
    "BackupServer",
    "VmRestorePoint",
    "RestorePoint",
    "Backup",
    "BackupFile",
    "Repository",
    "ExternalRepository",
    "ManagedServer",
    "Job",
    "Replica",
    "VmRestorePointMount",
    "VAppRestorePoint",
    "BackupJobSession",
    "EnterpriseManager",
];

/// Singular and plural of each kind that people meet, in the same order.
#[derive(Debug)]
pub struct Kinds(pub(super) [(&'static str, &'static str); KINDS.len()]);

impl Kinds {
    pub(super) const BLANK: Kinds = Kinds([("", ""); KINDS.len()]);

    pub(super) fn fill(&mut self, lines: &mut Lines) {
        for (one, many) in &mut self.0 {
            lines.put(one);
            lines.put(many);
        }
    }

    /// Every word, by EM's word for the kind.
    pub fn texts(&self) -> Vec<(&'static str, &'static str, usize)> {
        let known = KINDS.into_iter().zip(self.0);
        known.flat_map(|(kind, (one, many))| [(kind, one, 0), (kind, many, 0)]).collect()
    }

    fn find(&self, word: &str) -> Option<(&'static str, &'static str)> {
        let at = KINDS.iter().position(|known| known.eq_ignore_ascii_case(word))?;
        self.0.get(at).copied()
    }
}

impl Messages {
    /// What a relation means to the reader.
    pub fn relation(&self, rel: &Rel) -> &'static str {
        let words = &self.words;
        match rel {
            Rel::Up => words.relation_up,
            Rel::Down => words.relation_down,
            Rel::Related => words.relation_related,
            Rel::Alternate => words.relation_alternate,
            Rel::First => words.first_page,
            Rel::Previous => words.previous_page,
            Rel::Next => words.next_page,
            Rel::Last => words.last_page,
            Rel::Other(_) => words.relation_other,
        }
    }

    /// The singular word for a kind of EM.
    pub fn kind_word(&self, word: &str) -> Option<&'static str> {
        self.words.kinds.find(word).map(|(one, _)| one)
    }

    /// The plural of a kind of EM that people meet; EM's own word for another.
    pub fn kind_words<'a>(&self, word: &'a str) -> &'a str {
        self.words.kinds.find(word).map_or(word, |(_, many)| many)
    }

    /// What a link leads to, in words.
    pub fn kind(&self, link: &Link) -> String {
        let Some(base) = link.base_kind() else { return self.words.unnamed_kind.to_owned() };
        match (self.words.kinds.find(base), link.is_list()) {
            (Some((_, many)), true) => many.to_owned(),
            (Some((one, _)), false) => one.to_owned(),
            (None, true) => self.words.unknown_list.with([&kind::split_words(&text::name(base))]),
            (None, false) => kind::split_words(&text::name(base)),
        }
    }

    /// Our word beside EM's State.
    pub fn state_word(&self, word: &str) -> Option<&'static str> {
        match word {
            "Starting" => Some(self.words.state_starting),
            "Working" => Some(self.words.state_working),
            "Stopping" => Some(self.words.state_stopping),
            "Stopped" => Some(self.words.state_stopped),
            _ => None,
        }
    }

    /// Our word beside EM's Result.
    pub fn result_word(&self, word: &str) -> Option<&'static str> {
        match word {
            "None" => Some(self.words.result_none),
            "Success" => Some(self.words.result_success),
            "Warning" => Some(self.words.result_warning),
            "Failed" => Some(self.words.result_failed),
            _ => None,
        }
    }

    /// Our word beside EM's `JobType`.
    pub fn job_type_word(&self, word: &str) -> Option<&'static str> {
        match word {
            "RestoreVm" => Some(self.words.type_restore_vm),
            "FileLevelRestore" => Some(self.words.type_file_level),
            _ => None,
        }
    }
}
