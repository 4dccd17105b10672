//! The gateway's own account at Enterprise Manager, from a file that it alone may read.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use axum::http::HeaderValue;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::watched::Watched;

/// Longest file, in bytes; two lines are near 60.
const FILE_LEN_MAX: u64 = 4096;

/// User name and password, ready to be sent, and shown by nothing.
#[derive(Debug)]
pub(crate) struct Account {
    /// For the log.
    pub(crate) user: String,
    /// The value of `Authorization`; marked, so that it prints nothing of itself.
    pub(crate) basic: HeaderValue,
}

impl Account {
    /// Reads the file, and again when it changes: passwords are renewed.
    ///
    /// # Errors
    /// A sentence that names the flag, the file and what is wrong; nothing of its content.
    pub(crate) fn watched(path: &Path) -> Result<Watched<Account>, String> {
        let path = path.to_owned();
        Watched::new(vec![path.clone()], move || {
            read(&path).map_err(|why| format!("--sign-in-account {}: {why}", path.display()))
        })
    }
}

fn read(path: &Path) -> Result<Account, String> {
    // Asked of the open file, and not of the name: what is checked is what is read.
    let file = File::open(path).map_err(|error| error.to_string())?;
    check_closed_to_others(&file)?;
    let mut text = String::new();
    file.take(FILE_LEN_MAX)
        .read_to_string(&mut text)
        .map_err(|_| "it cannot be read as text in UTF-8".to_owned())?;
    parse(&text)
}

/// The first line is the user name, the second the password, as they stand: a backslash, a quote
/// or a blank in a password means itself.
fn parse(text: &str) -> Result<Account, String> {
    let mut lines = text.trim_start_matches('\u{feff}').lines();
    let (user, password) = match (lines.next(), lines.next()) {
        (Some(user), Some(password)) if !user.trim().is_empty() && !password.is_empty() => {
            (user.trim(), password)
        }
        _ => return Err("its first line must be the user name, its second the password".into()),
    };
    if lines.any(|line| !line.trim().is_empty()) {
        return Err("it must hold two lines: the user name and the password".into());
    }
    if user.contains(':') || user.chars().chain(password.chars()).any(char::is_control) {
        return Err("a user name holds no colon, and neither line a control character".into());
    }
    let mut basic =
        HeaderValue::try_from(format!("Basic {}", STANDARD.encode(format!("{user}:{password}"))))
            .map_err(|_| "it holds what no sign-in can")?;
    basic.set_sensitive(true);
    Ok(Account { user: user.to_owned(), basic })
}

/// The bits of group and others in a file's mode.
#[cfg(unix)]
const OF_OTHERS: u32 = 0o077;

#[cfg(unix)]
fn check_closed_to_others(file: &File) -> Result<(), String> {
    use std::os::unix::fs::PermissionsExt as _;

    let mode = file.metadata().map_err(|error| error.to_string())?.permissions().mode();
    if mode & OF_OTHERS == 0 {
        return Ok(());
    }
    Err(format!(
        "others than its owner may read or change it (mode {:03o}): `chmod 600` it, as the user \
         that the gateway runs as",
        mode & 0o777
    ))
}

/// Elsewhere the access list decides, which the documentation says how to set.
#[cfg(not(unix))]
fn check_closed_to_others(_file: &File) -> Result<(), String> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_lines_are_an_account() {
        for (text, user, sent) in [
            ("DESK\\reader\nsecret", "DESK\\reader", "DESK\\reader:secret"),
            (
                "reader@desk.example\r\nsecret\r\n",
                "reader@desk.example",
                "reader@desk.example:secret",
            ),
            ("\u{feff}reader \n s:e \\\"c# \n\n", "reader", "reader: s:e \\\"c# "),
        ] {
            let account = parse(text).unwrap();
            assert_eq!(account.user, user);
            assert_eq!(account.basic, format!("Basic {}", STANDARD.encode(sent)));
            assert!(!format!("{account:?}").contains("Basic"), "{account:?}");
        }
    }

    #[test]
    fn anything_else_is_none_and_is_not_repeated() {
        for text in [
            "",
            "\n",
            "s3cret",
            "s3cret\n",
            "\ns3cret",
            "a:b\ns3cret",
            "a\ns3cret\nmore",
            "a\ns3\u{7}",
        ] {
            let why = parse(text).unwrap_err();
            assert!(why.contains("line") && !why.contains("s3"), "{text:?}: {why}");
        }
    }
}
