//! The table as a page of the documentation, which this suite keeps up to date.

use std::fs;

use crate::row::Clause;
use crate::{cors, document, errors, headers, judge, limits, methods, paths, query};

/// Where it is, from the root of the repository.
const PATH: &str = "docs/proxy-contract.md";
/// Writes it anew when set.
const UPDATE: &str = "UPDATE_CONTRACT";

/// Clauses that need more than a table of requests: why nginx lacks them, and the gateway's tests.
const ELSEWHERE: [(&str, &str, &str); 6] = [
    (
        "`signIn: \"proxy\"`: the proxy signs in with an account of its own",
        "nginx has no state for it",
        "✓ `gateway/own_sign_in.rs`, `gateway/renewal.rs`, `gateway/shared_reads.rs`",
    ),
    (
        "`/readyz` and `/metrics` on a listener of their own",
        "stock nginx asks nobody, and counts connections alone",
        "✓ `gateway/upstream.rs`",
    ),
    (
        "Forwarded addresses are believed from trusted proxies alone",
        "in nginx that is `set_real_ip_from`, which the administrator writes",
        "✓ `gateway/limits.rs`",
    ),
    (
        "An IPv6 /64 is one address for the limit on sign-ins",
        "nginx counts each address",
        "✓ `src/limits.rs`",
    ),
    (
        "No log holds a query",
        "nginx's log of errors names the whole line of a request that failed",
        "✓ `gateway/process.rs`",
    ),
    (
        "The certificate and `config.json` are read again when they change",
        "nginx reads its certificate at `reload`; its policy is in its configuration",
        "✓ `gateway/tls.rs`, `gateway/app.rs`",
    ),
];

const HEAD: &str = "\
# One contract, two proxies

The proxy's [contract](proxy.md#the-contract), clause by clause, as the tests in \
`crates/gateway/tests/contract` hold it against the gateway and against nginx with [the \
configuration that is shipped](../deploy/nginx/restore-desk.conf).
Where nginx can't keep a clause, the tests hold it to what it does instead.
The tests make this page: `UPDATE_CONTRACT=1 cargo test --package restore-desk-gateway --test \
contract` writes it anew.";

const TAIL: &str = "
## Of the gateway alone

These need more than a table of requests; the gateway's own tests, which are named, hold them.

| clause | gateway | nginx |
| --- | --- | --- |";

fn topics() -> [(&'static str, Vec<Clause>); 8] {
    [
        ("Addresses", paths::clauses()),
        ("Methods", methods::clauses()),
        ("Queries", query::clauses()),
        ("CORS", cors::clauses()),
        ("Headers and bodies", headers::clauses()),
        ("Limits", limits::clauses()),
        ("Failures", errors::clauses()),
        ("The app's files", document::clauses()),
    ]
}

fn page() -> String {
    let mut lines = vec![HEAD.to_owned()];
    for (title, clauses) in topics() {
        lines.push(format!("\n## {title}\n"));
        lines.push("| clause | requests | gateway | nginx |".to_owned());
        lines.push("| --- | --- | --- | --- |".to_owned());
        for Clause { says, gateway_only, rows, .. } in clauses {
            let nginx = gateway_only.map_or("✓".to_owned(), |why| format!("gateway only: {why}"));
            lines.push(format!("| {says} | {} | ✓ | {nginx} |", rows.len()));
        }
    }
    lines.push(TAIL.to_owned());
    for (says, reason, gateway) in ELSEWHERE {
        lines.push(format!("| {says} | {gateway} | gateway only: {reason} |"));
    }
    lines.join("\n") + "\n"
}

#[test]
fn the_page_is_what_the_table_says() {
    let page = page();
    if std::env::var_os(UPDATE).is_some() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        fs::write(root.join(PATH), &page).unwrap();
    }
    assert!(
        judge::read(PATH) == page,
        "{PATH} is not what the table says: run the tests with {UPDATE}=1, and read the difference"
    );
}
