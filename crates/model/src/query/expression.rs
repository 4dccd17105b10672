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
                return print_value(f, value);
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

/// A word stands as it is, as EM's documentation writes those of its lists;
/// anything else in quotes, with those inside it doubled.
fn print_value(f: &mut fmt::Formatter<'_>, value: &str) -> fmt::Result {
    let is_word = |value: &str| value.bytes().all(|byte| byte.is_ascii_alphabetic());
    if !value.is_empty() && is_word(value) && !value.eq_ignore_ascii_case("null") {
        return f.write_str(value);
    }
    f.write_str("\"")?;
    for (index, piece) in value.split('"').enumerate() {
        if index > 0 {
            f.write_str("\"\"")?;
        }
        f.write_str(piece)?;
    }
    f.write_str("\"")
}
