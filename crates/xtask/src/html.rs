//! What a built page must not hold, because the shipped policy forbids it or because it would
//! tie the page to one folder.

/// The reasons why a page would not work: scripts inside it, event attributes, addresses that
/// begin at the server's root. Empty when it would.
pub(crate) fn complaints(html: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = html;
    while let Some((_, after)) = rest.split_once('<') {
        if let Some(comment) = after.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let Some((tag, after)) = split_tag(after) else { break };
        rest = after;
        let name = tag.split(|c: char| c.is_whitespace() || c == '/').next().unwrap_or_default();
        if name.eq_ignore_ascii_case("script") {
            let body = after.split_once("</script").map_or(after, |(body, _)| body);
            if !body.trim().is_empty() {
                found.push(format!("a script inside the page: <{tag}>"));
            }
        }
        for (key, value) in attributes(tag) {
            let key = key.to_ascii_lowercase();
            if key.starts_with("on") {
                found.push(format!("the event attribute {key} in <{name}>"));
            }
            let is_address =
                matches!(&*key, "src" | "href" | "data-js" | "data-wasm" | "data-later")
                    || key.starts_with("data-texts-");
            if is_address && value.starts_with('/') {
                found.push(format!("an address that begins at the server's root: {value}"));
            }
        }
    }
    found
}

/// Splits after the `>` that ends a tag, which may also stand inside a quoted value.
fn split_tag(text: &str) -> Option<(&str, &str)> {
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (None, '>') => return text.split_at_checked(at).map(|(tag, rest)| (tag, skip(rest))),
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), _) if open == c => quote = None,
            _ => {}
        }
    }
    None
}

fn skip(rest: &str) -> &str {
    rest.strip_prefix('>').unwrap_or(rest)
}

/// The attributes of a tag as names and values; the value is empty where there is none.
fn attributes(tag: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    let mut rest = tag.trim_start_matches(|c: char| !c.is_whitespace()).trim_start();
    while !rest.is_empty() {
        let end = rest.find(|c: char| c.is_whitespace() || c == '=').unwrap_or(rest.len());
        let Some((key, after)) = rest.split_at_checked(end) else { break };
        let after = after.trim_start();
        let Some(value) = after.strip_prefix('=').map(str::trim_start) else {
            found.push((key, ""));
            rest = after;
            continue;
        };
        let quoted = value.strip_prefix('"').and_then(|value| value.split_once('"'));
        let quoted =
            quoted.or_else(|| value.strip_prefix('\'').and_then(|value| value.split_once('\'')));
        let (value, after) =
            quoted.or_else(|| value.split_once(char::is_whitespace)).unwrap_or((value, ""));
        found.push((key, value));
        rest = after.trim_start();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_of_references_alone_is_fine() {
        let page = r#"<!doctype html><!-- <script>no()</script> --><html lang="en"><head>
            <link rel="modulepreload" href="./a-1.js"><link rel=stylesheet href=./b.css>
            <script type="module" src="./boot.js" data-js="./a.js" data-wasm="./a.wasm"></script>
            </head><body title="a > b" data-online></body></html>"#;
        assert_eq!(complaints(page), Vec::<String>::new());
    }

    #[test]
    fn what_the_policy_forbids_is_named() {
        let rows = [
            ("<script>go()</script>", "a script inside"),
            ("<SCRIPT type='module'>\nimport 'x'</script>", "a script inside"),
            ("<body onload=\"go()\">", "the event attribute onload"),
            ("<link rel=icon href='/icon.svg'>", "server's root: /icon.svg"),
            ("<script src=\"/boot.js\"></script>", "server's root: /boot.js"),
            ("<script data-wasm=/a.wasm src=./b.js></script>", "server's root: /a.wasm"),
        ];
        for (page, part) in rows {
            let found = complaints(page);
            assert!(found.len() == 1 && found.join("").contains(part), "{page}: {found:?}");
        }
    }
}
