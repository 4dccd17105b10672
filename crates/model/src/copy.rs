//! What is handed on by the clipboard: for a ticket, and for the caller.
//!
//! Each copy says as of when it holds, since it is read later. What others chose
//! (names, messages) is made visible and escaped: it stays text wherever it is
//! pasted.

mod caller;
mod escape;

use crate::{
    entity::{restore_session::RestoreSession, word},
    format::Format,
    messages::Context,
    page::standing::Reading,
    text,
    time::When,
};
use escape::{html, is_web_address, markdown};

pub use caller::caller;

/// What a copy is made from.
#[derive(Clone, Copy)]
pub struct Facts<'a> {
    /// The answer, and how current it is.
    pub reading: Reading<'a>,
    /// What EM sent.
    pub session: &'a RestoreSession,
    /// This page's own address, in full.
    pub link: &'a str,
    /// The language, and the reader's zone.
    pub context: Context<'a>,
    /// Times in UTC.
    pub utc: &'a dyn Format,
}

/// What a ticket gets, before it takes the form of a text.
struct Ticket {
    /// The answer, as of when, and what the reader should know besides.
    sentences: Vec<String>,
    /// Labels and values; the link goes last, as a row of its own.
    rows: Vec<(&'static str, String)>,
    link_label: &'static str,
    link: String,
}

/// For a ticket, as plain text: lines of `Label: value`, aligned.
pub fn ticket_plain(facts: &Facts<'_>) -> String {
    let ticket = Ticket::new(facts);
    let mut text = ticket.sentences.join("\n");
    text.push('\n');
    let last = (ticket.link_label, ticket.link);
    let rows = || ticket.rows.iter().chain([&last]);
    let width = rows().map(|(label, _)| label.chars().count()).max().unwrap_or_default();
    for (label, value) in rows() {
        let gap = " ".repeat(width + 1 - label.chars().count());
        text.push_str(&["\n", label, ":", &gap, value].concat());
    }
    text
}

/// For a ticket, as a fragment of HTML without styles.
pub fn ticket_html(facts: &Facts<'_>) -> String {
    let ticket = Ticket::new(facts);
    let mut text = String::new();
    for sentence in &ticket.sentences {
        text.push_str(&["<p>", &html(sentence), "</p>"].concat());
    }
    text.push_str("<table>");
    let row = |label: &str, value: &str| {
        ["<tr><th>", &html(label), "</th><td>", value, "</td></tr>"].concat()
    };
    for (label, value) in &ticket.rows {
        text.push_str(&row(label, &html(value)));
    }
    let shown = html(&ticket.link);
    let link = if is_web_address(&ticket.link) {
        ["<a href=\"", &shown, "\">", &shown, "</a>"].concat()
    } else {
        shown
    };
    text.push_str(&row(ticket.link_label, &link));
    text.push_str("</table>");
    text
}

/// For a ticket, as Markdown.
pub fn ticket_markdown(facts: &Facts<'_>) -> String {
    let ticket = Ticket::new(facts);
    let mut text = String::new();
    for sentence in &ticket.sentences {
        text.push_str(&[&markdown(sentence), "\n\n"].concat());
    }
    let row = |label: &str, value: &str| ["- **", &markdown(label), ":** ", value].concat();
    for (label, value) in &ticket.rows {
        text.push_str(&[&row(label, &markdown(value)), "\n"].concat());
    }
    let link = if is_web_address(&ticket.link) {
        ["<", &ticket.link, ">"].concat()
    } else {
        markdown(&ticket.link)
    };
    text.push_str(&row(ticket.link_label, &link));
    text
}

impl Ticket {
    fn new(facts: &Facts<'_>) -> Ticket {
        let (context, verdict) = (&facts.context, facts.reading.verdict);
        let m = context.messages;
        let mut sentences = vec![facts.reading.answer(context), facts.reading.as_of(context)];
        sentences.extend(verdict.caveats.iter().map(|caveat| m.caveat(caveat)));
        let object = &facts.session.entity.object;
        let uid = word(object, "UID").map(|word| text::name(&word));
        let em_word = |member| {
            let sent = word(object, member).map(|word| text::name(&word));
            sent.or_else(|| Some(m.not_given.to_owned()))
        };
        let message = facts.session.failure_message.as_deref().map(text::message);
        let rows = [
            (m.label_state, em_word("State")),
            (m.label_result, em_word("Result")),
            (m.label_type, em_word("JobType")),
            (m.label_started, facts.moment(&facts.session.started)),
            (m.label_ended, facts.moment(&facts.session.ended)),
            (m.label_duration, verdict.duration_s.map(|seconds| m.span_of(seconds))),
            (m.label_failure_message, message),
            (m.label_uid, uid),
        ];
        let given = |(label, value): (&'static str, Option<String>)| Some((label, value?));
        Ticket {
            sentences,
            rows: rows.into_iter().filter_map(given).collect(),
            link_label: m.later().label_link,
            link: text::visible(facts.link),
        }
    }
}

impl Facts<'_> {
    /// A moment here and in UTC, once where they read the same.
    fn moment(&self, when: &When) -> Option<String> {
        match when {
            When::Absent => None,
            When::Unreadable(sent) => Some(text::name(sent)),
            When::At(at) => {
                let (here, utc) = (self.context.format.date_time(*at), self.utc.date_time(*at));
                Some(if here == utc { utc } else { [&here, " / ", &utc].concat() })
            }
        }
    }
}
