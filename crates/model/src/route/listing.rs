//! The list's filters, order and page, as they stand in its address.

use crate::percent;

/// Longest value that is read, in bytes: a field takes 200 characters of 4.
const VALUE_LEN_MAX: usize = 800;

/// What the address of the list may say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// A VM's name.
    Vm,
    /// EM's State, or `running`.
    State,
    /// EM's Result.
    Result,
    /// EM's `JobType`.
    Type,
    /// A backup server: its id, or its name.
    Server,
    /// Not older than: `24h`, `7d`, or a date.
    Since,
    /// The member to sort by, with `-` before it for the greatest first.
    Sort,
    /// The page, from 1.
    Page,
}

impl Key {
    /// All of them, in the order of an address.
    pub const ALL: [Key; 8] = [
        Key::Vm,
        Key::State,
        Key::Result,
        Key::Type,
        Key::Server,
        Key::Since,
        Key::Sort,
        Key::Page,
    ];

    /// Its word in the address.
    pub const fn word(self) -> &'static str {
        match self {
            Key::Vm => "vm",
            Key::State => "state",
            Key::Result => "result",
            Key::Type => "type",
            Key::Server => "server",
            Key::Since => "since",
            Key::Sort => "sort",
            Key::Page => "page",
        }
    }

    fn place(self) -> usize {
        Key::ALL.iter().position(|key| *key == self).unwrap_or(Key::ALL.len())
    }
}

/// What an address of the list says: for each [`Key`] a text, as it was written;
/// an empty one says nothing. `model::query` reads them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Listing([String; 8]);

impl Listing {
    /// Reads what stands behind `?`. Keys that are not known say nothing; of two
    /// alike the last one counts. `None` for what cannot be decoded, holds control
    /// characters, or is too long.
    pub(super) fn parse(query: &str) -> Option<Listing> {
        let mut listing = Listing::default();
        for pair in query.split('&') {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            let known = Key::ALL.iter().find(|known| known.word() == key);
            let Some(key) = known else { continue };
            let value = percent::decode(value).filter(|value| !value.contains(char::is_control))?;
            listing.set(*key, value.trim());
        }
        let is_short = |key: Key| listing.get(key).len() <= VALUE_LEN_MAX;
        // Escaped, an address can grow beyond what is read back.
        let fits = listing.print().len() <= super::LEN_MAX + "#/".len();
        (fits && Key::ALL.into_iter().all(is_short)).then_some(listing)
    }

    /// One that says something of one key alone; `None` for what is blank, too
    /// long, or holds control characters, and so could not be read again.
    pub fn of(key: Key, value: &str) -> Option<Listing> {
        let value = value.trim();
        let fits = (1..=VALUE_LEN_MAX).contains(&value.len()) && !value.contains(char::is_control);
        fits.then(|| Listing::default().with(key, value))
    }

    /// What it says of one key.
    pub fn get(&self, key: Key) -> &str {
        self.0.get(key.place()).map_or("", String::as_str)
    }

    /// Says something of one key; an empty text says nothing.
    pub fn set(&mut self, key: Key, value: &str) {
        if let Some(known) = self.0.get_mut(key.place()) {
            value.clone_into(known);
        }
    }

    /// The same with something else of one key, on the first page. A control character,
    /// as a tab from a table's cell, is a blank: an address holds none.
    #[must_use]
    pub fn with(&self, key: Key, value: &str) -> Listing {
        let mut listing = self.clone();
        listing.set(Key::Page, "");
        listing.set(key, value.replace(char::is_control, " ").trim());
        listing
    }

    /// Whether both are pages of one list: all but the page is the same.
    pub fn is_same_list(&self, other: &Listing) -> bool {
        Key::ALL.into_iter().all(|key| key == Key::Page || self.get(key) == other.get(key))
    }

    /// Whether it leaves anything out besides by the VM's name.
    pub fn is_filtered_besides_vm(&self) -> bool {
        self.with(Key::Vm, "").is_filtered()
    }

    /// The page, from 1.
    pub fn page(&self) -> u32 {
        self.get(Key::Page).parse().unwrap_or(1).max(1)
    }

    /// Whether it leaves anything out.
    pub fn is_filtered(&self) -> bool {
        Key::ALL
            .iter()
            .any(|key| !matches!(key, Key::Page | Key::Sort) && !self.get(*key).is_empty())
    }

    pub(super) fn print(&self) -> String {
        let mut out = "#/restoreSessions".to_owned();
        let mut before = '?';
        for key in Key::ALL {
            let value = self.get(key);
            if !value.is_empty() {
                out.push(before);
                out.push_str(key.word());
                out.push('=');
                out.push_str(&percent::encode(value));
                before = '&';
            }
        }
        out
    }
}
