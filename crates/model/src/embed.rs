//! The contract with a page that frames this one: who that may be, what it may ask
//! for, and what it is told. docs/embedding.md says the same for those who frame.

mod order;
mod told;

pub use order::{Order, read};
pub use told::{Status, Told, print};

/// The version of the contract; a message of another one is ignored.
pub const VERSION: &str = "1";
/// What every message holds, with [`VERSION`] as a number.
pub const MARK: &str = "restoreDesk";
/// Longest message that is read, in bytes of its JSON.
pub const ORDER_LEN_MAX: usize = 1_024;

/// How much of the app is shown: `?embed=`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// No parameter: a tab's page.
    Whole,
    /// All but the product's name.
    Full,
    /// The answer, how far it is, how current that is, and one link out.
    Least,
}

impl Extent {
    /// Reads the parameter; an unknown word is none.
    pub fn of(word: Option<&str>) -> Extent {
        match word {
            Some("min") => Extent::Least,
            Some("full") => Extent::Full,
            _ => Extent::Whole,
        }
    }
}

/// Colours of the page: `?theme=`, and a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// As the browser wishes.
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
    /// High contrast, light or dark as the browser wishes.
    Contrast,
}

impl Theme {
    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Theme::Auto => "auto",
            Theme::Light => "light",
            Theme::Dark => "dark",
            Theme::Contrast => "contrast",
        }
    }

    /// Reads its word.
    pub fn of(word: &str) -> Option<Theme> {
        [Theme::Auto, Theme::Light, Theme::Dark, Theme::Contrast]
            .into_iter()
            .find(|theme| theme.word() == word)
    }
}

/// What stands around the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Host {
    /// Nothing: it is a tab's page.
    None,
    /// A page of the app's own origin.
    Own(String),
    /// A page of another origin, which the site's settings name.
    Named(String),
    /// A page of this origin, which they do not name, is the frame or is around it.
    Refused(String),
    /// A page of an origin that the browser does not tell. The policy of the document
    /// let it frame this page; no message reaches it.
    Unknown,
}

impl Host {
    /// Judges the origins around the page, the nearest first; `None`: it is in no frame.
    /// `portals` are `portalOrigins` of config.json.
    pub fn judge(around: Option<&[String]>, own: &str, portals: &[String]) -> Host {
        let Some(around) = around else { return Host::None };
        let is_own = |origin: &String| origin.eq_ignore_ascii_case(own);
        let is_named = |origin: &String| portals.iter().any(|it| it.eq_ignore_ascii_case(origin));
        if let Some(refused) = around.iter().find(|origin| !is_own(origin) && !is_named(origin)) {
            return Host::Refused(refused.clone());
        }
        match around.first() {
            None => Host::Unknown,
            // A stranger's page further out counts as the frame.
            Some(nearest) if around.iter().all(is_own) => Host::Own(nearest.clone()),
            Some(nearest) => Host::Named(nearest.clone()),
        }
    }

    /// Whether anything stands around the page.
    pub fn is_frame(&self) -> bool {
        *self != Host::None
    }

    /// Whether what stands around the page is another site's: there a password is
    /// asked for only where the settings allow it, and much of the browser is out of
    /// reach.
    pub fn is_foreign(&self) -> bool {
        !matches!(self, Host::None | Host::Own(_))
    }

    /// The one origin that messages go to and come from.
    pub fn origin(&self) -> Option<&str> {
        match self {
            Host::Own(origin) | Host::Named(origin) => Some(origin),
            Host::None | Host::Refused(_) | Host::Unknown => None,
        }
    }
}

/// A query with one parameter set to `value`, which is written as it stands, or
/// removed; the others stay as they are. `query` begins with `?`, or is empty.
pub fn with_parameter(query: &str, name: &str, value: Option<&str>) -> String {
    let is_it = |pair: &str| pair.split('=').next() == Some(name);
    let rest = query.trim_start_matches('?').split('&');
    let mut pairs: Vec<String> =
        rest.filter(|pair| !pair.is_empty() && !is_it(pair)).map(str::to_owned).collect();
    pairs.extend(value.map(|value| [name, "=", value].concat()));
    if pairs.is_empty() { String::new() } else { ["?", &pairs.join("&")].concat() }
}

#[cfg(test)]
mod tests;
