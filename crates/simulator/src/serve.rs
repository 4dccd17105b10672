//! The sockets: EM's over TLS, the control endpoint's without.

mod body;
mod connection;

use std::{fmt, io, net::SocketAddr, sync::Arc};

use serde_json::{Value, json};
use tokio::{net::TcpListener, task::JoinHandle};
use tokio_rustls::TlsAcceptor;

use crate::{
    options::Options,
    roles::{PASSWORD, USERS},
    simulator::Simulator,
    tls::{Identity, fingerprint},
    world::named_sessions,
};

/// Why the simulator did not start. `Display` is a sentence for the person at
/// the command line.
#[derive(Debug)]
pub enum StartError {
    /// An address cannot be listened on.
    Listen {
        /// The flag that named it.
        flag: &'static str,
        /// The address.
        address: SocketAddr,
        /// What the system says.
        error: io::Error,
    },
    /// The command line asks for what is not allowed.
    Usage(String),
    /// The certificate or its key cannot be used.
    Tls(String),
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StartError::Listen { flag, address, error } => {
                write!(
                    f,
                    "Cannot listen on {address} ({flag}): {error}. Choose another with {flag}."
                )
            }
            StartError::Usage(sentence) | StartError::Tls(sentence) => f.write_str(sentence),
        }
    }
}

impl std::error::Error for StartError {}

/// A simulator that listens; it ends when this is dropped.
#[derive(Debug)]
pub struct Running {
    listen: SocketAddr,
    control: Option<SocketAddr>,
    certificate: Vec<u8>,
    tasks: Vec<JoinHandle<()>>,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.tasks.iter().for_each(JoinHandle::abort);
    }
}

impl Running {
    /// Where EM's API is, without a slash at the end.
    pub fn url(&self) -> String {
        format!("https://{}", self.listen)
    }

    /// Where the control endpoint is, if there is one.
    pub fn control_url(&self) -> Option<String> {
        self.control.map(|address| format!("http://{address}"))
    }

    /// The DER form of the certificate.
    pub fn certificate(&self) -> &[u8] {
        &self.certificate
    }

    /// What the binary prints when it is ready: one line of JSON.
    pub fn ready_line(&self) -> String {
        let users: Vec<Value> = (USERS.iter())
            .map(|user| {
                let role = user.role.map(crate::roles::Role::word);
                json!({ "user": user.name, "password": PASSWORD, "role": role })
            })
            .collect();
        let sessions: serde_json::Map<String, Value> = (named_sessions().iter())
            .map(|named| (named.word.to_owned(), named.id.to_string().into()))
            .collect();
        json!({
            "listen": self.url(),
            "control": self.control_url(),
            "fingerprint": fingerprint(&self.certificate),
            "users": users,
            "sessions": sessions,
        })
        .to_string()
    }
}

/// Starts a simulator on the current runtime.
///
/// # Errors
///
/// An address that is taken or not allowed, or a certificate that cannot be used.
pub async fn start(options: Options) -> Result<Running, StartError> {
    if let Some(address) = options.control.filter(|address| !address.ip().is_loopback()) {
        let sentence = format!(
            "The control endpoint must be on a loopback address, not {address} (--control)."
        );
        return Err(StartError::Usage(sentence));
    }
    let identity = match (&options.cert, &options.key) {
        (Some(cert), Some(key)) => Identity::read(cert, key),
        _ => Identity::self_signed(),
    }
    .map_err(StartError::Tls)?;
    let certificate =
        identity.certificate().map(|certificate| certificate.to_vec()).ok_or_else(|| {
            StartError::Tls("The certificate file (--cert) holds no certificate.".to_owned())
        })?;
    let acceptor = TlsAcceptor::from(identity.server_config().map_err(StartError::Tls)?);

    let (listener, listen) = bind("--listen", options.listen).await?;
    let control = match options.control {
        Some(address) => Some(bind("--control", address).await?),
        None => None,
    };
    let simulator = Arc::new(Simulator::new(&options));
    let mut tasks =
        vec![tokio::spawn(connection::accept_em(listener, acceptor, simulator.clone()))];
    let control = control.map(|(listener, address)| {
        tasks.push(tokio::spawn(connection::accept_control(listener, simulator)));
        address
    });
    Ok(Running { listen, control, certificate, tasks })
}

async fn bind(
    flag: &'static str,
    address: SocketAddr,
) -> Result<(TcpListener, SocketAddr), StartError> {
    let failed = |error| StartError::Listen { flag, address, error };
    let listener = TcpListener::bind(address).await.map_err(failed)?;
    let bound = listener.local_addr().map_err(failed)?;
    Ok((listener, bound))
}
