//! `cargo xtask serve`: the app and the proxy in front of a real Enterprise Manager.

use std::{path::PathBuf, time::Duration};

use clap::Args;

use crate::{
    demo, dist,
    failure::Result,
    project, run,
    servers::{self, Ports, Trust},
    setup::Cache,
    supervise::Group,
};

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

/// Runs the app against a real Enterprise Manager until it is asked to stop.
///
/// # Errors
/// When nothing says how to trust the server, and as [`demo::demo`].
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
    servers::check_ports(&ports)?;
    dist::ensure(cache)?;
    let built = project::build_servers()?;
    servers::check_ports(&ports)?;

    let mut group = Group::default();
    let mut gateway = servers::gateway(&built, upstream, &trust, &project::dist(), &options.ports);
    if options.explore {
        gateway.arg("--explore");
    }
    let ready = group.start("gateway", &mut gateway)?;
    let app = servers::text(&ready, "app")?.trim_end_matches('/').to_owned();
    println!("\nRestore Desk for {upstream}: {app}/\nCtrl-C ends it.\n");
    if options.open {
        demo::open(&app);
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
