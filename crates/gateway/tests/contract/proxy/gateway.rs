//! The gateway, in this process.

use clap::Parser as _;
use restore_desk_gateway::gateway::{self, Running};
use restore_desk_gateway::options::Cli;
use restore_desk_gateway::settings::Settings;

use crate::proxy::Setup;
use crate::row::{ORIGIN, OTHER};

pub(super) async fn start(setup: &Setup<'_>) -> Running {
    let path = |name: &str| setup.dir.join(name).to_str().unwrap().to_owned();
    let (app, certificate, key) = (path("dist"), path("tls.pem"), path("tls.key"));
    let Setup { upstream, stage, .. } = setup;
    let mut words = vec!["gateway", "--listen", "127.0.0.1:0", "--allow-origin", ORIGIN, OTHER];
    words.extend(["--enterprise-manager", &upstream.url, "--fingerprint", &upstream.fingerprint]);
    words.extend(["--app", &app, "--tls-cert", &certificate, "--tls-key", &key]);
    if stage.explore {
        words.push("--explore");
    }
    if stage.hasty {
        words.extend(["--timeout-ms", "1000"]);
    }
    if stage.strict {
        words.extend(["--sign-ins-per-address", "2"]);
    }
    let given = Cli::try_parse_from(words).unwrap().given;
    gateway::start(Settings::try_from(given).unwrap()).await.unwrap()
}
