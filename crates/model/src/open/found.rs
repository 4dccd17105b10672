//! What a text names: every id, URN, EM URL and address of ours in it.
//!
//! Each word is read once, and what is nested in an address once more for each
//! level, so the work grows with the text's length and no faster.

use std::mem;

use super::{FOUND_MAX, OpenError, is_task, plain::plain, read_address, read_urn};
use crate::{
    entity::kind,
    href,
    id::{Urn, is_guid},
    percent,
    route::{Listing, Route},
    text::split_at_text,
    withheld::tells_session_id,
};

/// How many addresses may be wrapped in one another.
const DEPTH_MAX: u8 = 3;

/// Bytes of a GUID.
const GUID_LEN: usize = 36;

/// How every URN of EM begins.
const URN: &[u8] = b"urn:veeam:";

/// What a text names, and what else was met in it.
#[derive(Default)]
pub(super) struct Found {
    /// No two alike; one more than [`FOUND_MAX`] where there are more.
    pub(super) routes: Vec<Route>,
    /// The gravest of what leads nowhere; [`OpenError::Nothing`] for some address.
    pub(super) why: Option<OpenError>,
    /// Ids that the text gives to what is never opened.
    barred: Vec<String>,
}

/// Reads a text of any kind.
pub(super) fn search(text: &str) -> Found {
    let mut found = Found::default();
    found.words(&plain(text), DEPTH_MAX);
    // The id of a sign-in may also stand alone, as in EM's reply to one.
    let barred = mem::take(&mut found.barred);
    found.routes.retain(|route| match route {
        Route::RestoreSession(id) => {
            !barred.iter().any(|barred| barred.eq_ignore_ascii_case(id.as_str()))
        }
        _ => true,
    });
    found
}

/// What ends a word: none of these stands in an address as EM or this app prints it.
fn is_break(c: char) -> bool {
    // One by one: to look a character up in a text brings a search into the first load.
    let is_mark = |c| {
        matches!(c, '<' | '>' | '"' | '\'' | '`' | '|' | '(' | ')' | '[' | ']' | '{' | '}' | '\\')
            || matches!(c, '‘' | '’' | '‚' | '“' | '”' | '„' | '«' | '»' | '‹' | '›')
    };
    c.is_whitespace() || c.is_control() || is_mark(c)
}

/// What may stand behind an address and belongs to the sentence.
pub(super) fn without_stops(text: &str) -> &str {
    text.trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '_', '~', '-', '…'])
}

impl Found {
    fn words(&mut self, text: &str, depth: u8) {
        for word in text.split(is_break) {
            self.word(word, depth);
        }
    }

    fn word(&mut self, word: &str, depth: u8) {
        if split_at_text(word, "://").is_some() {
            self.urls(word, depth);
        } else if split_at_text(word, "#/").is_some() {
            self.address(word, depth);
        } else if let Some((host, below)) = split_at_text(word, "/api/") {
            // Without its scheme; a path alone is EM's.
            let scheme = if host.is_empty() { "" } else { "https://" };
            self.address(&[scheme, host, "/api/", below].concat(), depth);
        } else if is_task(without_stops(word)) {
            self.met(OpenError::Task);
        } else {
            self.ids(word);
        }
    }

    /// Each of them begins with its scheme, and ends where the next begins.
    fn urls(&mut self, word: &str, depth: u8) {
        self.met(OpenError::Nothing);
        let is_start = |at: usize, scheme: &str| {
            let start = at.checked_sub(scheme.len())?;
            word.get(start..at)?.eq_ignore_ascii_case(scheme).then_some(start)
        };
        let bytes = word.as_bytes().windows(3).enumerate();
        let marks = bytes.filter(|(_, mark)| *mark == b"://").map(|(at, _)| at);
        let starts: Vec<usize> =
            marks.filter_map(|at| is_start(at, "https").or_else(|| is_start(at, "http"))).collect();
        for (index, start) in starts.iter().enumerate() {
            let end = starts.get(index + 1).copied().unwrap_or(word.len());
            self.address(word.get(*start..end).unwrap_or_default(), depth);
        }
    }

    fn address(&mut self, text: &str, depth: u8) {
        self.met(OpenError::Nothing);
        // Proofpoint puts its own behind the address that it wraps.
        let text = split_at_text(text, "__;").map_or(text, |(wrapped, _)| wrapped);
        let text = without_stops(text);
        match read_address(text) {
            Ok(route) if is_ours(&route, text) => self.add(route),
            Err(why @ (OpenError::Refused | OpenError::Task)) => {
                self.met(why);
                self.bar(text);
            }
            Err(_) if depth > 0 && text.len() <= href::LEN_MAX => self.wrapped(text, depth - 1),
            Ok(_) | Err(_) => {}
        }
    }

