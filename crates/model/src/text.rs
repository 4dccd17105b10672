//! Names are free text that others chose: made safe to show and to copy.

use std::fmt::Write;

use crate::withheld::{WITHHELD, tells_session_id};

/// Longest name that is shown, in characters.
pub const SHOWN_MAX: usize = 200;

/// Longest message of EM that is shown in a sentence, in characters; the fields
/// hold more of it.
pub const MESSAGE_MAX: usize = 500;

/// Clips a text to [`SHOWN_MAX`] characters, with an ellipsis where it was cut.
pub fn clip(text: &str) -> String {
    clip_to(text, SHOWN_MAX)
}

fn clip_to(text: &str, max: usize) -> String {
    match text.char_indices().nth(max) {
        None => text.to_owned(),
        Some((end, _)) => {
            let mut shown = text.get(..end).unwrap_or_default().to_owned();
            shown.push('…');
            shown
        }
    }
}

/// Makes control characters, bidi overrides and what has no width visible, as
/// `⟨U+202E⟩`: a name could otherwise read differently where it is pasted. Line
/// breaks and tabs become blanks.
pub fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => out.push(' '),
            c if c.is_control() || is_unseen(c) => {
                // Writing to a string does not fail.
                _ = write!(out, "⟨U+{:04X}⟩", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out
}

/// What has no width, or turns the direction of what has.
pub(crate) fn is_unseen(c: char) -> bool {
    is_bidi_control(c) || is_blank(c)
}

fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Joiners are let pass: scripts and emoji need them.
fn is_blank(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{200b}' | '\u{2060}'..='\u{2064}' | '\u{3164}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

/// EM's own message as it stands in a sentence.
pub fn message(text: &str) -> String {
    safe(text, MESSAGE_MAX)
}

/// A sign-in's id may stand in any text that a server sends.
fn safe(text: &str, max: usize) -> String {
    if tells_session_id(text) {
        return WITHHELD.to_owned();
    }
    visible(&clip_to(text.trim(), max))
}

/// A name as it stands in a sentence: clipped, with nothing invisible in it.
pub fn name(text: &str) -> String {
    safe(text, SHOWN_MAX)
}

/// The text before and behind the first `part`. The standard library's search
/// for a text in a text is made for long ones, and four times as large as this.
pub(crate) fn split_at_text<'a>(text: &'a str, part: &str) -> Option<(&'a str, &'a str)> {
    let found = |window: &[u8]| window == part.as_bytes();
    let at = text.as_bytes().windows(part.len()).position(found)?;
    Some((text.get(..at)?, text.get(at + part.len()..)?))
}

/// Which things were there before, by their place among them. The standard library's sets
/// are larger than what they would hold here.
pub(crate) struct Seen {
    /// Hash and place.
    buckets: Vec<Vec<(u32, usize)>>,
    count: usize,
}

impl Seen {
    /// For about `count` things: a list of thousands of short lists makes as many.
    pub(crate) fn with_room(count: usize) -> Seen {
        Seen { buckets: vec![Vec::new(); count.clamp(1, 512)], count: 0 }
    }

    /// Whether what is called `key`, in any casing, is new; `is_it` says of a place whether
    /// that is the same. If it is new, it has the next place, from 0.
    pub(crate) fn insert(&mut self, key: &[&str], is_it: &dyn Fn(usize) -> bool) -> bool {
        // FNV-1a spreads hrefs, which differ at their ends, over the buckets.
        let mut hash: u32 = 2_166_136_261;
        for part in key {
            for byte in part.bytes() {
                hash = (hash ^ u32::from(byte.to_ascii_lowercase())).wrapping_mul(16_777_619);
            }
        }
        let index = usize::try_from(hash).unwrap_or_default() % self.buckets.len();
        let Some(bucket) = self.buckets.get_mut(index) else { return false };
        let is_new = !bucket.iter().any(|(other, place)| *other == hash && is_it(*place));
        if is_new {
            bucket.push((hash, self.count));
            self.count += 1;
        }
        is_new
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_clipped_between_characters() {
        assert_eq!(clip("srv04"), "srv04");
        let long = "ü".repeat(SHOWN_MAX + 1);
        let clipped = clip(&long);
        assert_eq!(clipped.chars().count(), SHOWN_MAX + 1);
        assert!(clipped.ends_with('…'));
    }

    #[test]
    fn a_text_is_split_at_the_first_of_another() {
        assert_eq!(split_at_text("a://b://c", "://"), Some(("a", "b://c")));
        assert_eq!(split_at_text("ü#/", "#/"), Some(("ü", "")));
        assert_eq!(split_at_text("ü", "#/"), None);
        assert_eq!(split_at_text("", "#/"), None);
    }

    #[test]
    fn what_was_seen_is_known_again() {
        for count in [0, 1, 5_000] {
            check_seen(count);
        }
    }

    fn check_seen(count: usize) {
        let mut seen = Seen::with_room(count);
        let texts: Vec<String> = (0..5_000).map(|number| format!("/api/Jobs/{number}")).collect();
        let mut insert = |text: &str| {
            let is_it = |place: usize| {
                texts.get(place).map_or("", String::as_str).eq_ignore_ascii_case(text)
            };
            seen.insert(&[text], &is_it)
        };
        assert!(texts.iter().all(|text| insert(text)));
        assert!(!texts.iter().any(|text| insert(text) || insert(&text.to_lowercase())));
        assert!(insert("") && !insert(""));
    }

    #[test]
    fn what_could_hide_is_made_visible() {
        assert_eq!(visible("a\u{202e}b\u{202c}c"), "a⟨U+202E⟩b⟨U+202C⟩c");
        assert_eq!(visible("a\nb\u{7}\u{2028}c"), "a b⟨U+0007⟩ c");
        assert_eq!(name("\u{200b}\u{feff}"), "⟨U+200B⟩⟨U+FEFF⟩");
        assert_eq!(visible("日本語 💾"), "日本語 💾");
    }
}
