//! The subcommand that shows a server's certificate, so that a person can compare it.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use reqwest::Url;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::CryptoProvider;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{ClientConfig, DigitallySignedStruct, Error, SignatureScheme};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

use crate::upstream::pin::Fingerprint;

/// Longest wait for the server.
const WAIT: Duration = Duration::from_secs(10);

/// Connects, notes the certificate, and hangs up before a byte of a request is sent.
///
/// # Errors
/// A sentence, if there is no such server or it speaks no TLS.
pub async fn of_server(url: &str) -> Result<Fingerprint, String> {
    let advice = || format!("{url:?}: an address such as https://em.example:9398");
    let parsed = Url::parse(url).ok().filter(|url| url.scheme() == "https").ok_or_else(advice)?;
    let host = parsed.host_str().ok_or_else(advice)?;
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    let name = ServerName::try_from(bare.to_owned()).map_err(|_| advice())?;
    let port = parsed.port_or_known_default().unwrap_or(443);

    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let noted = Arc::new(Noted { seen: Mutex::new(None), provider: Arc::clone(&provider) });
    let verifier: Arc<dyn ServerCertVerifier> = Arc::<Noted>::clone(&noted);
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| error.to_string())?
        .dangerous()
        .with_custom_certificate_verifier(verifier)
        .with_no_client_auth();
    let handshake = async {
        let stream = TcpStream::connect((bare, port)).await?;
        TlsConnector::from(Arc::new(config)).connect(name, stream).await
    };
    let outcome = tokio::time::timeout(WAIT, handshake).await;
    let seen = *noted.seen.lock().unwrap_or_else(PoisonError::into_inner);
    match (outcome, seen) {
        (Ok(Ok(_)), Some(fingerprint)) => Ok(fingerprint),
        (Ok(Err(error)), _) => Err(format!("{url}: {error}")),
        (Ok(Ok(_)), None) => Err(format!("{url}: the server showed no certificate")),
        (Err(_), _) => Err(format!("{url}: no answer within {} s", WAIT.as_secs())),
    }
}

/// Notes what it is shown. Nothing is ever sent over such a connection.
#[derive(Debug)]
struct Noted {
    seen: Mutex<Option<Fingerprint>>,
    provider: Arc<CryptoProvider>,
}

impl ServerCertVerifier for Noted {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _server_name: &ServerName<'_>,
        _ocsp_response: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let seen = Fingerprint::of(end_entity);
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner) = Some(seen);
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        rustls::crypto::verify_tls12_signature(message, certificate, signature, algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        rustls::crypto::verify_tls13_signature(message, certificate, signature, algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}
