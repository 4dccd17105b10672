//! The archive, tried as its reader would: unpacked elsewhere, and opened in a browser.

use std::{
    env, fs,
    io::{self, Read, Write},
    net::TcpStream,
    path::{Path, PathBuf},
    process,
    time::Duration,
};

use super::archive;
use crate::{
    failure::{Result, While},
    project, run, servers,
    setup::{chromium, npm},
    supervise::Group,
};

/// The journeys that are made with what was unpacked: signing in, and reading a session.
const JOURNEYS: [&str; 2] = ["tests/sign-in.spec.ts", "tests/session.spec.ts"];

/// How long a reply may take.
const READ_LIMIT: Duration = Duration::from_secs(30);

/// A folder outside the repository, gone when this is dropped.
struct Elsewhere(PathBuf);

impl Drop for Elsewhere {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Unpacks the archive alone, holds it against its sums, starts the gateway with the settings
/// that are shipped, and makes journeys in a browser.
///
/// # Errors
/// When something is not as it should be.
pub(super) fn check(file: &Path, gateway: &str) -> Result<()> {
    let elsewhere =
        Elsewhere(env::temp_dir().join(format!("restore-desk-package-{}", process::id())));
    fs::create_dir_all(&elsewhere.0).or_say("The folder for temporary files can't be written")?;
    run::say("Unpacking the archive, and holding it against its sums");
    let folder = archive::unpack(file, &elsewhere.0)?;
    let program = folder.join(gateway);
    let simulator = project::build(&[project::SIMULATOR])?
        .remove(project::SIMULATOR)
        .ok_or("cargo built no simulator.")?;
    start(&folder, &program, &simulator)?;

    run::say("Signing in and reading sessions with it, in a browser, about a minute");
    let e2e = project::root().join("e2e");
    let chromium = chromium::ready()?;
    npm::install(&e2e)?;
    let mut playwright = run::command("node");
    playwright.current_dir(&e2e).arg("node_modules/@playwright/test/cli.js");
    playwright.arg("test").args(JOURNEYS).env("CHROMIUM", chromium);
    playwright.env("DIST", folder.join("dist")).env("GATEWAY_BIN", &program);
    playwright.env("SIMULATOR_BIN", simulator);
    run::run(&mut playwright, "Playwright")
}

/// Starts the gateway with the file of settings that is shipped and what each site sets, app and
/// API on one origin, and asks for what a browser asks first.
fn start(folder: &Path, program: &Path, simulator: &Path) -> Result<()> {
    run::say("Starting the gateway with the settings that are shipped");
    let mut group = Group::default();
    let mut em = run::command(simulator);
    em.args(["--listen", "127.0.0.1:0", "--exit-on-stdin-close"]);
    let ready = group.start("simulator", &mut em)?;
    let mut gateway = run::command(program);
    gateway.current_dir(folder).args(["--config", "etc/gateway.toml", "--exit-on-stdin-close"]);
    gateway.args(["--listen", "127.0.0.1:0", "--app", "dist", "--app-config", "etc/config.json"]);
    gateway.args(["--enterprise-manager", servers::text(&ready, "listen")?]);
    gateway.args(["--fingerprint", servers::text(&ready, "fingerprint")?]);
    let ready = group.start("gateway", &mut gateway)?;
    let address = servers::text(&ready, "app")?;
    let address = address.trim_start_matches("http://").trim_end_matches('/');
    for (path, holds) in [("/", "boot.js"), ("/config.json", "\"proxy\""), ("/api/", "Versions")] {
        let said = format!("{address}{path}");
        let reply = get(address, path).or_say(&said)?;
        if !reply.starts_with("HTTP/1.1 200 ") || !reply.contains(holds) {
            return Err(format!("{said} answers:\n{reply}").into());
        }
    }
    Ok(())
}

/// The reply to a GET, head and body.
fn get(address: &str, path: &str) -> io::Result<String> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(READ_LIMIT))?;
    let head = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nAccept: application/json\r\n");
    stream.write_all(format!("{head}Connection: close\r\n\r\n").as_bytes())?;
    let mut reply = Vec::new();
    stream.read_to_end(&mut reply)?;
    Ok(String::from_utf8_lossy(&reply).into_owned())
}
