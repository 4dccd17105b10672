//! What comes from npm: wasm-opt, esbuild, and the packages of `e2e/` and `bench/`.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    failure::{Failure, Result, While},
    run,
    setup::{Cache, version},
};

/// The npm packages that make the app smaller: `wasm-opt`, and a minifier.
pub(crate) const TOOLS: [(&str, &str); 2] = [("binaryen", "132.0.0"), ("esbuild", "0.28.2")];
const NODE_MINIMUM: (u32, u32, u32) = (20, 19, 0);

/// Checks that Node and npm are there and new enough.
///
/// # Errors
/// A sentence that says what to install.
pub(crate) fn check_node() -> Result<()> {
    let how = "install Node 20.19 or later with npm, see https://nodejs.org/.";
    let Some(line) = run::first_line(run::command("node").arg("--version")) else {
        return Err(format!("Node is missing: {how}").into());
    };
    if version(&line).unwrap_or_default() < NODE_MINIMUM {
        return Err(format!("Node {line} is too old: {how}").into());
    }
    if run::first_line(npm().arg("--version")).is_none() {
        return Err(format!("npm is missing: {how}").into());
    }
    Ok(())
}

/// The folder whose `node_modules` hold the tools that make the app smaller, installed where they
/// lack.
///
/// # Errors
/// A sentence that says what to do.
pub(crate) fn tools(cache: &Cache) -> Result<PathBuf> {
    let home = cache.join("npm");
    if has_tools(&home) {
        return Ok(home);
    }
    check_node()?;
    let _held = cache.hold()?;
    // Whoever was waited for may have installed them.
    if has_tools(&home) {
        return Ok(home);
    }
    let names: Vec<_> = TOOLS.iter().map(|(name, version)| format!("{name}@{version}")).collect();
    run::say(format_args!("Installing npm's {}, about 10 seconds", names.join(" and ")));
    fs::create_dir_all(&home).or_say("The cache folder can't be written")?;
    // The cache's own project: without one, npm would look for one further up.
    let manifest = home.join("package.json");
    if !manifest.is_file() {
        fs::write(&manifest, "{\"private\":true}\n").or_say("The cache folder can't be written")?;
    }
    let mut install = npm();
    install.current_dir(&home).args(["install", "--no-audit", "--no-fund", "--loglevel=error"]);
    install.arg("--save-exact").args(&names);
    run::run(&mut install, "Installing npm's tools").map_err(reachable)?;
    if has_tools(&home) {
        return Ok(home);
    }
    Err(format!(
        "npm's tools were installed but are not whole: remove {} and try again.",
        home.display()
    )
    .into())
}

/// Installs the packages that a folder's `package-lock.json` names, unless they are there.
///
/// # Errors
/// A sentence that says what to do.
pub(crate) fn install(folder: &Path) -> Result<()> {
    check_node()?;
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let lock = fs::read_to_string(folder.join("package-lock.json"))
        .or_say(format_args!("{name}/package-lock.json can't be read"))?;
    let stamp = folder.join("node_modules/.restore-desk.lock");
    if fs::read_to_string(&stamp).is_ok_and(|done| done == lock) {
        return Ok(());
    }
    run::say(format_args!("Installing {name}'s npm packages, about 10 seconds"));
    let mut install = npm();
    install.current_dir(folder).args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
    // The system's Chromium is used; the download has no server in closed networks.
    install.env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    run::run(&mut install, &format!("`npm ci` in {name}")).map_err(reachable)?;
    fs::write(&stamp, lock).or_say(format_args!("{} can't be written", stamp.display()))
}

/// npm as a command; on Windows it is a script that only its shell can start.
pub(crate) fn npm() -> Command {
    run::command(if cfg!(windows) { "npm.cmd" } else { "npm" })
}

fn reachable(failure: Failure) -> Failure {
    failure.and(
        "npm's message above says why; its registry must be reachable (`npm config get registry` \
         names it).",
    )
}

fn has_tools(home: &Path) -> bool {
    let installed = |name: &str| {
        let package = home.join("node_modules").join(name).join("package.json");
        let text = fs::read_to_string(package).ok()?;
        let value = serde_json::from_str::<serde_json::Value>(&text).ok()?;
        value.get("version")?.as_str().map(str::to_owned)
    };
    let programs = home.join("node_modules/.bin");
    let program = |name: &str| {
        programs.join(if cfg!(windows) { format!("{name}.cmd") } else { name.to_owned() }).is_file()
    };
    TOOLS.iter().all(|(name, version)| installed(name).as_deref() == Some(*version))
        && program("wasm-opt")
        && program("esbuild")
}
