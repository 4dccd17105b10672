//! The wasm target from Debian's packages, where rustup has no server.
//!
//! Debian ships a newer compiler with the standard library's source, but without its build for
//! `wasm32-unknown-unknown`: that is built once and put where the compiler looks for it.

use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use crate::{
    failure::{Failure, Result, While},
    run,
    setup::{self, Cache, target},
};

/// The name under which rustup knows Debian's compiler.
pub(crate) const TOOLCHAIN: &str = "restore-desk-wasm";

/// The sysroot of Debian's compiler.
const SYSROOT: &str = "/usr";
const RUSTC: &str = "/usr/bin/rustc";
const PACKAGES: [&str; 5] =
    ["rustc-web", "cargo-web", "libstd-rust-web-dev", "rust-web-src", "rust-web-llvm"];
/// The file beside the standard library that names the compiler it was built with.
const STAMP: &str = "restore-desk.stamp";

/// Whether this system has Debian's package manager.
pub(crate) fn is_possible() -> bool {
    cfg!(target_os = "linux")
        && Path::new("/etc/debian_version").is_file()
        && Path::new("/usr/bin/apt-get").is_file()
}

/// Whether compiler, linker, link and standard library are all in place and of one version.
pub(crate) fn is_ready() -> bool {
    is_possible() && has_packages() && is_linked() && has_library()
}

/// Installs what is missing.
///
/// # Errors
/// Where root is needed and the user is not root, and where a step fails: a sentence that says
/// what to do.
pub(crate) fn install(cache: &Cache) -> Result<()> {
    let why = "Building for the web without rustup's server";
    if !has_compiler() {
        setup::apt_install(&PACKAGES, why, "about 35 seconds")?;
    }
    if let Some(linker) = missing_linker() {
        setup::apt_install(&[&linker], why, "about 10 seconds")?;
    }
    if !has_packages() {
        return Err(format!(
            "Debian's packages {} are installed, but {RUSTC}, its source or /usr/bin/rust-lld \
             is still missing: `apt-get install --reinstall` them as root.",
            PACKAGES.join(", ")
        )
        .into());
    }
    if !is_linked() {
        link()?;
    }
    if !has_library() {
        install_library(&build_library(cache)?)?;
    }
    if is_ready() {
        return Ok(());
    }
    Err(format!(
        "The standard library in {} can't be used by {RUSTC}: remove that folder as root and run \
         the same command again.",
        library().display()
    )
    .into())
}

fn library() -> PathBuf {
    target::library_folder(Path::new(SYSROOT))
}

fn has_compiler() -> bool {
    let source = Path::new("/usr/lib/rustlib/src/rust/library/std");
    compiler_version().is_some() && Path::new("/usr/bin/cargo").is_file() && source.is_dir()
}

fn has_packages() -> bool {
    has_compiler() && Path::new("/usr/bin/rust-lld").exists()
}

fn compiler_version() -> Option<String> {
    run::first_line(run::command(RUSTC).arg("--version"))
}

/// The package that `/usr/bin/rust-lld` points to but that is not there, such as `lld-22`.
fn missing_linker() -> Option<String> {
    let link = Path::new("/usr/bin/rust-lld");
    if link.exists() {
        return None;
    }
    Some(fs::read_link(link).ok()?.file_name()?.to_string_lossy().into_owned())
}

fn is_linked() -> bool {
    let mut rustc = run::command("rustc");
    rustc.arg(format!("+{TOOLCHAIN}")).args(["--print", "sysroot"]);
    rustc.env("RUSTUP_AUTO_INSTALL", "0");
    run::first_line(&mut rustc).as_deref() == Some(SYSROOT)
}

fn link() -> Result<()> {
    run::say(format_args!("Telling rustup of Debian's compiler as `{TOOLCHAIN}`"));
    let mut link = run::command("rustup");
    link.args(["toolchain", "link", TOOLCHAIN, SYSROOT]);
    let (success, output) = run::capture(&mut link, "rustup", Duration::from_mins(1))?;
    if success && is_linked() {
        return Ok(());
    }
    Err(format!(
        "`rustup toolchain link {TOOLCHAIN} {SYSROOT}` failed: {} Is cargo from rustup first in \
         PATH?",
        output.trim()
    )
    .into())
}

/// Whether the standard library is whole and of the compiler's version.
fn has_library() -> bool {
    if !target::has_standard_library(Path::new(SYSROOT)) {
        return false;
    }
    let stamp = library().join(STAMP);
    let version = compiler_version();
    if let Ok(text) = fs::read_to_string(&stamp) {
        return version.is_some_and(|version| text.trim() == version);
    }
    // Put there by other hands, or by a user who may not write there: what links will do.
    let links = can_link();
    if let (true, Some(version)) = (links, version) {
        // Only saves the next probe; who may not write there goes without.
        let _ = fs::write(&stamp, version + "\n");
    }
    links
}

