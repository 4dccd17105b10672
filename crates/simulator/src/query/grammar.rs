//! EM's filter language: `== != > < >= <=`, `;` for and, `,` for or, groups,
//! values with blanks in double quotes and quotes in them doubled (the
//! reference, section d).

use std::{cmp::Ordering, iter::Peekable, str::Chars};

use super::fields::{Field, Row, Value};
use crate::world::Kind;

/// How deep groups may nest.
const DEPTH_MAX: u32 = 32;

/// What a row must meet.
#[derive(Debug)]
pub(super) enum Filter {
    All(Vec<Filter>),
    Any(Vec<Filter>),
    Compare { field: Field, operator: Operator, value: Value<'static> },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    Equal,
    NotEqual,
    Greater,
    Less,
    GreaterOrEqual,
    LessOrEqual,
}

impl Operator {
    /// An absent value, and one without an order, only differs.
    fn holds(self, ordering: Option<Ordering>) -> bool {
        let Some(ordering) = ordering else { return self == Operator::NotEqual };
        match self {
            Operator::Equal => ordering.is_eq(),
            Operator::NotEqual => ordering.is_ne(),
            Operator::Greater => ordering.is_gt(),
            Operator::Less => ordering.is_lt(),
            Operator::GreaterOrEqual => ordering.is_ge(),
            Operator::LessOrEqual => ordering.is_le(),
        }
    }
}

impl Filter {
    /// # Errors
    ///
    /// A sentence on what cannot be read.
    pub(super) fn parse(text: &str, kind: Kind) -> Result<Filter, String> {
        let mut parser = Parser { rest: text.chars().peekable(), kind, depth: 0 };
        let filter = parser.any()?;
        match parser.peek() {
            None => Ok(filter),
            Some(c) => Err(format!("Filter is not valid: {c:?} is not expected.")),
        }
    }

    pub(super) fn admits(&self, row: &Row<'_>) -> bool {
        match self {
            Filter::All(parts) => parts.iter().all(|part| part.admits(row)),
            Filter::Any(parts) => parts.iter().any(|part| part.admits(row)),
            Filter::Compare { field, operator, value } => {
                operator.holds(row.value(field).and_then(|known| known.compare(value)))
            }
        }
    }
}

struct Parser<'a> {
    rest: Peekable<Chars<'a>>,
    kind: Kind,
    depth: u32,
}

impl Parser<'_> {
    /// The next character that is no blank.
    fn peek(&mut self) -> Option<char> {
        while self.rest.next_if(char::is_ascii_whitespace).is_some() {}
        self.rest.peek().copied()
    }

    fn take(&mut self, wanted: char) -> bool {
        self.peek() == Some(wanted) && self.rest.next().is_some()
    }

    fn any(&mut self) -> Result<Filter, String> {
        let mut parts = vec![self.all()?];
        while self.take(',') {
            parts.push(self.all()?);
        }
        Ok(Filter::Any(parts))
    }

    fn all(&mut self) -> Result<Filter, String> {
        let mut parts = vec![self.part()?];
        while self.take(';') {
            parts.push(self.part()?);
        }
        Ok(Filter::All(parts))
    }

    fn part(&mut self) -> Result<Filter, String> {
        if !self.take('(') {
            return self.compare();
        }
        self.depth += 1;
        if DEPTH_MAX < self.depth {
            return Err("Filter is not valid: too many groups.".to_owned());
        }
        let group = self.any()?;
        self.depth -= 1;
        if self.take(')') {
            Ok(group)
        } else {
            Err("Filter is not valid: a group is not closed.".to_owned())
        }
    }

    fn compare(&mut self) -> Result<Filter, String> {
        let name = self.word(|c| c.is_ascii_alphanumeric() || c == '_');
        if name.is_empty() {
            return Err("Filter is not valid: a field is expected.".to_owned());
        }
        let field = Field::read(self.kind, &name)?;
        let operator = self.operator()?;
        let text = self.value()?;
        let value = Value::read(self.kind, &field, &text)?;
        Ok(Filter::Compare { field, operator, value })
    }

    fn operator(&mut self) -> Result<Operator, String> {
        let word = self.word(|c| matches!(c, '=' | '!' | '<' | '>'));
        match word.as_str() {
            "==" => Ok(Operator::Equal),
            "!=" => Ok(Operator::NotEqual),
            ">" => Ok(Operator::Greater),
            "<" => Ok(Operator::Less),
            ">=" => Ok(Operator::GreaterOrEqual),
            "<=" => Ok(Operator::LessOrEqual),
            _ => Err(format!("Filter is not valid: {word:?} is not an operator.")),
        }
    }

    fn value(&mut self) -> Result<String, String> {
        if self.take('"') {
            return self.quoted();
        }
        let ends = |c: char| c.is_whitespace() || "()=<>!;,\"".contains(c);
        match self.word(|c| !ends(c)) {
            word if word.is_empty() => Err("Filter is not valid: a value is expected.".to_owned()),
            word => Ok(word),
        }
    }

    fn quoted(&mut self) -> Result<String, String> {
        let mut text = String::new();
        while let Some(c) = self.rest.next() {
            match c {
                '"' if self.rest.next_if_eq(&'"').is_none() => return Ok(text),
                c => text.push(c),
            }
        }
        Err("Filter is not valid: a quote is not closed.".to_owned())
    }

    fn word(&mut self, belongs: impl Fn(char) -> bool) -> String {
        self.peek();
        let mut word = String::new();
        while let Some(c) = self.rest.next_if(|c| belongs(*c)) {
            word.push(c);
        }
        word
    }
}

#[cfg(test)]
mod tests {
    use super::Filter;
    use crate::world::Kind;

    #[test]
    fn filters_are_read_or_refused() {
        let rows = [
            ("State==Working", true),
            ("VmDisplayName==\"a \"\"b\"\" c\"", true),
            ("(Result==Failed,Result==Warning);CreationTime>=\"2025-06-01T00:00:00Z\"", true),
            ("CreationTime >= 2025-02-18T14:16:31", true),
            ("((state!=stopped))", true),
            ("State=Working", false),
            ("State==Wandering", false),
            ("Status==Working", false),
            ("CreationTimeUTC>2025-02-18", false),
            ("CreationTime>yesterday", false),
            ("VmDisplayName==a b", false),
            ("VmDisplayName==\"a", false),
            ("(State==Working", false),
            ("State==Working)", false),
            ("State==Working;", false),
            ("==Working", false),
            ("Name==", false),
        ];
        for (text, is_valid) in rows {
            let parsed = Filter::parse(text, Kind::RestoreSession);
            assert_eq!(parsed.is_ok(), is_valid, "input {text:?}: {parsed:?}");
        }
    }

    #[test]
    fn groups_have_a_limit() {
        let text = format!("{}State==Working{}", "(".repeat(40), ")".repeat(40));
        assert!(Filter::parse(&text, Kind::RestoreSession).is_err());
    }
}
