//! A gateway in this process, and a client that writes the bytes it is told to.

use std::net::SocketAddr;

use clap::Parser as _;
use restore_desk_gateway::gateway::{self, Running};
use restore_desk_gateway::options::Cli;
use restore_desk_gateway::settings::Settings;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

pub(crate) mod certificate;
pub(crate) mod em;
pub(crate) mod reader;

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

/// A reply as it came over the wire.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    /// Whether the body came whole: as long as it said, or to its last chunk.
    pub(crate) complete: bool,
}

impl Reply {
    /// All values of a header.
    pub(crate) fn all(&self, name: &str) -> Vec<&str> {
        let same = |(key, _): &&(String, String)| key.eq_ignore_ascii_case(name);
        self.headers.iter().filter(same).map(|(_, value)| value.as_str()).collect()
    }

    /// The header's value; there must not be two.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let all = self.all(name);
        assert!(all.len() < 2, "{name} came {} times", all.len());
        all.first().copied()
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }

    /// The word of a reply that the gateway made itself.
    pub(crate) fn code(&self) -> String {
        assert_eq!(self.header("content-type"), Some("application/json"));
        let body: serde_json::Value = serde_json::from_slice(&self.body).unwrap();
        assert_eq!(body["restoreDeskGateway"], true);
        assert!(body["message"].as_str().unwrap().ends_with('.'));
        body["error"].as_str().unwrap().to_owned()
    }

    fn read(bytes: &[u8]) -> Reply {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").expect("a whole head");
        let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
        let mut lines = head.split("\r\n");
        let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
        let pair = |line: &str| {
            let (name, value) = line.split_once(':').unwrap();
            (name.to_owned(), value.trim().to_owned())
        };
        let mut reply = Reply {
            status,
            headers: lines.map(pair).collect(),
            body: bytes[end + 4..].to_vec(),
            complete: true,
        };
        if reply.header("transfer-encoding") == Some("chunked") {
            (reply.body, reply.complete) = unchunk(&reply.body);
        } else if let Some(len) = reply.header("content-length") {
            reply.complete = len.parse() == Ok(reply.body.len());
        }
        reply
    }
}

fn unchunk(mut rest: &[u8]) -> (Vec<u8>, bool) {
    let mut body = Vec::new();
    loop {
        let Some(end) = rest.windows(2).position(|two| two == b"\r\n") else {
            return (body, false);
        };
        let len = usize::from_str_radix(str::from_utf8(&rest[..end]).unwrap(), 16).unwrap();
        let Some(chunk) = rest.get(end + 2..end + 2 + len) else { return (body, false) };
        if len == 0 {
            return (body, true);
        }
        body.extend_from_slice(chunk);
        rest = &rest[(end + 4 + len).min(rest.len())..];
    }
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
