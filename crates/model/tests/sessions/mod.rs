//! Restore sessions as EM may send them, and as it should not.

use proptest::prelude::*;
use restore_desk_model::{
    entity::{Entity, restore_session::RestoreSession},
    json::{Json, Object},
};

/// A session of these members; those without a value are not sent.
pub(crate) fn session(members: &[(&str, Option<Json>)]) -> RestoreSession {
    let members =
        members.iter().filter_map(|(name, value)| Some(((*name).to_owned(), value.clone()?)));
    RestoreSession::from_entity(Entity::from_object(members.collect::<Object>()))
}

/// EM's word; `absent` is not sent.
pub(crate) fn word(text: &str) -> Option<Json> {
    (text != "absent").then(|| Json::Text(text.into()))
}

fn scalar() -> impl Strategy<Value = Json> {
    prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::Bool),
        any::<i128>().prop_map(|number| Json::Number(number.to_string().into())),
        (-5_i128..120).prop_map(|number| Json::Number(number.to_string().into())),
        any::<f64>().prop_map(|number| Json::Number(number.to_string().into())),
        any::<String>().prop_map(|text| Json::Text(text.into())),
        proptest::sample::select(vec![
            "Starting",
            "Working",
            "Stopping",
            "Stopped",
            "None",
            "Success",
            "Warning",
            "Failed",
            "RestoreVm",
            "FileLevelRestore",
            "2014-10-19T05:59:18Z",
            "0001-01-01T00:00:00",
            "9999-12-31T23:59:59.9999999Z",
            "64",
            "64%",
            "",
        ])
        .prop_map(|word| Json::Text(word.into())),
    ]
}

fn value() -> impl Strategy<Value = Json> {
    scalar().prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Json::List),
            proptest::collection::vec((any::<String>(), inner), 0..4)
                .prop_map(|members| Json::Object(members.into_iter().collect())),
        ]
    })
}

/// Any values of the members that the answer reads.
pub(crate) fn members() -> impl Strategy<Value = Vec<(&'static str, Option<Json>)>> {
    const NAMES: [&str; 10] = [
        "State",
        "Result",
        "JobType",
        "VmDisplayName",
        "Name",
        "CreationTimeUTC",
        "EndTimeUTC",
        "Progress",
        "FailureMessage",
        "UID",
    ];
    proptest::collection::vec(proptest::option::of(value()), NAMES.len())
        .prop_map(|values| NAMES.into_iter().zip(values).collect())
}

/// A session in one of the words that EM is known to send, and other facts at random.
pub(crate) fn likely() -> impl Strategy<Value = Vec<(&'static str, Option<Json>)>> {
    let words =
        |words: &'static [&'static str]| proptest::sample::select(words.to_vec()).prop_map(word);
    (
        members(),
        words(&["Starting", "Working", "Stopping", "Stopped", "Pausing", "absent"]),
        words(&["None", "Success", "Warning", "Failed", "Odd", "absent"]),
        words(&["RestoreVm", "FileLevelRestore", "Odd", "absent"]),
        "[a-z]{3,8}[0-9]{2}".prop_map(|name| word(&name)),
    )
        .prop_map(|(mut members, state, result, job_type, vm)| {
            for (name, value) in
                [("State", state), ("Result", result), ("JobType", job_type), ("VmDisplayName", vm)]
            {
                if let Some(member) = members.iter_mut().find(|(known, _)| *known == name) {
                    member.1 = value;
                }
            }
            members.retain(|(name, _)| *name != "FailureMessage");
            members
        })
}
