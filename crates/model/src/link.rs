//! The links of an entity, and which of them may be followed.

use crate::{
    href,
    json::{Json, Object, Text},
    route::Route,
    text::Seen,
};

/// What a link means (reference, section e).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rel {
    /// A parent.
    Up,
    /// A child or a collection of children.
    Down,
    /// The other representation: entity or reference.
    Alternate,
    /// Some other connected resource.
    Related,
    /// Paging.
    First,
    /// Paging.
    Previous,
    /// Paging.
    Next,
    /// Paging.
    Last,
    /// An action (`Restore`, `Delete`, `Edit`, …) or a word not known: never followed.
    Other(String),
}

impl Rel {
    /// Reads EM's word, without regard to case.
    pub fn parse(word: &str) -> Rel {
        let known = [
            ("Up", Rel::Up),
            ("Down", Rel::Down),
            ("Alternate", Rel::Alternate),
            ("Related", Rel::Related),
            ("First", Rel::First),
            ("Previous", Rel::Previous),
            ("Next", Rel::Next),
            ("Last", Rel::Last),
        ];
        known
            .into_iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(word))
            .map_or_else(|| Rel::Other(word.to_owned()), |(_, rel)| rel)
    }

    /// EM's word.
    pub fn word(&self) -> &str {
        match self {
            Rel::Up => "Up",
            Rel::Down => "Down",
            Rel::Alternate => "Alternate",
            Rel::Related => "Related",
            Rel::First => "First",
            Rel::Previous => "Previous",
            Rel::Next => "Next",
            Rel::Last => "Last",
            Rel::Other(word) => word,
        }
    }
}

/// One hypermedia link. Source: reference, sections c and e.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// What it means.
    pub rel: Rel,
    /// EM's own URL: read for its path and query alone, never requested as it is.
    pub href: Text,
    /// Name of the target; EM gives it for key resources only.
    pub name: Option<Text>,
    /// EM's word for what the target is, such as `BackupServerReference`.
    pub kind: Option<Text>,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// To an address of ours.
    Page(Route),
    /// An action of EM: shown in the source only.
    Action,
    /// Credentials, passwords or sign-ins: never opened, never listed.
    Secret,
    /// The href cannot be followed: it is shown as text.
    Unreadable,
}

/// Most links that are kept of one entity.
pub const LINKS_MAX: usize = 5_000;

impl Link {
    /// Reads one link; `None` when it has neither a relation nor an href.
    fn read(object: &Object) -> Option<Link> {
        let text = |name: &str| object.filled(name).cloned();
        let (rel, href) = (text("Rel"), text("Href"));
        if rel.is_none() && href.is_none() {
            return None;
        }
        Some(Link {
            rel: Rel::parse(&rel.unwrap_or_default()),
            href: href.unwrap_or_default(),
            name: text("Name"),
            kind: text("Type"),
        })
    }

    /// Whether it leads to the same thing in the same way, whatever its name.
    fn is_same(&self, other: &Link) -> bool {
        self.rel == other.rel
            && self.href == other.href
            && self.kind.as_deref().unwrap_or_default() == other.kind.as_deref().unwrap_or_default()
    }

    /// Where the link leads. The relation decides first: a Delete link has the
    /// entity's own URL.
    pub fn target(&self) -> Target {
        if matches!(self.rel, Rel::Other(_)) {
            return Target::Action;
        }
        match href::read(&self.href) {
            Ok(path) => Route::from_em(path).map_or(Target::Unreadable, Target::Page),
            Err(href::Refusal::Action) => Target::Action,
            Err(href::Refusal::Secret) => Target::Secret,
            Err(href::Refusal::Malformed) => Target::Unreadable,
        }
    }

