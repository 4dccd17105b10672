//! What stands around every page: header, trail, footer.

use restore_desk_model::{embed::Extent, messages::NAMES};

use crate::{
    browser,
    components::icon::icon,
    html::{Element, Html, button, el, nothing, part},
    intl::Zone,
    language::LANGUAGE_KEY,
    live::{memo, text},
    tasks::spawn,
    trail::{Step, Trail},
    view::{View, use_view},
};

/// The product's name, the way to Find, and who is signed in.
pub fn header() -> Element {
    let &View { session, client, later, messages: m, .. } = use_view();
    let user = memo(move || session.known().map(|credential| credential.user_name().to_owned()));
    let sign_out = move || {
        if let Some(credential) = session.sign_out() {
            spawn(client.sign_out(credential));
        }
    };
    let signed_in = part(move || {
        user.get().map(|user| {
            let label = el("span").class("visually-hidden").child(m.signed_in_as.with([""]));
            let user = el("span").class("user").child(label).child(el("bdi").child(user));
            let sign_out = button(m.sign_out, "quiet", sign_out);
            el("div").class("bar-user").child(user).child(sign_out)
        })
    });
    let mark = icon("", "0 0 16 16", "20")
        .child(
            el("rect").attr("width", "16").attr("height", "16").attr("rx", "4").class("brand-box"),
        )
        .child(el("path").attr("d", "M4.5 8.5 7 11l4.5-6").class("brand-tick"));
    let brand = el("a").class("brand").attr("href", "#/").child(mark).child(m.product);
    let find = el("a").attr("href", "#/").child(m.find);
    let watched = part(move || later.get().map(|parts| (parts.watched_link)()));
    let links = el("nav").class("bar-links").attr("aria-label", m.product);
    // A portal has its own.
    let brand = (use_view().embed.extent == Extent::Whole).then_some(brand);
    el("header").class("bar").child(brand).child(links.child(find).child(watched)).child(signed_in)
}

/// Where one came from; in a frame, whose history is the host's, with a way back.
pub fn trail_nav(trail: Trail) -> Html {
    let view = use_view();
    let m = view.messages;
    let before = memo(move || trail.before());
    part(move || {
        let item = |step: Step| {
            let label = el("bdi").child(step.label);
            el("li").child(el("a").attr("href", step.route.href()).child(label))
        };
        let items: Vec<_> = before.get().into_iter().map(item).collect();
        if items.is_empty() {
            return nothing();
        }
        let back = view.embed.is_frame.then(|| button(m.go_back, "quiet", || view.go_back()));
        let is_least = view.embed.extent == Extent::Least;
        let steps = (!is_least).then(|| el("ol").child(items));
        el("nav").class("trail").attr("aria-label", m.trail).child(back).child(steps).into()
    })
}

/// Zone and language of the page, and whom to ask.
pub fn footer() -> Element {
    let &View { messages: m, config, .. } = use_view();
    let contact = config.contact.clone().map(|contact| {
        let link = el("a").attr("href", contact.href).attr("rel", "noreferrer");
        let link = link.child(el("bdi").child(contact.text));
        el("p").child(m.contact).child(" ").child(link)
    });
    let zones = choices(m.show_times_in)
        .child(zone_button(Zone::Local, m.local))
        .child(zone_button(Zone::Utc, m.utc));
    let languages = NAMES.map(language_button).into_iter();
    let languages = languages.fold(choices(m.language), Element::child);
    let check = el("a").attr("href", "#/check").child(m.self_test);
    el("footer").class("foot").child(zones).child(languages).child(contact).child(check)
}

/// A labelled group of buttons of which one is pressed.
fn choices(label: &'static str) -> Element {
    el("div")
        .class("choices")
        .attr("role", "group")
        .attr("aria-label", label)
        .child(el("span").attr("aria-hidden", "true").child(label))
}

/// Loads the page anew in another language: texts stand all over it.
fn language_button((tag, name): (&'static str, &'static str)) -> Element {
    let is_shown = use_view().messages.tag == tag;
    let press = move || {
        if !is_shown {
            browser::store(LANGUAGE_KEY, tag);
            browser::reload();
        }
    };
    button(name, "quiet", press).attr("lang", tag).attr("aria-pressed", is_shown.to_string())
}

fn zone_button(zone: Zone, label: &'static str) -> Element {
    let view = use_view();
    let pressed = text(move || (view.zone.get() == zone).to_string());
    button(label, "quiet", move || view.choose_zone(zone)).attr("aria-pressed", pressed)
}
