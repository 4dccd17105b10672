//! `cargo xtask demo --portal`: the sample page of a portal around the app.

use std::{
    fs::{self, File},
    io::Write as _,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::Value;

use crate::{
    failure::{Result, While},
    project, run,
};

/// Serves the page. Node does this because it is needed for the build anyway.
const SERVE: &str = include_str!("portal.mjs");
/// The role that the gateway signs in with: it sees all that the page shows, and no more.
const ROLE: &str = "PortalUser";
/// Whose ids stand in the page as it is shipped, and the session of the simulator in their place.
const IDS: [(&str, &str); 2] = [
    ("ed8e95ca-6ec5-4a2d-978b-e1108c4130b6", "running"),
    ("0f5a6c1e-3c0b-4f7e-9b21-6f2d9b7c1a01", "success"),
];

/// The origin of the page: another site than the app's 127.0.0.1.
pub(super) fn origin(port: u16) -> String {
    format!("http://localhost:{port}")
}

/// The gateway's flags: who may frame the app, and that it signs in by itself, since a frame of
/// another site asks for no password.
///
/// # Errors
/// When the account can't be written.
pub(super) fn gateway_flags(port: u16, world: &Value) -> Result<Vec<String>> {
    let account = account_file(world)?;
    Ok(vec![
        "--portal-origin".to_owned(),
        origin(port),
        "--sign-in-account".to_owned(),
        account.display().to_string(),
        "--anonymous-readers".to_owned(),
    ])
}

fn account_file(world: &Value) -> Result<PathBuf> {
    let users = world.get("users").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let member = |user: &Value, key: &str| user.get(key).and_then(Value::as_str).map(str::to_owned);
    let user = users.iter().find(|user| member(user, "role").as_deref() == Some(ROLE));
    let account = user.and_then(|user| member(user, "user").zip(member(user, "password")));
    let (name, password) = account.ok_or("The simulator has no user of the usual role.")?;
    let folder = project::scratch("portal");
    let path = folder.join("account");
    let said = format!("{} can't be written", path.display());
    fs::create_dir_all(&folder).or_say(&said)?;
    let mut file = private(&path).or_say(&said)?;
    writeln!(file, "{name}\n{password}").or_say(&said)?;
    Ok(path)
}

/// A file that nobody else reads, which the gateway insists on.
fn private(path: &Path) -> std::io::Result<File> {
    let mut options = File::options();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// The page's server.
pub(super) fn server(port: u16, app: &str, world: &Value) -> Command {
    let mut node = run::command("node");
    node.args(["--input-type=module", "--eval", SERVE]);
    node.arg(project::root().join("deploy").join("portal")).arg(port.to_string()).arg(app);
    for (shipped, word) in IDS {
        let id = world.get("sessions").and_then(|all| all.get(word)).and_then(Value::as_str);
        node.args([shipped, id.unwrap_or(shipped)]);
    }
    node
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_replaced_stands_in_the_page_as_it_is_shipped() {
        let page = project::root().join("deploy").join("portal").join("index.html");
        let page = fs::read_to_string(page).unwrap();
        assert!(page.contains("src=\"https://desk.corp.example/restore-session.js\""));
        for (id, _) in IDS {
            assert!(page.contains(id), "{id}");
        }
        assert_eq!(page.matches("<restore-session ").count(), 3);
    }

    #[test]
    fn the_gateway_signs_in_as_the_usual_role_and_lets_the_page_in() {
        let world = serde_json::json!({"users": [
            {"user": "LAB\\admin", "password": "a", "role": "PortalAdministrator"},
            {"user": "LAB\\help", "password": "p w", "role": "PortalUser"},
        ]});
        let flags = gateway_flags(8090, &world).unwrap();
        assert!(flags.windows(2).any(|pair| pair == ["--portal-origin", "http://localhost:8090"]));
        let written = fs::read_to_string(&flags[3]).unwrap();
        assert_eq!(written, "LAB\\help\np w\n");
        assert!(gateway_flags(8090, &serde_json::json!({"users": []})).is_err());
    }
}
