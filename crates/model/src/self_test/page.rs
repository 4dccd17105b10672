//! How the page's own files are served, and what stands around the page.

use super::{Frame, Given, Row, Served, Standing, listed, policy};
use crate::text;

pub(super) fn rows(given: &Given<'_>) -> Vec<Row> {
    vec![wasm(given), content_policy(given), cache(given), frame(given)]
}

fn unread(given: &Given<'_>, name: &'static str) -> Row {
    Row::new(name, Standing::Unknown, given.texts.unread, given.texts.unread_fix)
}

/// The browser compiles it as it comes only for this type, without parameters.
fn wasm(given: &Given<'_>) -> Row {
    let t = given.texts;
    let Some(Served { kind, .. }) = &given.found.wasm else { return unread(given, t.name_wasm) };
    let kind = kind.as_deref().map_or("–", str::trim);
    if kind.eq_ignore_ascii_case("application/wasm") {
        Row::ok(t.name_wasm, t.wasm_right)
    } else {
        let finding = t.wasm_wrong.with([&text::name(kind)]);
        Row::new(t.name_wasm, Standing::Warning, finding, t.wasm_fix)
    }
}

fn content_policy(given: &Given<'_>) -> Row {
    let t = given.texts;
    let name = t.name_policy;
    let Some(Served { policy, .. }) = &given.found.document else { return unread(given, name) };
    let Some(policy) = policy else {
        return Row::new(name, Standing::Trouble, t.policy_none, t.policy_fix);
    };
    let flaws = policy::flaws(policy, given.found, &given.config.portal_origins);
    let flaws = listed(flaws.iter().map(|flaw| flaw.sentence(t)), " ");
    if flaws.is_empty() {
        Row::ok(name, t.policy_right)
    } else {
        Row::new(name, Standing::Trouble, flaws, t.policy_fix)
    }
}

/// Whether a browser asks for a file anew before it uses its copy.
fn is_asked_anew(served: &Served) -> bool {
    let cache = served.cache.as_deref().unwrap_or_default();
    cache.split(',').any(|word| {
        let word = word.trim();
        ["no-cache", "no-store", "max-age=0"].iter().any(|good| word.eq_ignore_ascii_case(good))
    })
}

/// The files whose names stay the same from release to release.
fn cache(given: &Given<'_>) -> Row {
    let (found, t) = (given.found, given.texts);
    let files =
        [("index.html", &found.document), ("boot.js", &found.boot), ("config.json", &found.config)];
    let kept = files
        .iter()
        .filter(|(_, served)| served.as_ref().is_some_and(|served| !is_asked_anew(served)))
        .map(|(name, _)| *name);
    let kept = listed(kept, ", ");
    if !kept.is_empty() {
        let fix = t.cache_fix.with([&kept]);
        Row::new(t.name_cache, Standing::Warning, t.cache_kept.with([&kept]), fix)
    } else if files.iter().any(|(_, served)| served.is_none()) {
        unread(given, t.name_cache)
    } else {
        Row::ok(t.name_cache, t.cache_right)
    }
}

fn frame(given: &Given<'_>) -> Row {
    let (found, t) = (given.found, given.texts);
    let name = t.name_frame;
    match &found.frame {
        Frame::No => Row::ok(name, t.frame_none),
        Frame::Of(None) => Row::new(name, Standing::Unknown, t.frame_unknown, t.frame_unknown_fix),
        Frame::Of(Some(origin)) if *origin == found.origin => Row::ok(name, t.frame_own),
        Frame::Of(Some(origin)) => {
            let shown = text::name(origin);
            if given.config.portal_origins.contains(origin) {
                Row::ok(name, t.frame_named.with([&shown]))
            } else {
                let finding = t.frame_unnamed.with([&shown]);
                Row::new(name, Standing::Warning, finding, t.frame_unnamed_fix)
            }
        }
    }
}
