//! A gateway in this process, and a client that writes the bytes it is told to.

use std::net::SocketAddr;

use clap::Parser as _;
use restore_desk_gateway::gateway::{self, Running};
use restore_desk_gateway::options::Cli;
use restore_desk_gateway::settings::Settings;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

pub(crate) mod certificate;
#[allow(dead_code, reason = "the contract's tests use more of it")]
pub(crate) mod em;
pub(crate) mod reader;
pub(crate) mod reply;

pub(crate) use reply::Reply;

/// The one origin that the tests' gateways allow.
pub(crate) const ORIGIN: &str = "https://desk.example";

/// Starts a gateway with these flags, on free ports.
pub(crate) async fn gateway(flags: &[&str]) -> Running {
    let fixed = ["gateway", "--listen", "127.0.0.1:0", "--allow-origin", ORIGIN];
    let words = fixed.iter().chain(flags);
    let given = Cli::try_parse_from(words).unwrap().given;
    gateway::start(Settings::try_from(given).unwrap()).await.unwrap()
}

/// The socket address of an origin.
pub(crate) fn address(origin: &str) -> SocketAddr {
    origin.rsplit('/').next().unwrap().parse().unwrap()
}

/// Sends a request, and leaves the reply on the wire.
pub(crate) async fn send(origin: &str, line: &str, headers: &[&str], body: &[u8]) -> TcpStream {
    let mut stream = TcpStream::connect(address(origin)).await.unwrap();
    let mut head = format!("{line} HTTP/1.1\r\nConnection: close\r\n");
    let host = if headers.iter().any(|header| header.starts_with("Host:")) {
        None
    } else {
        Some("Host: gateway")
    };
    for header in host.iter().chain(headers) {
        head.push_str(header);
        head.push_str("\r\n");
    }
    head.push_str("\r\n");
    stream.write_all(head.as_bytes()).await.unwrap();
    // A gateway that has answered may have hung up on the rest of a body.
    let _ = stream.write_all(body).await;
    stream
}

/// The reply, whole or cut.
pub(crate) async fn receive(mut stream: TcpStream) -> Reply {
    let mut bytes = Vec::new();
    let mut part = [0; 4096];
    // A reset after the reply is the other side's way to be done with a body it did not read.
    while let Ok(len @ 1..) = stream.read(&mut part).await {
        bytes.extend_from_slice(&part[..len]);
    }
    Reply::read(&bytes)
}

/// One request with the allowed origin, such as `GET /api/`, and its reply.
pub(crate) async fn ask(origin: &str, line: &str, headers: &[&str]) -> Reply {
    let allowed = format!("Origin: {ORIGIN}");
    let headers: Vec<&str> = [allowed.as_str()].iter().chain(headers).copied().collect();
    receive(send(origin, line, &headers, b"").await).await
}
