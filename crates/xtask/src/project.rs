//! Where things stand in the repository, and how its native programs are built.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use serde_json::Value;

use crate::{failure::Result, run};

/// The app's package.
pub(crate) const APP: &str = "restore-desk";
/// The gateway's package and program.
pub(crate) const GATEWAY: &str = "restore-desk-gateway";
/// The simulator's package and program.
pub(crate) const SIMULATOR: &str = "restore-desk-simulator";

/// The repository's root.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_path_buf()
}

/// The folder of the built app.
pub(crate) fn dist() -> PathBuf {
    root().join("dist")
}

/// A folder for what the commands make and nobody ships; ignored by git.
pub(crate) fn scratch(name: &str) -> PathBuf {
    root().join("target").join("xtask").join(name)
}

/// The gateway's and the simulator's programs.
#[derive(Debug)]
pub(crate) struct Servers {
    /// The gateway's path.
    pub(crate) gateway: PathBuf,
    /// The simulator's path.
    pub(crate) simulator: PathBuf,
}

/// Builds the gateway and the simulator.
///
/// # Errors
/// When the build fails.
pub(crate) fn build_servers() -> Result<Servers> {
    let mut built = build(&[GATEWAY, SIMULATOR])?;
    let mut take = |name: &str| {
        built.remove(name).ok_or_else(|| format!("cargo built no program named {name}."))
    };
    Ok(Servers { gateway: take(GATEWAY)?, simulator: take(SIMULATOR)? })
}

/// Builds packages and gives the path of each one's program.
///
/// # Errors
/// When the build fails.
pub(crate) fn build(packages: &[&str]) -> Result<BTreeMap<String, PathBuf>> {
    run::say(format_args!("Building {} (the first time about 2 minutes)", packages.join(" and ")));
    let mut cargo = run::command("cargo");
    cargo.current_dir(root()).args(["build", "--message-format=json-render-diagnostics"]);
    for package in packages {
        cargo.args(["--package", package]);
    }
    let (success, output) = run::read(&mut cargo, "cargo build")?;
    if !success {
        return Err("Building the servers failed: see the compiler's message above.".into());
    }
    Ok(executables(&output))
}

/// The programs in cargo's messages, by name.
pub(crate) fn executables(messages: &str) -> BTreeMap<String, PathBuf> {
    let entry = |line: &str| {
        let message: Value = serde_json::from_str(line).ok()?;
        let path = message.get("executable")?.as_str()?;
        let name = message.get("target")?.get("name")?.as_str()?;
        Some((name.to_owned(), PathBuf::from(path)))
    };
    messages.lines().filter_map(entry).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_are_found_in_cargo_s_messages() {
        let messages = concat!(
            "{\"reason\":\"compiler-artifact\",\"target\":{\"name\":\"serde\"},\"executable\":null}\n",
            "{\"reason\":\"compiler-artifact\",\"target\":{\"name\":\"gate\"},\"executable\":\"/t/gate\"}\n",
            "not json\n{\"reason\":\"build-finished\",\"success\":true}\n"
        );
        let found = executables(messages);
        assert_eq!(found, BTreeMap::from([("gate".to_owned(), PathBuf::from("/t/gate"))]));
    }

    #[test]
    fn the_root_is_the_workspace() {
        assert!(root().join("crates/xtask/Cargo.toml").is_file());
    }
}
