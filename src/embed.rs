//! What stands around the page, and how much of it is shown there. What is told to
//! it, and heard of it, comes later: `portal.rs`.

use restore_desk_model::{
    config::{Config, SignInMode},
    embed::{Extent, Host},
};

use crate::{browser, live::State};

/// What stands around the page, once in a tab.
pub struct Embed {
    /// How much is shown.
    pub extent: Extent,
    /// Who frames the page.
    pub host: Host,
    /// Whether anyone does.
    pub is_frame: bool,
    /// Whether a form to sign in would be in the wrong place: a page of another site
    /// could lay something over it.
    pub asks_no_password: bool,
    /// Whether the page around this one wants no requests; `None`: it has said nothing.
    pub held: State<Option<bool>>,
}

impl Embed {
    /// Reads the address, and judges what boot.js found around the page.
    pub fn start(config: &Config) -> Embed {
        let around = browser::around();
        let origins: Option<Vec<String>> =
            around.map(|around| around.split_ascii_whitespace().map(str::to_owned).collect());
        let own = browser::absolute("/");
        let own = own.trim_end_matches('/');
        let host = Host::judge(origins.as_deref(), own, &config.portal_origins);
        let asks_no_password = host.is_foreign()
            && !config.allow_sign_in_in_frame
            && config.sign_in == SignInMode::Account;
        Embed {
            extent: Extent::of(browser::parameter("embed").as_deref()),
            is_frame: host.is_frame(),
            asks_no_password,
            host,
            held: State::new(None),
        }
    }
}
