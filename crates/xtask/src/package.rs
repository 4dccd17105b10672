//! `cargo xtask package`: all that a site needs, in one archive.

mod archive;
mod check;
mod licences;
mod linked;
mod sbom;

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use clap::Args;

use crate::{
    dist,
    failure::{Result, While},
    project, run,
    setup::{self, Cache, target},
};
use archive::Contents;

/// What `package` takes.
#[derive(Args, Clone, Debug)]
pub(crate) struct Package {
    /// What the gateway is built for; this system, without its C library where rustup has musl.
    #[arg(long)]
    target: Option<String>,
    /// Also unpacks the archive elsewhere, and signs in with it in a browser.
    #[arg(long)]
    check: bool,
}

/// Files that are shipped as they stand: where in the archive, and where in the repository.
const FILES: [(&str, &str); 18] = [
    ("README.md", "deploy/package/README.md"),
    ("CHANGELOG.md", "CHANGELOG.md"),
    ("LICENSE-APACHE", "LICENSE-APACHE"),
    ("LICENSE-MIT", "LICENSE-MIT"),
    ("docs/accounts.md", "docs/accounts.md"),
    ("docs/configuration.md", "docs/configuration.md"),
    ("docs/embedding.md", "docs/embedding.md"),
    ("docs/portal.png", "docs/portal.png"),
    ("docs/proxy.md", "docs/proxy.md"),
    ("docs/proxy-contract.md", "docs/proxy-contract.md"),
    ("etc/config.json", "config.json"),
    ("etc/gateway.toml", "crates/gateway/gateway.example.toml"),
    ("nginx/README.md", "deploy/nginx/README.md"),
    ("nginx/restore-desk.conf", "deploy/nginx/restore-desk.conf"),
    ("portal/index.html", "deploy/portal/index.html"),
    ("portal/portal.css", "deploy/portal/portal.css"),
    ("portal/portal.js", "deploy/portal/portal.js"),
    ("systemd/restore-desk.service", "deploy/systemd/restore-desk.service"),
];

/// Makes the archive.
///
/// # Errors
/// When something can't be built, read or written, or the check fails.
pub(crate) fn package(cache: &Cache, options: &Package) -> Result<()> {
    setup::basics()?;
    let modified_s = modified_s()?;
    let target = match &options.target {
        Some(target) => target.clone(),
        None => usual_target()?,
    };
    dist::ensure(cache)?;
    let built = build_gateway(&target)?;
    let version = env!("CARGO_PKG_VERSION");
    let gateway = format!("bin/{}", built.file_name().unwrap_or_default().to_string_lossy());

    let mut contents = Contents::default();
    for (path, file) in FILES {
        contents.put_file(path, &project::root().join(file))?;
    }
    let dist = project::dist();
    for file in dist::files(&dist)? {
        let path = file.to_string_lossy().replace('\\', "/");
        contents.put_file(&format!("dist/{path}"), &dist.join(file))?;
    }
    contents.put_program(&gateway, &built)?;
    put_lists(&mut contents, version, &target, &gateway)?;

    let name = format!("restore-desk-{version}-{target}");
    let folder = project::root().join("target").join("package");
    fs::create_dir_all(&folder).or_say(format_args!("{} can't be made", folder.display()))?;
    let file = folder.join(format!("{name}.tar.gz"));
    contents.write(&file, &name, modified_s)?;
    run::say(format_args!("The archive is {}.", file.display()));
    if options.check { check::check(&file, &gateway) } else { Ok(()) }
}

/// Puts in what the programs are linked from: as a list for programs, and as their licences.
fn put_lists(contents: &mut Contents, version: &str, target: &str, gateway: &str) -> Result<()> {
    let mut linked = linked::of(project::GATEWAY, target)?;
    linked.extend(linked::of(project::APP, target::TARGET)?);
    contents.put("LICENCES.txt", licences::text(linked.values())?);
    let purl = |name: &str| format!("pkg:cargo/{name}@{version}");
    let (app, server) = (purl(project::APP), purl(project::GATEWAY));
    let programs = [(app.as_str(), None), (server.as_str(), contents.sha256(gateway))];
    contents.put("sbom.cdx.json", sbom::text(version, &programs, &linked));
    Ok(())
}

/// musl of this processor where rustup has it, so that any Linux runs the gateway; else this
/// system.
fn usual_target() -> Result<String> {
    let (success, text) = run::read(run::command("rustc").arg("-vV"), "rustc")?;
    let host = text.lines().find_map(|line| line.strip_prefix("host: ")).filter(|_| success);
    let host = host.ok_or("rustc does not tell which system this is.")?;
    let musl = host.replace("-linux-gnu", "-linux-musl");
    let mut rustc = run::command("rustc");
    rustc.args(["--print", "target-libdir", "--target", &musl]);
    let has_musl = run::first_line(&mut rustc).is_some_and(|folder| Path::new(&folder).is_dir());
    Ok(if has_musl { musl } else { host.to_owned() })
}

/// Builds the gateway as it is shipped, in a folder of its own: its flags are its own too.
fn build_gateway(target: &str) -> Result<PathBuf> {
    run::say(format_args!("Building the gateway for {target} (the first time about 4 minutes)"));
    let mut cargo = run::command("cargo");
    cargo.current_dir(project::root()).args(["build", "--locked", "--profile", "server"]);
    cargo.args(["--package", project::GATEWAY, "--target", target]);
    cargo.args(["--target-dir", "target/package/build"]);
    cargo.arg("--message-format=json-render-diagnostics");
    cargo.env_remove("RUSTFLAGS").env("CARGO_ENCODED_RUSTFLAGS", flags());
    let (success, output) = run::read(&mut cargo, "cargo build")?;
    let built = project::executables(&output).remove(project::GATEWAY).filter(|_| success);
    Ok(built.ok_or("Building the gateway failed: see the compiler's message above.")?)
}

/// Panics hold the paths of sources, which differ from one builder to the next.
fn flags() -> String {
    let mut flags = vec![format!("--remap-path-prefix={}=", project::root().display())];
    if let Some(sources) = dist::registry_sources() {
        flags.push(format!("--remap-path-prefix={}=", sources.display()));
    }
    flags.join("\x1f")
}

/// The time that each file tells: that of the commit. Not a fixed one: proxies and browsers take
/// a file of the same time and length for the same file.
fn modified_s() -> Result<u64> {
    const KEY: &str = "SOURCE_DATE_EPOCH";
    if let Some(given) = env::var_os(KEY) {
        let text = given.to_string_lossy();
        return Ok(text.parse().map_err(|_| format!("{KEY} is {text:?}, which is no time."))?);
    }
    let mut git = run::command("git");
    git.current_dir(project::root()).args(["log", "-1", "--format=%ct"]);
    let time = run::first_line(&mut git).and_then(|line| line.parse().ok());
    Ok(time.ok_or_else(|| {
        format!("git does not tell the time of the commit: set {KEY} to it, in seconds since 1970.")
    })?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shipped_is_there() {
        for (path, file) in FILES {
            assert!(project::root().join(file).is_file(), "{path} is made of {file}");
        }
    }

    #[test]
    fn the_usual_target_is_this_system_s_or_its_musl() {
        let target = usual_target().unwrap();
        assert!(target.starts_with(env::consts::ARCH), "{target}");
    }
}
