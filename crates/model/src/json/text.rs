//! A text of a reply, where it stands.

use std::{fmt, ops::Deref, sync::Arc};

/// A string of JSON, unescaped: a piece of the reply where it stands there as it is, so
/// that one of thousands of links is read, copied and dropped without a string for each.
///
/// A piece keeps the whole reply: what outlives its answer takes a copy
/// ([`super::Object::detached`]).
#[derive(Clone, Default)]
pub struct Text {
    whole: Arc<String>,
    /// Like `end` in bytes, between two characters of `whole`.
    start: usize,
    end: usize,
}

impl Text {
    /// What stands in `whole` from `start` to `end`.
    pub(super) fn piece(whole: &Arc<String>, start: usize, end: usize) -> Text {
        Text { whole: Arc::clone(whole), start, end }
    }

    /// `text` as it stands in `whole`, or a copy of it where it stands elsewhere.
    #[inline(never)] // For the size of the first load, here and below.
    pub(super) fn of(text: &str, whole: &Arc<String>) -> Text {
        let start = text.as_ptr().addr().wrapping_sub(whole.as_ptr().addr());
        let end = start.wrapping_add(text.len());
        if whole.get(start..end).is_some_and(|piece| std::ptr::eq(piece, text)) {
            Text::piece(whole, start, end)
        } else {
            Text::from(text)
        }
    }
}

#[cfg(test)]
impl Text {
    pub(super) fn whole(&self) -> std::sync::Weak<String> {
        Arc::downgrade(&self.whole)
    }
}

impl Deref for Text {
    type Target = str;

    #[inline(never)]
    fn deref(&self) -> &str {
        self.whole.get(self.start..self.end).unwrap_or_default()
    }
}

impl From<String> for Text {
    fn from(text: String) -> Text {
        Text { start: 0, end: text.len(), whole: Arc::new(text) }
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Text {
        Text::from(text.to_owned())
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Text) -> bool {
        **self == **other
    }
}

impl Eq for Text {}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_is_taken_where_it_stands_and_all_else_copied() {
        let whole = Arc::new("Grüße, srv04".to_owned());
        let piece = Text::of(whole.get(9..).unwrap(), &whole);
        assert_eq!(&*piece, "srv04");
        assert_eq!(Arc::strong_count(&whole), 2);
        let rows = ["", "srv04", "Grüße, srv04", "elsewhere and longer than the whole"];
        for row in rows {
            assert_eq!(&*Text::of(row, &whole), row);
        }
        assert_eq!(Arc::strong_count(&whole), 2, "copies hold nothing");
        drop(whole);
        assert_eq!(&*piece, "srv04");
        assert_eq!(
            (format!("{piece:?}"), Text::default().is_empty()),
            ("\"srv04\"".to_owned(), true)
        );
    }
}
