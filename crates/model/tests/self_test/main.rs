//! The self-test: what was found, and what is said of it.

#![expect(clippy::unwrap_used, reason = "settings that cannot be read fail the test")]

mod rows;

use restore_desk_model::{
    config::{self, Config},
    error::ApiError,
    format::UtcFormat,
    logon::Access,
    messages::{Context, DE, EN, LANGUAGES, Messages, check::CheckTexts},
    self_test::{About, Checked, Found, Frame, Health, Served, Standing, Who, check, report},
    time::Timestamp,
};

/// 2025-10-21T17:21:02Z.
const NOW_MS: i64 = 1_761_067_262_000;

const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
    style-src 'self'; connect-src 'self' https://proxy.example; base-uri 'none'; \
    form-action 'none'; frame-ancestors 'self' https://portal.example";

fn served(kind: &str, policy: Option<&str>, cache: &str) -> Served {
    let text = |text: &str| Some(text.to_owned());
    Served { kind: text(kind), policy: policy.map(str::to_owned), cache: text(cache) }
}

fn access(collections: &[&str]) -> Access {
    let collections = collections.iter().map(|&name| name.to_owned()).collect();
    Access { collections, refused: Vec::new() }
}

/// As it should be, with the proxy on an origin of its own.
fn well() -> Found {
    Found {
        origin: "https://desk.example".to_owned(),
        proxy: "https://proxy.example/api/".to_owned(),
        health: Health::Answers,
        sends_token: Some(true),
        em: Some(Ok(())),
        times_ms: Some((NOW_MS, NOW_MS + 900)),
        document: Some(served("text/html", Some(POLICY), "no-cache")),
        boot: Some(served("text/javascript", None, "no-cache")),
        config: Some(served("application/json", None, "No-Cache")),
        wasm: Some(served("application/wasm", None, "public, max-age=31536000, immutable")),
        frame: Frame::No,
        keeps: true,
        tells: true,
        who: Who::Account(access(&["restoreSessions", "backupServers", "vmRestorePoints"])),
        search: Some(Ok(())),
    }
}

fn settings(more: &str) -> Config {
    let json = format!(
        r#"{{"proxy":"https://proxy.example/api/","portalOrigins":["https://portal.example"],
            "contact":{{"text":"the backup team","href":"tel:1"}}{more}}}"#
    );
    config::read(json.as_bytes()).unwrap()
}

fn context(messages: &'static Messages) -> Context<'static> {
    Context { now: Timestamp(NOW_MS), format: &UtcFormat, messages }
}

fn checked(found: &Found) -> Checked {
    check(found, &settings(""), &context(&EN))
}

/// What is not in order, a line for each row.
fn not_ok(checked: &Checked) -> String {
    let rows = checked.groups.iter().flat_map(|group| &group.rows);
    let rows = rows.filter(|row| row.standing != Standing::Ok);
    rows.map(|row| format!("{} {:?}: {}", row.name, row.standing, row.finding))
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn what_config_json_lacks_or_has_too_much() {
    let bare = config::read(br#"{"proxy":"https://proxy.example/api/"}"#).unwrap();
    // Its policy has no portal either.
    let mut found = well();
    if let Some(policy) = found.document.as_mut().and_then(|served| served.policy.as_mut()) {
        *policy = policy.replace(" https://portal.example", "");
    }
    let checked = check(&found, &bare, &context(&EN));
    assert_eq!(
        not_ok(&checked),
        "Whom to ask Warning: config.json names nobody whom users can ask."
    );
    assert_eq!(checked.summary, "1 thing needs attention: Whom to ask.");
    let more = settings(r#","contcat":1,"colour\u202e":2"#);
    let checked = check(&well(), &more, &context(&EN));
    let said = not_ok(&checked);
    assert!(said.ends_with("which have no effect: contcat, colour⟨U+202E⟩."), "{said}");
    let off = settings(r#","shareSignIn":false"#);
    let found = Found { tells: false, ..well() };
    assert_eq!(not_ok(&check(&found, &off, &context(&EN))), "");
}

#[test]
fn what_could_not_be_checked_is_no_trouble_and_no_all_clear() {
    let checked = checked(&Found { who: Who::Nobody, search: None, ..well() });
    assert_eq!(checked.summary, "All is well, as far as could be checked.");
    assert_eq!(checked.standing, Standing::Ok);
}

/// Everything at once, in a frame, without a sign-in.
fn ill() -> Found {
    Found {
        health: Health::Answers,
        sends_token: Some(false),
        em: Some(Err(ApiError::EnterpriseManagerDown)),
        times_ms: None,
        document: Some(served("text/html", Some("script-src * 'unsafe-inline'"), "max-age=600")),
        wasm: Some(served("application/octet-stream", None, "")),
        frame: Frame::Of(Some("https://evil.example".to_owned())),
        keeps: false,
        tells: false,
        who: Who::Nobody,
        search: None,
        ..well()
    }
}

fn reports(found: &Found, config: &Config) -> String {
    let about = About { version: "1.2.3", browser: "Browser/1.0" };
    let report = |messages: &'static Messages| {
        let context = context(messages);
        report(&check(found, config, &context), found, about, &context)
    };
    LANGUAGES.map(report).join("\n=====\n\n")
}

#[test]
fn reports_when_all_is_well() {
    insta::assert_snapshot!(reports(&well(), &settings("")));
}

#[test]
fn reports_when_nothing_is() {
    let config = br#"{"proxy":"https://proxy.example/api/","contcat":1}"#;
    insta::assert_snapshot!(reports(&ill(), &config::read(config).unwrap()));
}

#[test]
fn each_row_that_is_not_in_order_says_what_to_do() {
    for messages in LANGUAGES {
        for found in [well(), ill()] {
            let checked = check(&found, &settings(r#","contcat":1"#), &context(messages));
            for row in checked.groups.iter().flat_map(|group| &group.rows) {
                assert_eq!(row.standing == Standing::Ok, row.fix.is_none(), "{}", row.name);
            }
        }
    }
}

#[test]
fn every_language_has_its_own_texts() {
    let (english, german) = (CheckTexts::of(EN.tag), CheckTexts::of(DE.tag));
    let same = ["name_proxy", "name_cors", "name_em", "name_wasm"];
    for ((name, english, places), (_, german, _)) in english.texts().into_iter().zip(german.texts())
    {
        assert_eq!(english == german, same.contains(&name), "{name}");
        for text in [english, german] {
            assert!(!text.trim().is_empty(), "{name}");
            let known = (0..10).filter(|place| text.contains(&format!("{{{place}}}"))).count();
            assert_eq!((known, text.matches('{').count()), (places, places), "{name}: {text}");
        }
        assert!(!german.contains(['”', '"', '\'', '`']), "{name}: {german}");
        assert_eq!(german.matches('„').count(), german.matches('“').count(), "{name}: {german}");
    }
}
