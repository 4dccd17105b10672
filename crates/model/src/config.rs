//! `config.json`, checked, with an error a person can act on.

use crate::{json::Json, wire};

/// The site's settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// URL that stands for EM's `/api/`, absolute or relative to the page; ends with `/`.
    pub proxy: String,
    /// Who signs in.
    pub sign_in: SignInMode,
    /// How often a running session is asked for, in seconds.
    pub poll_interval_s: u32,
    /// Minutes without input until asking stops.
    pub idle_stop_min: u32,
    /// How often EM collects, in minutes; `None`: by hand.
    pub collection_interval_min: Option<u32>,
    /// Origins that may frame and message the page.
    pub portal_origins: Vec<String>,
    /// Whether the tabs of one browser share a sign-in.
    pub share_sign_in: bool,
    /// Whether a cross-origin frame may ask for a password.
    pub allow_sign_in_in_frame: bool,
    /// A sentence under the sign-in form.
    pub sign_in_hint: Option<String>,
    /// The site's IANA time zone.
    pub time_zone: Option<String>,
    /// The site's language.
    pub language: Option<String>,
    /// Whom to ask.
    pub contact: Option<Contact>,
    /// Keys that this version does not know.
    pub unknown_keys: Vec<String>,
}

/// Who signs in to EM.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignInMode {
    /// Each user, with an account of EM.
    Account,
    /// The proxy, with an account of its own.
    Proxy,
}

/// Whom to ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// Shown text.
    pub text: String,
    /// `https:`, `http:`, `mailto:` or `tel:` address.
    pub href: String,
}

/// Why the settings cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConfigError {
    /// There is no `config.json`, or it cannot be read.
    Missing,
    /// It is no JSON object.
    NotAnObject,
    /// A key has a value that is not allowed.
    Wrong {
        /// The key.
        key: &'static str,
        /// What is allowed, as the end of a sentence.
        allowed: &'static str,
    },
}

impl ConfigError {
    /// The sentence for the admin; English, since the language is a setting too.
    pub fn sentence(&self) -> String {
        match self {
            ConfigError::Missing => {
                "config.json could not be read. It must stand beside index.html.".to_owned()
            }
            ConfigError::NotAnObject => {
                "config.json is no JSON object. The least is {\"proxy\": \"api/\"}.".to_owned()
            }
            ConfigError::Wrong { key, allowed } => {
                format!("config.json: “{key}” must be {allowed}.")
            }
        }
    }
}

/// All keys that this version knows, as in the JSON Schema.
pub const KEYS: [&str; 13] = [
    "$schema",
    "proxy",
    "signIn",
    "pollIntervalSeconds",
    "idleStopMinutes",
    "collectionIntervalMinutes",
    "portalOrigins",
    "shareSignIn",
    "allowSignInInFrame",
    "signInHint",
    "timeZone",
    "language",
    "contact",
];

/// Reads and checks the bytes of `config.json`. Keys are matched exactly, as in
/// its JSON Schema.
///
/// # Errors
///
/// A [`ConfigError`] that names the key and what is allowed.
pub fn read(body: &[u8]) -> Result<Config, ConfigError> {
    let body = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body);
    let json = wire::parse(body).map_err(|_| ConfigError::NotAnObject)?;
    let object = json.as_object().ok_or(ConfigError::NotAnObject)?;
    let get = |key: &str| {
        object.members().iter().find(|(known, _)| **known == *key).map(|(_, value)| value)
    };
    Ok(Config {
        proxy: read_proxy(get("proxy"))?,
        sign_in: match get("signIn") {
            None => SignInMode::Account,
            Some(Json::Text(word)) if &**word == "account" => SignInMode::Account,
            Some(Json::Text(word)) if &**word == "proxy" => SignInMode::Proxy,
            Some(_) => return wrong("signIn", "\"account\" or \"proxy\""),
        },
        poll_interval_s: number(
            get("pollIntervalSeconds"),
            (5..=300, 30),
            ("pollIntervalSeconds", "a whole number of seconds from 5 to 300"),
        )?,
        idle_stop_min: number(
            get("idleStopMinutes"),
            (1..=14, 10),
            ("idleStopMinutes", "a whole number of minutes from 1 to 14"),
        )?,
        collection_interval_min: match get("collectionIntervalMinutes") {
            Some(Json::Null) => None,
            other => Some(number(
                other,
                (1..=10_080, 15),
                ("collectionIntervalMinutes", "a whole number of minutes from 1 to 10080, or null"),
            )?),
        },
        portal_origins: read_origins(get("portalOrigins"))?,
        share_sign_in: read_bool(get("shareSignIn"), "shareSignIn", true)?,
        allow_sign_in_in_frame: read_bool(get("allowSignInInFrame"), "allowSignInInFrame", false)?,
        sign_in_hint: read_text(
            get("signInHint"),
            "signInHint",
            "a text of at most 300 characters",
        )?,
        time_zone: read_text(
            get("timeZone"),
            "timeZone",
            "an IANA time zone, such as \"Europe/Berlin\"",
        )?,
        language: read_text(get("language"), "language", "a language tag, such as \"en\"")?,
        contact: read_contact(get("contact"))?,
        unknown_keys: object
            .members()
            .iter()
            .map(|(key, _)| (**key).to_owned())
            .filter(|key| !KEYS.contains(&key.as_str()))
            .collect(),
    })
}

