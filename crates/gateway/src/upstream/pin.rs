//! Enterprise Manager's certificate, known by its fingerprint.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{CertificateError, DigitallySignedStruct, Error, SignatureScheme};

/// SHA-256 of a certificate in DER.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fingerprint([u8; 32]);

impl Fingerprint {
    /// The fingerprint of this certificate.
    pub fn of(certificate: &CertificateDer<'_>) -> Fingerprint {
        let digest = ring::digest::digest(&ring::digest::SHA256, certificate);
        let mut bytes = [0; 32];
        bytes.iter_mut().zip(digest.as_ref()).for_each(|(to, from)| *to = *from);
        Fingerprint(bytes)
    }
}

impl FromStr for Fingerprint {
    type Err = String;

    /// Takes 64 hexadecimal digits, with or without colons or blanks, as the usual tools show it.
    fn from_str(text: &str) -> Result<Fingerprint, String> {
        let advice = || format!("{text:?} is no SHA-256 fingerprint: 64 hexadecimal digits");
        let digits: Vec<u8> = text
            .chars()
            .filter(|c| !matches!(c, ':' | ' '))
            .map(|c| c.to_digit(16).and_then(|digit| u8::try_from(digit).ok()))
            .collect::<Option<_>>()
            .ok_or_else(advice)?;
        let bytes: Vec<u8> = digits
            .chunks_exact(2)
            .map(|pair| pair.iter().fold(0, |byte, digit| (byte << 4) | digit))
            .collect();
        match <[u8; 32]>::try_from(bytes) {
            Ok(bytes) if digits.len() == 64 => Ok(Fingerprint(bytes)),
            _ => Err(advice()),
        }
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, byte) in self.0.iter().enumerate() {
            let colon = if index == 0 { "" } else { ":" };
            write!(f, "{colon}{byte:02X}")?;
        }
        Ok(())
    }
}

/// Trusts one certificate, or two while one is being renewed, and no issuer.
///
/// Needed because Enterprise Manager's own certificate may be a self-signed one that says it is
/// an issuer, which the usual check refuses as a server's. That the server holds the key to the
/// certificate is checked as always: a copy of the certificate is of no use to anybody.
#[derive(Debug)]
pub(crate) struct Pinned {
    expected: Vec<Fingerprint>,
    provider: Arc<CryptoProvider>,
}

impl Pinned {
    pub(crate) fn new(expected: Vec<Fingerprint>, provider: Arc<CryptoProvider>) -> Pinned {
        Pinned { expected, provider }
    }
}

impl ServerCertVerifier for Pinned {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _server_name: &ServerName<'_>,
        _ocsp_response: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let seen = Fingerprint::of(end_entity);
        if self.expected.contains(&seen) {
            return Ok(ServerCertVerified::assertion());
        }
        let expected: Vec<String> = self.expected.iter().map(Fingerprint::to_string).collect();
        tracing::error!(
            expected = expected.join(" or "),
            seen = %seen,
            "Enterprise Manager's certificate is not the expected one",
        );
        Err(Error::InvalidCertificate(CertificateError::ApplicationVerificationFailure))
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        verify_tls12_signature(message, certificate, signature, algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        verify_tls13_signature(message, certificate, signature, algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_reads_what_it_shows() {
        let fingerprint = Fingerprint::of(&CertificateDer::from(vec![1, 2, 3]));
        let shown = fingerprint.to_string();
        assert_eq!(shown.len(), 95);
        for text in [shown.clone(), shown.replace(':', "").to_lowercase(), shown.replace(':', " ")]
        {
            assert_eq!(text.parse(), Ok(fingerprint), "{text}");
        }
        let digits = shown.replace(':', "");
        for text in ["", "AB", "zz", &"A".repeat(63), &format!("{digits}0"), &format!("{digits}00")]
        {
            assert!(text.parse::<Fingerprint>().is_err(), "{text}");
        }
    }
}
