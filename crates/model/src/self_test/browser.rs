//! What the browser lets the page do.

use super::{Given, Row, Standing, Who};

pub(super) fn rows(given: &Given<'_>) -> Vec<Row> {
    vec![storage(given), channel(given)]
}

fn storage(given: &Given<'_>) -> Row {
    let t = given.texts;
    if given.found.keeps {
        Row::ok(t.name_storage, t.storage_right)
    } else {
        Row::new(t.name_storage, Standing::Warning, t.storage_none, t.storage_fix)
    }
}

fn channel(given: &Given<'_>) -> Row {
    let t = given.texts;
    let name = t.name_channel;
    if given.found.who == Who::Proxy {
        Row::ok(name, t.channel_needless)
    } else if !given.config.share_sign_in {
        Row::ok(name, t.channel_off)
    } else if given.found.tells {
        Row::ok(name, t.channel_right)
    } else {
        Row::new(name, Standing::Warning, t.channel_none, t.channel_fix)
    }
}
