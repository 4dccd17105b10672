//! The certificate EM shows and the TLS set-up around it.

use std::{fmt::Write, path::Path, sync::Arc};

use ring::digest::{SHA256, digest};
use rustls::{
    ServerConfig,
    pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer, pem::PemObject},
};

/// The chain, own certificate first, and the key to it.
pub(crate) struct Identity {
    chain: Vec<CertificateDer<'static>>,
    key: PrivateKeyDer<'static>,
}

impl Identity {
    /// Makes a self-signed one, which is what EM has by default (the
    /// reference, section a).
    pub(crate) fn self_signed() -> Result<Identity, String> {
        let names = vec!["localhost".to_owned(), "127.0.0.1".to_owned(), "::1".to_owned()];
        let made = rcgen::generate_simple_self_signed(names)
            .map_err(|error| format!("cannot make a certificate: {error}"))?;
        Ok(Identity {
            chain: vec![made.cert.der().clone()],
            key: PrivatePkcs8KeyDer::from(made.signing_key.serialize_der()).into(),
        })
    }

    /// Reads one from two PEM files.
    pub(crate) fn read(cert: &Path, key: &Path) -> Result<Identity, String> {
        let unread = |path: &Path, error: &dyn std::fmt::Display| {
            format!("cannot read {}: {error}", path.display())
        };
        let chain = CertificateDer::pem_file_iter(cert)
            .and_then(Iterator::collect::<Result<Vec<_>, _>>)
            .map_err(|error| unread(cert, &error))?;
        let key = PrivateKeyDer::from_pem_file(key).map_err(|error| unread(key, &error))?;
        Ok(Identity { chain, key })
    }

    /// EM's own certificate, without the chain.
    pub(crate) fn certificate(&self) -> Option<&CertificateDer<'static>> {
        self.chain.first()
    }

    pub(crate) fn server_config(self) -> Result<Arc<ServerConfig>, String> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .and_then(|builder| {
                builder.with_no_client_auth().with_single_cert(self.chain, self.key)
            })
            .map_err(|error| format!("cannot use the certificate: {error}"))?;
        Ok(Arc::new(config))
    }
}

/// SHA-256 of the DER form, in lower-case hex.
pub(crate) fn fingerprint(certificate: &[u8]) -> String {
    digest(&SHA256, certificate).as_ref().iter().fold(String::new(), |mut text, byte| {
        let _never_fails = write!(text, "{byte:02x}");
        text
    })
}
