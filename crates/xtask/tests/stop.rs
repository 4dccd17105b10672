//! What this program started ends with it, whatever ends it.
#![cfg(unix)]

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
    time::Duration,
};

const XTASK: &str = env!("CARGO_BIN_EXE_xtask");

/// A file into which a guarded shell writes its process id.
struct Note(PathBuf);

impl Note {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("xtask-stop-{name}-{}", std::process::id()));
        let _ = fs::remove_file(&path);
        Self(path)
    }

    /// A shell that notes its id, starts a child, and would run for a minute.
    fn script(&self) -> String {
        format!("echo $$ > {}; sleep 60 & sleep 60; wait", self.0.display())
    }

    fn id(&self) -> String {
        let read = || fs::read_to_string(&self.0).unwrap_or_default().trim().to_owned();
        assert!(until(|| !read().is_empty()));
        read()
    }
}

impl Drop for Note {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

/// Asks again and again for at most ten seconds.
fn until(holds: impl Fn() -> bool) -> bool {
    for _ in 0..200 {
        if holds() {
            return true;
        }
        thread::sleep(Duration::from_millis(50));
    }
    false
}

fn send(signal: &str, id: &str) {
    assert!(Command::new("kill").args([signal, id]).status().is_ok_and(|status| status.success()));
}

/// Whether any process of the group that `id` leads is alive.
fn is_alive(id: &str) -> bool {
    let Ok(processes) = fs::read_dir("/proc") else {
        let group = format!("-{id}");
        let kill = Command::new("kill").args(["-0", "--", &group]).stderr(Stdio::null()).status();
        return kill.is_ok_and(|status| status.success());
    };
    // What is dead but not yet buried by the first process does not count.
    processes.flatten().any(|process| {
        let about = fs::read_to_string(process.path().join("stat")).unwrap_or_default();
        let after_name = about.rsplit(')').next().unwrap_or_default();
        let mut fields = after_name.split_whitespace();
        fields.next().is_some_and(|state| state != "Z") && fields.nth(1) == Some(id)
    })
}

#[test]
fn a_signal_ends_it_and_all_it_started() {
    for signal in ["-TERM", "-INT", "-HUP"] {
        let note = Note::new(signal);
        let mut guard =
            Command::new(XTASK).args(["guard", "--", "sh", "-c", &note.script()]).spawn().unwrap();
        let id = note.id();
        assert!(is_alive(&id));
        send(signal, &guard.id().to_string());
        assert_eq!(guard.wait().unwrap().code(), Some(130), "{signal}");
        assert!(until(|| !is_alive(&id)), "{signal}: something lived on");
    }
}

#[test]
fn the_parent_s_end_ends_it_and_all_it_started() {
    let note = Note::new("parent");
    let line = "\"$0\" guard -- sh -c \"$1\" & wait";
    let mut parent = Command::new("sh").args(["-c", line, XTASK, &note.script()]).spawn().unwrap();
    let id = note.id();
    assert!(is_alive(&id));
    parent.kill().unwrap();
    parent.wait().unwrap();
    assert!(until(|| !is_alive(&id)), "something lived on");
}

#[test]
fn a_wrong_flag_is_told_with_the_right_ones() {
    let output = Command::new(XTASK).args(["demo", "--prot", "1"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(text.contains("--prot") && text.contains("Usage: cargo xtask demo"), "{text}");
}

#[test]
fn a_real_server_is_not_trusted_without_being_told_how() {
    let cache = std::env::temp_dir().join(format!("xtask-cache-{}", std::process::id()));
    let output = Command::new(XTASK)
        .args(["serve", "--enterprise-manager", "http://em.example:9399"])
        .env("RESTORE_DESK_CACHE", Path::new(&cache))
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(text.contains("https://") && !output.status.success(), "{text}");
    fs::remove_dir_all(&cache).unwrap();
}