    /// What an address hands over: `#/open/…`, `?open=…`, and the addresses that
    /// mail filters and redirects put into a query. Ids alone may be anything there.
    fn wrapped(&mut self, text: &str, depth: u8) {
        if let Some((_, handed)) = split_at_text(text, "#/open/") {
            self.words(&percent::decode(handed).unwrap_or_default(), depth);
            return;
        }
        let Some((_, query)) = text.split_once('?') else { return };
        for pair in query.split(['&', '#']) {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            let value = percent::decode(value).unwrap_or_default();
            if key == "open" {
                self.words(&value, depth);
            } else if split_at_text(&value, "://").is_some() {
                value.split(is_break).for_each(|word| self.urls(word, depth));
            }
        }
    }

    /// URNs, or else ids, of which several may stand in a word.
    fn ids(&mut self, word: &str) {
        let mut rest = word;
        let mut has_urn = false;
        let find = |text: &str| {
            text.as_bytes().windows(URN.len()).position(|part| part.eq_ignore_ascii_case(URN))
        };
        while let Some(urn) = find(rest).and_then(|at| rest.get(at..)) {
            has_urn = true;
            let is_part =
                |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_' | '~' | ':');
            let end = urn.find(|c: char| !is_part(c)).unwrap_or(urn.len());
            self.urn(without_stops(urn.get(..end).unwrap_or_default()));
            rest = urn.get(end..).unwrap_or_default();
        }
        if !has_urn {
            self.guids(word);
        }
    }

    fn urn(&mut self, text: &str) {
        if let Ok(route) = read_urn(text) {
            self.add(route);
        } else {
            self.met(OpenError::UnknownKind);
            self.barred.extend(Urn::parse(text).map(|urn| urn.id.to_string()));
        }
    }

    fn guids(&mut self, word: &str) {
        self.bar(word);
        for (at, guid) in guids_of(word) {
            let before = word.get(..at).unwrap_or_default();
            let mark = before.chars().next_back();
            let before = before.get(..before.len().saturating_sub(1)).unwrap_or_default();
            let of = before.rsplit(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
            let collection = kind::of_collection(of).and_then(kind::collection_of);
            let collection = match collection.or_else(|| kind::collection_of(of)) {
                Some(known) => known,
                // The last part of some other path.
                None if mark == Some('/') && !of.is_empty() => continue,
                None => "restoreSessions",
            };
            let hash = ["#/", collection, "/", &guid.to_ascii_lowercase()].concat();
            if let Ok(route) = Route::parse(&hash) {
                self.add(route);
            }
        }
    }

    fn met(&mut self, why: OpenError) {
        const GRAVEST_FIRST: [OpenError; 3] =
            [OpenError::Refused, OpenError::Task, OpenError::UnknownKind];
        let rank = |why: OpenError| GRAVEST_FIRST.iter().position(|one| *one == why).unwrap_or(9);
        if self.why.is_none_or(|met| rank(why) < rank(met)) {
            self.why = Some(why);
        }
    }

    /// Remembers a sign-in's id.
    fn bar(&mut self, text: &str) {
        if tells_session_id(text) {
            self.met(OpenError::Refused);
            self.barred.extend(guids_of(text).map(|(_, guid)| guid.to_owned()));
        }
    }

    fn add(&mut self, route: Route) {
        match route {
            Route::Watch(ids) => ids.into_iter().for_each(|id| self.add(Route::RestoreSession(id))),
            // They name nothing.
            Route::Find | Route::Check | Route::Open(_) => {}
            Route::List(listing) if listing == Listing::default() => {}
            route => {
                let href = route.href();
                let is_known =
                    |known: &Route| known == &route || known.href().eq_ignore_ascii_case(&href);
                if self.routes.len() <= FOUND_MAX && !self.routes.iter().any(is_known) {
                    self.routes.push(route);
                }
            }
        }
    }
}

/// The GUIDs in a text that no letter, digit or hyphen goes on with, and where.
fn guids_of(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_in_word =
        |byte: Option<&u8>| byte.is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'-');
    let bytes = text.as_bytes();
    (0..bytes.len()).filter_map(move |at| {
        let before = at.checked_sub(1).and_then(|before| bytes.get(before));
        let end = at + GUID_LEN;
        if is_in_word(before) || is_in_word(bytes.get(end)) {
            return None;
        }
        text.get(at..end).filter(|guid| is_guid(guid)).map(|guid| (at, guid))
    })
}

/// Other programs have paths like EM's: what is known, stands at EM's own port,
/// or has no host, is taken for EM's.
fn is_ours(route: &Route, text: &str) -> bool {
    let Route::Resource(path) = route else { return true };
    let Some(first) = path.segments().first() else { return false };
    let is_known = kind::of_collection(first).is_some() || first.eq_ignore_ascii_case("query");
    let has_port = |port: &str| split_at_text(text, port).is_some();
    is_known || text.starts_with(['#', '/']) || has_port(":9398/") || has_port(":9399/")
}