/// Links an empty program for the target with whole-program optimisation, as a release does.
fn can_link() -> bool {
    let folder = std::env::temp_dir().join(format!("restore-desk-probe-{}", std::process::id()));
    let source = folder.join("probe.rs");
    let linked = fs::create_dir_all(&folder).and_then(|()| fs::write(&source, "")).is_ok() && {
        let mut rustc = run::command(RUSTC);
        rustc.args(["--crate-type=cdylib", "--target", target::TARGET, "-Clto=fat"]);
        rustc.args(["-Cpanic=abort", "-o"]).arg(folder.join("probe.wasm")).arg(&source);
        matches!(run::capture(&mut rustc, "The probe", Duration::from_mins(2)), Ok((true, _)))
    };
    let _ = fs::remove_dir_all(&folder);
    linked
}

/// Builds the standard library in the cache and gives the folder of its parts.
fn build_library(cache: &Cache) -> Result<PathBuf> {
    let version = compiler_version().unwrap_or_default();
    let seed = cache.join("wasm-std");
    let parts = seed.join("parts");
    if fs::read_to_string(parts.join(STAMP)).is_ok_and(|text| text.trim() == version) {
        return Ok(parts);
    }
    run::say(format_args!(
        "Building Rust's standard library for {} once, about 90 seconds",
        target::TARGET
    ));
    let said = "The standard library's folder in the cache can't be written";
    let _ = fs::remove_dir_all(&seed);
    fs::create_dir_all(seed.join("src")).or_say(said)?;
    let manifest = "[package]\nname = \"seed\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\
                    [lib]\n[workspace]\n";
    fs::write(seed.join("Cargo.toml"), manifest).or_say(said)?;
    fs::write(seed.join("src/lib.rs"), "").or_say(said)?;
    let mut build = run::command("cargo");
    build.current_dir(&seed).args(["build", "--quiet", "--release", "--target", target::TARGET]);
    build.arg("-Zbuild-std=std,panic_abort,test");
    build.env("RUSTUP_TOOLCHAIN", TOOLCHAIN).env("CARGO_TARGET_DIR", seed.join("target"));
    // Unstable options are for this one step; without the bitcode, an LTO build can't read it.
    build.env("RUSTC_BOOTSTRAP", "1").env("RUSTFLAGS", "-Cembed-bitcode=yes");
    build.env_remove("CARGO_ENCODED_RUSTFLAGS").env_remove("CARGO_BUILD_TARGET");
    run::run(&mut build, "Building the standard library")?;

    let deps = seed.join("target").join(target::TARGET).join("release/deps");
    copy_parts(&deps, &parts)?;
    // Last, so that an interrupted copy is never taken for a whole one.
    fs::write(parts.join(STAMP), version + "\n").or_say(said)?;
    let _ = fs::remove_dir_all(seed.join("target"));
    Ok(parts)
}

/// Copies every library but the empty crate's own.
fn copy_parts(from: &Path, to: &Path) -> Result<()> {
    let said = "The standard library's parts can't be copied";
    fs::create_dir_all(to).or_say(said)?;
    for entry in fs::read_dir(from).or_say(said)? {
        let path = entry.or_say(said)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let wanted = path.extension().is_some_and(|kind| kind == "rlib");
        if wanted && !name.starts_with("libseed") {
            fs::copy(&path, to.join(&*name)).or_say(said)?;
        }
    }
    Ok(())
}

/// Puts the parts where the compiler looks for them, all at once.
fn install_library(parts: &Path) -> Result<()> {
    let library = library();
    let home = library.parent().unwrap_or(&library).to_path_buf();
    if fs::create_dir_all(&home).is_err() || !setup::is_root() {
        return Err(format!(
            "Rust's standard library for {} is built; only root can put it in place. Run this as \
             root, then the same command again:\n    mkdir -p {home} && rm -rf {library} && \
             cp -r {parts} {library}",
            target::TARGET,
            home = home.display(),
            library = library.display(),
            parts = parts.display(),
        )
        .into());
    }
    let fresh = home.join("lib.partial");
    let said = format!("{} can't be written", library.display());
    let _ = fs::remove_dir_all(&fresh);
    copy_parts(parts, &fresh)?;
    fs::copy(parts.join(STAMP), fresh.join(STAMP)).or_say(&said)?;
    match fs::remove_dir_all(&library) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(Failure::Said(format!("{said}: {error}")))
        }
        _ => fs::rename(&fresh, &library).or_say(&said),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_library_s_parts_are_copied() {
        let base = std::env::temp_dir().join(format!("xtask-debian-{}", std::process::id()));
        let (from, to) = (base.join("from"), base.join("to"));
        fs::create_dir_all(&from).unwrap();
        for name in ["libcore-1.rlib", "libcore-1.rmeta", "libseed-2.rlib", "core.d"] {
            fs::write(from.join(name), name).unwrap();
        }
        copy_parts(&from, &to).unwrap();
        let names: Vec<_> =
            fs::read_dir(&to).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(names, ["libcore-1.rlib"]);
        fs::remove_dir_all(&base).unwrap();
    }
}
