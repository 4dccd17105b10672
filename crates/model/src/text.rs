//! Names are free text that others chose: made safe to show and to copy.

/// Longest name that is shown, in characters.
pub const SHOWN_MAX: usize = 200;

/// Clips a text to [`SHOWN_MAX`] characters, with an ellipsis where it was cut.
pub fn clip(text: &str) -> String {
    match text.char_indices().nth(SHOWN_MAX) {
        None => text.to_owned(),
        Some((end, _)) => {
            let mut shown = text.get(..end).unwrap_or_default().to_owned();
            shown.push('…');
            shown
        }
    }
}

/// Makes control characters and bidi overrides visible, as `⟨U+202E⟩`: a name
/// could otherwise read differently where it is pasted. Line breaks and tabs
/// become blanks.
pub fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' | '\t' => out.push(' '),
            c if c.is_control() || is_bidi_control(c) => {
                out.push_str(&format!("⟨U+{:04X}⟩", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out
}

fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A name as it stands in a sentence: clipped, with nothing invisible in it.
pub fn name(text: &str) -> String {
    visible(&clip(text.trim()))
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
    fn what_could_hide_is_made_visible() {
        assert_eq!(visible("a\u{202e}b\u{202c}c"), "a⟨U+202E⟩b⟨U+202C⟩c");
        assert_eq!(visible("a\nb\u{7}"), "a b⟨U+0007⟩");
        assert_eq!(visible("日本語 💾"), "日本語 💾");
    }
}
