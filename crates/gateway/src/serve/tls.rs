//! The gateway's own certificate, read again when its files change.

use std::path::Path;
use std::sync::Arc;

use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};

use crate::watched::Watched;

/// The TLS settings for connections from browsers.
pub(crate) type TlsFiles = Watched<ServerConfig>;

/// Reads certificate and key.
///
/// # Errors
/// A sentence that names the flag and the file.
pub(crate) fn read(certificate: &Path, key: &Path) -> Result<TlsFiles, String> {
    let paths = vec![certificate.to_owned(), key.to_owned()];
    let (certificate, key) = (certificate.to_owned(), key.to_owned());
    Watched::new(paths, move || load(&certificate, &key))
}

fn load(certificate: &Path, key: &Path) -> Result<ServerConfig, String> {
    let of_cert = |error: rustls::pki_types::pem::Error| {
        format!("--tls-cert {}: {error}", certificate.display())
    };
    let chain = CertificateDer::pem_file_iter(certificate)
        .map_err(of_cert)?
        .collect::<Result<Vec<_>, _>>()
        .map_err(of_cert)?;
    let secret = PrivateKeyDer::from_pem_file(key)
        .map_err(|error| format!("--tls-key {}: {error}", key.display()))?;
    ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| error.to_string())?
        .with_no_client_auth()
        .with_single_cert(chain, secret)
        .map_err(|error| format!("--tls-cert and --tls-key: {error}"))
}
