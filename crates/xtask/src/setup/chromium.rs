//! Chromium and its driver, for the tests and the benchmark alone.

use std::path::PathBuf;

use crate::{
    failure::Result,
    setup::{apt_install, debian, find_program},
};

/// What the browser is started with: no sandbox, since root's has none, and no traffic of its
/// own. The pages it opens are ours.
pub(crate) const ARGUMENTS: [&str; 7] = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

/// The browser, installed where it lacks; `CHROMIUM` chooses another.
///
/// # Errors
/// A sentence that says what to install.
pub(crate) fn ready() -> Result<PathBuf> {
    found_or_installed(browser, "Chromium (or Chrome)", "CHROMIUM")
}

/// The browser's `chromedriver`, installed where it lacks; `CHROMEDRIVER` chooses another.
///
/// # Errors
/// A sentence that says what to install.
pub(crate) fn driver() -> Result<PathBuf> {
    let find = || chosen("CHROMEDRIVER").or_else(|| find_program("chromedriver"));
    found_or_installed(find, "chromedriver, in the browser's version,", "CHROMEDRIVER")
}

fn found_or_installed(
    find: impl Fn() -> Option<PathBuf>,
    what: &str,
    variable: &str,
) -> Result<PathBuf> {
    if let Some(found) = find() {
        return Ok(found);
    }
    if debian::is_possible() {
        // Both at once: they must be of one version.
        let packages = ["chromium", "chromium-driver"];
        apt_install(&packages, "Testing in a browser", "about a minute")?;
    }
    find().ok_or_else(|| {
        format!("{what} is needed and is not in PATH: install it, or set {variable} to its path.")
            .into()
    })
}

fn browser() -> Option<PathBuf> {
    let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    let fixed = [
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
    ];
    chosen("CHROMIUM")
        .or_else(|| names.iter().find_map(|name| find_program(name)))
        .or_else(|| fixed.iter().map(PathBuf::from).find(|path| path.is_file()))
}

fn chosen(variable: &str) -> Option<PathBuf> {
    std::env::var_os(variable).map(PathBuf::from).filter(|path| path.is_file())
}
