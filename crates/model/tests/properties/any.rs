//! What a server, an address bar or a clipboard may hold.

use proptest::{prelude::*, sample::select};
use restore_desk_model::json::Json;

/// Members that EM sends somewhere.
const MEMBERS: [&str; 33] = [
    "State",
    "Result",
    "JobType",
    "VmDisplayName",
    "CreationTimeUTC",
    "EndTimeUTC",
    "Progress",
    "FailureMessage",
    "Name",
    "UID",
    "Links",
    "Link",
    "Href",
    "Rel",
    "Type",
    "Refs",
    "Entities",
    "RestoreSessions",
    "PagingInfo",
    "PageNum",
    "PagesCount",
    "SessionId",
    "UserName",
    "Message",
    "StackTrace",
    "VbrCertificateThumbprint",
    "Version",
    "Description",
    "CreationTimeUtc",
    "Duration",
    "Sessions",
    "SessionType",
    "IsCanceled",
];

/// Texts that EM sends somewhere.
const TEXTS: [&str; 25] = [
    "Up",
    "Down",
    "Alternate",
    "Related",
    "Next",
    "Delete",
    "RestoreSession",
    "BackupServer",
    "RestoreSessionReference",
    "VmRestorePoint",
    "LogonSession",
    "Working",
    "Stopped",
    "Success",
    "None",
    "RestoreVm",
    "FileLevelRestore",
    "CollectJob",
    "Collect Job @2023-01-27 17:05:52.069837",
    "CompletedSuccessfully",
    "2014-10-19T05:59:18.1234567Z",
    "0001-01-01T00:00:00",
    "urn:veeam:RestoreSession:676dc837-f441-4ac1-8470-15be06b4cffc",
    "https://em:9398/api/backupServers/1?format=Entity",
    "https://em:9398/api/logonSessions/44cfbdbe-5a95-4156-8867-91f069b7c2cc",
];

/// Pieces from which hrefs are put together, honest and not.
const PIECES: [&str; 48] = [
    "https://em:9398",
    "http://localhost:9399",
    "//",
    "/",
    "/api/",
    "api/",
    "restoreSessions",
    "backupServers",
    "vmRestorePoints",
    "jobs",
    "query",
    "credentials",
    "Passwords",
    "LOGONSESSIONS",
    "sessionMngr",
    "logonSessions.",
    "credentials;a",
    "676dc837-f441-4ac1-8470-15be06b4cffc",
    "..",
    ".",
    "%2e%2e",
    "%2f",
    "%5c",
    "\\",
    "%23",
    "#",
    "#/",
    "?",
    "&",
    "&amp;",
    "=",
    "type=RestoreSession",
    "type=Credentials",
    "format=Entity",
    "format=",
    "filter=Name==\"a..b//c\"",
    "action=restore",
    "%61ction=x",
    "v=latest",
    "page=2",
    "open/",
    "@",
    ":",
    "javascript:",
    " ",
    "\u{202e}",
    "%00",
    "ü",
];

/// Pieces of mails and tickets, honest and not.
const MAIL: [&str; 30] = [
    "676dc837-f441-4ac1-8470-15be06b4cffc",
    "ED8E95CA-6EC5-4a2d-978b-e1108c4130b6",
    "urn:veeam:RestoreSession:",
    "URN:Veeam:BackupServer:",
    "urn:veeam:LogonSession:",
    "https://em:9398/api/restoreSessions/",
    "https://em/api/logonSessions/",
    "em:9398/api/vmRestorePoints/",
    "https://desk/#/restoreSessions/",
    "https://desk/#/watch/",
    "https://desk/?open=",
    "https://mail.filter/?url=https%3A%2F%2Fem%3A9398%2Fapi%2FrestoreSessions%2F",
    "#/open/",
    "?format=3DEntity",
    "&amp;data=05%7C",
    "__;!!",
    "=\r\n",
    "-\n",
    "\n> ",
    " ",
    "<",
    ">",
    "](",
    ")",
    ".",
    ",",
    "&lt;",
    "\u{200b}",
    "task-12",
    "the restore of srv04",
];

/// A text that someone pastes.
pub(crate) fn pasted() -> impl Strategy<Value = String> {
    let piece = prop_oneof![select(MAIL.to_vec()).prop_map(str::to_owned), "[ -~ü\n]{0,6}"];
    proptest::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

/// An id as EM makes them.
pub(crate) fn guid() -> impl Strategy<Value = String> {
    "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
}

pub(crate) fn cased(text: &'static str) -> impl Strategy<Value = String> {
    proptest::collection::vec(any::<bool>(), text.len()).prop_map(move |upper| {
        text.chars()
            .zip(upper)
            .map(|(c, upper)| if upper { c.to_ascii_uppercase() } else { c.to_ascii_lowercase() })
            .collect()
    })
}

pub(crate) fn member() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => select(MEMBERS.to_vec()).prop_map(str::to_owned),
        2 => select(MEMBERS.to_vec()).prop_flat_map(cased),
        1 => any::<String>(),
    ]
}

pub(crate) fn json() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::Bool),
        any::<i64>().prop_map(|number| Json::Number(number.to_string().into())),
        (-1e300_f64..1e300).prop_map(|number| Json::Number(format!("{number:e}").into())),
        select(TEXTS.to_vec()).prop_map(|text| Json::Text(text.into())),
        any::<String>().prop_map(|text| Json::Text(text.into())),
        href_text().prop_map(|text| Json::Text(text.into())),
    ];
    leaf.prop_recursive(5, 60, 8, |inner| {
        prop_oneof![
            1 => proptest::collection::vec(inner.clone(), 0..5).prop_map(Json::List),
            3 => proptest::collection::vec((member(), inner), 0..8)
                .prop_map(|members| Json::Object(members.into_iter().collect())),
        ]
    })
}

pub(crate) fn href_text() -> impl Strategy<Value = String> {
    let pieces =
        proptest::collection::vec(select(PIECES.to_vec()), 0..9).prop_map(|pieces| pieces.concat());
    prop_oneof![
        3 => pieces.clone(),
        3 => pieces.prop_map(|text| format!("https://em:9398/api/{text}")),
        1 => any::<String>(),
        1 => any::<String>().prop_map(|text| format!("/api/{text}")),
        1 => "\\PC{0,40}".prop_map(|text| format!("#/{text}")),
        1 => mutated(),
    ]
}

/// A real href with one character put in, taken out or exchanged.
pub(crate) fn mutated() -> impl Strategy<Value = String> {
    const REAL: [&str; 4] = [
        "https://em:9398/api/restoreSessions/676dc837-f441-4ac1-8470-15be06b4cffc?format=Entity",
        "https://em:9398/api/query?type=RestoreSession&format=Entities&filter=VmDisplayName%3d%3d%22srv04%22&pageSize=3&page=2",
        "https://em:9398/api/backupServers/ce15a8c7-aa49-495e-b05b-ee3398c91018/credentials",
        "https://em:9398/api/vmRestorePoints/f45e5f83-99a0-4b8e-9195-9f88ee13da07?action=restore",
    ];
    (select(REAL.to_vec()), any::<prop::sample::Index>(), any::<char>(), 0..3).prop_map(
        |(real, at, c, how)| {
            let mut chars: Vec<char> = real.chars().collect();
            let at = at.index(chars.len());
            match how {
                0 => chars.insert(at, c),
                1 => _ = chars.remove(at),
                _ => chars.iter_mut().skip(at).take(1).for_each(|known| *known = c),
            }
            chars.into_iter().collect()
        },
    )
}
