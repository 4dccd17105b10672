//! Chromium and its driver, for the tests and the benchmark alone.

use std::path::PathBuf;

use crate::{
    failure::Result,
    setup::{apt_install, debian, find_program},
};

/// Where the browser and its driver are.
#[derive(Clone, Debug)]
pub(crate) struct Chromium {
    /// The browser.
    pub(crate) browser: PathBuf,
    /// Its `chromedriver`.
    pub(crate) driver: PathBuf,
}

/// Finds the browser and its driver, or installs them.
///
/// `CHROMIUM` and `CHROMEDRIVER` choose others.
///
/// # Errors
/// A sentence that says what to install.
pub(crate) fn ready() -> Result<Chromium> {
    if let Some(found) = find() {
        return Ok(found);
    }
    if debian::is_possible() {
        let packages = ["chromium", "chromium-driver"];
        apt_install(&packages, "The browser tests", "about a minute")?;
    }
    find().ok_or_else(|| {
        "Chromium (or Chrome) and its chromedriver are needed for the browser tests: install both \
         in one version, and set CHROMIUM and CHROMEDRIVER to their paths if they are not in PATH."
            .into()
    })
}

fn find() -> Option<Chromium> {
    let browsers = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    let fixed = [
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
    ];
    let browser = chosen("CHROMIUM")
        .or_else(|| browsers.iter().find_map(|name| find_program(name)))
        .or_else(|| fixed.iter().map(PathBuf::from).find(|path| path.is_file()))?;
    let driver = chosen("CHROMEDRIVER").or_else(|| find_program("chromedriver"))?;
    Some(Chromium { browser, driver })
}

fn chosen(variable: &str) -> Option<PathBuf> {
    std::env::var_os(variable).map(PathBuf::from).filter(|path| path.is_file())
}
