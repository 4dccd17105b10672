//! `cargo xtask ci`: everything that a change must pass.

use std::process::Command;

use crate::{
    failure::{Failure, Result},
    project, run,
    setup::{self, Cache},
    size, testing,
};

/// Runs every check, the quick ones first, and ends with the sum of the tests as the last line.
/// One that fails does not stop the next: a change is told all that it breaks.
///
/// # Errors
/// When any of them failed.
pub(crate) fn ci(cache: &Cache) -> Result<()> {
    setup::basics()?;
    let mut checks = Vec::new();
    let mut note = |name: &'static str, result: Result<()>| match result {
        Err(Failure::Stopped) => Err(Failure::Stopped),
        Ok(()) => {
            checks.push((name, None));
            Ok(())
        }
        Err(failure) => {
            checks.push((name, Some(failure.to_string())));
            Ok(())
        }
    };
    note("formatting", step("Formatting", &mut cargo(&["fmt", "--all", "--check"])))?;
    let clippy = ["clippy", "--workspace", "--all-targets", "--", "-Dwarnings"];
    note("clippy", step("clippy, about 4 minutes the first time", &mut cargo(&clippy)))?;
    let mut doc = cargo(&["doc", "--workspace", "--no-deps"]);
    doc.env("RUSTDOCFLAGS", "-Dwarnings");
    note("documentation", step("Documentation, about a minute", &mut doc))?;
    let summary = testing::run(cache, &testing::Tests::default())?;
    note("size", size::size(cache))?;

    summary.print_stages();
    for (name, problem) in &checks {
        println!("{name:24} {}", problem.as_deref().unwrap_or("ok"));
    }
    let tests = summary.print_sum();
    if checks.iter().any(|(_, problem)| problem.is_some()) { Err(Failure::Told) } else { tests }
}

fn cargo(arguments: &[&str]) -> Command {
    let mut command = run::command("cargo");
    command.current_dir(project::root()).args(arguments);
    command
}

fn step(what: &str, command: &mut Command) -> Result<()> {
    run::say(what);
    let status = run::status(command, what)?;
    if status.success() { Ok(()) } else { Err(format!("failed ({status})").into()) }
}
