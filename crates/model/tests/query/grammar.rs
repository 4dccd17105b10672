//! A reader of EM's filter grammar (reference, section d, «Query»), which shares
//! nothing with what prints it.

/// A filter as read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Filter {
    /// Member, operator, value.
    Compare(String, String, String),
    /// `;`
    All(Vec<Filter>),
    /// `,`
    Any(Vec<Filter>),
}

/// Reads a whole filter; `None` for what breaks the grammar, and for `;` beside
/// `,` without a group: which binds closer is not documented.
pub(crate) fn parse(text: &str) -> Option<Filter> {
    let mut rest = text;
    let filter = list(&mut rest)?;
    rest.is_empty().then_some(filter)
}

fn list(rest: &mut &str) -> Option<Filter> {
    let mut parts = vec![part(rest)?];
    let between = rest.chars().next().filter(|c| matches!(c, ';' | ','));
    let Some(between) = between else { return parts.pop() };
    while let Some(after) = rest.strip_prefix(between) {
        *rest = after;
        parts.push(part(rest)?);
    }
    Some(if between == ';' { Filter::All(parts) } else { Filter::Any(parts) })
}

fn part(rest: &mut &str) -> Option<Filter> {
    if let Some(after) = rest.strip_prefix('(') {
        *rest = after;
        let inner = list(rest)?;
        *rest = rest.strip_prefix(')')?;
        return Some(inner);
    }
    let field = word(rest, |c| c.is_ascii_alphabetic())?;
    // The longer ones first.
    let operators = ["==", "!=", ">=", "<=", ">", "<"];
    let operator = operators.into_iter().find(|operator| rest.starts_with(operator))?;
    *rest = rest.strip_prefix(operator)?;
    let value = match rest.strip_prefix('"') {
        Some(after) => {
            *rest = after;
            quoted(rest)?
        }
        None => word(rest, |c| c.is_ascii_alphanumeric() || matches!(c, '-' | ':' | '.'))?,
    };
    Some(Filter::Compare(field, operator.to_owned(), value))
}

/// Up to the quote that stands alone.
fn quoted(rest: &mut &str) -> Option<String> {
    let mut value = String::new();
    loop {
        let (before, after) = rest.split_once('"')?;
        value.push_str(before);
        *rest = after;
        let Some(after) = rest.strip_prefix('"') else { return Some(value) };
        value.push('"');
        *rest = after;
    }
}

fn word(rest: &mut &str, belongs: impl Fn(char) -> bool) -> Option<String> {
    let end = rest.find(|c| !belongs(c)).unwrap_or(rest.len());
    let (word, after) = rest.split_at_checked(end)?;
    *rest = after;
    (!word.is_empty()).then(|| word.to_owned())
}

#[test]
fn the_reader_reads_what_is_documented_and_nothing_else() {
    let compare = |field: &str, operator: &str, value: &str| {
        Filter::Compare(field.to_owned(), operator.to_owned(), value.to_owned())
    };
    let since = "2026-06-14T21:07:25";
    let rows = [
        (
            "VmDisplayName==\"virt03-ubuntu01\"",
            Some(compare("VmDisplayName", "==", "virt03-ubuntu01")),
        ),
        ("CreationTime>=2026-06-14T21:07:25", Some(compare("CreationTime", ">=", since))),
        ("CreationTime<\"2026-06-14T21:07:25\"", Some(compare("CreationTime", "<", since))),
        ("Name==\"a \"\"b\"\"\"", Some(compare("Name", "==", "a \"b\""))),
        ("Name==\"\"", Some(compare("Name", "==", ""))),
        (
            "(Result==Failed,Result==Warning);State!=Stopped",
            Some(Filter::All(vec![
                Filter::Any(vec![
                    compare("Result", "==", "Failed"),
                    compare("Result", "==", "Warning"),
                ]),
                compare("State", "!=", "Stopped"),
            ])),
        ),
        ("A==a;B==b,C==c", None),
        ("A==a b", None),
        ("A==", None),
        ("A==\"a", None),
        ("A==\"a\"b", None),
        ("(A==a", None),
        ("A==a)", None),
        ("A==a;", None),
        ("()", None),
        ("", None),
    ];
    for (text, expected) in rows {
        assert_eq!(parse(text), expected, "{text}");
    }
}
