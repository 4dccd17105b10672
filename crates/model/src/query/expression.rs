//! EM's filter grammar.

use std::fmt;

/// A member of a restore session by its name in the query service, which is not
/// that of the entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// `urn:veeam:RestoreSession:<id>`
    Uid,
    /// The entity's `JobType`.
    Type,
    /// The entity's `CreationTimeUTC`.
    CreationTime,
    /// The entity's `EndTimeUTC`.
    EndTime,
    /// `State`
    State,
    /// `Result`
    Result,
    /// `urn:veeam:BackupServer:<id>`
    BackupServerUid,
    /// The backup server's name.
    BackupServerName,
    /// `VmDisplayName`
    VmDisplayName,
}

impl Field {
    /// Those that the list can be sorted by.
    pub const SORTED: [Field; 7] = [
        Field::VmDisplayName,
        Field::State,
        Field::Result,
        Field::CreationTime,
        Field::EndTime,
        Field::Type,
        Field::BackupServerName,
    ];

    /// EM's name.
    pub const fn em(self) -> &'static str {
        match self {
            Field::Uid => "UID",
            Field::Type => "Type",
            Field::CreationTime => "CreationTime",
            Field::EndTime => "EndTime",
            Field::State => "State",
            Field::Result => "Result",
            Field::BackupServerUid => "BackupServerUid",
            Field::BackupServerName => "BackupServerName",
            Field::VmDisplayName => "VmDisplayName",
        }
    }

    /// Whether a value stands as it is: EM's documentation writes the words of its
    /// lists so, and names in quotes.
    fn is_word(self, value: &str) -> bool {
        matches!(self, Field::Type | Field::State | Field::Result)
            && !value.is_empty()
            && value.bytes().all(|byte| byte.is_ascii_alphabetic())
            && !value.eq_ignore_ascii_case("null")
    }

    /// Its word in an address of ours.
    pub const fn word(self) -> &'static str {
        match self {
            Field::Uid => "id",
            Field::Type => "type",
            Field::CreationTime => "started",
            Field::EndTime => "ended",
            Field::State => "state",
            Field::Result => "result",
            Field::BackupServerUid | Field::BackupServerName => "server",
            Field::VmDisplayName => "vm",
        }
    }
}

/// How a member is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// `==`
    Is,
    /// `!=`
    IsNot,
    /// `>=`
    NotLess,
}

/// A filter: `;` is AND, `,` is OR, and groups stand in brackets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expression {
    /// One comparison.
    Compare(Field, Operator, String),
    /// All of them; none of them prints as nothing.
    All(Vec<Expression>),
    /// Any of them.
    Any(Vec<Expression>),
}

impl fmt::Display for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (parts, between) = match self {
            Expression::Compare(field, operator, value) => {
                f.write_str(field.em())?;
                f.write_str(match operator {
                    Operator::Is => "==",
                    Operator::IsNot => "!=",
                    Operator::NotLess => ">=",
                })?;
                return if field.is_word(value) {
                    f.write_str(value)
                } else {
                    f.write_str(&quoted(value))
                };
            }
            Expression::All(parts) => (parts, ";"),
            Expression::Any(parts) => (parts, ","),
        };
        for (index, part) in parts.iter().enumerate() {
            if index > 0 {
                f.write_str(between)?;
            }
            match part {
                Expression::Compare(..) => write!(f, "{part}")?,
                // Which of `;` and `,` binds closer is not documented.
                Expression::All(_) | Expression::Any(_) => write!(f, "({part})")?,
            }
        }
        Ok(())
    }
}

/// A value in quotes, with those inside it doubled.
pub(crate) fn quoted(value: &str) -> String {
    let mut out = "\"".to_owned();
    for c in value.chars() {
        out.push(c);
        if c == '"' {
            out.push(c);
        }
    }
    out.push('"');
    out
}
