//! The tools that cargo installs.
//!
//! Both are built without optimisation: they run for seconds, and their release profiles take
//! many minutes to build.

use std::path::PathBuf;

use crate::{
    failure::Result,
    run,
    setup::{Cache, version},
};

/// Newer ones want a newer rustc than the workspace's minimum.
const TRUNK_VERSION: &str = "0.21.14";
/// Must equal the app's `wasm-bindgen`, which is pinned for that reason.
const WASM_BINDGEN_VERSION: &str = "0.2.130";
/// Goes with the app's `wasm_split_helpers`: the two agree on names.
const WASM_SPLIT_VERSION: &str = "0.2.4";

/// For the fuzz targets alone.
const CARGO_FUZZ_VERSION: &str = "0.13.2";
/// For the check of what is linked alone.
const CARGO_DENY_VERSION: &str = "0.20.2";

/// The folder of `trunk`, installed where it lacks.
///
/// # Errors
/// A sentence that says what to do.
pub(crate) fn trunk(cache: &Cache) -> Result<PathBuf> {
    let tool = Tool {
        package: "trunk",
        program: "trunk",
        version: TRUNK_VERSION,
        // Without TLS it can't download anything: every tool is given to it.
        arguments: &["--locked", "--no-default-features"],
        takes: "about 4 minutes",
    };
    tool.ready(cache)
}

/// The folder of `wasm-bindgen` and its test runner, installed where they lack.
///
/// # Errors
/// A sentence that says what to do.
pub(crate) fn wasm_bindgen(cache: &Cache) -> Result<PathBuf> {
    let tool = Tool {
        package: "wasm-bindgen-cli",
        program: "wasm-bindgen",
        version: WASM_BINDGEN_VERSION,
        // Its lock file names a crate version that is no longer everywhere to be had.
        arguments: &[],
        takes: "about 90 seconds",
    };
    tool.ready(cache)
}

/// The folder of `wasm-split-cli`, installed where it lacks.
///
/// # Errors
/// A sentence that says what to do.
pub(crate) fn wasm_split(cache: &Cache) -> Result<PathBuf> {
    let tool = Tool {
        package: "wasm_split_cli_support",
        program: "wasm-split-cli",
        version: WASM_SPLIT_VERSION,
        arguments: &["--locked", "--features", "build-binary"],
        takes: "about 20 seconds",
    };
    tool.ready(cache)
}

/// The folder of `cargo-fuzz`, installed where it lacks.
///
/// # Errors
/// A sentence that says what to do.
pub(crate) fn cargo_fuzz(cache: &Cache) -> Result<PathBuf> {
    let tool = Tool {
        package: "cargo-fuzz",
        program: "cargo-fuzz",
        version: CARGO_FUZZ_VERSION,
        arguments: &["--locked"],
        takes: "about a minute",
    };
    tool.ready(cache)
}

/// The folder of `cargo-deny`, installed where it lacks.
///
/// # Errors
/// A sentence that says what to do.
pub(crate) fn cargo_deny(cache: &Cache) -> Result<PathBuf> {
    let tool = Tool {
        package: "cargo-deny",
        program: "cargo-deny",
        version: CARGO_DENY_VERSION,
        arguments: &["--locked"],
        takes: "about 4 minutes",
    };
    tool.ready(cache)
}

struct Tool {
    package: &'static str,
    /// The program whose answer to `--version` shows that the tool is whole.
    program: &'static str,
    version: &'static str,
    arguments: &'static [&'static str],
    takes: &'static str,
}

impl Tool {
    fn ready(&self, cache: &Cache) -> Result<PathBuf> {
        let root = cache.join(format!("{}-{}", self.package, self.version));
        let folder = root.join("bin");
        if self.answers(&folder) {
            return Ok(folder);
        }
        let _held = cache.hold()?;
        // Whoever was waited for may have installed it.
        if self.answers(&folder) {
            return Ok(folder);
        }
        run::say(format_args!(
            "Building {} {} once, {} on two cores",
            self.package, self.version, self.takes
        ));
        // A folder of its own, so that an interrupted build goes on where it stood.
        let build = cache.join("build").join(self.package);
        let mut install = run::command("cargo");
        install.args(["install", "--quiet", "--force", self.package, "--version", self.version]);
        install.args(self.arguments).arg("--root").arg(&root);
        install.env("CARGO_TARGET_DIR", &build);
        for (key, value) in
            [("LTO", "off"), ("CODEGEN_UNITS", "16"), ("OPT_LEVEL", "0"), ("DEBUG", "0")]
        {
            install.env(format!("CARGO_PROFILE_RELEASE_{key}"), value);
        }
        run::run(&mut install, &format!("Building {}", self.package)).map_err(|failure| {
            failure.and(format_args!(
                "cargo's message above says why. crates.io must be reachable; a {} {} of your \
                 own in {} is taken as well.",
                self.package,
                self.version,
                folder.display()
            ))
        })?;
        // Only a cache: what stays is harmless.
        let _ = std::fs::remove_dir_all(&build);
        if self.answers(&folder) {
            return Ok(folder);
        }
        Err(format!(
            "{} was installed but does not run: look in {}.",
            self.program,
            folder.display()
        )
        .into())
    }

    fn answers(&self, folder: &std::path::Path) -> bool {
        let program = folder.join(format!("{}{}", self.program, std::env::consts::EXE_SUFFIX));
        if !program.is_file() {
            return false;
        }
        // It does not tell its version; the folder's name does.
        if self.program == "wasm-split-cli" {
            return run::first_line(run::command(&program).arg("--help")).is_some();
        }
        run::first_line(run::command(&program).arg("--version"))
            .is_some_and(|line| version(&line) == version(self.version))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tool_s_version_is_the_app_s() {
        let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/../../Cargo.toml");
        let text = std::fs::read_to_string(manifest).unwrap();
        let pin = format!("wasm-bindgen = \"={WASM_BINDGEN_VERSION}\"");
        assert!(text.contains(&pin), "Cargo.toml must hold {pin}");
    }
}
