//! When Enterprise Manager last collected the backup servers' data.
//!
//! It serves a copy of that data, which a collection renews (reference, section
//! 0.5), and lists its own sessions at `/systemSessions`. What is known of an item:
//!
//! - Documented (Veeam's Enterprise Manager REST API Reference, 12 to 13.1,
//!   «/systemSessions», «GET /systemSessions/{ID}»): `Type` `SystemSession`,
//!   `SessionType` (`CollectJob`; eleven others, `HistoryCollectJob` among them),
//!   `Name` (`Collect Job @<time>`), `CreationTimeUTC`, `EndTimeUTC`, `State`
//!   (`InProgress`, `CompletedSuccessfully`, `CompletedWarning`, `Failed`), and
//!   `Result`, an object of `Result`, `Message` and `IsCanceled`. The inner
//!   `Result` is `Success`, `Warning` or `Failed` in the table and
//!   `CompletedSuccessfully` in the samples. Sessions of the last 30 days.
//! - Observed (a public capture of a sign-in at 12): the two links to the list,
//!   typed as if they led to backup job sessions.
//! - Inferred: the list's name in JSON, `Sessions`, after the samples' XML. No JSON
//!   of it was found; so the words of a backup job session (`JobType`, `Stopped`,
//!   `Success`) are taken as well, as the links' type would have it.

use crate::{
    collection::Collection,
    entity::{Entity, when},
    json::{Json, Object},
    time::Timestamp,
};

/// `SessionType` of a data collection, and its `Name` up to the `@`, in small
/// letters and without blanks.
const COLLECT_JOB: &[u8] = b"collectjob";

/// `State` of what is over and did not fail.
const OVER: [&str; 3] = ["CompletedSuccessfully", "CompletedWarning", "Stopped"];

/// `Result` of what did not fail.
const GOOD: [&str; 4] = ["CompletedSuccessfully", "CompletedWarning", "Success", "Warning"];

/// The end of the newest data collection that is over and did not fail.
///
/// `None`: not known. That is so for references, which hold no data, and for
/// whatever is not surely such a collection: one that was cancelled, has no end
/// or ends before it began. By EM's clock; it need not have asked every backup server.
pub fn last_collected(collection: &Collection) -> Option<Timestamp> {
    collection.items.iter().filter_map(|item| end(item)).max()
}

fn end(item: &Entity) -> Option<Timestamp> {
    let object = &item.object;
    if item.is_reference() || !is_collect_job(object) || !is_done(object) {
        return None;
    }
    let ended = when(object, "EndTimeUTC").at()?;
    when(object, "CreationTimeUTC").at().is_none_or(|began| began <= ended).then_some(ended)
}

/// The type decides; the name is asked only where there is no type.
fn is_collect_job(object: &Object) -> bool {
    let told = |name: &&str| object.get(name).filter(|value| !value.is_null());
    let first = ["SessionType", "JobType", "Name"].iter().find_map(told);
    let Some(text) = first.and_then(Json::as_text) else { return false };
    text.bytes()
        .take_while(|byte| *byte != b'@')
        .filter(|byte| *byte != b' ')
        .map(|byte| byte.to_ascii_lowercase())
        .eq(COLLECT_JOB.iter().copied())
}

