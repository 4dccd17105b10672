//! `cargo xtask dev`: the app, built anew and reloaded on each change, against the simulator.

use std::{env, fs, process::Command};

use crate::{
    demo::{self, Demo},
    dist,
    failure::{Result, While},
    project,
    servers::{self, Ports, Trust},
    setup::{Cache, WasmTools},
    supervise::Group,
};

/// Runs trunk's server with the simulator and the gateway until it is asked to stop.
///
/// # Errors
/// When a port is taken, something can't be built or started, or a server ends by itself.
pub(crate) fn dev(cache: &Cache, options: &Demo) -> Result<()> {
    if options.portal {
        return Err("--portal is of use with demo: dev shows the app alone.".into());
    }
    let checked = options.ports();
    servers::check_ports(&checked)?;
    let tools = WasmTools::ready(cache)?;
    let built = project::build_servers()?;
    servers::check_ports(&checked)?;

    // trunk serves the app; only config.json, which names the proxy, is the gateway's.
    let stub = project::scratch("dev-stub");
    let said = format!("{} can't be written", stub.display());
    fs::create_dir_all(&stub).or_say(&said)?;
    fs::write(stub.join("index.html"), "<!doctype html><title>config.json only</title>\n")
        .or_say(&said)?;
    fs::write(stub.join("config.json"), "{\"proxy\":\"api/\"}\n").or_say(&said)?;

    let mut group = Group::default();
    let world = group.start("simulator", &mut options.simulator(&built))?;
    let upstream = servers::text(&world, "listen")?;
    let trust = Trust::Fingerprint(servers::text(&world, "fingerprint")?);
    let ports = Ports { app_port: servers::free_port()?, ..options.ports };
    let mut gateway = servers::gateway(&built, upstream, &trust, &stub, &ports);
    let app = format!("http://127.0.0.1:{}", options.ports.app_port);
    gateway.args(["--allow-origin", &app, "--explore"]);
    let ready = group.start("gateway", &mut gateway)?;

    let config = format!("{}/config.json", servers::text(&ready, "app")?.trim_end_matches('/'));
    let mut trunk = dist::trunk(&tools, "serve")?;
    trunk.args(["--address", "127.0.0.1", "--port", &options.ports.app_port.to_string()]);
    trunk.args(["--proxy-backend", &config, "--proxy-rewrite", "/config.json"]);
    trunk.arg("--dist").arg(project::scratch("dev"));
    for folder in ["target", "dist", "e2e", "bench", "docs"] {
        let folder = project::root().join(folder);
        if folder.is_dir() {
            trunk.arg("--ignore").arg(folder);
        }
    }
    if options.open {
        trunk.args(["--open", "true"]);
    }
    println!("{}", demo::greeting(&app, upstream, servers::text(&ready, "api")?, &world));
    group.add("trunk", &mut guarded(&trunk)?)?;
    group.wait()
}

/// The same command, run by this program's `guard`, which ends it when this process goes:
/// trunk itself would serve on.
fn guarded(inner: &Command) -> Result<Command> {
    let own = env::current_exe().or_say("This program's own path is not known")?;
    let mut outer = Command::new(own);
    outer.args(["guard", "--"]).arg(inner.get_program()).args(inner.get_args());
    for (key, value) in inner.get_envs() {
        match value {
            Some(value) => outer.env(key, value),
            None => outer.env_remove(key),
        };
    }
    if let Some(folder) = inner.get_current_dir() {
        outer.current_dir(folder);
    }
    Ok(outer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guarded_command_keeps_arguments_environment_and_folder() {
        let mut inner = Command::new("trunk");
        inner.args(["serve", "--port", "1"]).env("A", "b").env_remove("C").current_dir("/");
        let outer = guarded(&inner).unwrap();
        let arguments: Vec<_> = outer.get_args().collect();
        assert_eq!(arguments, ["guard", "--", "trunk", "serve", "--port", "1"]);
        assert_eq!(outer.get_envs().count(), 2);
        assert_eq!(outer.get_current_dir(), inner.get_current_dir());
    }
}
