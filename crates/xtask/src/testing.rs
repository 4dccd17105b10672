//! `cargo xtask test`: native tests, component tests in a browser, and journeys end to end.

use std::{fs, path::PathBuf, process::Command};

use clap::{Args, ValueEnum};
use serde_json::json;

use crate::{
    dist,
    failure::{Failure, Result, While},
    project, run,
    setup::{Cache, WasmTools, chromium, nginx, npm, target},
    stop,
    tally::Tally,
};

/// What `test` takes.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct Tests {
    /// Only this stage.
    #[arg(long)]
    only: Option<Stage>,
}

/// A kind of tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Stage {
    /// Everything that cargo runs on this machine.
    Native,
    /// The app's components in a headless browser.
    Browser,
    /// The built app, the gateway and the simulator together.
    E2e,
}

/// What a stage came to.
#[derive(Debug)]
struct Outcome {
    stage: Stage,
    tally: Tally,
    /// Why the stage failed where no failed test says it.
    problem: Option<String>,
}

/// What all stages came to.
#[derive(Debug)]
pub(crate) struct Summary(Vec<Outcome>);

/// Runs the stages one after the other; one that fails does not stop the next.
///
/// # Errors
/// When this process is asked to stop.
pub(crate) fn run(cache: &Cache, options: &Tests) -> Result<Summary> {
    let mut outcomes = Vec::new();
    for stage in [Stage::Native, Stage::Browser, Stage::E2e] {
        if options.only.is_none_or(|only| only == stage) {
            run::say(format_args!("Tests: {}", stage.title()));
            let result = match stage {
                Stage::Native => native(),
                Stage::Browser => browser(cache),
                Stage::E2e => end_to_end(cache),
            };
            outcomes.push(Outcome::of(stage, result)?);
        }
        if stop::asked() {
            return Err(Failure::Stopped);
        }
    }
    Ok(Summary(outcomes))
}

impl Summary {
    /// Prints a line for each stage.
    pub(crate) fn print_stages(&self) {
        println!();
        for Outcome { stage, tally, problem } in &self.0 {
            let problem = problem.as_deref().map(|text| format!(" — {text}")).unwrap_or_default();
            println!("{:24} {tally}{problem}", stage.title());
        }
    }

    /// Prints the sum, which is to be the last line of the output.
    ///
    /// # Errors
    /// When anything failed.
    pub(crate) fn print_sum(&self) -> Result<()> {
        let mut sum = Tally::default();
        for outcome in &self.0 {
            sum += outcome.tally;
        }
        println!("{sum}");
        if sum.failed == 0 { Ok(()) } else { Err(Failure::Told) }
    }
}

impl Stage {
    fn title(self) -> &'static str {
        match self {
            Self::Native => "native",
            Self::Browser => "components in a browser",
            Self::E2e => "end to end",
        }
    }
}

impl Outcome {
    /// Judges a stage by the runner's success and its count. A stage that failed without a
    /// failed test, or found no tests, counts as one failure.
    fn of(stage: Stage, result: Result<(bool, Tally)>) -> Result<Self> {
        let (mut tally, problem) = match result {
            Err(Failure::Stopped) => return Err(Failure::Stopped),
            Err(failure) => (Tally::default(), Some(failure.to_string())),
            Ok((_, tally)) if tally == Tally::default() => {
                (tally, Some("no tests were run: see the messages above.".to_owned()))
            }
            Ok((false, tally)) if tally.failed == 0 => {
                (tally, Some("the runner failed: see its messages above.".to_owned()))
            }
            Ok((_, tally)) => (tally, None),
        };
        if problem.is_some() {
            tally.failed = tally.failed.max(1);
        }
        Ok(Self { stage, tally, problem })
    }
}

fn native() -> Result<(bool, Tally)> {
    let mut cargo = run::command("cargo");
    cargo.current_dir(project::root()).args(["test", "--workspace", "--no-fail-fast"]);
    name_nginx(&mut cargo)?;
    libtest(&mut cargo, "cargo test")
}

