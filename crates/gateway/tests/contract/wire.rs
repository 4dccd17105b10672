//! A client that writes the bytes it is told to, over TLS, and reads to the end.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

use crate::support::reply::Reply;

/// The proxies' name, in their certificates and in requests.
pub(crate) const SITE: &str = "desk.example";
/// Longest time for a reply, so that a proxy that hangs fails its test.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

/// Trusts one authority.
#[derive(Clone)]
pub(crate) struct Client {
    tls: TlsConnector,
}

impl Client {
    pub(crate) fn trusting(authority_pem: &str) -> Client {
        let mut roots = RootCertStore::empty();
        roots.add(CertificateDer::from_pem_slice(authority_pem.as_bytes()).unwrap()).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(roots)
            .with_no_client_auth();
        Client { tls: TlsConnector::from(Arc::new(config)) }
    }

    /// The reply; `None` if the connection ends without one.
    pub(crate) async fn ask(
        &self,
        address: SocketAddr,
        line: &str,
        headers: &[String],
        body: &[u8],
    ) -> Option<Reply> {
        let stream = TcpStream::connect(address).await.unwrap();
        let name = ServerName::try_from(SITE).unwrap();
        let stream = self.tls.connect(name, stream).await.unwrap();
        converse(stream, &request(line, headers), body).await
    }
}

/// The same without TLS, for the simulator's control endpoint.
pub(crate) async fn ask_plainly(address: SocketAddr, line: &str, body: &str) -> Reply {
    let stream = TcpStream::connect(address).await.unwrap();
    let len = format!("Content-Length: {}", body.len());
    converse(stream, &request(line, &[len]), body.as_bytes()).await.unwrap()
}

/// The head of a request, for the site unless a header names another host.
fn request(line: &str, headers: &[String]) -> String {
    let host = format!("Host: {SITE}");
    let own_host = headers.iter().any(|header| header.starts_with("Host:"));
    let mut lines = vec![format!("{line} HTTP/1.1"), "Connection: close".to_owned()];
    lines.extend((!own_host).then_some(host));
    lines.extend_from_slice(headers);
    lines.join("\r\n") + "\r\n\r\n"
}

async fn converse<S>(mut stream: S, head: &str, body: &[u8]) -> Option<Reply>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    // A proxy that has answered may have hung up on the rest of a body.
    let _ = stream.write_all(&[head.as_bytes(), body].concat()).await;
    let _ = stream.flush().await;
    let mut bytes = Vec::new();
    let mut part = vec![0; 16 << 10];
    let read = async {
        // A reset after the reply is one way to be done with a body that is not read.
        while let Ok(len @ 1..) = stream.read(&mut part).await {
            bytes.extend_from_slice(&part[..len]);
            if is_whole(&bytes) {
                // nginx waits for the rest of a body that it has refused: not for us.
                break;
            }
        }
    };
    tokio::time::timeout(PATIENCE, read).await.expect("a reply that ends");
    if bytes.is_empty() { None } else { Some(Reply::read(&bytes)) }
}

/// Whether a body is there that is as long as its head says.
fn is_whole(bytes: &[u8]) -> bool {
    let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") else { return false };
    let head = String::from_utf8_lossy(&bytes[..end]).to_ascii_lowercase();
    let len = head.lines().find_map(|line| line.strip_prefix("content-length:"));
    let len = len.and_then(|len| len.trim().parse::<usize>().ok());
    len.is_some_and(|len| end + 4 + len <= bytes.len())
}