    /// The kind of the target without `Reference`, `List` and the like:
    /// `BackupServer` for `BackupServerReference`.
    pub fn base_kind(&self) -> Option<&str> {
        let kind = self.kind.as_deref()?;
        let kind = kind.strip_suffix("List").unwrap_or(kind);
        Some(kind.strip_suffix("Reference").unwrap_or(kind)).filter(|kind| !kind.is_empty())
    }

    /// Whether the target is a collection.
    pub fn is_list(&self) -> bool {
        self.kind.as_deref().is_some_and(|kind| kind.ends_with("List"))
    }
}

/// Our own addresses that the links of one relation lead to.
pub fn routes<'a>(links: &'a [Link], rel: &'a Rel) -> impl Iterator<Item = Route> + 'a {
    links.iter().filter(move |link| link.rel == *rel).filter_map(|link| match link.target() {
        Target::Page(route) => Some(route),
        _ => None,
    })
}

/// Reads `Links`: an array, null, absent, or the `{"Link": …}` that
/// XML-to-JSON converters make. What is no link is passed over, and so is an
/// exact double, so that a list of them has no equal keys.
pub fn read_links(holder: &Object) -> Vec<Link> {
    let items = match holder.get("Links") {
        Some(Json::List(items)) => items.as_slice(),
        Some(Json::Object(wrapper)) => match wrapper.get("Link") {
            Some(Json::List(items)) => items.as_slice(),
            Some(item) => std::slice::from_ref(item),
            None => &[],
        },
        _ => &[],
    };
    let mut links: Vec<Link> = Vec::new();
    let mut seen = Seen::with_room(items.len());
    for link in items.iter().filter_map(Json::as_object).filter_map(Link::read) {
        let kind = link.kind.as_deref().unwrap_or_default();
        let key = [link.rel.word(), &*link.href, kind];
        let is_it = |index: usize| links.get(index).is_some_and(|other| other.is_same(&link));
        if links.len() < LINKS_MAX && seen.insert(&key, &is_it) {
            links.push(link);
        }
    }
    links
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(rel: &str, href: &str) -> Link {
        Link { rel: Rel::parse(rel), href: href.into(), name: None, kind: None }
    }

    #[test]
    fn only_safe_relations_lead_anywhere() {
        let href = "https://em:9398/api/backupServers/1";
        for rel in ["Up", "Down", "Related", "Alternate", "First", "Previous", "Next", "Last", "up"]
        {
            assert!(matches!(link(rel, href).target(), Target::Page(_)), "{rel}");
        }
        let actions = [
            "Create",
            "Edit",
            "Delete",
            "Start",
            "Stop",
            "Retry",
            "Restore",
            "Failover",
            "Download",
            "Browse",
            "VeeamZip",
            "QuickBackup",
            "Clone",
            "Sync",
            "",
            "Anything",
        ];
        for rel in actions {
            assert_eq!(link(rel, href).target(), Target::Action, "{rel}");
        }
    }

    #[test]
    fn secrets_and_actions_are_never_opened() {
        let rows = [
            ("https://em/api/backupServers/1/credentials", Target::Secret),
            ("https://em/api/passwords/1", Target::Secret),
            ("https://em/api/LogonSessions", Target::Secret),
            ("https://em/api/backupServers/1?action=collect", Target::Action),
            ("javascript:alert(1)", Target::Unreadable),
        ];
        for (href, expected) in rows {
            assert_eq!(link("Down", href).target(), expected, "{href}");
        }
    }

    #[test]
    fn a_links_kind_is_shown_without_its_form() {
        let kind = |kind: &str| Link { kind: Some(kind.into()), ..link("Up", "x") };
        let rows = [
            ("BackupServerReference", "BackupServer", false),
            ("JobReferenceList", "Job", true),
            ("VmRestorePointMountList", "VmRestorePointMount", true),
            ("RestoreSession", "RestoreSession", false),
        ];
        for (word, base, list) in rows {
            assert_eq!(
                (kind(word).base_kind(), kind(word).is_list()),
                (Some(base), list),
                "{word}"
            );
        }
    }
}
