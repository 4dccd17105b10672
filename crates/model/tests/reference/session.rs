//! The members of a restore session.

use super::*;

/// f: «camelCase or PascalCase keys, also mixed».
#[test]
fn keys_are_matched_without_regard_to_case_and_values_are_kept() {
    for body in [
        r#"{"Type":"RestoreSession","VmDisplayName":"srv04","JobType":"RestoreVm","State":"Working","Progress":64}"#,
        r#"{"type":"RestoreSession","vmDisplayName":"srv04","jobType":"RestoreVm","state":"Working","progress":64}"#,
        r#"{"TYPE":"RestoreSession","vmdisplayname":"srv04","jobtype":"RestoreVm","STATE":"Working","pROGRESS":64}"#,
    ] {
        let page = session(body.as_bytes()).unwrap();
        assert_eq!(
            page.answer, "Not finished, as far as Enterprise Manager knows: srv04 is at 64 %.",
            "{body}"
        );
    }
    let links = with(
        r#""links":[{"rel":"Up","HREF":"/api/backupServers/1","tYPE":"BackupServerReference"}]"#,
    );
    assert_eq!(leads(&links), ["#/backupServers/1"]);
}

/// f: «BOM before the JSON».
#[test]
fn a_bom_is_passed_over() {
    let page = session("\u{feff}\r\n{\"State\":\"Stopped\",\"Result\":\"Success\"}".as_bytes());
    assert!(page.unwrap().answer.contains("finished without errors"));
}

/// f: «Unknown State / Result / JobType text, null, number».
#[test]
fn unknown_words_are_quoted_and_null_is_none() {
    let rows = [
        (r#"{"State":5}"#, "the state “5”"),
        (r#"{"State":true}"#, "the state “true”"),
        (r#"{"State":["Stopped"]}"#, "the state “[\"Stopped\"]”"),
        (r#"{"State":"Resuming"}"#, "the state “Resuming”"),
        (r#"{"State":null,"UID":"urn:veeam:RestoreSession:1"}"#, "gives no state"),
        (r#"{"State":"Stopped","Result":3}"#, "does not know: “3”"),
        (r#"{"State":"Stopped","Result":null}"#, "has no result yet"),
        (r#"{"State":"Stopped","Result":"Success","JobType":7}"#, "(type “7”)"),
    ];
    for (body, expected) in rows {
        let page = session(body.as_bytes()).unwrap();
        assert!(page.answer.contains(expected), "{body}: {}", page.answer);
    }
}

/// f: «Missing Progress, Progress 0 at the end, string, out of range».
#[test]
fn progress_says_nothing_about_being_done() {
    let rows = [
        (r#""a":1"#, Value::Absent),
        (r#""Progress":0"#, text("0 %")),
        (r#""Progress":"64""#, text("64")),
        (r#""Progress":137"#, text("137")),
        (r#""Progress":-1"#, text("-1")),
        (r#""Progress":{"Value":3}"#, text("{\"Value\":3}")),
        (r#""Progress":null"#, Value::Absent),
    ];
    for (members, expected) in rows {
        let page = with(members);
        assert_eq!(
            page.answer, "The restore session of srv04 finished without errors.",
            "{members}"
        );
        assert_eq!((page.progress.percent, value(&page, "Progress")), (Some(100), &expected));
    }
    for sent in ["0", "100", "101", "-3", "1e9", "\"x\"", "null", "[]"] {
        let body = format!(r#"{{"State":"Working","VmDisplayName":"srv04","Progress":{sent}}}"#);
        let page = session(body.as_bytes()).unwrap();
        assert_eq!(page.progress.percent, None, "{sent}");
        assert!(!page.answer.contains('%'), "{}", page.answer);
    }
}

/// f: «EndTimeUTC absent, null, year 1, before start».
#[test]
fn a_missing_end_gives_no_duration() {
    let start = r#""CreationTimeUTC":"2025-10-21T16:00:00Z""#;
    for end in [
        "",
        r#","EndTimeUTC":null"#,
        r#","EndTimeUTC":"""#,
        r#","EndTimeUTC":"0001-01-01T00:00:00""#,
    ] {
        let page = with(&format!("{start}{end}"));
        assert_eq!(value(&page, "EndTimeUTC"), &Value::Absent, "{end}");
        assert_eq!(value(&page, "Duration"), &Value::Absent, "{end}");
        assert!(page.notes.iter().any(|note| note.contains("no end time")), "{end}");
    }
    let page = with(&format!(r#"{start},"EndTimeUTC":"2025-10-21T15:59:59.9Z""#));
    assert!(page.notes.iter().any(|note| note.contains("before the start")));
    assert_eq!(value(&page, "Duration"), &Value::Absent);
    let page = with(&format!(r#"{start},"EndTimeUTC":"2025-10-21T16:00:00Z""#));
    assert_eq!(value(&page, "Duration"), &text("0 s"));
}

/// c: «Date-times»; f: a wrong one is shown as it is.
#[test]
fn a_time_of_another_kind_is_no_date() {
    for sent in ["1413698358", "\"2014\"", "{}", "[1]", "true", "\"19.10.2014\""] {
        let page = with(&format!(r#""EndTimeUTC":{sent}"#));
        assert!(matches!(value(&page, "EndTimeUTC"), Value::Text(_)), "{sent}");
        assert!(page.notes.iter().any(|note| note.contains("no date (EndTimeUTC")), "{sent}");
    }
}
