//! What the commands need, installed where it lacks, one line a step.
//!
//! The parts live in one folder outside the repository, each keyed by its version.

pub(crate) mod chromium;
pub(crate) mod debian;
pub(crate) mod nginx;
pub(crate) mod npm;
pub(crate) mod target;
pub(crate) mod tools;

use std::{
    env,
    fs::File,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

use crate::{
    failure::{Failure, Result, While},
    run,
};

/// The folder that holds what is slow to make.
#[derive(Clone, Debug)]
pub(crate) struct Cache(PathBuf);

impl Cache {
    /// The cache folder: `RESTORE_DESK_CACHE`, else `restore-desk` in the user's cache folder.
    ///
    /// # Errors
    /// When neither the variable nor a home folder is set, or the folder can't be made.
    pub(crate) fn open() -> Result<Self> {
        let folder = folder(|key| env::var_os(key).filter(|value| !value.is_empty()))
            .ok_or("No home folder is known: set RESTORE_DESK_CACHE to a folder for tools.")?;
        std::fs::create_dir_all(&folder).or_say(format_args!(
            "{} can't be made (RESTORE_DESK_CACHE chooses another)",
            folder.display()
        ))?;
        Ok(Self(folder))
    }

    /// Waits until nobody else installs here, and keeps others from it as long as the file
    /// lives: two commands at once would take each other's files away.
    ///
    /// # Errors
    /// When the folder can't be written.
    pub(crate) fn hold(&self) -> Result<File> {
        let said = format!("{} can't be written", self.0.display());
        let file = File::create(self.join("installing")).or_say(&said)?;
        if file.try_lock().is_err() {
            run::say("Another command installs tools: waiting for it");
            file.lock().or_say(&said)?;
        }
        Ok(file)
    }

    /// A path inside the folder.
    pub(crate) fn join(&self, path: impl AsRef<Path>) -> PathBuf {
        self.0.join(path)
    }
}

fn folder(var: impl Fn(&str) -> Option<std::ffi::OsString>) -> Option<PathBuf> {
    if let Some(own) = var("RESTORE_DESK_CACHE") {
        return Some(own.into());
    }
    let base = if cfg!(windows) {
        PathBuf::from(var("LOCALAPPDATA")?)
    } else if cfg!(target_os = "macos") {
        PathBuf::from(var("HOME")?).join("Library/Caches")
    } else {
        match var("XDG_CACHE_HOME") {
            Some(base) => base.into(),
            None => PathBuf::from(var("HOME")?).join(".cache"),
        }
    };
    Some(base.join("restore-desk"))
}

/// Everything that a build of the app needs, in place.
#[derive(Clone, Debug)]
pub(crate) struct WasmTools {
    /// The rustup toolchain that has the wasm target; `None`: the one in use.
    toolchain: Option<String>,
    /// Folders to put before `PATH`.
    folders: Vec<PathBuf>,
}

impl WasmTools {
    /// Finds or installs the wasm target, trunk, wasm-bindgen-cli, wasm-opt and esbuild.
    ///
    /// # Errors
    /// A sentence that says what is missing and what to do.
    pub(crate) fn ready(cache: &Cache) -> Result<Self> {
        basics()?;
        npm::check_node()?;
        let toolchain = target::ready(cache)?;
        let folders =
            vec![tools::wasm_bindgen(cache)?, tools::trunk(cache)?, tools::wasm_split(cache)?];
        npm::tools(cache)?;
        Ok(Self { toolchain, folders })
    }

    /// The same without what only a bundle needs: for tests that cargo builds itself.
    ///
    /// # Errors
    /// As [`Self::ready`].
    pub(crate) fn for_tests(cache: &Cache) -> Result<Self> {
        basics()?;
        let toolchain = target::ready(cache)?;
        Ok(Self { toolchain, folders: vec![tools::wasm_bindgen(cache)?] })
    }

    /// A command that sees the wasm toolchain and the tools.
    ///
    /// # Errors
    /// When `PATH` can't hold one of the folders.
    pub(crate) fn command(&self, program: &str) -> Result<Command> {
        let mut command = run::command(program);
        if let Some(toolchain) = &self.toolchain {
            command.env("RUSTUP_TOOLCHAIN", toolchain);
        }
        let old = env::var_os("PATH").unwrap_or_default();
        let folders = self.folders.iter().cloned().chain(env::split_paths(&old));
        let path = env::join_paths(folders).map_err(|error| {
            Failure::Said(format!("The cache folder's name can't stand in PATH: {error}"))
        })?;
        command.env("PATH", path);
        Ok(command)
    }
}

/// Installs what building and testing need.
///
/// # Errors
/// A sentence that says what is missing and what to do.
pub(crate) fn everything(cache: &Cache) -> Result<()> {
    WasmTools::ready(cache)?;
    chromium::ready()?;
    chromium::driver()?;
    nginx::ready()?;
    run::say("Everything is in place.");
    Ok(())
}

/// Checks what is assumed to be there: cargo and a C compiler.
///
/// # Errors
/// A sentence that names what is missing and how to get it.
pub(crate) fn basics() -> Result<()> {
    let minimum = env!("CARGO_PKG_RUST_VERSION");
    let Some(line) = run::first_line(run::command("rustc").arg("--version")) else {
        return Err("rustc is missing: install Rust with rustup, see https://rustup.rs/.".into());
    };
    let found = version(&line).unwrap_or_default();
    if found < version(minimum).unwrap_or_default() {
        return Err(format!(
            "Rust {minimum} or later is needed, this is {line}: run `rustup update stable`."
        )
        .into());
    }
    let compiler = ["cc", "gcc", "clang", "cl"];
    if !compiler.iter().any(|name| find_program(name).is_some()) {
        return Err(format!("A C compiler is missing: {}.", how_to_get_a_compiler()).into());
    }
    Ok(())
}

fn how_to_get_a_compiler() -> &'static str {
    if cfg!(windows) {
        "install the Visual Studio Build Tools with C++"
    } else if cfg!(target_os = "macos") {
        "run `xcode-select --install`"
    } else {
        "install gcc, on Debian as root with `apt-get install gcc libc6-dev`"
    }
}