fn is_done(object: &Object) -> bool {
    let outcome = object.get("Result").and_then(Json::as_object);
    let is_one = |text: Option<&str>, known: &[&str]| {
        text.is_some_and(|text| known.iter().any(|word| word.eq_ignore_ascii_case(text)))
    };
    let canceled = outcome.and_then(|outcome| outcome.get("IsCanceled"));
    is_one(object.text("State"), &OVER)
        && is_one(outcome.unwrap_or(object).text("Result"), &GOOD)
        && matches!(canceled, None | Some(Json::Null | Json::Bool(false)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{time::When, wire};

    fn check(items: &str) -> Option<Timestamp> {
        let json = wire::parse(format!("{{\"Sessions\":[{items}]}}").as_bytes()).unwrap();
        last_collected(&Collection::read(json.as_object().unwrap()).unwrap())
    }

    /// 2023-01-27T17:06:10.491337Z, the end in the documented sample.
    const END: Timestamp = Timestamp(1_674_839_170_491);

    /// The documented sample as JSON.
    const SAMPLE: &str = r#"{"SessionType":"CollectJob","CreationTimeUTC":"2023-01-27T17:05:52.069837Z","EndTimeUTC":"2023-01-27T17:06:10.491337Z","State":"CompletedSuccessfully","Result":{"Result":"CompletedSuccessfully","Message":"","IsCanceled":false},"Name":"Collect Job @2023-01-27 17:05:52.069837","UID":"urn:veeam:SystemSession:00057ade-8f1a-4b54-a265-391441981e25","Links":null,"Href":null,"Type":"SystemSession"}"#;

    #[test]
    fn the_sample_is_read_and_its_kin() {
        let camel = r#"{"sessionType":"CollectJob","endTimeUTC":"2023-01-27T17:06:10.491337Z","state":"CompletedWarning","result":{"result":"Warning","isCanceled":null},"type":"SystemSession"}"#;
        let as_a_job = r#"{"JobType":"collect job","EndTimeUTC":"2023-01-27T17:06:10.491337Z","State":"Stopped","Result":"Success"}"#;
        let rows = [
            SAMPLE.to_owned(),
            camel.to_owned(),
            as_a_job.to_owned(),
            SAMPLE.replace("\"SessionType\":\"CollectJob\",", ""),
            SAMPLE.replace("\"SessionType\":\"CollectJob\"", "\"SessionType\":null"),
            SAMPLE.replace("2023-01-27T17:05:52.069837Z", "soon"),
            format!("{{}},{SAMPLE},{}", SAMPLE.replace("2023-01-27T", "2023-01-26T")),
            // The newest is neither the first nor the last, and what failed later tells nothing.
            format!(
                "{},{SAMPLE},{},{}",
                SAMPLE.replace("2023-01", "2022-12"),
                SAMPLE.replace("2023-", "2024-").replace("CompletedSuccessfully", "Failed"),
                SAMPLE.replace("2023-", "2024-").replace("CollectJob", "LogExport"),
            ),
        ];
        for items in rows {
            assert_eq!(check(&items), Some(END), "{items}");
        }
        assert_eq!(When::parse("2023-01-27T17:06:10.491337Z"), When::At(END));
    }

    #[test]
    fn what_is_not_surely_a_finished_collection_tells_nothing() {
        let ended = "\"EndTimeUTC\":\"2023-01-27T17:06:10.491337Z\",";
        let rows = [
            ("CollectJob", "HistoryCollectJob"),
            ("\"CollectJob\"", "\"CatalogReplicationJob\""),
            ("\"CollectJob\"", "7"),
            ("\"SystemSession\"", "\"SystemSessionReference\""),
            ("\"State\":\"CompletedSuccessfully\"", "\"State\":\"InProgress\""),
            ("\"State\":\"CompletedSuccessfully\"", "\"State\":\"Failed\""),
            ("\"State\":\"CompletedSuccessfully\"", "\"State\":null"),
            ("\"Result\":\"CompletedSuccessfully\"", "\"Result\":\"Failed\""),
            ("\"Result\":\"CompletedSuccessfully\"", "\"Result\":\"None\""),
            ("\"Result\":\"CompletedSuccessfully\"", "\"Result\":1"),
            ("\"Result\":{", "\"Outcome\":{"),
            ("\"IsCanceled\":false", "\"IsCanceled\":true"),
            ("\"IsCanceled\":false", "\"IsCanceled\":\"perhaps\""),
            (ended, ""),
            (ended, "\"EndTimeUTC\":null,"),
            (ended, "\"EndTimeUTC\":\"0001-01-01T00:00:00\","),
            (ended, "\"EndTimeUTC\":\"yesterday\","),
            (ended, "\"EndTimeUTC\":\"2023-01-27T17:05:52Z\","),
        ];
        for (from, to) in rows {
            let item = SAMPLE.replace(from, to);
            assert_ne!(item, SAMPLE, "{from} does not stand there");
            assert_eq!(check(&item), None, "{item}");
        }
        for items in
            ["", "{}", "null,7", r#"{"Type":"SystemSessionReference","Name":"Collect Job @x"}"#]
        {
            assert_eq!(check(items), None, "{items}");
        }
    }
}
