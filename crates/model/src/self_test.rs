//! `#/check`, the self-test: what was found becomes rows, each with its standing and
//! what to do. The page asks and lays out; what it asks for decides nothing.

mod account;
mod browser;
mod page;
mod policy;
mod report;
mod way;

use crate::{
    config::Config,
    error::ApiError,
    logon::Access,
    messages::{Context, check::CheckTexts},
    verdict::Tone,
};

pub use policy::is_own;
pub use report::{About, report};

/// What was found, without a judgement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// This page's origin, such as `https://desk.example`.
    pub origin: String,
    /// The proxy's URL, absolute.
    pub proxy: String,
    /// What came of a question to the proxy itself.
    pub health: Health,
    /// Whether a request with the token's header reaches the proxy; `None`: not asked.
    pub sends_token: Option<bool>,
    /// What came of a question to EM that needs no sign-in; `None`: not asked.
    pub em: Option<Result<(), ApiError>>,
    /// EM's time, and this computer's at that moment, in milliseconds since 1970.
    pub times_ms: Option<(i64, i64)>,
    /// The files of this page, as they are served now; `None`: not to be had.
    pub document: Option<Served>,
    /// `boot.js`
    pub boot: Option<Served>,
    /// `config.json`
    pub config: Option<Served>,
    /// The WebAssembly.
    pub wasm: Option<Served>,
    /// What stands around the page.
    pub frame: Frame,
    /// Whether this tab's storage keeps what is put there.
    pub keeps: bool,
    /// Whether tabs can tell each other something.
    pub tells: bool,
    /// Who asks.
    pub who: Who,
    /// What came of a search with the sign-in; `None`: not asked.
    pub search: Option<Result<(), ApiError>>,
}

/// What came of a question to the proxy itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Health {
    /// A reply that this page may read.
    Answers,
    /// A reply that this page may not read.
    Closed,
    /// A redirect: a sign-on in front.
    Redirects,
    /// Nothing.
    Silent,
}

/// The headers of a file that matter here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Served {
    /// `Content-Type`
    pub kind: Option<String>,
    /// `Content-Security-Policy`
    pub policy: Option<String>,
    /// `Cache-Control`
    pub cache: Option<String>,
}

/// What stands around the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Frame {
    /// Nothing.
    No,
    /// A page of that origin; `None`: of another one that the browser does not tell.
    Of(Option<String>),
}

/// Who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// Nobody is signed in.
    Nobody,
    /// A sign-in that has ended.
    Ended,
    /// Someone, with what the role may open.
    Account(Access),
    /// The proxy signs in by itself.
    Proxy,
}

/// How a row stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// As it should be.
    Ok,
    /// It could not be checked.
    Unknown,
    /// It works, but not as well as it could.
    Warning,
    /// It does not work, or it is not safe.
    Trouble,
}

impl Standing {
    /// Its colour and icon.
    pub fn tone(self) -> Tone {
        match self {
            Standing::Ok => Tone::Good,
            Standing::Unknown => Tone::Unclear,
            Standing::Warning => Tone::Warning,
            Standing::Trouble => Tone::Bad,
        }
    }

    /// Its word.
    pub fn word(self, texts: &CheckTexts) -> &'static str {
        match self {
            Standing::Ok => texts.word_ok,
            Standing::Unknown => texts.word_unknown,
            Standing::Warning => texts.word_warning,
            Standing::Trouble => texts.word_trouble,
        }
    }
}

/// One thing that was checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What was checked.
    pub name: &'static str,
    /// How it stands.
    pub standing: Standing,
    /// The same in a sentence.
    pub finding: String,
    /// What to do, in a sentence; none where nothing is to be done.
    pub fix: Option<String>,
}

/// Rows that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// What they are about.
    pub heading: &'static str,
    /// In order.
    pub rows: Vec<Row>,
}

/// What the page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// All of it in one sentence.
    pub summary: String,
    /// The worst that stands in a row, except for what could not be checked.
    pub standing: Standing,
    /// The rows.
    pub groups: Vec<Group>,
}

/// What the rows are made from.
struct Given<'a> {
    found: &'a Found,
    config: &'a Config,
    texts: &'static CheckTexts,
    context: &'a Context<'a>,
}

/// Judges what was found.
pub fn check(found: &Found, config: &Config, context: &Context<'_>) -> Checked {
    let t = CheckTexts::of(context.messages.tag);
    let given = Given { found, config, texts: t, context };
    let groups = vec![
        Group { heading: t.group_way, rows: way::rows(&given) },
        Group { heading: t.group_page, rows: page::rows(&given) },
        Group { heading: t.group_browser, rows: browser::rows(&given) },
        Group { heading: t.group_site, rows: account::rows(&given) },
    ];
    let rows = || groups.iter().flat_map(|group| &group.rows);
    let to_do: Vec<_> = rows().filter(|row| row.standing > Standing::Unknown).collect();
    let names = listed(to_do.iter().map(|row| row.name), ", ");
    let summary = match to_do.len() {
        0 if rows().any(|row| row.standing == Standing::Unknown) => t.well_so_far.to_owned(),
        0 => t.all_well.to_owned(),
        1 => t.one_thing.with([&names]),
        count => t.things.with([&count.to_string(), &names]),
    };
    let standing = to_do.iter().map(|row| row.standing).max().unwrap_or(Standing::Ok);
    Checked { summary, standing, groups }
}

/// Texts one after the other. The standard library's `join` is shared with the first
/// load, which would grow by it.
fn listed<T: AsRef<str>>(texts: impl IntoIterator<Item = T>, between: &str) -> String {
    let mut list = String::new();
    for text in texts {
        if !list.is_empty() {
            list.push_str(between);
        }
        list.push_str(text.as_ref());
    }
    list
}

impl Row {
    fn ok(name: &'static str, finding: impl Into<String>) -> Row {
        Row { name, standing: Standing::Ok, finding: finding.into(), fix: None }
    }

    fn new(
        name: &'static str,
        standing: Standing,
        finding: impl Into<String>,
        fix: impl Into<String>,
    ) -> Row {
        Row { name, standing, finding: finding.into(), fix: Some(fix.into()) }
    }
}
