//! What the filters of the list offer.

use super::server;
use crate::{
    entity::{Entity, word},
    messages::{Messages, list::ListTexts},
    query::RUNNING,
    route::{Key, Listing},
    text,
};

/// A choice of a filter: its value in the address, and its text.
pub type Choice = (String, String);

/// What was seen in the rows, to be chosen from: none of it goes with a filter that
/// leaves it out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// Backup servers, by name.
    servers: Vec<Choice>,
    /// EM's words for what is restored, besides the documented ones.
    kinds: Vec<String>,
}

/// EM's documented words of `JobType`.
const KINDS: [&str; 2] = ["RestoreVm", "FileLevelRestore"];

impl Seen {
    /// Adds what sessions name.
    pub fn add<'a>(&mut self, items: impl IntoIterator<Item = &'a Entity>) {
        for item in items {
            if let Some(server) = server(item)
                && !self.servers.iter().any(|(id, _)| id.eq_ignore_ascii_case(&server.0))
            {
                let at = self.servers.partition_point(|(_, name)| *name < server.1);
                self.servers.insert(at, server);
            }
            if let Some(kind) = word(&item.object, "JobType")
                && !KINDS.contains(&&*kind)
                && !self.kinds.contains(&kind)
            {
                let at = self.kinds.partition_point(|known| *known < kind);
                self.kinds.insert(at, kind);
            }
        }
    }
}

/// What one filter offers; what the address says stands among it, known or not.
pub fn choices(key: Key, listing: &Listing, seen: &Seen, m: &Messages) -> Vec<Choice> {
    let texts = ListTexts::of(m.tag);
    let words = |words: &[&str]| -> Vec<Choice> {
        words.iter().map(|word| ((*word).to_owned(), text::name(word))).collect()
    };
    let mut choices = vec![(String::new(), texts.any.to_owned())];
    choices.extend(match key {
        Key::State => {
            let mut states = vec![(RUNNING.to_owned(), texts.not_stopped.to_owned())];
            states.extend(words(&["Starting", "Working", "Stopping", "Stopped"]));
            states
        }
        Key::Result => words(&["Success", "Warning", "Failed", "None"]),
        Key::Type => {
            let seen = seen.kinds.iter().map(String::as_str);
            words(&KINDS.into_iter().chain(seen).collect::<Vec<_>>())
        }
        Key::Server => seen.servers.clone(),
        Key::Since => vec![
            ("1h".to_owned(), texts.since_hour.to_owned()),
            ("8h".to_owned(), texts.since_hours.with(["8"])),
            ("24h".to_owned(), texts.since_hours.with(["24"])),
            ("7d".to_owned(), texts.since_days.with(["7"])),
            ("30d".to_owned(), texts.since_days.with(["30"])),
        ],
        Key::Vm | Key::Sort | Key::Page => Vec::new(),
    });
    let said = listing.get(key);
    if chosen(said, &choices).is_none() {
        choices.push((said.to_owned(), text::name(said)));
    }
    choices
}

/// The choice that the address means: words in any casing, a server by its name too.
pub fn chosen<'a>(said: &str, choices: &'a [Choice]) -> Option<&'a Choice> {
    let is = |text: &String| text.eq_ignore_ascii_case(said);
    let by_value = choices.iter().find(|(value, _)| is(value));
    by_value.or_else(|| choices.iter().skip(1).find(|(_, words)| is(words)))
}
