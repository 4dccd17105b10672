use clap::Parser as _;

use super::*;
use crate::options::Cli;

const PIN: &str = "AB:CD:EF:01:23:45:67:89:AB:CD:EF:01:23:45:67:89:\
                   AB:CD:EF:01:23:45:67:89:AB:CD:EF:01:23:45:67:89";

fn settings(flags: &str) -> Result<Settings, String> {
    let flags = flags.replace("PIN", PIN);
    let words = ["gateway"].into_iter().chain(flags.split_whitespace());
    Settings::try_from(Cli::try_parse_from(words).map_err(|error| error.to_string())?.given)
}

#[test]
fn wrong_settings_are_answered_with_the_flag_and_what_is_allowed() {
    let em = "--enterprise-manager https://em:9398 --fingerprint PIN";
    for (flags, words) in [
        (String::new(), "--enterprise-manager is missing"),
        ("--enterprise-manager em".into(), "--enterprise-manager"),
        ("--enterprise-manager https://em:9398".into(), "--fingerprint"),
        ("--enterprise-manager http://em:9398".into(), "https://"),
        ("--enterprise-manager https://a:b@em".into(), "--enterprise-manager"),
        ("--enterprise-manager https://em/other".into(), "--enterprise-manager"),
        ("--enterprise-manager http://127.0.0.1:1 --ca x".into(), "--ca"),
        (format!("{em} --ca x"), "exclude"),
        (format!("{em} PIN PIN"), "--fingerprint"),
        ("--enterprise-manager https://em --fingerprint 12".into(), "--fingerprint"),
        (format!("{em} --listen 0.0.0.0:80"), "--behind-tls"),
        (format!("{em} --tls-cert x"), "--tls-key"),
        (format!("{em} --tls-cert x --tls-key y --behind-tls"), "--behind-tls"),
        (format!("{em} --allow-origin *"), "--allow-origin"),
        (format!("{em} --admin-listen 0.0.0.0:1"), "--admin-listen"),
        (format!("{em} --app /nowhere"), "index.html"),
        (format!("{em} --app-listen 127.0.0.1:0"), "--app"),
        (format!("{em} --portal-origin https://a"), "--portal-origin is of use with --app"),
        (format!("{em} --trusted-proxy ten"), "--trusted-proxy"),
        (format!("{em} --concurrent-requests 0"), "--concurrent-requests"),
    ] {
        let error = settings(&flags).unwrap_err();
        assert!(error.contains(words), "{flags}: {error}");
    }
}

#[test]
fn a_portal_is_an_exact_origin() {
    let portals = |given: &[&str]| {
        let given: Vec<_> = given.iter().map(|&one| one.to_owned()).collect();
        portal_origins(Some(&given))
    };
    for odd in
        ["*", "https://*.corp.example", "null", "portal.corp.example", "https://a/b", "ftp://a"]
    {
        let error = portals(&["https://a", odd]).unwrap_err();
        assert!(error.contains("--portal-origin") && error.contains(odd), "{error}");
    }
    let taken = portals(&["https://Portal.corp.example:443/", "http://a:8080"]).unwrap().unwrap();
    let taken: Vec<_> = taken.iter().map(Origin::as_str).collect();
    assert_eq!(taken, ["https://portal.corp.example", "http://a:8080"]);
    assert_eq!(portal_origins(None).unwrap(), None);
}

#[test]
fn the_limits_are_the_written_ones() {
    let settings = settings("--enterprise-manager http://localhost:9399").unwrap();
    assert_eq!(settings.limits.connect_timeout, Duration::from_secs(5));
    assert_eq!(settings.limits.timeout, Duration::from_secs(30));
    assert_eq!(settings.limits.reply_len_max, 8 << 20);
    assert_eq!(settings.limits.body_len_max, 64 << 10);
    assert_eq!(settings.limits.sign_ins_per_user.get(), 5);
    assert_eq!(settings.limits.sign_ins_per_address.get(), 60);
    assert!(matches!(settings.trust, Trust::Plain));
}

#[test]
fn a_flag_beats_the_file() {
    let file = Given::from_toml("explore = true\nlisten = \"127.0.0.1:1\"").unwrap();
    let flags = ["gateway", "--enterprise-manager", "http://[::1]:1", "--explore=false"];
    let given = Cli::try_parse_from(flags).unwrap().given.or(file);
    let settings = Settings::try_from(given).unwrap();
    assert!(!settings.explore);
    assert_eq!(settings.listen.port(), 1);
    assert!(Given::from_toml("explor = true").unwrap_err().contains("explor"));
}

#[test]
fn the_example_is_right() {
    let given = Given::from_toml(include_str!("../../gateway.example.toml")).unwrap();
    assert!(given.enterprise_manager.is_some());
}
