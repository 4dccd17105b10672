//! Running one step: a child process that ends, with its output shown or read.
//!
//! Each child leads a process group of its own, so that all it started can be ended with it.
//! A step's standard input is empty: no step asks anything.

use std::{
    ffi::OsStr,
    io::{BufRead, BufReader, Read, Write},
    process::{Child, Command, ExitStatus, Stdio},
    thread,
    time::Duration,
};

use crate::{
    failure::{Failure, Result, While},
    stop::{self, Deadline},
};

/// How long a child may take to end after it was asked to.
const GRACE: Duration = Duration::from_secs(5);

/// A command without what cargo set for this process alone.
///
/// `RUSTUP_TOOLCHAIN` stays: it names the toolchain that the user chose.
pub(crate) fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    for (key, _) in std::env::vars_os() {
        if key.to_str().is_some_and(is_cargo_private) {
            command.env_remove(&key);
        }
    }
    if let Some(path) = std::env::var_os("LD_LIBRARY_PATH") {
        let (rest, dropped): (Vec<_>, Vec<_>) =
            std::env::split_paths(&path).partition(|folder| !is_cargo_library_folder(folder));
        if !dropped.is_empty() {
            match std::env::join_paths(rest) {
                Ok(rest) if !rest.is_empty() => command.env("LD_LIBRARY_PATH", rest),
                _ => command.env_remove("LD_LIBRARY_PATH"),
            };
        }
    }
    command
}

/// Whether cargo sets this variable for the program it runs, and not the user for cargo.
fn is_cargo_private(key: &str) -> bool {
    matches!(key, "CARGO" | "CARGO_MANIFEST_DIR" | "CARGO_MANIFEST_PATH" | "CARGO_PRIMARY_PACKAGE")
        || key == "CARGO_CRATE_NAME"
        || key == "CARGO_BIN_NAME"
        || key == "RUST_RECURSION_COUNT"
        || key.starts_with("CARGO_PKG_")
        || key.starts_with("CARGO_BIN_EXE_")
}

/// Whether cargo put this folder on the library path for the program it runs.
fn is_cargo_library_folder(folder: &std::path::Path) -> bool {
    let has = |name: &str| folder.components().any(|part| part.as_os_str() == name);
    folder.ends_with("deps") || has("rustlib") || has("toolchains") || has("debug")
}

/// Prints what a step does and how long it usually takes.
pub(crate) fn say(what: impl std::fmt::Display) {
    println!("» {what}");
    // Shown before the step's own lines; a closed output is no reason to stop.
    let _ = std::io::stdout().flush();
}

/// Runs `command` to its end with its output shown.
///
/// # Errors
/// When it can't be started, or ends with anything but success; `what` begins the sentence.
pub(crate) fn run(command: &mut Command, what: &str) -> Result<()> {
    let status = status(command, what)?;
    if status.success() { Ok(()) } else { Err(format!("{what} failed ({status}).").into()) }
}

/// Runs `command` to its end with its output shown, and gives how it ended.
///
/// # Errors
/// When it can't be started.
pub(crate) fn status(command: &mut Command, what: &str) -> Result<ExitStatus> {
    let mut child = spawn(command.stdin(Stdio::null()), what)?;
    wait(&mut child, what, None)
}

/// Runs `command` with a time limit, and gives its success and its output of both kinds.
///
/// # Errors
/// When it can't be started or takes longer than `limit`.
pub(crate) fn capture(
    command: &mut Command,
    what: &str,
    limit: Duration,
) -> Result<(bool, String)> {
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = spawn(command, what)?;
    let readers = [child.stdout.take().map(read_all), child.stderr.take().map(read_all)];
    let status = wait(&mut child, what, Some(Deadline::after(limit)))?;
    let texts = readers.into_iter().flatten().filter_map(|reader| reader.join().ok());
    Ok((status.success(), texts.collect()))
}

/// Runs `command`, shows its standard output line by line, and gives success and that output.
///
/// # Errors
/// When it can't be started.
pub(crate) fn tee(command: &mut Command, what: &str) -> Result<(bool, String)> {
    lines(command, what, true)
}

/// Runs `command` and gives success and its standard output, which is not shown.
///
/// # Errors
/// When it can't be started.
pub(crate) fn read(command: &mut Command, what: &str) -> Result<(bool, String)> {
    lines(command, what, false)
}

fn lines(command: &mut Command, what: &str, shown: bool) -> Result<(bool, String)> {
    let mut child = spawn(command.stdin(Stdio::null()).stdout(Stdio::piped()), what)?;
    let reader = child.stdout.take().map(|pipe| {
        thread::spawn(move || {
            let mut text = String::new();
            for line in BufReader::new(pipe).split(b'\n').map_while(std::io::Result::ok) {
                let line = String::from_utf8_lossy(&line);
                if shown {
                    println!("{line}");
                }
                text.push_str(&line);
                text.push('\n');
            }
            text
        })
    });
    let status = wait(&mut child, what, None)?;
    let text = reader.and_then(|reader| reader.join().ok()).unwrap_or_default();
    Ok((status.success(), text))
}

