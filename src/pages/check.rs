//! `#/check`, the self-test. It is there without a sign-in.

use std::sync::Arc;

use leptos::prelude::untrack;
use restore_desk_model::{
    messages::check::CheckTexts,
    route::Route,
    self_test::{About, Checked, Found, Group, Row, check, report},
};

use super::use_heading;
use crate::{
    browser,
    components::{
        hand_on::{copy_button, outcome},
        icon::{tone_class, tone_icon},
        remote_view::loading,
    },
    html::{Element, Html, el, many, part, part_if},
    live::{Again, Live, State, memo, text},
    tasks::{effect, spawn_in_effect},
    view::use_view,
};

/// What the headings of the groups are called in the page.
const GROUP_IDS: [&str; 4] = ["check-way", "check-page", "check-browser", "check-site"];

/// What the page needs, whether it has it, and what to do where it has not.
pub fn check_page() -> Html {
    let m = use_view().messages;
    let t = CheckTexts::of(m.tag);
    browser::set_icon(None);
    let title = format!("{} – {}", m.self_test, m.product);
    use_heading(Route::Check, Live::fixed(m.self_test.to_owned()), Live::fixed(title));
    let test = use_test();
    let checked = use_checked(test);
    announce(test, checked);
    let shown = part(move || match checked.get() {
        Some(checked) => groups(checked.groups),
        None => loading(t.checking).into(),
    });
    el("article")
        .child(el("h1").class("page-heading").child(m.self_test))
        .child(el("p").class("summary").child(t.lead))
        .child(head(test, checked))
        .child(shown)
        .into()
}

/// What was found, and whether it is being found out.
#[derive(Clone, Copy)]
struct Test {
    state: State<Run>,
    again: Again,
}

/// Of one type, so that the first load holds nothing of it.
#[derive(Clone)]
struct Run {
    found: Option<Arc<Found>>,
    pending: bool,
}

/// Finds out now, when it is asked to, and when the sign-in changes, which is one of
/// the things that are checked.
fn use_test() -> Test {
    let (client, session) = (use_view().client, use_view().session);
    let run = Run { found: None, pending: true };
    let test = Test { state: State::new(run), again: Again::new() };
    effect(move || {
        test.again.track();
        session.state();
        test.state.update(|run| run.pending = true);
        spawn_in_effect(async move {
            let found = Some(Arc::new(client.find_out().await));
            test.state.set(Run { found, pending: false });
        });
    });
    test
}

/// The rows, once there are any.
fn use_checked(test: Test) -> Live<Option<Checked>> {
    let view = use_view();
    memo(move || {
        let run = test.state.read();
        let found = run.found.as_ref();
        view.with(|context| found.map(|found| check(found, view.config, context)))
    })
}

/// That it is under way, and how it ended; nothing in between.
fn announce(test: Test, checked: Live<Option<Checked>>) {
    let view = use_view();
    let t = CheckTexts::of(view.messages.tag);
    effect(move || {
        let summary =
            checked.get().filter(|_| !test.state.read().pending).map(|checked| checked.summary);
        view.announcer.say(summary.as_deref().unwrap_or(t.checking));
    });
}

/// All of it in one sentence, and what one does with it.
fn head(test: Test, checked: Live<Option<Checked>>) -> Element {
    let view = use_view();
    let t = CheckTexts::of(view.messages.tag);
    let Test { state, again } = test;
    let said = State::new(None);
    let disabled = text(move || state.read().pending.to_string());
    let run = el("button").attr("type", "button").attr("aria-disabled", disabled);
    let run = run.child(t.run_again).on("click", move |_| {
        if state.peek().is_some_and(|run| !run.pending) {
            said.set(None);
            again.ask();
        }
    });
    let copied = move || {
        let (checked, found) = (checked.peek(), state.peek().and_then(|run| run.found));
        let about = About { version: env!("CARGO_PKG_VERSION"), browser: &browser::user_agent() };
        let made = checked.zip(found).map(|(checked, found)| {
            untrack(|| view.with(|context| report(&checked, &found, about, context)))
        });
        (made.unwrap_or_default(), None)
    };
    let is_there = checked.fact(Option::is_some);
    let copy = part_if(is_there, move || copy_button(t.copy, said, copied));
    let is_rerun = move || state.read().pending && state.read().found.is_some();
    let busy = text(move || if is_rerun() { t.checking } else { "" }.to_owned());
    let buttons = el("div").class("buttons").child(run).child(copy);
    el("section")
        .class("card")
        .attr("aria-label", view.messages.self_test)
        .child(part(move || checked.get().map(summary)))
        .child(buttons.child(el("span").class("quiet-text").child(busy)))
        .child(outcome(said.live()))
}

fn summary(Checked { summary, standing, .. }: Checked) -> Element {
    let tone = standing.tone();
    el("div")
        .class(["answer ", tone_class(tone)].concat())
        .child(tone_icon(Live::fixed(tone)))
        .child(el("p").class("check-sum").child(summary))
}

fn groups(groups: Vec<Group>) -> Html {
    let group = |(Group { heading, rows }, id): (Group, &'static str)| {
        let rows: Vec<_> = rows.into_iter().map(row).collect();
        el("section")
            .class("card")
            .attr("aria-labelledby", id)
            .child(el("h2").id(id).child(heading))
            .child(el("ul").class("checks").child(rows))
    };
    many(groups.into_iter().zip(GROUP_IDS).map(group))
}

/// The word beside the icon says what its colour does.
fn row(Row { name, standing, finding, fix }: Row) -> Element {
    let t = CheckTexts::of(use_view().messages.tag);
    let tone = standing.tone();
    let icon = tone_icon(Live::fixed(tone)).attr("width", "20").attr("height", "20");
    let name = el("p").class("check-name").child(el("b").child(name)).child(" ");
    let word = el("span").class("check-word").child(standing.word(t));
    let fix = fix.map(|fix| el("p").child(el("b").child(t.fix)).child(" ").child(fix));
    let words = el("div").child(name.child(word));
    el("li")
        .class(tone_class(tone))
        .child(icon)
        .child(words.child(el("p").class("summary").child(finding)).child(fix))
}
