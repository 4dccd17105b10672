//! The program around the library: settings in, one line of JSON out, until it is told to stop.

use std::fs;
use std::io::{self, Read as _, Write as _};
use std::process::ExitCode;

use clap::Parser as _;
use restore_desk_gateway::options::{Cli, Given, Task};
use restore_desk_gateway::settings::Settings;
use restore_desk_gateway::{fingerprint, gateway, log};
use tokio::signal;
use tokio::sync::oneshot;

/// For settings that are wrong and ports that are taken: a restart would not help.
const EXIT_SETTINGS: u8 = 2;

#[tokio::main]
async fn main() -> ExitCode {
    let cli = Cli::parse();
    let outcome = match cli.task {
        Some(Task::Fingerprint { url }) => print_fingerprint(&url).await,
        None => serve(cli).await,
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            let _ = writeln!(io::stderr(), "restore-desk-gateway: {sentence}");
            ExitCode::from(EXIT_SETTINGS)
        }
    }
}

async fn print_fingerprint(url: &str) -> Result<(), String> {
    let seen = fingerprint::of_server(url).await?;
    let _ = writeln!(io::stdout(), "{seen}");
    let _ = writeln!(
        io::stderr(),
        "Compare it with the certificate on the server itself before you trust it."
    );
    Ok(())
}

async fn serve(cli: Cli) -> Result<(), String> {
    let weaker = match &cli.config {
        Some(path) => {
            let wrong = |why: String| format!("--config {}: {why}", path.display());
            let text = fs::read_to_string(path).map_err(|error| wrong(error.to_string()))?;
            Given::from_toml(&text).map_err(wrong)?
        }
        None => Given::default(),
    };
    let settings = Settings::try_from(cli.given.or(weaker))?;
    log::start();
    // Listened to before the line below: who reads it may send the signal at once.
    let told = told_to_stop(settings.exit_on_stdin_close)?;
    let running = gateway::start(settings).await?;
    let line = serde_json::to_string(&running.addresses).map_err(|error| error.to_string())?;
    let _ = writeln!(io::stdout(), "{line}");
    told.await;
    tracing::info!("stopping");
    running.stop().await;
    Ok(())
}

/// Ends at SIGTERM, Ctrl-C, or the end of standard input where that is asked for.
fn told_to_stop(on_stdin_close: bool) -> Result<impl Future<Output = ()>, String> {
    let (closed, stdin) = oneshot::channel();
    // A thread of its own: the runtime would wait for a read that never ends.
    let reader = std::thread::Builder::new().name("stdin".to_owned());
    let keep = if on_stdin_close {
        let read = move || {
            let mut sink = [0; 64];
            while matches!(io::stdin().read(&mut sink), Ok(len) if 0 < len) {}
            let _ = closed.send(());
        };
        reader.spawn(read).map_err(|error| format!("--exit-on-stdin-close: {error}"))?;
        None
    } else {
        Some(closed)
    };
    let mut terminate = terminate()?;
    Ok(async move {
        let _keep = keep;
        tokio::select! {
            _ = stdin => {}
            _ = signal::ctrl_c() => {}
            () = terminate.wait() => {}
        }
    })
}

#[cfg(unix)]
struct Terminate(signal::unix::Signal);

#[cfg(unix)]
impl Terminate {
    async fn wait(&mut self) {
        self.0.recv().await;
    }
}

#[cfg(unix)]
fn terminate() -> Result<Terminate, String> {
    let kind = signal::unix::SignalKind::terminate();
    signal::unix::signal(kind).map(Terminate).map_err(|error| error.to_string())
}

/// Elsewhere there is no such signal.
#[cfg(not(unix))]
struct Terminate;

#[cfg(not(unix))]
impl Terminate {
    async fn wait(&mut self) {
        std::future::pending::<()>().await;
    }
}

#[cfg(not(unix))]
fn terminate() -> Result<Terminate, String> {
    Ok(Terminate)
}
