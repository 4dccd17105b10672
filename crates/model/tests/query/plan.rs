//! Addresses of the list, and what each asks for.

use restore_desk_model::{
    id::ResourceId,
    query::{self, IDS_MAX, Unread},
    route::{Key, Listing},
};

use crate::{
    asked::{asked, expected, value},
    listing, now,
};

const SERVER: &str = "ce15a8c7-aa49-495e-b05b-ee3398c91018";

/// Each row: what the address says, the filter of the page, and its order.
#[test]
fn each_word_of_an_address_is_a_filter_of_em() {
    let server = format!("BackupServerUid==\"urn:veeam:BackupServer:{SERVER}\"");
    let newest = "sortDesc=CreationTime";
    let rows = [
        ("", "", newest),
        ("vm=srv04", "VmDisplayName==\"srv04\"", newest),
        ("vm=srv%20%2204%22", "VmDisplayName==\"srv \"\"04\"\"\"", newest),
        ("vm=null", "VmDisplayName==\"null\"", newest),
        ("state=Working", "State==Working", newest),
        ("state=running", "State!=Stopped", newest),
        ("state=Stopped", "State==Stopped", newest),
        ("result=Failed", "Result==Failed", newest),
        ("type=RestoreVm", "Type==RestoreVm", newest),
        ("type=A;B", "Type==\"A;B\"", newest),
        (&format!("server={SERVER}"), &server, newest),
        ("server=backup01.test", "BackupServerName==\"backup01.test\"", newest),
        ("since=24h", "CreationTime>=\"2026-11-25T10:20:00Z\"", newest),
        ("since=7d", "CreationTime>=\"2026-11-19T10:20:00Z\"", newest),
        ("since=2026-11-01", "CreationTime>=\"2026-11-01T00:00:00Z\"", newest),
        ("since=2026-11-01T08:30:59%2B02:00", "CreationTime>=\"2026-11-01T06:30:00Z\"", newest),
        ("sort=started", "", "sortAsc=CreationTime"),
        ("sort=-started", "", newest),
        ("sort=ended", "", "sortAsc=EndTime"),
        ("sort=-vm", "", "sortDesc=VmDisplayName"),
        ("sort=state", "", "sortAsc=State"),
        ("sort=-result", "", "sortDesc=Result"),
        ("sort=type", "", "sortAsc=Type"),
        ("sort=server", "", "sortAsc=BackupServerName"),
        (
            "page=1&since=24h&result=Failed&vm=srv04&state=running&type=RestoreVm",
            "VmDisplayName==\"srv04\";Result==Failed;Type==RestoreVm;CreationTime>=\"2026-11-25T10:20:00Z\";State!=Stopped",
            newest,
        ),
    ];
    for (address, filter, sort) in rows {
        let listing = listing(address);
        let plan = query::plan(&listing, now()).unwrap();
        assert_eq!(asked(&plan.page), Some(expected(filter, sort, "1")), "{address}");
        assert_eq!(query::unread(&listing, now()), [], "{address}");
    }
}

#[test]
fn what_cannot_be_read_is_left_out_and_said() {
    let rows = [
        ("since=yesterday", vec![Unread::Since]),
        ("since=7w", vec![Unread::Since]),
        ("since=-7d", vec![Unread::Since]),
        ("since=+7d", vec![Unread::Since]),
        ("since=d", vec![Unread::Since]),
        ("since=70000d", vec![Unread::Since]),
        ("since=7%20d", vec![Unread::Since]),
        ("since=2026-11", vec![Unread::Since]),
        ("since=2026-11-31", vec![Unread::Since]),
        ("since=0001-01-01", vec![Unread::Since]),
        ("since=%C3%A4%C3%A4%C3%A4%C3%A4%C3%A4", vec![Unread::Since]),
        ("sort=name", vec![Unread::Sort]),
        ("sort=Started", vec![Unread::Sort]),
        ("sort=-", vec![Unread::Sort]),
        ("sort=--started", vec![Unread::Sort]),
        ("sort=id", vec![Unread::Sort]),
        ("since=x&sort=x", vec![Unread::Since, Unread::Sort]),
    ];
    for (address, unread) in rows {
        let listing = listing(address);
        assert_eq!(query::unread(&listing, now()), unread, "{address}");
        assert_eq!(
            query::plan(&listing, now()),
            query::plan(&Listing::default(), now()),
            "{address}"
        );
    }
}

