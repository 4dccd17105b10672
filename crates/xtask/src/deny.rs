//! `cargo xtask deny`: licences, sources and doubles of what is linked, by `deny.toml`.

use clap::Args;

use crate::{
    failure::Result,
    project, run,
    setup::{self, Cache, tools},
};

/// What `deny` takes.
#[derive(Args, Clone, Copy, Debug)]
pub(crate) struct Deny {
    /// Checks for known weaknesses too; their list comes from GitHub.
    #[arg(long)]
    advisories: bool,
}

/// Checks what the workspace links.
///
/// # Errors
/// When the tool lacks, or something is not allowed.
pub(crate) fn deny(cache: &Cache, options: Deny) -> Result<()> {
    setup::basics()?;
    let program = tools::cargo_deny(cache)?.join("cargo-deny");
    run::say("Checking licences, doubles and sources, a few seconds");
    let mut deny = run::command(program);
    deny.current_dir(project::root()).args(["--workspace", "check", "--hide-inclusion-graph"]);
    deny.args(["licenses", "bans", "sources"]);
    if options.advisories {
        deny.arg("advisories");
    }
    run::run(&mut deny, "cargo deny")
}
