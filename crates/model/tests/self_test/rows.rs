//! One row after the other: what was found, and how it then stands.

use restore_desk_model::{
    error::ApiError,
    logon::Access,
    self_test::{Found, Frame, Health, Served, Standing, Who},
};

use super::{NOW_MS, POLICY, access, checked, not_ok, served, well};

/// What changes what was found, and what is then not in order.
type Case = (&'static str, fn(&mut Found), &'static str);

#[test]
fn all_well_is_said_in_three_words() {
    let checked = checked(&well());
    assert_eq!(not_ok(&checked), "");
    assert_eq!((checked.summary.as_str(), checked.standing), ("All is well.", Standing::Ok));
}

#[test]
fn the_way_to_em() {
    let after_proxy = |found: &mut Found| {
        (found.sends_token, found.em, found.times_ms, found.search) = (None, None, None, None);
    };
    let closed: fn(&mut Found) = |found| found.health = Health::Closed;
    let silent: fn(&mut Found) = |found| found.health = Health::Silent;
    let redirects: fn(&mut Found) = |found| found.health = Health::Redirects;
    let rest = "Enterprise Manager Unknown: This could not be checked.\n\
        Clock Unknown: This could not be checked.\nRole Unknown: This could not be checked.";
    let no_cors = "CORS Unknown: This could not be checked.";
    let rows = [
        (
            silent,
            format!(
                "Proxy Trouble: Nothing answers at https://proxy.example/api/.\n{no_cors}\n{rest}"
            ),
        ),
        (
            redirects,
            format!(
                "Proxy Trouble: A sign-on in front of the proxy sends its replies elsewhere.\n{no_cors}\n{rest}"
            ),
        ),
        (closed, format!("CORS Trouble: The proxy's replies are not open to this page.\n{rest}")),
    ];
    for (change, expected) in rows {
        let mut found = well();
        after_proxy(&mut found);
        change(&mut found);
        assert_eq!(not_ok(&checked(&found)), expected);
    }
    let mut found = well();
    after_proxy(&mut found);
    silent(&mut found);
    found.document =
        Some(served("text/html", Some(&POLICY.replace(" https://proxy.example", "")), "no-cache"));
    let said = not_ok(&checked(&found));
    assert!(
        said.contains("Proxy Unknown: This page's own content policy lets no request"),
        "{said}"
    );
    assert!(
        said.contains("Content policy Trouble: connect-src lacks https://proxy.example."),
        "{said}"
    );
}

#[test]
fn cors_and_em() {
    let cases: [Case; 13] = [
        (
            "a preflight that fails",
            |found| found.sends_token = Some(false),
            "CORS Trouble: The proxy does not let this page send X-RestSvcSessionId, the header with the sign-in.",
        ),
        (
            "a hidden date",
            |found| found.times_ms = None,
            "CORS Warning: The proxy hides the header Date from this page.\nClock Unknown: This could not be checked.",
        ),
        (
            "one origin needs no CORS",
            |found| found.proxy = "https://desk.example/api/".to_owned(),
            "",
        ),
        (
            "another port is another origin",
            |found| {
                found.proxy = "https://desk.example:8443/api/".to_owned();
                found.em = Some(Err(ApiError::CorsRefused));
            },
            "CORS Trouble: The proxy's replies are not open to this page.\n\
             Enterprise Manager Unknown: This could not be checked.\n\
             Content policy Trouble: connect-src lacks https://desk.example:8443.",
        ),
        (
            "502",
            |found| found.em = Some(Err(ApiError::EnterpriseManagerDown)),
            "Enterprise Manager Trouble: The proxy cannot reach Enterprise Manager.",
        ),
        (
            "504",
            |found| found.em = Some(Err(ApiError::EnterpriseManagerSlow)),
            "Enterprise Manager Trouble: Enterprise Manager does not answer the proxy in time.",
        ),
        (
            "a renewed certificate",
            |found| found.em = Some(Err(ApiError::CertificateNotTrusted)),
            "Enterprise Manager Trouble: The proxy does not trust Enterprise Manager's certificate.",
        ),
        (
            "a web page",
            |found| found.em = Some(Err(ApiError::Html { status: 200 })),
            "Enterprise Manager Trouble: A web page came instead of data: something between here and Enterprise Manager answered in its place, such as a sign-on.",
        ),
        ("one that wants a sign-in", |found| found.em = Some(Err(ApiError::SignedOut)), ""),
        (
            "a refused account of the proxy",
            |found| {
                (found.em, found.who, found.search) =
                    (Some(Err(ApiError::SignedOut)), Who::Proxy, None);
            },
            "Enterprise Manager Trouble: Enterprise Manager refuses the account that the proxy signs in with.\nRole Unknown: This could not be checked.",
        ),
        (
            "a clock ahead",
            |found| found.times_ms = Some((NOW_MS, NOW_MS + 3_605_000)),
            "Clock Warning: This computer's clock is 1 h ahead of Enterprise Manager's.",
        ),
        (
            "a clock behind",
            |found| found.times_ms = Some((NOW_MS, NOW_MS - 5_000)),
            "Clock Warning: This computer's clock is 5 s behind Enterprise Manager's.",
        ),
        ("a clock almost right", |found| found.times_ms = Some((NOW_MS, NOW_MS + 4_999)), ""),
    ];
    run(&cases);
}