/// The first line that `program --version` (or another argument) prints; `None` when it can't run.
pub(crate) fn first_line(command: &mut Command) -> Option<String> {
    let (success, text) = capture(command, "", Duration::from_secs(30)).ok()?;
    if !success {
        return None;
    }
    text.lines().find(|line| !line.trim().is_empty()).map(|line| line.trim().to_owned())
}

/// Starts `command` as the leader of a process group.
///
/// # Errors
/// When the program is not there or may not be run.
pub(crate) fn spawn(command: &mut Command, what: &str) -> Result<Child> {
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(command, 0);
    let program = command.get_program().to_string_lossy().into_owned();
    command.spawn().or_say(format_args!("{what}: {program} can't be started"))
}

/// Ends a child with all it started: first by asking, then by force.
pub(crate) fn end(child: &mut Child) {
    drop(child.stdin.take());
    signal_group(child, false);
    let deadline = Deadline::after(GRACE);
    while !deadline.passed() {
        if matches!(child.try_wait(), Ok(Some(_)) | Err(_)) {
            break;
        }
        thread::sleep(Duration::from_millis(20));
    }
    // Also after the child's own end: what it left behind in its group.
    signal_group(child, true);
    let _ = child.wait();
}

#[cfg(unix)]
fn signal_group(child: &mut Child, by_force: bool) {
    use nix::{
        sys::signal::{Signal, killpg},
        unistd::Pid,
    };
    let signal = if by_force { Signal::SIGKILL } else { Signal::SIGTERM };
    if let Ok(id) = i32::try_from(child.id()) {
        // An error says that the group is empty: nothing left to end.
        let _ = killpg(Pid::from_raw(id), signal);
    }
}

#[cfg(not(unix))]
fn signal_group(child: &mut Child, _by_force: bool) {
    let _ = child.kill();
}

fn wait(child: &mut Child, what: &str, deadline: Option<Deadline>) -> Result<ExitStatus> {
    let mut pause = Duration::from_millis(2);
    loop {
        if let Some(status) = child.try_wait().or_say(what)? {
            return Ok(status);
        }
        if stop::asked() {
            end(child);
            return Err(Failure::Stopped);
        }
        if deadline.is_some_and(Deadline::passed) {
            end(child);
            return Err(format!("{what} took too long and was ended.").into());
        }
        thread::sleep(pause);
        pause = (pause * 2).min(stop::TICK);
    }
}

fn read_all(mut pipe: impl Read + Send + 'static) -> thread::JoinHandle<String> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        // What was read before an error is still worth showing.
        let _ = pipe.read_to_end(&mut bytes);
        String::from_utf8_lossy(&bytes).into_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargo_s_own_variables_are_told_from_the_user_s() {
        for key in ["CARGO", "CARGO_PKG_NAME", "CARGO_MANIFEST_DIR", "CARGO_BIN_NAME"] {
            assert!(is_cargo_private(key), "{key}");
        }
        for key in ["CARGO_TARGET_DIR", "CARGO_HOME", "CARGO_NET_OFFLINE", "RUSTUP_TOOLCHAIN"] {
            assert!(!is_cargo_private(key), "{key}");
        }
    }

    #[test]
    fn cargo_s_library_folders_are_told_from_the_user_s() {
        let is = |path: &str| is_cargo_library_folder(std::path::Path::new(path));
        assert!(is("/r/target/debug/deps"));
        assert!(is("/h/.rustup/toolchains/stable/lib"));
        assert!(!is("/opt/oracle/lib"));
    }

    #[cfg(unix)]
    #[test]
    fn output_success_and_failure_are_told() {
        let limit = Duration::from_secs(20);
        let (success, text) =
            capture(command("sh").args(["-c", "echo out; echo err >&2; exit 3"]), "sh", limit)
                .unwrap();
        assert!(!success && text.contains("out") && text.contains("err"));
        assert_eq!(first_line(command("sh").args(["-c", "echo; echo v1"])).unwrap(), "v1");
        assert!(first_line(&mut command("/no/such/program")).is_none());
        let error = run(command("sh").args(["-c", "exit 3"]), "The step").unwrap_err();
        assert!(error.to_string().starts_with("The step failed"), "{error}");
    }

    #[cfg(unix)]
    #[test]
    fn a_limit_ends_the_child_and_what_it_started() {
        let mark = std::env::temp_dir().join(format!("xtask-run-{}", std::process::id()));
        let script = format!("(sleep 2; touch {}) & sleep 30", mark.display());
        let limit = Duration::from_millis(300);
        let error = capture(command("sh").args(["-c", &script]), "The nap", limit).unwrap_err();
        assert_eq!(error.to_string(), "The nap took too long and was ended.");
        thread::sleep(Duration::from_millis(2200));
        assert!(!mark.exists(), "the grandchild lived on");
    }
}