fn wrong<T>(key: &'static str, allowed: &'static str) -> Result<T, ConfigError> {
    Err(ConfigError::Wrong { key, allowed })
}

fn number(
    value: Option<&Json>,
    (range, default): (std::ops::RangeInclusive<u32>, u32),
    (key, allowed): (&'static str, &'static str),
) -> Result<u32, ConfigError> {
    let number = match value {
        None => Some(default),
        Some(Json::Number(digits)) => digits.parse().ok().filter(|number| range.contains(number)),
        Some(_) => None,
    };
    number.map_or(wrong(key, allowed), Ok)
}

fn read_bool(value: Option<&Json>, key: &'static str, default: bool) -> Result<bool, ConfigError> {
    match value {
        None => Ok(default),
        Some(Json::Bool(value)) => Ok(*value),
        Some(_) => wrong(key, "true or false"),
    }
}

fn read_text(
    value: Option<&Json>,
    key: &'static str,
    allowed: &'static str,
) -> Result<Option<String>, ConfigError> {
    match value {
        None | Some(Json::Null) => Ok(None),
        Some(Json::Text(text)) if !text.trim().is_empty() && text.chars().count() <= 300 => {
            Ok(Some(text.trim().to_owned()))
        }
        Some(_) => wrong(key, allowed),
    }
}

fn read_proxy(value: Option<&Json>) -> Result<String, ConfigError> {
    let allowed = "an https:// or http:// URL, or a path relative to the page, that stands for Enterprise Manager's /api/ (no user, query or fragment)";
    let Some(Json::Text(text)) = value else { return wrong("proxy", allowed) };
    let text = text.trim();
    let odd = |c: char| c.is_control() || c.is_whitespace() || matches!(c, '?' | '#' | '@' | '\\');
    if text.is_empty() || text.starts_with("//") || text.contains(odd) {
        return wrong("proxy", allowed);
    }
    let scheme = text.split_once(':').map(|(scheme, rest)| (scheme.to_ascii_lowercase(), rest));
    match scheme {
        Some((scheme, rest)) if scheme == "https" || scheme == "http" => {
            let host = rest.strip_prefix("//").and_then(|rest| rest.split('/').next());
            if host.is_none_or(str::is_empty) {
                return wrong("proxy", allowed);
            }
        }
        // A colon in a first path segment would read as a scheme.
        Some(_) => return wrong("proxy", allowed),
        None => {}
    }
    Ok(if text.ends_with('/') { text.to_owned() } else { format!("{text}/") })
}

/// Whether `text` is an exact origin: scheme and host, perhaps a port, no path.
fn is_origin(text: &str) -> bool {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    host.is_some_and(|host| {
        !host.is_empty()
            && host
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']'))
    })
}

fn read_origins(value: Option<&Json>) -> Result<Vec<String>, ConfigError> {
    let allowed = "a list of origins, such as [\"https://portal.example\"]";
    let items = match value {
        None => return Ok(Vec::new()),
        Some(Json::List(items)) => items,
        Some(_) => return wrong("portalOrigins", allowed),
    };
    let mut origins = Vec::new();
    for item in items {
        match item.as_text() {
            Some(origin) if is_origin(origin) => origins.push(origin.to_owned()),
            _ => return wrong("portalOrigins", allowed),
        }
    }
    Ok(origins)
}

fn read_contact(value: Option<&Json>) -> Result<Option<Contact>, ConfigError> {
    let allowed = "an object with \"text\" and \"href\" (https:, http:, mailto: or tel:)";
    let object = match value {
        None | Some(Json::Null) => return Ok(None),
        Some(Json::Object(object)) => object,
        Some(_) => return wrong("contact", allowed),
    };
    let (Some(text), Some(href)) = (object.filled_text("text"), object.filled_text("href")) else {
        return wrong("contact", allowed);
    };
    let safe =
        ["https://", "http://", "mailto:", "tel:"].iter().any(|scheme| href.starts_with(scheme));
    if safe {
        Ok(Some(Contact { text: text.to_owned(), href: href.to_owned() }))
    } else {
        wrong("contact", allowed)
    }
}

#[cfg(test)]
mod tests;
