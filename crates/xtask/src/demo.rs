//! `cargo xtask demo` and `cargo xtask serve`: the app, the proxy, and an Enterprise Manager.

use std::{
    fmt::Write,
    io::ErrorKind,
    net::{Ipv4Addr, SocketAddr, TcpListener},
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

use clap::Args;
use serde_json::Value;

use crate::{
    dist,
    failure::{Result, While},
    project::{self, Servers},
    run,
    setup::Cache,
    supervise::Group,
};

/// Where the proxy and the app listen.
#[derive(Args, Clone, Debug)]
pub(crate) struct Ports {
    /// Port of the app, on 127.0.0.1.
    #[arg(long, default_value_t = 8080)]
    pub(crate) app_port: u16,
    /// Port of the proxy in front of Enterprise Manager, on 127.0.0.1.
    #[arg(long, default_value_t = 8081)]
    pub(crate) proxy_port: u16,
}

/// What `demo` takes.
#[derive(Args, Clone, Debug)]
pub(crate) struct Demo {
    /// Where the proxy and the app listen.
    #[command(flatten)]
    pub(crate) ports: Ports,
    /// Port of the simulated Enterprise Manager, on 127.0.0.1.
    #[arg(long, default_value_t = 9398)]
    pub(crate) em_port: u16,
    /// Key casing of the simulated Enterprise Manager: v12 or v13.
    #[arg(long)]
    pub(crate) api: Option<String>,
    /// Also open the browser.
    #[arg(long)]
    pub(crate) open: bool,
}

/// What `serve` takes.
#[derive(Args, Clone, Debug)]
pub(crate) struct Serve {
    /// Enterprise Manager's address, such as `https://em.corp.example:9398`.
    #[arg(long, value_name = "URL")]
    enterprise_manager: String,
    /// SHA-256 of the server's certificate, in hex.
    #[arg(long, value_name = "SHA256", conflicts_with = "ca")]
    fingerprint: Option<String>,
    /// Certificate authority that signed the server's certificate, as a PEM file.
    #[arg(long, value_name = "FILE")]
    ca: Option<PathBuf>,
    /// Also let through what the proxy's `--explore` adds.
    #[arg(long)]
    explore: bool,
    /// Where the proxy and the app listen.
    #[command(flatten)]
    ports: Ports,
    /// Also open the browser.
    #[arg(long)]
    open: bool,
}

/// How the gateway is to trust the Enterprise Manager's certificate.
pub(crate) enum Trust<'a> {
    /// The certificate with this SHA-256, in hex.
    Fingerprint(&'a str),
    /// What this authority, a PEM file, signed.
    Authority(&'a Path),
}

impl Demo {
    /// All ports, each with its flag.
    pub(crate) fn ports(&self) -> [(u16, &'static str); 3] {
        [
            (self.ports.app_port, "--app-port"),
            (self.ports.proxy_port, "--proxy-port"),
            (self.em_port, "--em-port"),
        ]
    }

    /// The simulator's command.
    pub(crate) fn simulator(&self, servers: &Servers) -> Command {
        let mut command = simulator(servers, self.em_port);
        if let Some(api) = &self.api {
            command.args(["--api", api]);
        }
        command
    }
}

/// Runs the demo until it is asked to stop.
///
/// # Errors
/// When a port is taken, something can't be built or started, or a server ends by itself.
pub(crate) fn demo(cache: &Cache, options: &Demo) -> Result<()> {
    let ports = options.ports();
    // Before the long build, and again after it.
    check_ports(&ports)?;
    dist::ensure(cache)?;
    let servers = project::build_servers()?;
    check_ports(&ports)?;

    let mut group = Group::default();
    let world = group.start("simulator", &mut options.simulator(&servers))?;
    let upstream = text(&world, "listen")?;
    let trust = Trust::Fingerprint(text(&world, "fingerprint")?);
    let mut gateway = gateway(&servers, upstream, &trust, &project::dist(), &options.ports);
    let ready = group.start("gateway", gateway.arg("--explore"))?;
    let app = text(&ready, "app")?.trim_end_matches('/').to_owned();

    println!("{}", greeting(&app, upstream, text(&ready, "api")?, &world));
    if options.open {
        open(&app);
    }
    group.wait()
}

/// Runs the app against a real Enterprise Manager until it is asked to stop.
///
/// # Errors
/// When nothing says how to trust the server, and as [`demo`].
pub(crate) fn serve(cache: &Cache, options: &Serve) -> Result<()> {
    let upstream = &options.enterprise_manager;
    if !upstream.starts_with("https://") {
        return Err(format!(
            "--enterprise-manager wants an address that begins with https://, not {upstream}."
        )
        .into());
    }
    let trust = match (&options.fingerprint, &options.ca) {
        (Some(fingerprint), _) => Trust::Fingerprint(fingerprint),
        (None, Some(file)) => Trust::Authority(file),
        (None, None) => return Err(show_fingerprint(upstream)?.into()),
    };
    let ports =
        [(options.ports.app_port, "--app-port"), (options.ports.proxy_port, "--proxy-port")];
    check_ports(&ports)?;
    dist::ensure(cache)?;
    let servers = project::build_servers()?;
    check_ports(&ports)?;

    let mut group = Group::default();
    let mut gateway = gateway(&servers, upstream, &trust, &project::dist(), &options.ports);
    if options.explore {
        gateway.arg("--explore");
    }
    let ready = group.start("gateway", &mut gateway)?;
    let app = text(&ready, "app")?.trim_end_matches('/').to_owned();
    println!("\nRestore Desk for {upstream}: {app}/\nCtrl-C ends it.\n");
    if options.open {
        open(&app);
    }
    group.wait()
}

/// Asks the server for its certificate's fingerprint and says how to trust it.
fn show_fingerprint(upstream: &str) -> Result<String> {
    let programs = project::build(&[project::GATEWAY])?;
    let program = programs.get(project::GATEWAY).ok_or("cargo built no gateway.")?;
    let mut ask = run::command(program);
    ask.args(["fingerprint", upstream]);
    let (success, output) = run::capture(&mut ask, "Asking the server", Duration::from_mins(1))?;
    let output = output.trim();
    if !success {
        return Ok(output.to_owned());
    }
    Ok(format!(
        "Nothing says yet how to trust {upstream}. It shows this certificate:\n\n{output}\n\n\
         Compare it with what the server's administrator tells you, not with what the network \
         shows. If it is the same, run the command again with --fingerprint and the SHA-256, or \
         with --ca and the file of the authority that signed it."
    ))
}

/// The simulator's command, listening on a port of 127.0.0.1.
pub(crate) fn simulator(servers: &Servers, port: u16) -> Command {
    let mut command = run::command(&servers.simulator);
    command.args(["--listen", &format!("127.0.0.1:{port}"), "--exit-on-stdin-close"]);
    command
}

/// The gateway's command: the proxy on one port, a folder as the app on another.
pub(crate) fn gateway(
    servers: &Servers,
    upstream: &str,
    trust: &Trust<'_>,
    folder: &Path,
    ports: &Ports,
) -> Command {
    let mut command = run::command(&servers.gateway);
    let (proxy, app) = (ports.proxy_port, ports.app_port);
    command.args(["--enterprise-manager", upstream, "--exit-on-stdin-close"]);
    command.args(["--listen", &format!("127.0.0.1:{proxy}")]);
    command.args(["--allow-origin", &format!("http://127.0.0.1:{app}")]);
    command.args(["--app-listen", &format!("127.0.0.1:{app}")]);
    command.arg("--app").arg(folder);
    match trust {
        Trust::Fingerprint(hex) => command.args(["--fingerprint", hex]),
        Trust::Authority(file) => command.arg("--ca").arg(file),
    };
    command
}

/// A text member of a server's ready line.
///
/// # Errors
/// When it is not there.
pub(crate) fn text<'a>(ready: &'a Value, key: &str) -> Result<&'a str> {
    let found = ready.get(key).and_then(Value::as_str);
    Ok(found.ok_or_else(|| format!("A server's first line has no {key}: {ready}"))?)
}

/// Checks that ports are free.
///
/// # Errors
/// The first taken one, with the flag that chooses another.
pub(crate) fn check_ports(ports: &[(u16, &str)]) -> Result<()> {
    for (port, flag) in ports {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, *port));
        match TcpListener::bind(address) {
            Ok(_) => {}
            Err(error) if error.kind() == ErrorKind::AddrInUse => {
                return Err(format!("Port {port} is taken: choose another one with {flag}.").into());
            }
            Err(error) => {
                return Err(format!(
                    "Port {port} on 127.0.0.1 can't be used ({error}): choose another one with \
                     {flag}."
                )
                .into());
            }
        }
    }
    Ok(())
}

