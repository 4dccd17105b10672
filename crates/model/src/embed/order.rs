//! What the page around this one may ask for.

use super::{MARK, ORDER_LEN_MAX, Theme, VERSION};
use crate::{json::Json, messages, open::QUERY_LEN_MAX, wire};

/// What the page around this one asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Order {
    /// Opens what an id, a URN or an address of EM names.
    Open(String),
    /// Other colours.
    Theme(Theme),
    /// Another language, one of [`messages::NAMES`].
    Language(&'static str),
    /// No further requests, or further ones.
    Pause(bool),
}

/// Reads a message's JSON; `None` for what is none of ours, is of another version, is
/// too long, or asks for what there is not. Nothing in it is taken for a secret.
pub fn read(text: &str) -> Option<Order> {
    if text.len() > ORDER_LEN_MAX {
        return None;
    }
    let json = wire::parse(text.as_bytes()).ok()?;
    let members = json.as_object()?.members();
    // Exactly: the contract is ours, not EM's.
    let get = |name: &str| members.iter().find(|(key, _)| **key == *name).map(|(_, value)| value);
    let word = |name: &str| get(name).and_then(Json::as_text);
    if get(MARK) != Some(&Json::Number(VERSION.into())) {
        return None;
    }
    match word("type")? {
        "open" => {
            let target = word("target")?.trim();
            let fits = !target.is_empty() && target.chars().count() <= QUERY_LEN_MAX;
            fits.then(|| Order::Open(target.to_owned()))
        }
        "theme" => Theme::of(word("theme")?).map(Order::Theme),
        "language" => messages::language(word("language")?).map(Order::Language),
        "pause" => match get("paused")? {
            Json::Bool(paused) => Some(Order::Pause(*paused)),
            _ => None,
        },
        _ => None,
    }
}
