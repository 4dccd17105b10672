//! `cargo xtask demo`: the app, the proxy, and a simulated Enterprise Manager.

use std::{fmt::Write, process::Command, time::Duration};

use clap::Args;
use serde_json::Value;

use crate::{
    dist,
    failure::Result,
    project::{self, Servers},
    run,
    servers::{self, Ports, Trust},
    setup::Cache,
    supervise::Group,
};

mod portal;

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
    /// Also shows the sample page of a portal, which frames the app; the gateway then signs in by
    /// itself. Not with `dev`.
    #[arg(long)]
    pub(crate) portal: bool,
    /// Port of that page, on localhost.
    #[arg(long, default_value_t = 8090)]
    pub(crate) portal_port: u16,
    /// Also open the browser.
    #[arg(long)]
    pub(crate) open: bool,
}

impl Demo {
    /// All ports, each with its flag.
    pub(crate) fn ports(&self) -> Vec<(u16, &'static str)> {
        let mut ports = vec![
            (self.ports.app_port, "--app-port"),
            (self.ports.proxy_port, "--proxy-port"),
            (self.em_port, "--em-port"),
        ];
        ports.extend(self.portal.then_some((self.portal_port, "--portal-port")));
        ports
    }

    /// The simulator's command.
    pub(crate) fn simulator(&self, servers: &Servers) -> Command {
        let mut command = servers::simulator(servers, self.em_port);
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
    servers::check_ports(&ports)?;
    dist::ensure(cache)?;
    let built = project::build_servers()?;
    servers::check_ports(&ports)?;

    let mut group = Group::default();
    let world = group.start("simulator", &mut options.simulator(&built))?;
    let upstream = servers::text(&world, "listen")?;
    let trust = Trust::Fingerprint(servers::text(&world, "fingerprint")?);
    let mut gateway = servers::gateway(&built, upstream, &trust, &project::dist(), &options.ports);
    if options.portal {
        gateway.args(portal::gateway_flags(options.portal_port, &world)?);
    }
    let ready = group.start("gateway", gateway.arg("--explore"))?;
    let app = servers::text(&ready, "app")?.trim_end_matches('/').to_owned();

    println!("{}", greeting(&app, upstream, servers::text(&ready, "api")?, &world));
    if options.portal {
        group.start("portal", &mut portal::server(options.portal_port, &app, &world))?;
        let page = portal::origin(options.portal_port);
        println!("The portal's page  {page}/\nNobody has to sign in: the gateway does.\n");
    }
    if options.open {
        open(&if options.portal { portal::origin(options.portal_port) } else { app });
    }
    group.wait()
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
    line("logs", &project::scratch("logs").display().to_string());
    text.push_str("\nCtrl-C ends all of it.\n");
    text
}

/// Opens an address in the user's browser; a failure is told, and no more.
pub(crate) fn open(address: &str) {
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
