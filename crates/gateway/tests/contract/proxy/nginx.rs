//! nginx, as a process of its own, with the configuration that is shipped.

use std::env;
use std::fs;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;

use crate::proxy::Setup;

mod config;

/// How long it may take to listen; it takes 30 ms on an idle machine.
const PATIENCE: Duration = Duration::from_secs(20);
/// How often another port is tried when somebody else was quicker.
const TRIES: usize = 5;

/// One that serves; killed when dropped.
pub(crate) struct Nginx {
    pub(crate) address: SocketAddr,
    child: Child,
    dir: PathBuf,
}

impl Nginx {
    pub(crate) async fn start(setup: &Setup<'_>) -> Nginx {
        let program = program();
        for _ in 0..TRIES {
            let port = free_port().await;
            fs::write(setup.dir.join("restore-desk.conf"), config::site(setup, port)).unwrap();
            fs::write(setup.dir.join("nginx.conf"), config::main(&modules(&program))).unwrap();
            let mut nginx = Nginx {
                address: SocketAddr::from((Ipv4Addr::LOCALHOST, port)),
                child: command(&program, setup.dir).spawn().unwrap(),
                dir: setup.dir.to_owned(),
            };
            if nginx.listens().await {
                return nginx;
            }
            let log = nginx.error_log();
            assert!(log.contains("Address already in use"), "nginx does not start:\n{log}");
        }
        panic!("no port stays free");
    }

    /// Whether it serves; `false` when it has ended.
    async fn listens(&mut self) -> bool {
        let child = &mut self.child;
        let address = self.address;
        let answers = async move {
            while child.try_wait().unwrap().is_none() {
                if TcpStream::connect(address).await.is_ok() {
                    // Not another's who has the port: then ours would have ended.
                    return child.try_wait().unwrap().is_none();
                }
                tokio::task::yield_now().await;
            }
            false
        };
        timeout(PATIENCE, answers).await.expect("nginx listens")
    }

    pub(crate) fn error_log(&self) -> String {
        fs::read_to_string(self.dir.join("error.log")).unwrap_or_default()
    }

    /// The log of requests, when it has so many lines: a line follows its reply.
    pub(crate) async fn access_log(&self, lines: usize) -> String {
        let written = async {
            loop {
                let log = fs::read_to_string(self.dir.join("access.log")).unwrap();
                if lines <= log.matches('\n').count() {
                    return log;
                }
                tokio::task::yield_now().await;
            }
        };
        timeout(PATIENCE, written).await.expect("a line for each request in nginx's log")
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        if std::thread::panicking() {
            eprintln!("nginx's log:\n{}", self.error_log());
        }
    }
}

fn command(program: &Path, dir: &Path) -> Command {
    let mut command = Command::new(program);
    command.arg("-p").arg(dir).arg("-c").arg(dir.join("nginx.conf"));
    command.arg("-e").arg(dir.join("error.log"));
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// Where it is: `NGINX`, `PATH`, or where Debian has it, which is in root's `PATH` alone.
fn program() -> PathBuf {
    let folders = env::var_os("PATH").unwrap_or_default();
    let folders = env::split_paths(&folders).chain(["/usr/sbin".into(), "/usr/local/sbin".into()]);
    env::var_os("NGINX")
        .map(PathBuf::from)
        .or_else(|| folders.map(|folder| folder.join("nginx")).find(|path| path.is_file()))
        .expect("nginx is missing: run `cargo xtask setup`, or set NGINX to its path")
}

/// Where its modules are.
fn modules(program: &Path) -> PathBuf {
    let output = Command::new(program).arg("-V").output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    let path = said.split_whitespace().find_map(|word| word.strip_prefix("--modules-path="));
    let folder = PathBuf::from(path.expect("nginx -V says where the modules are"));
    assert!(
        folder.join(config::BROTLI).is_file(),
        "nginx's module for brotli is missing: run `cargo xtask setup`"
    );
    folder
}

/// A port that was free a moment ago.
async fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    listener.local_addr().unwrap().port()
}
