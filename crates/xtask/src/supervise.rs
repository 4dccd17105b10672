//! Servers that run together and end together.
//!
//! Each one holds the read end of a pipe from this process as its standard input and ends when
//! that closes, so that none outlives this process, whatever ends it.

use std::{
    fs::{self, File},
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::mpsc,
    thread,
    time::Duration,
};

use serde_json::Value;

use crate::{
    failure::{Failure, Result, While},
    project, run,
    stop::{self, Deadline},
};

/// How long a server may take to say that it is ready.
const START_LIMIT: Duration = Duration::from_secs(30);

/// Servers that run together; they end when this is dropped.
#[derive(Debug, Default)]
pub(crate) struct Group {
    servers: Vec<Server>,
}

#[derive(Debug)]
struct Server {
    name: &'static str,
    child: Child,
    /// Where its standard error goes; `None`: to the user.
    log: Option<PathBuf>,
}

impl Group {
    /// Starts a server and waits for the one line of JSON in which it says what it offers.
    ///
    /// # Errors
    /// When it can't be started, ends at once, or says nothing in time.
    pub(crate) fn start(&mut self, name: &'static str, command: &mut Command) -> Result<Value> {
        let log = project::scratch("logs").join(format!("{}-{name}.log", self.servers.len()));
        command.stderr(log_file(&log)?);
        let mut child = run::spawn(command.stdin(Stdio::piped()).stdout(Stdio::piped()), name)?;
        let output = child.stdout.take();
        self.servers.push(Server { name, child, log: Some(log) });
        let (sender, receiver) = mpsc::channel();
        thread::spawn(move || {
            let lines = output.into_iter().flat_map(|pipe| BufReader::new(pipe).lines());
            for line in lines.map_while(std::io::Result::ok) {
                if sender.send(line.clone()).is_err() {
                    println!("{line}");
                }
            }
        });
        let deadline = Deadline::after(START_LIMIT);
        loop {
            if stop::asked() {
                return Err(Failure::Stopped);
            }
            match receiver.recv_timeout(stop::TICK.min(deadline.left())) {
                Ok(line) => match serde_json::from_str(&line) {
                    Ok(ready) => return Ok(ready),
                    Err(_) => println!("{line}"),
                },
                Err(mpsc::RecvTimeoutError::Disconnected) => {
                    return Err(self.did_not_start());
                }
                Err(mpsc::RecvTimeoutError::Timeout) if deadline.passed() => {
                    let limit = START_LIMIT.as_secs();
                    return Err(format!("The {name} was not ready after {limit} s.").into());
                }
                Err(mpsc::RecvTimeoutError::Timeout) => {}
            }
        }
    }

    /// Starts a process that says nothing about being ready.
    ///
    /// # Errors
    /// When it can't be started.
    pub(crate) fn add(&mut self, name: &'static str, command: &mut Command) -> Result<()> {
        let child = run::spawn(command.stdin(Stdio::piped()), name)?;
        self.servers.push(Server { name, child, log: None });
        Ok(())
    }

    /// Waits until this process is asked to stop.
    ///
    /// # Errors
    /// When a server ends by itself: the sentence says which.
    pub(crate) fn wait(&mut self) -> Result<()> {
        loop {
            if stop::asked() {
                return Ok(());
            }
            for server in &mut self.servers {
                if let Ok(Some(status)) = server.child.try_wait() {
                    // One Ctrl-C may reach both: then it is no failure.
                    thread::sleep(stop::TICK * 3);
                    if stop::asked() {
                        return Ok(());
                    }
                    return Err(server.ended(&format!("ended by itself ({status})")));
                }
            }
            thread::sleep(stop::TICK);
        }
    }

    fn did_not_start(&mut self) -> Failure {
        let Some(server) = self.servers.last_mut() else { return Failure::Told };
        let status = server.child.wait().map(|status| format!(" ({status})")).unwrap_or_default();
        server.ended(&format!("did not start{status}"))
    }
}

impl Server {
    /// The sentence for its end, after the last lines of its log.
    fn ended(&self, how: &str) -> Failure {
        let said = self.log.as_deref().map(last_lines).unwrap_or_default();
        format!("{said}The {} {how}.", self.name).into()
    }
}

/// A new file for a server's log: its lines would bury what the user is to read.
fn log_file(path: &Path) -> Result<File> {
    let said = format!("{} can't be written", path.display());
    fs::create_dir_all(path.parent().unwrap_or(path)).or_say(&said)?;
    File::create(path).or_say(&said)
}

/// The last lines of a log, each with its line's end.
fn last_lines(log: &Path) -> String {
    let text = fs::read_to_string(log).unwrap_or_default();
    let lines: Vec<&str> = text.lines().rev().take(10).collect();
    lines.into_iter().rev().map(|line| line.to_owned() + "\n").collect()
}

impl Drop for Group {
    fn drop(&mut self) {
        // The last one started is the first to go: it leans on the others.
        while let Some(mut server) = self.servers.pop() {
            run::end(&mut server.child);
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = run::command("sh");
        command.args(["-c", script]);
        command
    }

    fn is_alive(id: u32) -> bool {
        nix::sys::signal::kill(nix::unistd::Pid::from_raw(i32::try_from(id).unwrap_or(0)), None)
            .is_ok()
    }

    #[test]
    fn a_server_s_ready_line_is_read_after_other_lines() {
        let mut group = Group::default();
        let mut server = shell("echo starting; echo '{\"listen\":\"x\"}'; exec cat");
        let ready = group.start("simulator", &mut server).unwrap();
        assert_eq!(ready.get("listen").and_then(Value::as_str), Some("x"));
    }

    #[test]
    fn all_end_with_the_group() {
        let mut group = Group::default();
        for name in ["simulator", "gateway"] {
            group.start(name, &mut shell("echo '{}'; exec cat")).unwrap();
        }
        let ids: Vec<u32> = group.servers.iter().map(|server| server.child.id()).collect();
        assert!(ids.iter().all(|id| is_alive(*id)));
        drop(group);
        assert!(!ids.iter().any(|id| is_alive(*id)));
    }

    #[test]
    fn one_that_does_not_start_is_named() {
        let mut group = Group::default();
        let failure = group.start("gateway", &mut shell("echo taken >&2; exit 2")).unwrap_err();
        let text = failure.to_string();
        assert!(text == "taken\nThe gateway did not start (exit status: 2).", "{text}");
    }

    #[test]
    fn one_that_ends_by_itself_is_named() {
        let mut group = Group::default();
        group.start("simulator", &mut shell("echo '{}'; exec cat")).unwrap();
        group.start("gateway", &mut shell("echo '{}'; exit 7")).unwrap();
        let text = group.wait().unwrap_err().to_string();
        assert!(text.contains("gateway") && text.contains('7'), "{text}");
    }

    #[test]
    fn a_server_ends_when_its_input_closes() {
        let mut group = Group::default();
        group.start("simulator", &mut shell("echo '{}'; exec cat")).unwrap();
        let server = group.servers.first_mut().unwrap();
        drop(server.child.stdin.take());
        assert!(server.child.wait().unwrap().success());
    }
}
