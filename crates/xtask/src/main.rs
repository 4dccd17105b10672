//! The project's commands: `cargo xtask demo`, `serve`, `dev`, `build`, `package`, `test`, `ci`
//! and others. Each installs what it lacks and says so.

mod bench;
mod ci;
mod demo;
mod deny;
mod dev;
mod dist;
mod failure;
mod fuzz;
mod html;
mod package;
mod project;
mod run;
mod serve;
mod servers;
mod setup;
mod size;
mod stop;
mod supervise;
mod tally;
mod testing;

use std::{ffi::OsString, process::ExitCode};

use clap::{Parser, Subcommand};

use crate::{
    failure::{Failure, Result},
    setup::Cache,
};

/// The project's commands.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Options {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Shows the app with a simulated Enterprise Manager.
    Demo(demo::Demo),
    /// Runs the app and its proxy against a real Enterprise Manager.
    Serve(serve::Serve),
    /// Shows the app as demo does, built anew and reloaded on each change.
    Dev(demo::Demo),
    /// Installs what building and testing need, and nothing else.
    Setup,
    /// Builds the app into dist/, as files to copy.
    Build,
    /// Makes one archive of the app, the gateway and what a site needs beside them.
    Package(package::Package),
    /// Prints the size of each file of the app against the budget.
    Size,
    /// Measures the first load against a page without a framework.
    Bench(bench::Bench),
    /// Checks licences, sources and doubles of what is linked.
    Deny(deny::Deny),
    /// Fuzzes the model, with a nightly compiler.
    Fuzz(fuzz::Fuzz),
    /// Runs all tests; the last line of the output is their sum.
    Test(testing::Tests),
    /// Runs every check and all tests.
    Ci,
    /// Runs a program and ends it when this command's parent goes.
    #[command(hide = true)]
    Guard {
        /// The program and its arguments.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true, required = true)]
        program: Vec<OsString>,
    },
}

fn main() -> ExitCode {
    let options = Options::parse();
    match stop::listen().and_then(|()| perform(options.task)) {
        Ok(()) => ExitCode::SUCCESS,
        // What the shell gives for a program that Ctrl-C ended.
        Err(Failure::Stopped) => ExitCode::from(130),
        Err(Failure::Told) => ExitCode::FAILURE,
        Err(Failure::Said(text)) => {
            eprintln!("{text}");
            ExitCode::FAILURE
        }
    }
}

fn perform(task: Task) -> Result<()> {
    let cache = Cache::open()?;
    match task {
        Task::Demo(options) => demo::demo(&cache, &options),
        Task::Serve(options) => serve::serve(&cache, &options),
        Task::Dev(options) => dev::dev(&cache, &options),
        Task::Setup => setup::everything(&cache),
        Task::Build => dist::build(&cache),
        Task::Package(options) => package::package(&cache, &options),
        Task::Size => size::size(&cache),
        Task::Bench(options) => bench::bench(&cache, &options),
        Task::Deny(options) => deny::deny(&cache, options),
        Task::Fuzz(options) => fuzz::fuzz(&cache, &options),
        Task::Test(options) => {
            let summary = testing::run(&cache, &options)?;
            summary.print_stages();
            summary.print_sum()
        }
        Task::Ci => ci::ci(&cache),
        Task::Guard { program } => guard(&program),
    }
}

fn guard(program: &[OsString]) -> Result<()> {
    let (program, arguments) = program.split_first().ok_or("There is nothing to guard.")?;
    run::run(run::command(program).args(arguments), &program.to_string_lossy())
}
