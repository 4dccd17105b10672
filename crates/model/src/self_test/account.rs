//! What the account may open, and what config.json says.

use super::{Given, Row, Standing, Who, listed};
use crate::{error::ApiError, logon::Access, text};

/// The kinds that the sign-in tells of: EM's collection, and its word for the kind.
const KINDS: [(&str, &str); 2] =
    [("backupServers", "BackupServer"), ("vmRestorePoints", "VmRestorePoint")];

pub(super) fn rows(given: &Given<'_>) -> Vec<Row> {
    vec![role(given), contact(given), keys(given)]
}

fn role(given: &Given<'_>) -> Row {
    let (found, t) = (given.found, given.texts);
    let name = t.name_role;
    let unknown = |finding: &str, fix: &str| Row::new(name, Standing::Unknown, finding, fix);
    let Some(search) = &found.search else {
        return match found.who {
            Who::Nobody => unknown(t.role_nobody, t.role_sign_in_fix),
            Who::Ended => unknown(t.role_ended, t.role_sign_in_fix),
            Who::Account(_) | Who::Proxy => unknown(t.not_asked, t.not_asked_fix),
        };
    };
    let (searches, access) = match &found.who {
        Who::Account(access) => (t.role_searches, Some(access)),
        Who::Nobody | Who::Ended | Who::Proxy => (t.role_by_proxy, None),
    };
    let opens = access.map(|access| opens(given, access)).unwrap_or_default();
    match search {
        Ok(()) => Row::ok(name, [searches, &opens].concat()),
        Err(ApiError::Forbidden { .. }) => {
            let finding = [t.role_narrow, &opens].concat();
            Row::new(name, Standing::Warning, finding, t.role_narrow_fix)
        }
        Err(ApiError::SignedOut) if found.who != Who::Proxy => {
            unknown(t.role_ended, t.role_sign_in_fix)
        }
        Err(error) => unknown(&given.context.messages.error(error), t.not_asked_fix),
    }
}

/// What the role may open besides restore sessions, and what not, as far as it is known.
fn opens(given: &Given<'_>, access: &Access) -> String {
    let (t, messages) = (given.texts, given.context.messages);
    let kinds = |wanted: bool| {
        let is_wanted = |collection: &str| access.may_open(collection) == Some(wanted);
        let fit = KINDS.iter().filter(|(collection, _)| is_wanted(collection));
        listed(fit.map(|(_, kind)| messages.kind_words(kind)), ", ")
    };
    let (may, may_not) = (kinds(true), kinds(false));
    let mut sentences = String::new();
    if !may.is_empty() {
        sentences.push_str(&t.role_opens.with([&may]));
    }
    if !may_not.is_empty() {
        sentences.push_str(&t.role_opens_not.with([&may_not]));
    }
    sentences
}

fn contact(given: &Given<'_>) -> Row {
    let t = given.texts;
    if given.config.contact.is_some() {
        Row::ok(t.name_contact, t.contact_named)
    } else {
        Row::new(t.name_contact, Standing::Warning, t.contact_none, t.contact_fix)
    }
}

fn keys(given: &Given<'_>) -> Row {
    let (t, unknown) = (given.texts, &given.config.unknown_keys);
    if unknown.is_empty() {
        return Row::ok(t.name_keys, t.keys_known);
    }
    let names = listed(unknown.iter().map(|key| text::name(key)), ", ");
    let finding = t.keys_unknown.with([&names]);
    Row::new(t.name_keys, Standing::Warning, finding, t.keys_fix)
}
