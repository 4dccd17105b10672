//! A request taken apart, by a reader of its own.

/// A request's parameters in their order, decoded; `None` where it is no query,
/// or holds what the proxy does not let pass.
pub(crate) fn asked(request: &str) -> Option<Vec<(String, String)>> {
    let pairs = request.strip_prefix("query?")?.split('&');
    pairs
        .map(|pair| {
            let (key, value) = pair.split_once('=')?;
            Some((key.to_owned(), decode(value)?))
        })
        .collect()
}

/// One parameter.
pub(crate) fn value(request: &str, wanted: &str) -> Option<String> {
    asked(request)?.into_iter().find(|(key, _)| key == wanted).map(|(_, value)| value)
}

/// What a request with this filter and this order holds.
pub(crate) fn expected(filter: &str, sort: &str, page: &str) -> Vec<(String, String)> {
    let (sort, member) = sort.split_once('=').unwrap_or_default();
    let pairs = [
        ("type", "RestoreSession"),
        ("format", "Entities"),
        ("filter", filter),
        (sort, member),
        ("pageSize", "100"),
        ("page", page),
    ];
    let said = pairs.into_iter().filter(|(_, value)| !value.is_empty());
    said.map(|(key, value)| (key.to_owned(), value.to_owned())).collect()
}

fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        if *first == b'%' {
            let (digits, after) = rest.split_at_checked(2)?;
            bytes.push(u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?);
            rest = after;
        } else {
            // A plus would be read as a blank by one server and as a plus by another.
            let is_plain = first.is_ascii_alphanumeric() || b"-._~:".contains(first);
            bytes.push(is_plain.then_some(*first)?);
        }
    }
    String::from_utf8(bytes).ok()
}
