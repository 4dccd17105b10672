//! Components in a real browser, through wasm-bindgen-test.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "a test says what it expects by unwrapping")]

use std::sync::Arc;

use leptos::{mount::mount_to_renderer, prelude::*, task::tick, wasm_bindgen::JsCast, web_sys};
use restore_desk::{
    components::{
        answer::{answer, progress_bar},
        fields::field_list,
        links::link_list,
        notice::error_notice,
        open_box::open_box,
        table::collection_table,
    },
    html::Html,
    intl::{self, Zone},
    live::{Again, Live, State},
    view::View,
};
use restore_desk_model::{
    config,
    error::ApiError,
    messages::EN,
    page::{
        collection::Row,
        fields::{Field, Value},
        links::{Lead, LinkRow},
    },
    time::Timestamp,
    verdict::Tone,
};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::HtmlElement;

wasm_bindgen_test_configure!(run_in_browser);

/// Mounts `view` in an element of its own, so that tests do not see one another.
fn mount<H: Into<Html> + 'static>(view: impl FnOnce() -> H + 'static) -> (HtmlElement, impl Drop) {
    let host: HtmlElement = document().create_element("div").unwrap().unchecked_into();
    document().body().unwrap().append_child(&host).unwrap();
    let handle = mount_to_renderer(&host, move || -> Html {
        let config = config::read(br#"{"proxy":"api/","shareSignIn":false}"#).unwrap();
        let page = View::start(config, &EN);
        page.zone.set(Zone::Utc);
        provide_context(page);
        view().into()
    });
    (host, handle)
}

/// A list hands its items' texts on, and these are shown in their turn.
async fn settle() {
    tick().await;
    tick().await;
}

fn texts(host: &HtmlElement, selector: &str) -> Vec<String> {
    let found = host.query_selector_all(selector).unwrap();
    (0..found.length()).map(|index| found.get(index).unwrap().text_content().unwrap()).collect()
}

fn field(member: &str, value: Value) -> Field {
    Field { member: member.to_owned(), label: member.to_owned(), label_is_ems: true, value }
}

#[wasm_bindgen_test]
async fn a_field_shows_a_dash_until_it_arrives_and_others_stay() {
    let fields = State::new(vec![
        field("State", Value::Text("Working".to_owned())),
        field("Ended", Value::Absent),
    ]);
    let (host, _handle) = mount(move || field_list(fields.into()));
    assert_eq!(texts(&host, "dd"), ["Working", "–not given"]);
    let first = host.query_selector("dd").unwrap().unwrap();

    fields.set(vec![
        field("State", Value::Text("Stopped".to_owned())),
        field("Ended", Value::Time { text: "14:02".to_owned(), ago: None }),
    ]);
    settle().await;
    assert_eq!(texts(&host, "dd"), ["Stopped", "14:02 "]);
    assert!(host.contains(Some(&first)), "an element that stood there stays");
}

#[wasm_bindgen_test]
async fn names_are_text_and_never_markup() {
    let evil = "<img src=x onerror=alert(1)>";
    let fields = vec![field("Name", Value::Text(evil.to_owned()))];
    let (host, _handle) = mount(move || field_list(Live::fixed(fields)));
    assert_eq!(texts(&host, "dd bdi"), [evil]);
    assert!(host.query_selector("img").unwrap().is_none());
}

#[wasm_bindgen_test]
async fn the_answer_changes_in_place() {
    let text = State::new("Not finished.".to_owned());
    let tone = State::new(Tone::Running);
    let (host, _handle) = mount(move || answer(text.into(), tone.into(), Live::fixed(Vec::new())));
    let answer = host.query_selector("#answer").unwrap().unwrap();
    text.set("Finished.".to_owned());
    tone.set(Tone::Good);
    tick().await;
    assert_eq!(answer.text_content().unwrap(), "Finished.");
    assert!(host.contains(Some(&answer)));
    assert!(host.query_selector(".answer.is-good").unwrap().is_some());
}

#[wasm_bindgen_test]
async fn progress_without_a_figure_is_indeterminate() {
    let percent = State::new(None::<String>);
    let (host, _handle) =
        mount(move || progress_bar(percent.into(), Live::fixed("At work".to_owned()), "Progress"));
    let bar = host.query_selector("progress").unwrap().unwrap();
    assert!(!bar.has_attribute("value"));
    percent.set(Some("64".to_owned()));
    tick().await;
    assert_eq!(bar.get_attribute("value").as_deref(), Some("64"));
    assert_eq!(bar.get_attribute("aria-label").as_deref(), Some("Progress"));
}

#[wasm_bindgen_test]
async fn a_link_that_may_not_be_opened_is_no_link() {
    let row = |key: &str, lead| LinkRow {
        key: key.to_owned(),
        rel: "Up".to_owned(),
        relation: "belongs to",
        kind: "backup server".to_owned(),
        name: Some(key.to_owned()),
        lead,
    };
    let rows = vec![
        row("open", Lead::Open("#/backupServers/1".to_owned())),
        row("locked", Lead::NotAllowed("Your role may not open backup servers.".to_owned())),
        row("odd", Lead::Unreadable("javascript:alert(1)".to_owned())),
        row("here", Lead::ThisPage),
    ];
    let rows = Live::fixed(rows.into_iter().map(Arc::new).collect());
    let (host, _handle) = mount(move || link_list(rows, Live::fixed(Vec::new())));
    assert_eq!(texts(&host, "a"), ["open"]);
    assert!(host.text_content().unwrap().contains("Your role may not open backup servers."));
    assert!(host.text_content().unwrap().contains("this page"));
}

#[wasm_bindgen_test]
async fn a_failure_is_an_alert_with_a_way_on() {
    let retry = Again::new();
    let tried = State::new(0);
    let (host, _handle) = mount(move || {
        Effect::new(move || {
            retry.track();
            tried.update(|count| *count += 1);
        });
        error_notice(&ApiError::EnterpriseManagerDown, retry, None)
    });
    tick().await;
    assert_eq!(texts(&host, "[role=alert] button"), ["Try again"]);
    host.query_selector("button").unwrap().unwrap().unchecked_into::<HtmlElement>().click();
    tick().await;
    assert_eq!(tried.peek(), Some(2));
}

#[wasm_bindgen_test]
async fn the_box_keeps_a_text_that_leads_nowhere() {
    let (host, _handle) = mount(|| open_box(State::new(None)));
    let input: web_sys::HtmlInputElement =
        host.query_selector("textarea").unwrap().unwrap().unchecked_into();
    input.set_value("task-12");
    host.query_selector("button").unwrap().unwrap().unchecked_into::<HtmlElement>().click();
    settle().await;
    assert_eq!(input.value(), "task-12");
    assert!(texts(&host, "[role=alert]").join("").contains("task number"));
}

#[wasm_bindgen_test]
async fn a_table_row_that_did_not_change_keeps_its_elements() {
    let row = |key: &str, cell: &str| Row {
        key: key.to_owned(),
        name: key.to_owned(),
        lead: Lead::Open(format!("#/restoreSessions/{key}")),
        tone: Some(Tone::Running),
        cells: vec![cell.to_owned()],
    };
    let ended = |key: &str, cell: &str| Row { tone: Some(Tone::Good), ..row(key, cell) };
    let rows = State::new(vec![row("a", "1"), row("b", "1")]);
    let columns = vec!["VM".to_owned(), "Answer".to_owned()];
    let (host, _handle) = mount(move || {
        collection_table(Live::fixed("Restores".to_owned()), Live::fixed(columns), rows.into())
    });
    let first = host.query_selector("tbody tr").unwrap().unwrap();
    rows.set(vec![row("new", "1"), row("a", "1"), row("b", "2")]);
    settle().await;
    assert_eq!(texts(&host, "tbody a"), ["new", "a", "b"]);
    assert!(host.contains(Some(&first)));
    let last = host.query_selector("tbody tr:last-child").unwrap().unwrap();
    rows.set(vec![row("a", "1"), ended("b", "3 min ago")]);
    settle().await;
    let classes: Vec<String> = ["first", "last"]
        .iter()
        .map(|place| format!("tbody tr:{place}-child"))
        .map(|row| host.query_selector(&row).unwrap().unwrap().class_name())
        .collect();
    assert_eq!(classes, ["is-running", "is-good"]);
    assert!(host.contains(Some(&last)), "a row whose cell changes keeps its elements");
    assert_eq!(texts(&host, "tbody td"), ["1", "3 min ago"]);
}

#[wasm_bindgen_test]
fn times_are_formatted_by_the_browser() {
    intl::set_language(&EN);
    let at = Timestamp(1_413_698_358_000);
    let text = intl::with(Zone::Utc, |format| format.date_time(at));
    assert!(text.contains("2014") && text.contains("59:18") && text.contains("UTC"), "{text}");
    assert!(intl::knows_zone("Europe/Berlin") && !intl::knows_zone("Mars/Olympus"));
}
