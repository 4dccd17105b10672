//! The language of the page, and its texts: a file beside the WebAssembly.

use restore_desk_model::{
    config::Config,
    messages::{self, Messages},
};

use crate::{
    api::transport,
    browser::{self, object},
};

/// Where this tab keeps the language that was chosen in it; boot.js reads it as well.
pub const LANGUAGE_KEY: &str = "restore-desk language";

/// Loads the texts of the language that this tab chose, else the address's, the
/// site's, the browser's; `None` where their file can't be had, or is another
/// release's.
pub async fn load(config: Option<&Config>) -> Option<Messages> {
    let wanted = [
        browser::stored(LANGUAGE_KEY),
        browser::parameter("lang"),
        config.and_then(|config| config.language.clone()),
        Some(browser::language()),
    ];
    let tag = wanted.into_iter().flatten().find_map(|tag| messages::language(&tag)).unwrap_or("en");
    // The file's name has a hash, so the page's script tag says it.
    let name = browser::attribute("boot", &["data-texts-", tag].concat())?;
    let texts = transport::get_file(&name, &object(&[])).await?;
    Messages::from_lines(String::from_utf8(texts).ok()?.leak())
}
