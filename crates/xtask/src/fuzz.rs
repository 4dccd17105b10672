//! `cargo xtask fuzz`: the model under inputs that no one thought of. By hand, not in CI.

mod seeds;

use std::{
    fs,
    path::{Path, PathBuf},
};

use clap::{Args, ValueEnum};

use crate::{
    failure::{Failure, Result, While},
    project, run,
    setup::{self, Cache, tools},
    stop,
};

/// libFuzzer and the coverage it follows are had with a nightly compiler alone.
const TOOLCHAIN: &str = "nightly";

/// Longest input that is tried, in bytes; the limits of addresses lie at 4096.
const INPUT_LEN_MAX: u32 = 6_000;

/// Longest time for one input, in seconds; the model needs milliseconds.
const INPUT_TIME_MAX_S: u32 = 5;

/// What `fuzz` takes.
#[derive(Args, Clone, Debug)]
pub(crate) struct Fuzz {
    /// How long each target runs.
    #[arg(long, default_value_t = 3)]
    minutes: u32,
    /// Only these targets; all, one after the other, where none is named.
    targets: Vec<Target>,
}

/// What is fuzzed: a program of `fuzz/` each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Target {
    /// A reply's body, read and shown in each language.
    Entity,
    /// A link's address.
    Href,
    /// What stands in the address bar.
    Route,
    /// What stands behind an address's question mark.
    Query,
    /// A date.
    Date,
    /// What is pasted into the box.
    Pasted,
    /// A reply with secrets in it.
    Source,
}

/// Runs the targets; one with a finding does not stop the next.
///
/// # Errors
/// When a tool lacks, or a target had a finding.
pub(crate) fn fuzz(cache: &Cache, options: &Fuzz) -> Result<()> {
    setup::basics()?;
    check_toolchain()?;
    let cargo_fuzz = tools::cargo_fuzz(cache)?.join("cargo-fuzz");
    let mut found = Vec::new();
    let targets =
        if options.targets.is_empty() { Target::value_variants() } else { &options.targets };
    for target in targets {
        if !run_target(&cargo_fuzz, *target, options.minutes)? {
            found.push(target.name());
        }
        if stop::asked() {
            return Err(Failure::Stopped);
        }
    }
    if found.is_empty() {
        run::say("Nothing was found.");
        return Ok(());
    }
    Err(format!(
        "Found something in {}: the inputs are in fuzz/artifacts. Make each a test of the model.",
        found.join(", ")
    )
    .into())
}

fn check_toolchain() -> Result<()> {
    let mut rustc = run::command("rustc");
    match run::first_line(rustc.env("RUSTUP_TOOLCHAIN", TOOLCHAIN).arg("--version")) {
        Some(_) => Ok(()),
        None => Err("The fuzz targets need a nightly compiler: run `rustup toolchain install \
                     nightly --profile minimal`."
            .into()),
    }
}

/// Runs one target, and gives whether it ended without a finding.
fn run_target(cargo_fuzz: &Path, target: Target, minutes: u32) -> Result<bool> {
    let name = target.name();
    let folder = project::scratch("fuzz").join(name);
    let seeds = fresh(folder.join("seeds"))?;
    let corpus = folder.join("corpus");
    fs::create_dir_all(&corpus).or_say(format_args!("{} can't be made", corpus.display()))?;
    let count = seeds::write(target, &seeds)?;
    run::say(format_args!("Fuzzing {name} for {minutes} min, from {count} seeds"));
    let mut fuzz = run::command(cargo_fuzz);
    fuzz.current_dir(project::root()).env("RUSTUP_TOOLCHAIN", TOOLCHAIN);
    // Where no code is unsafe, a sanitizer only costs time.
    fuzz.args(["fuzz", "run", "--sanitizer", "none", name]).args([&corpus, &seeds]);
    fuzz.arg("--").arg("-print_final_stats=1");
    fuzz.arg(format!("-max_total_time={}", u64::from(minutes) * 60));
    fuzz.arg(format!("-max_len={INPUT_LEN_MAX}")).arg(format!("-timeout={INPUT_TIME_MAX_S}"));
    fuzz.arg(format!("-dict=fuzz/{}.dict", target.dictionary()));
    Ok(run::status(&mut fuzz, "cargo fuzz")?.success())
}

/// An empty folder.
fn fresh(folder: PathBuf) -> Result<PathBuf> {
    if folder.is_dir() {
        fs::remove_dir_all(&folder).or_say(format_args!("{} stays", folder.display()))?;
    }
    fs::create_dir_all(&folder).or_say(format_args!("{} can't be made", folder.display()))?;
    Ok(folder)
}

impl Target {
    fn name(self) -> &'static str {
        match self {
            Self::Entity => "entity",
            Self::Href => "href",
            Self::Route => "route",
            Self::Query => "query",
            Self::Date => "date",
            Self::Pasted => "pasted",
            Self::Source => "source",
        }
    }

    fn dictionary(self) -> &'static str {
        match self {
            Self::Entity | Self::Source => "json",
            Self::Date => "date",
            Self::Href | Self::Route | Self::Query | Self::Pasted => "address",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_target_has_its_program_and_its_dictionary() {
        let folder = project::root().join("fuzz");
        for target in Target::value_variants() {
            let program = format!("fuzz_targets/{}.rs", target.name());
            for file in [program, format!("{}.dict", target.dictionary())] {
                assert!(folder.join(&file).is_file(), "{file}");
            }
        }
        let programs = fs::read_dir(folder.join("fuzz_targets")).unwrap().count();
        assert_eq!(programs, Target::value_variants().len());
    }
}
