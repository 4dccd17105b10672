//! The `wasm32-unknown-unknown` target: rustup's where it can be had, else Debian's.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use crate::{
    failure::{Failure, Result},
    run,
    setup::{Cache, debian},
};

/// The target's name.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// How long rustup may take: about 20 MB over a slow line, but no endless wait for a server
/// that does not answer.
const RUSTUP_LIMIT: Duration = Duration::from_secs(150);

/// Finds or installs the target and gives the rustup toolchain that has it.
/// `None` means the toolchain in use.
///
/// # Errors
/// A sentence that says what to do.
pub(crate) fn ready(cache: &Cache) -> Result<Option<String>> {
    if sysroot().is_some_and(|root| has_standard_library(&root)) {
        return Ok(None);
    }
    if debian::is_ready() {
        return Ok(Some(debian::TOOLCHAIN.to_owned()));
    }
    match add_with_rustup() {
        Ok(()) => return Ok(None),
        Err(Failure::Stopped) => return Err(Failure::Stopped),
        Err(why) => run::say(format_args!("rustup can't add the target: {why}")),
    }
    if !debian::is_possible() {
        return Err(format!(
            "The target {TARGET} is missing. Run `rustup target add {TARGET}` where rustup's \
             server can be reached, or set RUSTUP_DIST_SERVER to a mirror of it; on Debian 12 \
             and later this command can do without."
        )
        .into());
    }
    debian::install(cache)?;
    Ok(Some(debian::TOOLCHAIN.to_owned()))
}

fn add_with_rustup() -> Result<()> {
    if run::first_line(run::command("rustup").arg("--version")).is_none() {
        return Err("it is not installed, see https://rustup.rs/.".into());
    }
    run::say(format_args!("Adding the target {TARGET} with rustup, about 10 seconds"));
    let mut add = run::command("rustup");
    add.args(["target", "add", TARGET]);
    // It prints pages of its own call stack where this is set.
    add.env_remove("RUST_BACKTRACE").env("RUSTUP_MAX_RETRIES", "1");
    let (success, output) = run::capture(&mut add, "`rustup target add`", RUSTUP_LIMIT)?;
    if success && sysroot().is_some_and(|root| has_standard_library(&root)) {
        return Ok(());
    }
    Err(reason(&output).into())
}

/// What rustup's output says most briefly: the first and the last link of its chain of causes.
fn reason(output: &str) -> String {
    let line = output.lines().find(|line| line.starts_with("error"));
    let line = line.or_else(|| output.lines().last()).unwrap_or("it said nothing.").trim();
    let links: Vec<&str> = line.trim_start_matches("error: ").split(": ").collect();
    match links.as_slice() {
        [first, .., last] => format!("{first} ({last})."),
        _ => links.concat(),
    }
}

/// The sysroot of the toolchain in use.
fn sysroot() -> Option<PathBuf> {
    run::first_line(run::command("rustc").args(["--print", "sysroot"])).map(PathBuf::from)
}

/// Where a sysroot keeps the target's standard library.
pub(crate) fn library_folder(sysroot: &Path) -> PathBuf {
    sysroot.join("lib/rustlib").join(TARGET).join("lib")
}

/// Whether a sysroot has the target's standard library, with what tests need.
pub(crate) fn has_standard_library(sysroot: &Path) -> bool {
    let Ok(entries) = std::fs::read_dir(library_folder(sysroot)) else {
        return false;
    };
    let names: Vec<String> =
        entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    ["libcore-", "libstd-", "libtest-"].iter().all(|start| {
        names.iter().any(|name| {
            name.starts_with(start)
                && Path::new(name).extension().is_some_and(|kind| kind == "rlib")
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_half_made_library_is_not_taken_for_a_whole_one() {
        let root = std::env::temp_dir().join(format!("xtask-target-{}", std::process::id()));
        assert!(!has_standard_library(&root));
        let folder = library_folder(&root);
        std::fs::create_dir_all(&folder).unwrap();
        for name in ["libcore-1.rlib", "libstd-2.rlib"] {
            std::fs::write(folder.join(name), "").unwrap();
        }
        assert!(!has_standard_library(&root), "tests can't be linked yet");
        std::fs::write(folder.join("libtest-3.rlib"), "").unwrap();
        assert!(has_standard_library(&root));
        std::fs::remove_dir_all(&root).unwrap();
    }

    #[test]
    fn rustup_s_reason_is_found_in_its_output() {
        let output = "info: downloading\nerror: download failed: no file: refused (os error 111)\n";
        assert_eq!(reason(output), "download failed (refused (os error 111)).");
        let output = "error: component download failed\n\nCaused by:\n 0: x";
        assert_eq!(reason(output), "component download failed");
        assert_eq!(reason("odd"), "odd");
        assert_eq!(reason(""), "it said nothing.");
    }
}