/// A port that nobody uses.
///
/// # Errors
/// When there is none.
pub(crate) fn free_port() -> Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).or_say("No port is free")?;
    Ok(listener.local_addr().or_say("No port is free")?.port())
}

/// What the user reads when all of it runs.
pub(crate) fn greeting(app: &str, upstream: &str, proxy: &str, world: &Value) -> String {
    let mut text = format!("\nRestore Desk  {app}/\n\n");
    // Writing to a String can't fail.
    let mut line = |what: &str, value: &str| {
        let _ = writeln!(text, "  {what:22} {value}");
    };
    let member = |value: &Value, key: &str| {
        value.get(key).and_then(Value::as_str).map(str::to_owned).unwrap_or_default()
    };
    let users = world.get("users").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    for (place, user) in users.iter().enumerate() {
        let (name, password) = (member(user, "user"), member(user, "password"));
        let what = if place == 0 { "user and password" } else { "or" };
        let role = Some(member(user, "role")).filter(|role| !role.is_empty());
        let role = role.as_deref().unwrap_or("no role");
        line(what, &format!("{name}  {password}  ({role})"));
    }
    let names = [
        ("running", "a running session"),
        ("success", "a successful one"),
        ("failed", "a failed one"),
        ("filelevel", "a file-level one"),
    ];
    for (key, what) in names {
        if let Some(id) = world.get("sessions").and_then(|all| all.get(key)).and_then(Value::as_str)
        {
            line(what, &format!("{app}/#/restoreSessions/{id}"));
        }
    }
    line("proxy", proxy);
    line("Enterprise Manager", &format!("{upstream} (simulated)"));
    text.push_str("\nCtrl-C ends all of it.\n");
    text
}

