//! The shipped configuration, with its marked places filled in as an administrator would.

use std::path::Path;

use crate::proxy::Setup;
use crate::row::{ORIGIN, OTHER};
use crate::wire::SITE;

/// The file that is shipped.
const SHIPPED: &str = include_str!("../../../../../../deploy/nginx/restore-desk.conf");
/// The module that serves what is compressed with brotli.
pub(super) const BROTLI: &str = "ngx_http_brotli_static_module.so";

/// What surrounds it: one process that stays where it was started.
///
/// Paths that are not absolute start at the folder that nginx is given.
pub(super) fn main(modules: &Path) -> String {
    let brotli = modules.join(BROTLI);
    format!(
        "load_module {};\n\
         daemon off;\nmaster_process off;\npid nginx.pid;\n\
         events {{ worker_connections 256; }}\n\
         http {{\n    client_body_temp_path body;\n    proxy_temp_path proxy;\n    \
         fastcgi_temp_path fastcgi;\n    uwsgi_temp_path uwsgi;\n    scgi_temp_path scgi;\n    \
         include restore-desk.conf;\n}}\n",
        brotli.display()
    )
}

/// The shipped file for this site.
pub(super) fn site(setup: &Setup<'_>, port: u16) -> String {
    let upstream = setup.upstream;
    std::fs::write(setup.dir.join("em.pem"), &upstream.trusted_pem).unwrap();
    let callers = format!(
        "map $http_origin $desk_origin {{\n default \"\";\n \"{ORIGIN}\" \"{ORIGIN}\";\n \
         \"{OTHER}\" \"{OTHER}\";\n}}"
    );
    let portals = format!("map \"\" $desk_portals {{ default \"{ORIGIN}\"; }}");
    let place = format!(
        "listen 127.0.0.1:{port} ssl;\nserver_name {SITE};\nssl_certificate tls.pem;\n\
         ssl_certificate_key tls.key;\nroot dist;"
    );
    let em = format!(
        "proxy_pass {};\nproxy_ssl_trusted_certificate em.pem;\nproxy_ssl_name {};",
        upstream.url, upstream.name
    );
    let mut text = SHIPPED.to_owned();
    for (number, with) in (1..).zip([callers, portals, place, em]) {
        text = fill(&text, number, &with);
    }
    assert_eq!(text.matches("EDIT").count(), 5, "four marks, and the sentence that names them");
    text = replace(&text, "/var/log/nginx/restore-desk.access.log", "access.log", 1);
    if setup.stage.explore {
        text = replace(&text, "#explore ", "", 3);
    }
    if setup.stage.hasty {
        for name in ["client_body_timeout", "proxy_send_timeout", "proxy_read_timeout"] {
            text = replace(&text, &format!("{name} 30s;"), &format!("{name} 1s;"), 1);
        }
    }
    if setup.stage.strict {
        text = replace(&text, "rate=60r/m;", "rate=2r/m;", 1);
        text = replace(&text, "burst=59 nodelay;", "burst=1 nodelay;", 1);
    }
    text
}

/// Puts the lines in place of those between the marks of that number.
fn fill(text: &str, number: u8, with: &str) -> String {
    let start = format!("# ==== EDIT {number} of 4: ");
    let end = format!("# ==== end of {number} ");
    let (before, rest) = text.split_once(&start).unwrap_or_else(|| panic!("no mark {start:?}"));
    let (title, rest) = rest.split_once('\n').unwrap();
    let (_old, after) = rest.split_once(&end).unwrap_or_else(|| panic!("no mark {end:?}"));
    assert!(!after.contains(&start), "two marks {start:?}");
    format!("{before}{start}{title}\n{with}\n{end}{after}")
}

fn replace(text: &str, from: &str, to: &str, count: usize) -> String {
    assert_eq!(text.matches(from).count(), count, "{from:?} in the shipped configuration");
    text.replace(from, to)
}