/// The first `a.b[.c]` in a text, with 0 for a missing third part.
pub(crate) fn version(text: &str) -> Option<(u32, u32, u32)> {
    text.split_whitespace().find_map(|word| {
        let word = word.trim_start_matches('v');
        let word = word.split(['-', '+']).next()?;
        let mut parts = word.split('.').map(|part| part.parse::<u32>().ok());
        let (major, minor) = (parts.next()??, parts.next()??);
        Some((major, minor, parts.next().flatten().unwrap_or(0)))
    })
}

/// Where `PATH` finds a program.
pub(crate) fn find_program(name: &str) -> Option<PathBuf> {
    let file = format!("{name}{}", env::consts::EXE_SUFFIX);
    env::split_paths(&env::var_os("PATH")?)
        .map(|folder| folder.join(&file))
        .find(|path| path.is_file())
}

/// Whether this process runs as root; always `false` where there is no such user.
pub(crate) fn is_root() -> bool {
    cfg!(unix) && run::first_line(run::command("id").arg("-u")).as_deref() == Some("0")
}

/// Runs Debian's package manager, or says what root should run where the user is not root.
///
/// # Errors
/// Where the user is not root, or an installation fails.
pub(crate) fn apt_install(packages: &[&str], why: &str, takes: &str) -> Result<()> {
    let list = packages.join(" ");
    let install = format!("apt-get install -y --no-install-recommends {list}");
    if !is_root() {
        return Err(format!(
            "{why} needs Debian packages, which only root can install. Run this as root, \
             then the same command again:\n    apt-get update && {install}"
        )
        .into());
    }
    run::say(format_args!("{why}: installing {list} with apt-get, {takes}"));
    let apt = |arguments: &[&str]| {
        run::capture(
            run::command("apt-get").args(arguments).env("DEBIAN_FRONTEND", "noninteractive"),
            "apt-get",
            Duration::from_mins(15),
        )
    };
    apt(&["update", "-q"])?;
    let arguments = ["install", "-q", "-y", "--no-install-recommends"];
    let (success, output) = apt(&[arguments.as_slice(), packages].concat())?;
    if success {
        return Ok(());
    }
    Err(format!(
        "{output}\nInstalling {list} failed. See apt-get's message above, then try: {install}"
    )
    .into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project;

    #[test]
    fn versions_are_read_from_what_programs_print() {
        let rows = [
            ("rustc 1.95.0 (59807616e 2026-04-14)", Some((1, 95, 0))),
            ("v20.19.2", Some((20, 19, 2))),
            ("1.95", Some((1, 95, 0))),
            ("rustc 1.97.0-nightly (abc)", Some((1, 97, 0))),
            ("trunk 0.21.14", Some((0, 21, 14))),
            ("no version", None),
        ];
        for (text, expected) in rows {
            assert_eq!(version(text), expected, "{text}");
        }
    }

    #[test]
    fn who_installs_has_the_cache_alone() {
        let cache = Cache(project::scratch("held"));
        std::fs::create_dir_all(&cache.0).unwrap();
        let held = cache.hold().unwrap();
        let other = File::open(cache.join("installing")).unwrap();
        assert!(other.try_lock().is_err());
        drop(held);
        assert!(other.try_lock().is_ok());
    }

    #[test]
    fn the_cache_folder_follows_the_environment() {
        let with = |pairs: &'static [(&str, &str)]| {
            folder(move |key| {
                pairs.iter().find(|(name, _)| *name == key).map(|(_, value)| value.into())
            })
        };
        assert_eq!(
            with(&[("RESTORE_DESK_CACHE", "/c"), ("HOME", "/h")]),
            Some(PathBuf::from("/c"))
        );
        assert_eq!(with(&[]), None);
        #[cfg(target_os = "linux")]
        {
            assert_eq!(with(&[("HOME", "/h")]), Some("/h/.cache/restore-desk".into()));
            assert_eq!(
                with(&[("HOME", "/h"), ("XDG_CACHE_HOME", "/x")]),
                Some("/x/restore-desk".into())
            );
        }
    }
}
