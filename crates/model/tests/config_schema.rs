//! `config.schema.json` allows what [`config::read`] takes, and nothing else.

#![expect(clippy::unwrap_used, reason = "a schema that cannot be read fails the test")]

use jsonschema::Validator;
use restore_desk_model::config;
use serde_json::{Map, Value, json};

const SCHEMA: &str = include_str!("../../../config.schema.json");

fn schema() -> (Value, Validator) {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    jsonschema::meta::validate(&schema).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    (schema, validator)
}

/// Values of every kind, to be tried with every key.
fn of_every_kind() -> Vec<Value> {
    let long = "x".repeat(301);
    vec![
        json!(null),
        json!(true),
        json!(0),
        json!(-1),
        json!(1.5),
        json!(""),
        json!("  "),
        json!("x"),
        json!(long),
        json!([]),
        json!([null]),
        json!({}),
    ]
}

/// Values at the edges of what one key allows.
fn at_the_edges() -> Vec<(&'static str, Value)> {
    let mut rows = Vec::new();
    let mut add = |key: &'static str, values: Vec<Value>| {
        rows.extend(values.into_iter().map(|value| (key, value)));
    };
    let texts = |all: &[&str]| all.iter().map(|text| json!(text)).collect::<Vec<_>>();
    add(
        "proxy",
        texts(&[
            "api/",
            "/api",
            "../api/",
            " api/ ",
            "https://em.example/api/",
            "HTTPS://em.example",
            "http://127.0.0.1:8081/api",
            "https://",
            "https:///api",
            "http:/x",
            "//em.example/api",
            "ftp://em.example",
            "javascript:x",
            "a:b",
            "a/b:c",
            "api/?x",
            "api/#x",
            "https://a@b/",
            "a b",
            "a\\b",
            "a\u{7}b",
            "a\u{85}b",
            "ä/",
        ]),
    );
    add("signIn", texts(&["account", "proxy", "Proxy"]));
    add("pollIntervalSeconds", vec![json!(4), json!(5), json!(300), json!(301)]);
    add("idleStopMinutes", vec![json!(1), json!(14), json!(15)]);
    add("collectionIntervalMinutes", vec![json!(1), json!(10_080), json!(10_081)]);
    let origins = [
        "https://portal.example",
        "http://[::1]:8080",
        "https://a:1",
        "https://",
        "https://a/",
        "https://a/x",
        "*",
        "null",
        "",
        "https://a b",
        "ftp://a",
        "https://portal.example, https://b.example",
        "HTTPS://a",
    ];
    add("portalOrigins", origins.iter().map(|origin| json!([origin])).collect());
    add("portalOrigins", vec![json!(["https://a", "https://b"]), json!(["https://a", 1])]);
    add("signInHint", vec![json!("x".repeat(300)), json!("ä".repeat(300)), json!("ä".repeat(301))]);
    let contacts = [
        json!({"text": "us", "href": "mailto:us@corp.example"}),
        json!({"text": "us", "href": "https://corp.example"}),
        json!({"text": "us", "href": "tel:1", "more": 1}),
        json!({"text": " ", "href": "tel:1"}),
        json!({"text": "us", "href": "javascript:x"}),
        json!({"text": "us", "href": "  "}),
        json!({"text": "us"}),
        json!({"href": "tel:1"}),
        json!({"text": 1, "href": "tel:1"}),
    ];
    add("contact", contacts.into());
    add("$schema", texts(&["config.schema.json"]));
    rows
}

fn with(key: &str, value: Value) -> Value {
    let mut config = Map::new();
    config.insert("proxy".to_owned(), json!("api/"));
    config.insert(key.to_owned(), value);
    Value::Object(config)
}

#[test]
fn the_schema_and_the_start_agree() {
    let (_, validator) = schema();
    let every = config::KEYS
        .iter()
        .flat_map(|&key| of_every_kind().into_iter().map(move |value| (key, value)));
    let mut tried = 0;
    for (key, value) in every.chain(at_the_edges()) {
        let config = with(key, value);
        let taken = config::read(config.to_string().as_bytes());
        assert_eq!(validator.is_valid(&config), taken.is_ok(), "{config}: {taken:?}");
        tried += 1;
    }
    assert!(tried > 200, "{tried}");
    for config in [json!({}), json!([]), json!(null), json!("x"), json!({"signIn": "proxy"})] {
        assert!(!validator.is_valid(&config), "{config}");
        assert!(config::read(config.to_string().as_bytes()).is_err(), "{config}");
    }
}

#[test]
fn the_schema_names_just_the_keys_that_are_known() {
    let (schema, _) = schema();
    let mut named: Vec<_> =
        schema["properties"].as_object().unwrap().keys().map(String::as_str).collect();
    named.sort_unstable();
    let mut known = config::KEYS.to_vec();
    known.sort_unstable();
    assert_eq!(named, known);
}

/// The start warns of it and goes on; an editor shows it while it is written.
#[test]
fn an_unknown_key_is_only_told_by_the_start() {
    let (_, validator) = schema();
    let config = with("pollInterval", json!(30));
    assert!(!validator.is_valid(&config));
    let taken = config::read(config.to_string().as_bytes()).unwrap();
    assert_eq!(taken.unknown_keys, ["pollInterval"]);
}

#[test]
fn what_is_shipped_is_valid() {
    let (_, validator) = schema();
    let shipped: Value = serde_json::from_str(include_str!("../../../config.json")).unwrap();
    assert!(validator.is_valid(&shipped));
    assert_eq!(shipped["$schema"], "config.schema.json");
}
