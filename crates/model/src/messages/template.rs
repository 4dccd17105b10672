//! Texts with places for values, and the structures that hold texts.

/// A text with the places `{0}`, `{1}`, … for `N` values, each of which stands
/// in it. That it has just these is tested; that `N` values are given is compiled.
#[derive(Clone, Copy, Debug)]
pub struct Template<const N: usize>(pub(super) &'static str);

impl<const N: usize> Template<N> {
    /// The text with its values.
    pub fn with(&self, values: [&str; N]) -> String {
        fill(self.0, &values)
    }
}

/// Puts each value in its place; what a value holds is not read again.
fn fill(template: &str, values: &[&str]) -> String {
    let mut parts = template.split('{');
    let mut filled = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let place = part.bytes().next().and_then(|digit| digit.checked_sub(b'0'));
        let value = place.and_then(|place| values.get(usize::from(place)));
        filled.push_str(value.copied().unwrap_or_default());
        filled.push_str(part.get(2..).unwrap_or_default());
    }
    filled
}

/// Texts in the order in which a structure declares them, one a line.
pub(crate) struct Lines {
    rest: Option<&'static str>,
    lacks: bool,
}

impl Lines {
    pub(super) fn of(text: &'static str) -> Lines {
        Lines { rest: Some(text), lacks: false }
    }

    /// Puts the next line into a slot.
    pub(super) fn put(&mut self, slot: &mut &'static str) {
        let Some(rest) = self.rest else {
            self.lacks = true;
            return;
        };
        let (line, rest) = match rest.split_once('\n') {
            Some((line, rest)) => (line, Some(rest)),
            None => (rest, None),
        };
        self.rest = rest;
        *slot = line;
    }

    /// Whether each slot had its line, and each line its slot.
    pub(super) fn are_used_up(&self) -> bool {
        !self.lacks && self.rest.is_none()
    }
}

/// Defines a structure of texts, `name` for a plain one and `name(2)` for one
/// with two places, `[part: Type]` for structures within, and lists them.
/// `@typed` is one that no file holds.
macro_rules! texts {
    (@typed
        $(#[$doc:meta])*
        $group:ident $([$($part:ident: $kind:ty),*])? {
            $($(#[$note:meta])* $name:ident $(($places:literal))?,)*
        }
    ) => {
        $(#[$doc])*
        #[derive(Debug)]
        #[expect(missing_docs, reason = "each field's name and its English text say what it is")]
        pub struct $group {
            $($(pub $part: $kind,)*)?
            $($(#[$note])* pub $name: $crate::messages::template::texts!(@type $($places)?),)*
        }

        impl $group {
            /// Every text, with its name and the number of its places.
            pub fn texts(&self) -> Vec<(&'static str, &'static str, usize)> {
                let texts = vec![$((
                    stringify!($name),
                    $crate::messages::template::texts!(@text self.$name $(, $places)?),
                    0 $(+ $places)?,
                ),)*];
                let parts: Vec<Vec<(&'static str, &'static str, usize)>> =
                    vec![$($(self.$part.texts()),*)?];
                texts.into_iter().chain(parts.into_iter().flatten()).collect()
            }
        }
    };
    (
        $(#[$doc:meta])*
        $group:ident $([$($part:ident: $kind:ty),*])? {
            $($(#[$note:meta])* $name:ident $(($places:literal))?,)*
        }
    ) => {
        $crate::messages::template::texts! {@typed
            $(#[$doc])*
            $group $([$($part: $kind),*])? {
                $($(#[$note])* $name $(($places))?,)*
            }
        }

        impl $group {
            /// No texts yet: to be filled from lines.
            pub(crate) const BLANK: Self = Self {
                $($($part: <$kind>::BLANK,)*)?
                $($name: $crate::messages::template::texts!(@blank $($places)?),)*
            };

            /// Fills every text from the next line, in the order of [`Self::texts`].
            pub(crate) fn fill(&mut self, lines: &mut $crate::messages::template::Lines) {
                $(lines.put(&mut $crate::messages::template::texts!(@text self.$name $(, $places)?));)*
                $($(self.$part.fill(lines);)*)?
            }
        }
    };
    (@blank) => { "" };
    (@blank $places:literal) => { $crate::messages::template::Template("") };
    (@type) => { &'static str };
    (@type $places:literal) => { $crate::messages::template::Template<$places> };
    (@text $text:expr) => { $text };
    (@text $text:expr, $places:literal) => { $text.0 };
}

pub(super) use texts;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_in_their_places_as_they_are() {
        let rows = [
            ("{1} von {0}", ["a", "b"], "b von a"),
            ("{0}{0}, {1}.", ["{1}", "ü"], "{1}{1}, ü."),
            ("none", ["a", "b"], "none"),
            ("{7}{", ["a", "b"], ""),
        ];
        for (template, values, expected) in rows {
            assert_eq!(fill(template, &values), expected, "{template}");
        }
    }
}
