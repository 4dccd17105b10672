//! Certificates: Enterprise Manager's, and the gateway's own.

use std::fs::File;
use std::time::{Duration, SystemTime};

use restore_desk_gateway::fingerprint;
use tempfile::tempdir;

use crate::support::certificate::Certificate;
use crate::support::em::{self, Em};
use crate::support::{ask, gateway};

#[tokio::test]
async fn a_pinned_certificate_is_trusted_even_if_it_says_it_is_an_issuer() {
    let certificate = Certificate::self_signed();
    let em = Em::start(em::status(200), Some(&certificate)).await;
    let (pin, other) = (certificate.fingerprint(), Certificate::self_signed().fingerprint());
    let bare = pin.replace(':', "").to_lowercase();
    for pins in [vec![pin.as_str()], vec![bare.as_str()], vec![other.as_str(), pin.as_str()]] {
        let mut flags = vec!["--enterprise-manager", &em.url, "--fingerprint"];
        flags.extend(&pins);
        let running = gateway(&flags).await;
        let reply = ask(&running.addresses.api, "GET /api/", &[]).await;
        assert_eq!(reply.status, 200, "{pins:?}");
    }
}

#[tokio::test]
async fn an_authority_vouches_for_its_own_and_for_the_right_name() {
    let (right, authority) = Certificate::issued("127.0.0.1");
    let (other_name, other_authority) = Certificate::issued("other.example");
    let dir = tempdir().unwrap();
    let ca = dir.path().join("ca.pem");
    for (certificate, pem, status) in [
        (&right, &authority, 200),
        (&right, &other_authority, 502),
        (&other_name, &other_authority, 502),
    ] {
        std::fs::write(&ca, pem).unwrap();
        let em = Em::start(em::status(200), Some(certificate)).await;
        let flags = ["--enterprise-manager", &em.url, "--ca", ca.to_str().unwrap()];
        let running = gateway(&flags).await;
        let reply = ask(&running.addresses.api, "GET /api/", &[]).await;
        assert_eq!(reply.status, status);
        if status == 502 {
            assert_eq!(reply.code(), "em-certificate");
            assert!(em.heard().is_empty());
        }
    }
}

#[tokio::test]
async fn the_gateways_own_certificate_is_read_again_when_it_changes() {
    let em = Em::plain().await;
    let dir = tempdir().unwrap();
    let (first, second) = (Certificate::self_signed(), Certificate::self_signed());
    let (certificate, key) = first.write(dir.path());
    let (cert_flag, key_flag) = (certificate.to_str().unwrap(), key.to_str().unwrap());
    let flags = ["--enterprise-manager", &em.url, "--tls-cert", cert_flag, "--tls-key", key_flag];
    let running = gateway(&flags).await;
    let api = &running.addresses.api;
    assert!(api.starts_with("https://"), "{api}");
    assert_eq!(fingerprint::of_server(api).await.unwrap().to_string(), first.fingerprint());

    second.write(dir.path());
    // The change may fall into the same tick of the file system's clock.
    let later = SystemTime::now() + Duration::from_secs(2);
    File::options().write(true).open(&certificate).unwrap().set_modified(later).unwrap();
    assert_eq!(fingerprint::of_server(api).await.unwrap().to_string(), second.fingerprint());

    std::fs::write(&certificate, "no certificate").unwrap();
    assert_eq!(fingerprint::of_server(api).await.unwrap().to_string(), second.fingerprint());
}

#[tokio::test]
async fn app_and_api_come_over_the_gateways_own_tls() {
    // Another test may have been first.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let em = Em::plain().await;
    let dir = tempdir().unwrap();
    std::fs::write(dir.path().join("index.html"), "<title>Restore Desk</title>").unwrap();
    let (own, authority) = Certificate::issued("127.0.0.1");
    let (certificate, key) = own.write(dir.path());
    let (cert_flag, key_flag) = (certificate.to_str().unwrap(), key.to_str().unwrap());
    let app = dir.path().to_str().unwrap();
    let flags = ["--enterprise-manager", &em.url, "--tls-cert", cert_flag, "--tls-key", key_flag];
    let running = gateway(&[&flags[..], &["--app", app]].concat()).await;
    let authority = reqwest::Certificate::from_pem(authority.as_bytes()).unwrap();
    let client = reqwest::Client::builder().tls_certs_only([authority]).build().unwrap();
    let get = async |path: &str| {
        client.get(format!("{}{path}", running.addresses.api)).send().await.unwrap()
    };
    let document = get("/").await;
    assert_eq!(document.headers()["strict-transport-security"], "max-age=31536000");
    assert!(document.text().await.unwrap().contains("Restore Desk"));
    assert_eq!(get("/api/").await.text().await.unwrap(), r#"{"Type":"Usual"}"#);
}
