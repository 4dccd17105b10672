//! `#/`: the box, and the newest restores.

use restore_desk_model::{
    page,
    route::{Listing, Route},
};

use super::{table, use_access, use_answer, use_heading};
use crate::{
    components::{
        open_box::{Handed, open_box},
        remote_view::{Loaded, remote_view},
    },
    html::{Html, el, many, part},
    live::{Again, Live, memo},
    view::use_view,
};

/// The box, and the newest restores under it. `handed` is what came of a text that
/// a ticket or a portal handed over: it stands in the box.
pub fn find_page(_listing: Live<Listing>, handed: Handed) -> Html {
    let m = use_view().messages;
    let refresh = Again::new();
    let data = use_answer(Route::Find, refresh);
    let title = format!("{} – {}", m.find, m.product);
    use_heading(Route::Find, Live::fixed(m.find.to_owned()), Live::fixed(title));
    let list = remote_view(data, refresh, list);
    many([
        el("h1").class("page-heading").child(m.find).into(),
        el("section").class("card").child(open_box(handed)).into(),
        el("h2").child(m.later().newest_restores).into(),
        list,
    ])
}

fn list(shown: Loaded) -> Html {
    let view = use_view();
    let m = view.messages;
    let access = use_access();
    let page = memo(move || {
        let newest = shown.answer.read();
        view.with(|context| {
            page::collection::page(newest.collection(), &Route::Find, &access(), context)
        })
    });
    let unsearched = shown.answer.fact(|answer| answer.is_unsearched());
    let warning = part(move || {
        unsearched.get().then(|| el("p").class("notice").child(m.later().only_thirty_days))
    });
    let caption = Live::fixed(m.later().newest_restores.to_owned());
    many([shown.freshness().into(), warning, table(page, caption, m.later().nothing_found)])
}
