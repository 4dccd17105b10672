//! Every sentence the user reads. A language is plain data, one [`Messages`]: a
//! missing text does not compile. What makes sentences of the texts is shared.

pub(crate) mod answer;
pub mod check;
pub mod de;
pub mod en;
mod errors;
mod later;
pub mod list;
mod moments;
mod template;
mod texts;
mod words;

use crate::{
    format::{Format, Plural},
    time::Timestamp,
};
use template::{Lines, texts};

pub use de::DE;
pub use en::EN;
pub use later::LaterTexts;
pub use template::Template;
pub use texts::{AnswerTexts, CaveatTexts, CopyTexts, ErrorTexts, WordTexts};
pub use words::Kinds;

/// What a message may need besides its own facts.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// Now, by EM's clock where it is known.
    pub now: Timestamp,
    /// How times and numbers are put into words.
    pub format: &'a dyn Format,
    /// The language.
    pub messages: &'static Messages,
}

/// Every language there is, with its texts. The app gets those of one language as
/// a file, [`Messages::to_lines`], so that it need not load all of them.
pub static LANGUAGES: [&Messages; 2] = [&EN, &DE];

/// Every language there is: its tag, and its name in itself.
pub const NAMES: [(&str, &str); LANGUAGES.len()] = [("en", "English"), ("de", "Deutsch")];

/// The language of a BCP 47 tag such as `de-AT`, if it is there.
pub fn language(tag: &str) -> Option<&'static str> {
    let primary = tag.split(['-', '_']).next()?;
    NAMES.into_iter().map(|(known, _)| known).find(|known| known.eq_ignore_ascii_case(primary))
}

/// What belongs to the language of a tag: one for each language, in the order of
/// [`NAMES`], or it does not compile.
fn of_language<T>(tag: &str, of_each: [&'static T; NAMES.len()]) -> &'static T {
    let [mut wanted, ..] = of_each;
    for ((known, _), one) in NAMES.into_iter().zip(of_each) {
        if known == tag {
            wanted = one;
        }
    }
    wanted
}

texts! {
    /// All messages of one language.
    Messages [
        answers: AnswerTexts, caveats: CaveatTexts, copies: CopyTexts, errors: ErrorTexts,
        words: WordTexts
    ] {
        /// BCP 47 tag, such as `en`.
        tag,
        /// The tag that dates and numbers follow unless the browser's own fits.
        locale,
        language,
        language_name,

        // Sentences around the data.
        proxy_account_error,
        not_allowed(1),
        /// {0} how long ago, or when.
        checked(1),
        /// {0} minutes.
        behind(1),
        behind_unknown,
        /// {0} a moment with its preposition: [`Context::moment`].
        stale(1),
        signed_in_as(1),

        // Labels of fields.
        label_state, label_result, label_type, label_vm, label_started, label_ended, label_duration,
        label_progress, label_restored_object, label_failure_message, label_name, label_uid,
        label_resource_type, label_version, label_description, label_created, label_point_type,
        label_algorithm,

        // The page around the data.
        product, skip_to_content, find, loading, refresh, try_again, go_back, to_find,
        part_lost, reload, copy_report, copied, copy_refused, details, links, no_links, this_page,
        /// {0} a VM.
        restores_of(1),
        restores_of_server,
        cannot_be_followed, not_given, withheld, trail, show_times_in, local, utc, trouble,
        contact, self_test, answer_for,

        // Sign-in.
        sign_in, sign_in_heading, signing_in, sign_in_again, sign_out, user_name, password,
        user_name_missing, password_missing, close, checking_sign_in,

        // Watching one session.
        pause, resume, keep_watching, idle_warning,
        /// {0} a time of day, with its date where it is not today's; {1} minutes.
        idle_stopped(2),
        paused_by_user,
        /// {0} seconds.
        asks_every(1),
        asks_once_a_minute, asked_no_more,
        /// {0} a span.
        unresolved(1),
        asked_last, background_ended,
        /// {0} seconds.
        retry_in(1),
        /// {0} a moment with its preposition: [`Context::moment`].
        last_collected(1),
        /// {0} a span.
        elapsed(1),
        /// {0} and {1} spans.
        time_left(2),
        /// {0} a span.
        stalled(1),
        open_newer,

        // The timeline. Each `as_of`: {0} a clock text, [`Context::clock`]; {1} a span.
        timeline, restore_point, restore_began, restore_ended, now, not_to_scale, as_of_done(2),
        as_of_files(2), as_of_other(2), as_of_done_alone(1), as_of_files_alone(1),
        as_of_other_alone(1), point_after_start, ended_before_start,

        // What can be done with it.
        actions, copy_ticket, copy_markdown, copy_caller, copy_link, notify, watch, print, source,
        background_hint, notify_refused, notify_title,
        /// {0} the VM, {1} a percentage: [`Messages::percent`].
        announce_percent(2),
    }
}

impl Messages {
    /// The texts as a file: a line for each, in the order of [`Messages::texts`].
    pub fn to_lines(&self) -> String {
        let texts: Vec<_> = self.texts().into_iter().map(|(_, text, _)| text).collect();
        texts.join("\n")
    }

    /// Reads such a file; `None` unless it has just the lines that belong there.
    pub fn from_lines(text: &'static str) -> Option<Messages> {
        let mut messages = Messages::BLANK;
        let mut lines = Lines::of(text);
        messages.fill(&mut lines);
        lines.are_used_up().then_some(messages)
    }

    /// How many rows a list has.
    pub fn rows_shown(&self, count: u64, format: &dyn Format) -> String {
        match format.plural(count) {
            Plural::One => self.later().one_row.to_owned(),
            Plural::Other => self.later().rows.with([&format.number(count)]),
        }
    }

    /// `Page 1 of 3`.
    pub fn page(&self, page: u64, pages: u64, format: &dyn Format) -> String {
        self.later().page_of.with([&format.number(page), &format.number(pages)])
    }

    /// How old EM's copy may be; `None`: nothing collects it regularly.
    pub fn behind_by(&self, minutes: Option<u32>) -> String {
        minutes.map_or_else(
            || self.behind_unknown.to_owned(),
            |minutes| self.behind.with([&minutes.to_string()]),
        )
    }
}
