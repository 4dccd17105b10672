//! Text that others chose stays text in HTML and in Markdown.

/// Text as it stands in HTML, in an element or in a quoted attribute.
pub(super) fn html(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

/// Text as it stands in Markdown: any ASCII punctuation may be escaped there, and
/// what is escaped forms no link, image, markup, table, heading or code.
pub(super) fn markdown(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    let mut after_digit = false;
    while let Some(c) = rest.next() {
        // A time of day is no address, and stays readable in the source.
        let in_time = c == ':' && after_digit && rest.peek().is_some_and(char::is_ascii_digit);
        let is_plain = in_time || matches!(c, ',' | ';' | '%' | '\'' | '"' | '/');
        if c.is_ascii_punctuation() && !is_plain {
            escaped.push('\\');
        }
        escaped.push(c);
        after_digit = c.is_ascii_digit();
    }
    escaped
}

/// Whether a text is a web address with nothing in it that ends one early.
pub(super) fn is_web_address(text: &str) -> bool {
    let web = text.starts_with("https://") || text.starts_with("http://");
    web && !text
        .chars()
        .any(|c| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '\\'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_others_chose_stays_text() {
        let rows = [
            ("<a href=\"x\">'&'", "&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;"),
            ("srv04", "srv04"),
        ];
        for (text, expected) in rows {
            assert_eq!(html(text), expected);
        }
        let rows = [
            ("[x](https://a.b)", r"\[x\]\(https\://a\.b\)"),
            ("at 14:02:31, 64 %", "at 14:02:31, 64 %"),
            ("x1://y", r"x1\://y"),
            ("# a|b `c` *d* _e_ <f> ~g~ \\", r"\# a\|b \`c\` \*d\* \_e\_ \<f\> \~g\~ \\"),
            ("1. - + ! $ ^ & = { }", r"1\. \- \+ \! \$ \^ \& \= \{ \}"),
        ];
        for (text, expected) in rows {
            assert_eq!(markdown(text), expected);
        }
    }

    #[test]
    fn only_a_web_address_becomes_a_link() {
        assert!(is_web_address("https://desk.example/#/restoreSessions/1"));
        for text in ["javascript:alert(1)", "https://a b", "https://a>b", "", "//a"] {
            assert!(!is_web_address(text), "{text}");
        }
    }
}
