//! nginx, for the tests alone: the shipped configuration for it is held against the contract.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::{
    failure::Result,
    run,
    setup::{apt_install, debian, find_program, is_root},
};

/// nginx, and its module for files that are compressed with brotli.
const PACKAGES: [&str; 2] = ["nginx", "libnginx-mod-http-brotli-static"];
const BROTLI: &str = "ngx_http_brotli_static_module.so";

/// What Debian's packages ask before they start a service; 101 is "no".
const POLICY: &str = "/usr/sbin/policy-rc.d";
const NO_SERVICES: &str = "#!/bin/sh\nexit 101\n";

/// nginx with its module, installed where it lacks; `NGINX` chooses another.
///
/// # Errors
/// A sentence that says what to install.
pub(crate) fn ready() -> Result<PathBuf> {
    if let Some(found) = found() {
        return Ok(found);
    }
    if debian::is_possible() {
        let policy = Policy::set();
        let installed =
            apt_install(&PACKAGES, "Testing the configuration for nginx", "about 15 seconds");
        drop(policy);
        installed?;
    }
    found().ok_or_else(|| {
        "nginx with its module ngx_http_brotli_static is needed and was not found: install both, \
         or set NGINX to the program's path. On Debian they are the packages nginx and \
         libnginx-mod-http-brotli-static."
            .into()
    })
}

fn found() -> Option<PathBuf> {
    // Where Debian has it is in root's PATH alone.
    let fixed = ["/usr/sbin/nginx", "/usr/local/sbin/nginx"].map(PathBuf::from);
    std::env::var_os("NGINX")
        .map(PathBuf::from)
        .or_else(|| find_program("nginx"))
        .or_else(|| fixed.into_iter().find(|path| path.is_file()))
        .filter(|program| has_brotli(program))
}

fn has_brotli(program: &Path) -> bool {
    let said = run::command(program).arg("-V").output();
    let said = said.map(|output| String::from_utf8_lossy(&output.stderr).into_owned());
    said.is_ok_and(|said| modules(&said).is_some_and(|folder| folder.join(BROTLI).is_file()))
}

/// The folder of the modules, which `nginx -V` names among its build's options.
fn modules(said: &str) -> Option<PathBuf> {
    said.split_whitespace().find_map(|word| word.strip_prefix("--modules-path=")).map(Into::into)
}

/// Keeps Debian's package from starting nginx, which nobody asked for, on port 80.
struct Policy;

impl Policy {
    /// `None` where this machine has rules of its own, or the user may not write them.
    fn set() -> Option<Policy> {
        if !is_root() || Path::new(POLICY).exists() {
            return None;
        }
        fs::write(POLICY, NO_SERVICES).ok()?;
        let policy = Policy;
        executable(Path::new(POLICY)).then_some(policy)
    }
}

impl Drop for Policy {
    fn drop(&mut self) {
        // The next installation is the administrator's own.
        let _ = fs::remove_file(POLICY);
    }
}

#[cfg(unix)]
fn executable(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(file, fs::Permissions::from_mode(0o755)).is_ok()
}

#[cfg(not(unix))]
fn executable(_file: &Path) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_modules_folder_is_found_in_what_nginx_prints() {
        let said = "nginx version: nginx/1.22.1\nconfigure arguments: --prefix=/usr/share/nginx \
                    --modules-path=/usr/lib/nginx/modules --with-http_v2_module";
        assert_eq!(modules(said), Some("/usr/lib/nginx/modules".into()));
        assert_eq!(modules("nginx version: nginx/1.22.1"), None);
    }
}
