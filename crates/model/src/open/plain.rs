//! A text without what mail programs and editors put into it.

use crate::{href::unescape, text::is_unseen};

/// Undoes HTML's escapes, the line breaks that a mail program put inside a word,
/// and what has no width; work and result are no longer than the text.
pub(super) fn plain(text: &str) -> String {
    let text = unescape(text);
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    let mut last = ' ';
    while let Some(c) = rest.chars().next() {
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
        let mut kept = c;
        match c {
            // Quoted-printable: a line that goes on, and the sign itself.
            '=' => {
                if let Some(next_line) = after_break(rest) {
                    rest = next_line;
                    continue;
                }
                rest = rest.strip_prefix("3D").or(rest.strip_prefix("3d")).unwrap_or(rest);
            }
            // An id that was broken at one of its hyphens.
            '-' if last.is_ascii_hexdigit() => {
                let goes_on = after_break(rest).filter(|next| starts_with_hex(next));
                rest = goes_on.unwrap_or(rest);
            }
            '&' => {
                if let Some(behind) = rest.strip_prefix("nbsp;").or(rest.strip_prefix("#160;")) {
                    rest = behind;
                    kept = ' ';
                }
            }
            c if is_unseen(c) => continue,
            _ => {}
        }
        out.push(kept);
        last = kept;
    }
    out
}

/// What stands behind a line break, if there is one first.
fn after_break(text: &str) -> Option<&str> {
    text.strip_prefix("\r\n").or(text.strip_prefix('\n'))
}

fn starts_with_hex(text: &str) -> bool {
    text.bytes().next().is_some_and(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_into_a_text_is_taken_out() {
        let rows = [
            ("a=\r\nb=3Dc", "ab=c"),
            ("a=\nb", "ab"),
            ("ed8e95ca-\n6ec5", "ed8e95ca-6ec5"),
            ("a list -\nb", "a list -\nb"),
            ("so-\nxy", "so-\nxy"),
            ("&lt;https://em&gt;&nbsp;&#160;&amp;", "<https://em>  &"),
            ("a\u{200b}b\u{202e}c", "abc"),
            ("=", "="),
            ("", ""),
        ];
        for (text, expected) in rows {
            assert_eq!(plain(text), expected, "{text:?}");
        }
    }
}
