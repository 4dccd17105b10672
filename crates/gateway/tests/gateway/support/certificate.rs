//! Certificates made for one test.

use std::path::{Path, PathBuf};

use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair};
use restore_desk_gateway::Fingerprint;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};

/// A certificate with its key.
pub(crate) struct Certificate {
    pub(crate) der: CertificateDer<'static>,
    pub(crate) pem: String,
    pub(crate) key_pem: String,
    key_der: Vec<u8>,
}

impl Certificate {
    /// Self-signed for 127.0.0.1, saying that it is an issuer, as Enterprise Manager's own may.
    pub(crate) fn self_signed() -> Certificate {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new(vec!["127.0.0.1".to_owned()]).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        Certificate::of(params.self_signed(&key).unwrap(), &key)
    }

    /// Issued for `name` by an authority, whose own PEM is the second.
    pub(crate) fn issued(name: &str) -> (Certificate, String) {
        let authority_key = KeyPair::generate().unwrap();
        let mut authority = CertificateParams::new(vec![]).unwrap();
        // Of another name than what it issues, which OpenSSL would take for its own issuer.
        authority.distinguished_name.push(DnType::CommonName, "An authority");
        authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let authority_pem = authority.self_signed(&authority_key).unwrap().pem();
        let issuer = Issuer::new(authority, authority_key);
        let key = KeyPair::generate().unwrap();
        let params = CertificateParams::new(vec![name.to_owned()]).unwrap();
        (Certificate::of(params.signed_by(&key, &issuer).unwrap(), &key), authority_pem)
    }

    fn of(certificate: rcgen::Certificate, key: &KeyPair) -> Certificate {
        Certificate {
            der: certificate.der().clone(),
            pem: certificate.pem(),
            key_pem: key.serialize_pem(),
            key_der: key.serialize_der(),
        }
    }

    pub(crate) fn fingerprint(&self) -> String {
        Fingerprint::of(&self.der).to_string()
    }

    pub(crate) fn key(&self) -> PrivateKeyDer<'static> {
        PrivateKeyDer::try_from(self.key_der.clone()).unwrap()
    }

    /// Writes both as PEM files into a folder.
    pub(crate) fn write(&self, dir: &Path) -> (PathBuf, PathBuf) {
        let (certificate, key) = (dir.join("tls.pem"), dir.join("tls.key"));
        std::fs::write(&certificate, &self.pem).unwrap();
        std::fs::write(&key, &self.key_pem).unwrap();
        (certificate, key)
    }
}
