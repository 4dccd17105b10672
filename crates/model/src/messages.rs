//! Every sentence the user reads. A language is one constant [`Messages`]: a
//! missing message does not compile.

pub mod en;

use crate::{
    error::{ApiError, Remedy},
    format::Format,
    link::{Link, Rel},
    open::OpenError,
    route::RouteError,
    time::{Span, Timestamp},
    verdict::{Caveat, Verdict},
};

pub use en::EN;

/// What a message may need besides its own facts.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// Now, by EM's clock where it is known.
    pub now: Timestamp,
    /// How times are put into words.
    pub format: &'a dyn Format,
    /// The language.
    pub messages: &'static Messages,
}

/// All messages of one language.
#[derive(Debug)]
#[expect(missing_docs, reason = "each field's name and its English text say what it is")]
pub struct Messages {
    /// BCP 47 tag, such as `en`.
    pub tag: &'static str,

    // Sentences made from facts.
    pub answer: fn(&Verdict, &Context<'_>) -> String,
    pub short_answer: fn(&Verdict) -> String,
    pub caveat: fn(&Caveat) -> String,
    pub span: fn(Span) -> String,
    pub ago: fn(Span) -> String,
    pub error: fn(&ApiError) -> String,
    pub sign_in_error: fn(&ApiError) -> String,
    pub proxy_account_error: &'static str,
    pub remedy: fn(Remedy) -> &'static str,
    pub route_error: fn(RouteError) -> &'static str,
    pub open_error: fn(OpenError) -> &'static str,
    pub relation: fn(&Rel) -> &'static str,
    pub kind: fn(&Link) -> String,
    pub kind_word: fn(&str) -> Option<&'static str>,
    pub state_word: fn(&str) -> Option<&'static str>,
    pub result_word: fn(&str) -> Option<&'static str>,
    pub job_type_word: fn(&str) -> Option<&'static str>,
    pub progress_text: fn(&Verdict, &str) -> String,
    pub not_allowed: fn(&str) -> String,
    pub page_of: fn(u64, u64) -> String,
    pub rows_shown: fn(usize) -> String,
    pub checked: fn(&str) -> String,
    pub checked_at: fn(&str) -> String,
    pub behind: fn(Option<u32>) -> String,
    pub stale: fn(&str) -> String,
    pub signed_in_as: fn(&str) -> String,
    pub taken_at: fn(&str, Option<&str>) -> String,

    // Labels of fields.
    pub label_state: &'static str,
    pub label_result: &'static str,
    pub label_type: &'static str,
    pub label_vm: &'static str,
    pub label_started: &'static str,
    pub label_ended: &'static str,
    pub label_duration: &'static str,
    pub label_progress: &'static str,
    pub label_restored_object: &'static str,
    pub label_failure_message: &'static str,
    pub label_name: &'static str,
    pub label_uid: &'static str,
    pub label_resource_type: &'static str,
    pub label_version: &'static str,
    pub label_description: &'static str,
    pub label_created: &'static str,
    pub label_point_type: &'static str,
    pub label_algorithm: &'static str,

    // The page around the data.
    pub product: &'static str,
    pub skip_to_content: &'static str,
    pub find: &'static str,
    pub newest_restores: &'static str,
    pub nothing_found: &'static str,
    pub no_items: &'static str,
    pub only_thirty_days: &'static str,
    pub open_box_label: &'static str,
    pub open_box_hint: &'static str,
    pub open_button: &'static str,
    pub loading: &'static str,
    pub refresh: &'static str,
    pub try_again: &'static str,
    pub go_back: &'static str,
    pub to_find: &'static str,
    pub reload: &'static str,
    pub copy_report: &'static str,
    pub copied: &'static str,
    pub copy_refused: &'static str,
    pub details: &'static str,
    pub links: &'static str,
    pub no_links: &'static str,
    pub this_page: &'static str,
    pub cannot_be_followed: &'static str,
    pub not_given: &'static str,
    pub withheld: &'static str,
    pub trail: &'static str,
    pub pages: &'static str,
    pub show_times_in: &'static str,
    pub local: &'static str,
    pub utc: &'static str,
    pub trouble: &'static str,
    pub contact: &'static str,
    pub column_answer: &'static str,
    pub answer_for: &'static str,
    pub enterprise_manager: &'static str,

    // Sign-in.
    pub sign_in: &'static str,
    pub sign_in_heading: &'static str,
    pub signing_in: &'static str,
    pub sign_in_again: &'static str,
    pub sign_out: &'static str,
    pub user_name: &'static str,
    pub password: &'static str,
    pub user_name_missing: &'static str,
    pub password_missing: &'static str,
    pub close: &'static str,
    pub checking_sign_in: &'static str,
}
