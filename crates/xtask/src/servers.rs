//! The gateway and the simulator as commands: where they listen, whom they trust.

use std::{
    io::ErrorKind,
    net::{Ipv4Addr, SocketAddr, TcpListener},
    path::Path,
    process::Command,
};

use clap::Args;
use serde_json::Value;

use crate::{
    failure::{Result, While},
    project::Servers,
    run,
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

/// How the gateway is to trust the Enterprise Manager's certificate.
pub(crate) enum Trust<'a> {
    /// The certificate with this SHA-256, in hex.
    Fingerprint(&'a str),
    /// What this authority, a PEM file, signed.
    Authority(&'a Path),
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
}
