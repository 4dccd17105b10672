//! Runs the simulator until it is told to stop.

use std::{io::Write, process::ExitCode};

use clap::Parser;
use restore_desk_simulator::{Options, StartError, start};
use tokio::{
    io::AsyncReadExt,
    signal::unix::{SignalKind, signal},
};

/// Exit code for a command line that cannot be carried out, as clap's own.
const EXIT_USAGE: u8 = 2;

fn main() -> ExitCode {
    let options = Options::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("cannot start the runtime: {error}");
            return ExitCode::FAILURE;
        }
    };
    let code = runtime.block_on(run(options));
    // A read of standard input may still block its thread.
    runtime.shutdown_background();
    code
}

async fn run(options: Options) -> ExitCode {
    let exit_on_stdin_close = options.exit_on_stdin_close;
    let running = match start(options).await {
        Ok(running) => running,
        Err(error) => {
            eprintln!("{error}");
            return match error {
                StartError::Listen { .. } | StartError::Usage(_) => ExitCode::from(EXIT_USAGE),
                StartError::Tls(_) => ExitCode::FAILURE,
            };
        }
    };
    let mut stdout = std::io::stdout();
    if writeln!(stdout, "{}", running.ready_line()).and_then(|()| stdout.flush()).is_err() {
        return ExitCode::FAILURE;
    }
    let stdin_closed = async {
        if exit_on_stdin_close { wait_for_stdin_end().await } else { std::future::pending().await }
    };
    tokio::select! {
        () = stdin_closed => {}
        _ = tokio::signal::ctrl_c() => {}
        () = wait_for_sigterm() => {}
    }
    ExitCode::SUCCESS
}

async fn wait_for_stdin_end() {
    let mut stdin = tokio::io::stdin();
    let mut buffer = [0_u8; 1024];
    while matches!(stdin.read(&mut buffer).await, Ok(length) if 0 < length) {}
}

async fn wait_for_sigterm() {
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => {
            terminate.recv().await;
        }
        Err(_) => std::future::pending().await,
    }
}