#[test]
fn files_and_frame() {
    let cases: [Case; 11] = [
        (
            "no type",
            |found| found.wasm = Some(Served::default()),
            "WebAssembly Warning: It is served as “–”, so it is compiled only when all of it is there.",
        ),
        (
            "a type with more behind it",
            |found| found.wasm = Some(served("application/wasm; charset=utf-8", None, "")),
            "WebAssembly Warning: It is served as “application/wasm; charset=utf-8”, so it is compiled only when all of it is there.",
        ),
        (
            "a file that is gone",
            |found| found.wasm = None,
            "WebAssembly Unknown: The file could not be read again.",
        ),
        (
            "no policy",
            |found| found.document = Some(served("text/html", None, "no-store")),
            "Content policy Trouble: index.html came without a Content-Security-Policy.",
        ),
        (
            "a policy that is too wide, and framed by anyone",
            |found| {
                let wide = POLICY.replace("style-src 'self'", "style-src 'unsafe-inline'");
                let wide = wide.replace("frame-ancestors 'self' https://portal.example", "");
                found.document = Some(served("text/html", Some(&wide), "max-age=0"));
            },
            "Content policy Trouble: style-src allows 'unsafe-inline'. frame-ancestors is missing.",
        ),
        (
            "kept files",
            |found| {
                found.document = Some(served("text/html", Some(POLICY), "public, max-age=600"));
                found.config = Some(Served::default());
            },
            "Caching Warning: Browsers may keep index.html, config.json, and start an old release or old settings.",
        ),
        (
            "a file that can't be read",
            |found| found.boot = None,
            "Caching Unknown: The file could not be read again.",
        ),
        (
            "a frame of its own site",
            |found| found.frame = Frame::Of(Some("https://desk.example".to_owned())),
            "",
        ),
        (
            "a portal's frame",
            |found| found.frame = Frame::Of(Some("https://portal.example".to_owned())),
            "",
        ),
        (
            "another frame",
            |found| found.frame = Frame::Of(Some("https://evil.example".to_owned())),
            "Frame Warning: The page stands in a frame of https://evil.example, which “portalOrigins” does not name.",
        ),
        (
            "a frame that does not tell",
            |found| found.frame = Frame::Of(None),
            "Frame Unknown: The page stands in a frame of another site; this browser does not say of which.",
        ),
    ];
    run(&cases);
}

#[test]
fn browser_and_role() {
    let cases: [Case; 9] = [
        (
            "no storage",
            |found| found.keeps = false,
            "Storage of the tab Warning: This browser lets the page keep nothing: after a reload one signs in again.",
        ),
        (
            "no channel",
            |found| found.tells = false,
            "Sharing between tabs Warning: The tabs of this browser cannot reach one another: each signs in by itself.",
        ),
        (
            "no channel, where none is needed",
            |found| (found.tells, found.who) = (false, Who::Proxy),
            "",
        ),
        (
            "nobody signed in",
            |found| (found.who, found.search) = (Who::Nobody, None),
            "Role Unknown: Nobody is signed in: this row alone needs it.",
        ),
        (
            "an ended sign-in",
            |found| (found.who, found.search) = (Who::Ended, None),
            "Role Unknown: The sign-in has ended.",
        ),
        (
            "a sign-in that ends now",
            |found| found.search = Some(Err(ApiError::SignedOut)),
            "Role Unknown: The sign-in has ended.",
        ),
        (
            "a role that may not search, of an operator for single items",
            |found| {
                found.search = Some(Err(ApiError::Forbidden { message: None }));
                found.who = Who::Account(access(&["restoreSessions"]));
            },
            "Role Warning: This account may not search: it is shown the restores of the last 30 days. It may not open backup servers, VM restore points.",
        ),
        (
            "a link list that tells nothing",
            |found| {
                found.search = Some(Err(ApiError::Forbidden { message: None }));
                found.who = Who::Account(Access::default());
            },
            "Role Warning: This account may not search: it is shown the restores of the last 30 days.",
        ),
        (
            "EM too busy to say",
            |found| found.search = Some(Err(ApiError::Busy { retry_after_s: Some(7) })),
            "Role Unknown: Enterprise Manager is busy or in maintenance. Try again in 7 s.",
        ),
    ];
    run(&cases);
}

fn run(cases: &[Case]) {
    for (name, change, expected) in cases {
        let mut found = well();
        change(&mut found);
        assert_eq!(not_ok(&checked(&found)), *expected, "{name}");
    }
}
