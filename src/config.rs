//! `config.json`, read at start.

use restore_desk_model::config::{self, Config, ConfigError};

use crate::{
    api::transport,
    browser::{self, object},
    intl,
};

/// Loads and checks `config.json` beside index.html.
///
/// # Errors
///
/// A [`ConfigError`] whose sentence names the key and what is allowed.
pub async fn load() -> Result<Config, ConfigError> {
    let body = transport::get_file("config.json", &object(&[("cache", "no-cache")]))
        .await
        .ok_or(ConfigError::Missing)?;
    let config = config::read(&body)?;
    if let Some(zone) = &config.time_zone {
        if !intl::knows_zone(zone) {
            return Err(ConfigError::Wrong {
                key: "timeZone",
                allowed: "an IANA time zone that this browser knows, such as \"Europe/Berlin\"",
            });
        }
        intl::set_site_zone(Some(zone.clone()));
    }
    // The address knows the reader's zone better than the site does.
    if let Some(zone) = browser::parameter("tz") {
        if intl::knows_zone(&zone) {
            intl::set_site_zone(Some(zone));
        } else {
            browser::warn("tz: this browser does not know that time zone.");
        }
    }
    for key in &config.unknown_keys {
        browser::warn(&format!("config.json: the key “{key}” is not known and has no effect."));
    }
    Ok(config)
}
