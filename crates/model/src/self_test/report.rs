//! The self-test as a plain text, for a ticket: it holds no token, no password, no
//! name of a user, and no query of an address.

use super::{Checked, Found, listed};
use crate::{
    format::{Format, UtcFormat},
    messages::{Context, check::CheckTexts},
    text,
    time::Timestamp,
};

/// Where and with what the self-test was made.
#[derive(Clone, Copy, Debug)]
pub struct About<'a> {
    /// This release.
    pub version: &'a str,
    /// What the browser calls itself.
    pub browser: &'a str,
}

/// The rows, and what they are true of.
pub fn report(checked: &Checked, found: &Found, about: About<'_>, context: &Context<'_>) -> String {
    let t = CheckTexts::of(context.messages.tag);
    // EM's clock, where it answered: this computer's may be the trouble.
    let at = found.times_ms.map_or(context.now, |(em_ms, _)| Timestamp(em_ms));
    let mut lines = vec![
        format!("{} {} – {}", context.messages.product, about.version, context.messages.self_test),
        UtcFormat.date_time(at),
        format!("{} – {}", found.origin, text::name(about.browser)),
        format!("{}: {}", t.name_proxy, found.proxy),
        String::new(),
        checked.summary.clone(),
    ];
    for group in &checked.groups {
        lines.push(String::new());
        lines.push(group.heading.to_owned());
        for row in &group.rows {
            lines.push(format!("- {}: {}. {}", row.name, row.standing.word(t), row.finding));
            lines.extend(row.fix.as_ref().map(|fix| format!("  {} {fix}", t.fix)));
        }
    }
    lines.push(String::new());
    listed(&lines, "\n")
}