/// Each row: what the address says, whether what runs is asked for first, and
/// whether a name that is like the one asked for may be looked for.
#[test]
fn what_runs_and_what_is_like_is_asked_for_on_a_first_page() {
    let rows = [
        ("", true, false),
        ("page=1", true, false),
        ("page=0", true, false),
        ("page=x", true, false),
        ("page=3", false, false),
        ("sort=-started", true, false),
        ("sort=nonsense", true, false),
        ("sort=started", false, false),
        ("sort=-ended", false, false),
        ("state=running", false, false),
        ("state=Stopped", false, false),
        ("result=Failed&since=7d&type=x&server=y", true, false),
        ("vm=srv04", true, true),
        ("vm=srv04&page=2", false, false),
        ("vm=srv04&sort=vm", false, true),
        ("vm=srv04&state=running", false, true),
    ];
    for (address, runs_first, may_be_like) in rows {
        let listing = listing(address);
        let plan = query::plan(&listing, now()).unwrap();
        assert_eq!(plan.running.is_some(), runs_first, "{address}");
        assert_eq!(query::runs_first(&listing), runs_first, "{address}");
        assert_eq!(plan.nearest.is_some(), may_be_like, "{address}");
    }
    let plan = query::plan(&listing("vm=srv04&result=Failed"), now()).unwrap();
    let newest = "sortDesc=CreationTime";
    let running = "VmDisplayName==\"srv04\";Result==Failed;State!=Stopped";
    assert_eq!(asked(&plan.running.unwrap()), Some(expected(running, newest, "1")));
    assert_eq!(asked(&plan.nearest.unwrap()), Some(expected("Result==Failed", newest, "1")));
    // The newest, in whatever order they stand here.
    let plan = query::plan(&listing("vm=srv04&sort=vm&result=Failed"), now()).unwrap();
    assert_eq!(asked(&plan.nearest.unwrap()), Some(expected("Result==Failed", newest, "1")));
}

#[test]
fn a_page_is_asked_for_by_its_number() {
    let rows = [
        ("page=3", "3"),
        ("page=0", "1"),
        ("page=-2", "1"),
        ("page=4294967295", "4294967295"),
        ("page=4294967296", "1"),
        ("page=two", "1"),
    ];
    for (address, page) in rows {
        let plan = query::plan(&listing(address), now()).unwrap();
        assert_eq!(value(&plan.page, "page").as_deref(), Some(page), "{address}");
    }
}

#[test]
fn what_the_proxy_would_not_let_pass_is_not_asked_for() {
    let mut listing = Listing::default();
    listing.set(Key::Vm, &"a".repeat(3_900));
    assert!(query::plan(&listing, now()).is_some());
    for long in ["a".repeat(4_000), "ü".repeat(700), "\"".repeat(700)] {
        listing.set(Key::Vm, &long);
        assert_eq!(query::plan(&listing, now()), None);
    }
}

#[test]
fn sessions_are_asked_for_by_their_ids() {
    let id = |text: &str| ResourceId::parse(text).unwrap();
    let one = "UID==\"urn:veeam:RestoreSession:a-1\"";
    assert_eq!(asked(&query::by_ids(&[id("a-1")])), Some(expected(one, "", "1")));
    let both = [one, ",UID==\"urn:veeam:RestoreSession:B\""].concat();
    assert_eq!(asked(&query::by_ids(&[id("a-1"), id("B")])), Some(expected(&both, "", "1")));
    let many = vec![id(&"a".repeat(ResourceId::LEN_MAX)); IDS_MAX + 1];
    let filter = value(&query::by_ids(&many), "filter").unwrap();
    assert_eq!(filter.matches("UID").count(), IDS_MAX);
}