/// Tells the tests where nginx is; without it those of its configuration alone fail.
fn name_nginx(tests: &mut Command) -> Result<()> {
    match nginx::ready() {
        Ok(nginx) => {
            tests.env("NGINX", nginx);
            Ok(())
        }
        Err(Failure::Stopped) => Err(Failure::Stopped),
        Err(why) => {
            run::say(why);
            Ok(())
        }
    }
}

fn browser(cache: &Cache) -> Result<(bool, Tally)> {
    let tools = WasmTools::for_tests(cache)?;
    let chromium = chromium::ready()?;
    let driver = chromium::driver()?;
    let mut cargo = tools.command("cargo")?;
    cargo.current_dir(project::root()).args(["test", "--package", "restore-desk"]);
    cargo.args(["--target", target::TARGET, "--test", "browser", "--test", "drawing"]);
    cargo.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner");
    cargo.env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", capabilities(&chromium)?);
    cargo.env("CHROMEDRIVER", driver).env("WASM_BINDGEN_TEST_TIMEOUT", "180");
    libtest(&mut cargo, "cargo test in a browser")
}

fn libtest(cargo: &mut Command, what: &str) -> Result<(bool, Tally)> {
    let (success, output) = run::tee(cargo, what)?;
    Ok((success, Tally::from_libtest(&output)))
}

/// Writes what the driver is to start the browser with, and gives that file's path.
fn capabilities(chromium: &std::path::Path) -> Result<PathBuf> {
    let wanted =
        json!({ "goog:chromeOptions": { "binary": chromium, "args": chromium::ARGUMENTS } });
    let file = project::scratch("webdriver.json");
    let said = format!("{} can't be written", file.display());
    fs::create_dir_all(project::scratch("")).or_say(&said)?;
    fs::write(&file, wanted.to_string()).or_say(&said)?;
    Ok(file)
}

fn end_to_end(cache: &Cache) -> Result<(bool, Tally)> {
    let folder = project::root().join("e2e");
    let chromium = chromium::ready()?;
    npm::install(&folder)?;
    dist::ensure(cache)?;
    let servers = project::build_servers()?;

    let report = project::scratch("playwright.json");
    // Last time's report must not be taken for this one's.
    let _ = fs::remove_file(&report);
    let mut playwright = run::command("node");
    playwright.current_dir(&folder).arg("node_modules/@playwright/test/cli.js");
    playwright.arg("test").env("PLAYWRIGHT_JSON_OUTPUT_NAME", &report);
    playwright.env("CHROMIUM", chromium);
    playwright.env("DIST", project::dist());
    playwright.env("GATEWAY_BIN", servers.gateway);
    playwright.env("SIMULATOR_BIN", servers.simulator);
    name_nginx(&mut playwright)?;
    let success = run::status(&mut playwright, "Playwright")?.success();
    let report = fs::read_to_string(&report).unwrap_or_default();
    Ok((success, Tally::from_playwright(&report).unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stage_without_tests_or_with_a_broken_runner_fails() {
        let rows = [
            (Ok((true, Tally { passed: 3, failed: 0 })), 0, false),
            (Ok((false, Tally { passed: 3, failed: 2 })), 2, false),
            (Ok((true, Tally::default())), 1, true),
            (Ok((false, Tally { passed: 3, failed: 0 })), 1, true),
            (Err("Chromium lacks.".into()), 1, true),
        ];
        for (result, failed, has_problem) in rows {
            let outcome = Outcome::of(Stage::Native, result).unwrap();
            assert_eq!(outcome.tally.failed, failed, "{outcome:?}");
            assert_eq!(outcome.problem.is_some(), has_problem, "{outcome:?}");
        }
        assert!(Outcome::of(Stage::Native, Err(Failure::Stopped)).is_err());
    }

    #[test]
    fn a_failed_test_makes_the_sum_fail() {
        let outcome = |failed| Outcome {
            stage: Stage::Native,
            tally: Tally { passed: 1, failed },
            problem: None,
        };
        assert_eq!(Summary(vec![outcome(0), outcome(0)]).print_sum(), Ok(()));
        assert_eq!(Summary(vec![outcome(0), outcome(1)]).print_sum(), Err(Failure::Told));
    }
}
