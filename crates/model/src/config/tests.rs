//! Tests of [`super`].

use super::*;

#[test]
fn the_least_configuration_has_the_documented_defaults() {
    let config = read(b"\xEF\xBB\xBF{\"proxy\":\"api\"}").unwrap();
    assert_eq!(config.proxy, "api/");
    assert_eq!(config.sign_in, SignInMode::Account);
    assert_eq!((config.poll_interval_s, config.idle_stop_min), (30, 10));
    assert_eq!(config.collection_interval_min, Some(15));
    assert!(config.share_sign_in && !config.allow_sign_in_in_frame);
    assert!(config.contact.is_none() && config.unknown_keys.is_empty());
}

#[test]
fn each_wrong_value_names_its_key() {
    let with = |pair: &str| format!("{{\"proxy\":\"api/\",{pair}}}");
    let rows = [
        ("{}".to_owned(), "proxy"),
        (r#"{"proxy":""}"#.to_owned(), "proxy"),
        (r#"{"proxy":"//evil/"}"#.to_owned(), "proxy"),
        (r#"{"proxy":"javascript:alert(1)"}"#.to_owned(), "proxy"),
        (r#"{"proxy":"https://u:p@h/"}"#.to_owned(), "proxy"),
        (r#"{"proxy":"https://h/?x"}"#.to_owned(), "proxy"),
        (r#"{"proxy":"https:///"}"#.to_owned(), "proxy"),
        (r#"{"proxy":5}"#.to_owned(), "proxy"),
        (with(r#""signIn":"ldap""#), "signIn"),
        (with(r#""pollIntervalSeconds":4"#), "pollIntervalSeconds"),
        (with(r#""pollIntervalSeconds":"30""#), "pollIntervalSeconds"),
        (with(r#""idleStopMinutes":15"#), "idleStopMinutes"),
        (with(r#""collectionIntervalMinutes":0"#), "collectionIntervalMinutes"),
        (with(r#""portalOrigins":["https://portal.example/x"]"#), "portalOrigins"),
        (with(r#""portalOrigins":"*""#), "portalOrigins"),
        (with(r#""shareSignIn":1"#), "shareSignIn"),
        (with(r#""contact":{"text":"x","href":"javascript:x"}"#), "contact"),
    ];
    for (text, expected) in rows {
        let Err(ConfigError::Wrong { key, .. }) = read(text.as_bytes()) else { panic!("{text}") };
        assert_eq!(key, expected, "{text}");
    }
    for text in ["", "[]", "null", "{\"proxy\":"] {
        assert_eq!(read(text.as_bytes()), Err(ConfigError::NotAnObject), "{text}");
    }
}

#[test]
fn unknown_keys_are_named_and_no_more() {
    let config = read(br#"{"$schema":"s","proxy":"https://p.example/api","colour":1,"collectionIntervalMinutes":null}"#);
    let config = config.unwrap();
    assert_eq!(config.unknown_keys, ["colour"]);
    assert_eq!(
        (config.proxy.as_str(), config.collection_interval_min),
        ("https://p.example/api/", None)
    );
}