/// Opens an address in the user's browser; a failure is told, and no more.
fn open(address: &str) {
    let (program, arguments): (&str, &[&str]) = if cfg!(windows) {
        ("cmd", &["/C", "start", ""])
    } else if cfg!(target_os = "macos") {
        ("open", &[])
    } else {
        ("xdg-open", &[])
    };
    let mut command = run::command(program);
    command.args(arguments).arg(format!("{address}/"));
    let opened = run::capture(&mut command, "The browser", Duration::from_secs(20));
    if !matches!(opened, Ok((true, _))) {
        println!("The browser can't be opened with {program}: open the address yourself.");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_port_is_named_with_its_flag() {
        let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = taken.local_addr().unwrap().port();
        let text = check_ports(&[(0, "--app-port"), (port, "--em-port")]).unwrap_err().to_string();
        assert!(text.contains(&port.to_string()) && text.contains("--em-port"), "{text}");
        drop(taken);
        check_ports(&[(port, "--em-port")]).unwrap();
    }

    #[test]
    fn the_greeting_holds_the_sign_in_and_four_deep_links() {
        let world = serde_json::json!({
            "users": [{"user": "LAB\\help", "password": "p", "role": "operator"}],
            "sessions": {"running": "r1", "success": "s1", "failed": "f1", "filelevel": "l1"},
        });
        let text = greeting("http://127.0.0.1:8080", "https://x", "http://y", &world);
        for part in ["r1", "s1", "f1", "l1"] {
            let link = format!("http://127.0.0.1:8080/#/restoreSessions/{part}\n");
            assert!(text.contains(&link), "{text}");
        }
        assert!(text.contains("LAB\\help  p  (operator)"), "{text}");
    }
}
