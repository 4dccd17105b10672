//! An EM of a few sessions.

use restore_desk_model::{
    collection::{Collection, Paging},
    entity::Entity,
    id::ResourceId,
    json::{Json, Object},
    link::{Link, Rel},
    list::Look,
    route::Listing,
    time::Timestamp,
};

/// The clock of all looks: 2027-01-15T08:00:00Z.
pub(crate) const NOW: Timestamp = Timestamp(1_800_000_000_000);

/// One session of EM's.
#[derive(Clone, Debug)]
pub(crate) struct Sent {
    pub(crate) id: usize,
    /// Its start, in minutes of one day.
    pub(crate) started: usize,
    pub(crate) state: &'static str,
    pub(crate) result: &'static str,
    pub(crate) progress: u32,
    pub(crate) kind: &'static str,
}

impl Sent {
    pub(crate) fn working(id: usize) -> Sent {
        Sent { id, started: id, state: "Working", result: "None", progress: 1, kind: "RestoreVm" }
    }

    pub(crate) fn stopped(id: usize) -> Sent {
        Sent { state: "Stopped", result: "Success", ..Sent::working(id) }
    }

    /// The key of its row.
    pub(crate) fn key(&self) -> String {
        format!("urn:veeam:restoresession:{}", self.id)
    }

    pub(crate) fn entity(&self) -> Entity {
        let (hour, minute) = (self.started / 60, self.started % 60);
        let texts = [
            ("UID", format!("urn:veeam:RestoreSession:{}", self.id)),
            ("VmDisplayName", format!("srv{:02}", self.id % 7)),
            ("CreationTimeUTC", format!("2027-01-15T{hour:02}:{minute:02}:00Z")),
            ("State", self.state.to_owned()),
            ("Result", self.result.to_owned()),
            ("JobType", self.kind.to_owned()),
        ];
        let members =
            texts.into_iter().map(|(name, text)| (name.to_owned(), Json::Text(text.into())));
        let progress = ("Progress".to_owned(), Json::Number(self.progress.to_string().into()));
        Entity::from_object(members.chain([progress]).collect::<Object>())
    }
}

/// A list of entities without paging.
pub(crate) fn collection<'a>(sessions: impl IntoIterator<Item = &'a Sent>) -> Collection {
    let items = sessions.into_iter().map(Sent::entity).map(Into::into).collect();
    Collection { member: Some("RestoreSessions".to_owned()), items, paging: None }
}

/// A page that leads to another.
pub(crate) fn page<'a>(
    sessions: impl IntoIterator<Item = &'a Sent>,
    next: Option<usize>,
    pages: usize,
) -> Collection {
    let link = |page| Link {
        rel: Rel::Next,
        href: format!("https://em/api/query?type=RestoreSession&format=Entities&page={page}")
            .into(),
        name: None,
        kind: None,
    };
    let links = next.map(link).into_iter().collect();
    let paging = Paging { page: None, pages: u64::try_from(pages).ok(), links };
    Collection { paging: Some(paging), ..collection(sessions) }
}

/// The number of the page that a request asks for.
pub(crate) fn number(request: &str) -> usize {
    request.rsplit_once("page=").unwrap().1.parse().unwrap()
}

/// All that EM holds.
#[derive(Clone, Debug)]
pub(crate) struct Server {
    pub(crate) sessions: Vec<Sent>,
    pub(crate) page_size: usize,
}

impl Server {
    fn newest_first(&self) -> Vec<&Sent> {
        let mut sessions: Vec<&Sent> = self.sessions.iter().collect();
        sessions.sort_by_key(|sent| std::cmp::Reverse((sent.started, sent.id)));
        sessions
    }

    /// One page of the newest.
    pub(crate) fn page(&self, number: usize) -> Collection {
        let sessions = self.newest_first();
        let pages = sessions.len().div_ceil(self.page_size);
        let shown = sessions.iter().skip((number - 1) * self.page_size).take(self.page_size);
        page(shown.copied(), Some(number + 1).filter(|next| *next <= pages), pages)
    }

    /// The first page of what is not stopped.
    pub(crate) fn running(&self) -> Collection {
        let running = self.newest_first().into_iter().filter(|sent| sent.state != "Stopped");
        collection(running.take(self.page_size))
    }

    /// Those of these ids.
    pub(crate) fn by_ids(&self, ids: &[ResourceId]) -> Collection {
        let is_wanted = |sent: &&Sent| ids.iter().any(|id| id.as_str() == sent.id.to_string());
        collection(self.sessions.iter().filter(is_wanted))
    }

    /// What a search of a page brings.
    pub(crate) fn search(&self, listing: &Listing) -> Look {
        let number = usize::try_from(listing.page()).unwrap();
        Look::searched((number == 1).then(|| self.running()), self.page(number), NOW)
    }

    /// What a role that may not search is given.
    pub(crate) fn unsearched(&self, listing: &Listing) -> Look {
        Look::unsearched(collection(&self.sessions), listing, NOW)
    }
}
