//! The filters in the address of the list.

use proptest::{prelude::*, sample::select};
use restore_desk_model::route::{Key, Listing, Route, RouteError};

fn parse(query: &str) -> Result<Listing, RouteError> {
    match Route::parse(&["#/restoreSessions?", query].concat())? {
        Route::List(listing) => Ok(listing),
        _ => Err(RouteError::Unknown),
    }
}

/// Each row: what stands behind `?`, and the address that it is printed as.
#[test]
fn addresses_are_read_and_printed_in_one_way() {
    let rows = [
        ("", ""),
        ("vm=srv04", "?vm=srv04"),
        ("vm=", ""),
        ("vm", ""),
        ("vm=%20srv%2004%20", "?vm=srv%2004"),
        ("vm=a%26b%3Dc", "?vm=a%26b%3Dc"),
        ("vm=a=b", "?vm=a%3Db"),
        // A plus is a plus, here as in EM's own addresses.
        ("vm=a+b", "?vm=a%2Bb"),
        (
            "page=2&sort=-ended&since=7d&server=s&type=t&result=r&state=running&vm=v",
            "?vm=v&state=running&result=r&type=t&server=s&since=7d&sort=-ended&page=2",
        ),
        ("vm=a&vm=b", "?vm=b"),
        ("vm=a&vm=", ""),
        // Keys that nobody knows, and those of another casing.
        ("x=1&VM=a&format=Entity&&=&vm=b", "?vm=b"),
        ("v=latest&filter=Name", ""),
    ];
    for (query, printed) in rows {
        let listing = parse(query).unwrap();
        let address = ["#/restoreSessions", printed].concat();
        assert_eq!(Route::List(listing.clone()).href(), address, "{query}");
        assert_eq!(Route::parse(&address), Ok(Route::List(listing)), "{query}");
    }
}

#[test]
fn what_is_no_text_is_not_read() {
    let long = format!("vm={}", "a".repeat(801));
    let unreadable = [
        "vm=%zz",
        "vm=%ff",
        "vm=a%0ab",
        "vm=a%0a",
        "vm=%00",
        "vm=a%7F",
        "vm=%C2%85",
        "state=a%09",
        "sort=%1b",
        &long,
    ];
    for query in unreadable {
        assert_eq!(parse(query), Err(RouteError::Unknown), "{query}");
    }
    // What is read can be read again: escaped, it must not outgrow an address.
    let words = ["vm", "state", "result", "type", "server"];
    let wide: Vec<String> =
        words.iter().map(|word| format!("{word}={}", "ü".repeat(250))).collect();
    assert_eq!(parse(&wide.join("&")), Err(RouteError::Unknown));
    assert!(parse(wide.first().unwrap()).is_ok());
}

#[test]
fn another_filter_begins_on_the_first_page() {
    let listing = parse("vm=a&page=3").unwrap();
    let rows = [
        (Key::State, "running", "#/restoreSessions?vm=a&state=running"),
        (Key::Vm, "b", "#/restoreSessions?vm=b"),
        (Key::Vm, "", "#/restoreSessions"),
        (Key::Sort, "vm", "#/restoreSessions?vm=a&sort=vm"),
        (Key::Page, "4", "#/restoreSessions?vm=a&page=4"),
        // As pasted from a table.
        (Key::Vm, "srv04\tRUNNING\r\n", "#/restoreSessions?vm=srv04%20RUNNING"),
    ];
    for (key, value, address) in rows {
        assert_eq!(Route::List(listing.with(key, value)).href(), address);
    }
    assert_eq!(listing.page(), 3);
}

#[test]
fn order_and_page_filter_nothing() {
    let rows = [("", false), ("page=2&sort=vm", false), ("vm=a", true), ("since=x&page=2", true)];
    for (query, is_filtered) in rows {
        assert_eq!(parse(query).unwrap().is_filtered(), is_filtered, "{query}");
    }
}

fn any_listing() -> impl Strategy<Value = Listing> {
    let value = prop_oneof![
        2 => Just(String::new()),
        2 => "\\PC{0,30}",
        1 => "[a-z&=?#%+/\" .-]{0,20}",
    ];
    proptest::collection::vec(value, Key::ALL.len()).prop_map(|values| {
        let mut listing = Listing::default();
        for (key, value) in Key::ALL.into_iter().zip(values) {
            listing.set(key, value.trim());
        }
        listing
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_listing_is_read_as_it_was_printed(listing in any_listing()) {
        let address = Route::List(listing.clone()).href();
        prop_assert!(address.bytes().all(|byte| byte.is_ascii_graphic()), "{}", address);
        // `#/` is no part of what is measured.
        let is_short = address.len() - "#/".len() <= 4_096;
        prop_assert_eq!(Route::parse(&address), if is_short { Ok(Route::List(listing)) } else { Err(RouteError::Unknown) });
    }

    #[test]
    fn whatever_is_read_is_printed_to_be_read_again(query in prop_oneof![
        "((vm|state|result|type|server|since|sort|page|x)=[^&#]{0,60}&?){0,8}",
        "(vm|server)=\\PC{0,600}",
        any::<String>(),
    ]) {
        if let Ok(listing) = parse(&query) {
            for key in Key::ALL {
                prop_assert!(!listing.get(key).contains(char::is_control));
            }
            let route = Route::List(listing);
            prop_assert_eq!(Route::parse(&route.href()), Ok(route));
        }
    }

    #[test]
    fn with_changes_one_word_and_the_page(listing in any_listing(), key in select(Key::ALL.to_vec()), value in "[a-z]{0,5}") {
        let changed = listing.with(key, &value);
        prop_assert_eq!(changed.get(key), value.as_str());
        for other in Key::ALL.into_iter().filter(|other| *other != key) {
            let expected = if other == Key::Page { "" } else { listing.get(other) };
            prop_assert_eq!(changed.get(other), expected);
        }
    }
}
