//! What the fuzz targets ask of the model: the invariants that its properties ask for too.

#[path = "../../crates/model/tests/invariants/mod.rs"]
mod invariants;

use restore_desk_model::{config, wire};

/// A reply's body, and `config.json`.
pub fn entity(body: &[u8]) {
    for status in [200, 404] {
        invariants::reply(status, None, body);
    }
    match config::read(body) {
        Ok(config) => assert!(config.proxy.ends_with('/')),
        Err(error) => assert!(!error.sentence().is_empty()),
    }
}

/// An href of EM, in a link that may be followed and in one that may not.
pub fn href(text: &str) {
    for rel in ["Up", "Delete"] {
        invariants::address::link(rel, text);
    }
}

/// What stands in the address bar.
pub fn route(text: &str) {
    invariants::address::hash(text);
}

/// What stands behind `?` in an address or an href.
pub fn query(text: &str) {
    invariants::address::query(text);
}

/// A date as EM may send it.
pub fn date(text: &str) {
    invariants::date(text);
}

/// What is pasted into the box, or handed over by a ticket.
pub fn pasted(text: &str) {
    invariants::address::pasted(text);
}

/// A reply with secrets in it, which are shown, copied and saved nowhere.
pub fn source(body: &[u8]) {
    if let Ok(json) = wire::parse(body) {
        invariants::secrets::tree(&json);
    }
}
