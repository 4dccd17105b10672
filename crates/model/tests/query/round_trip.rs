//! Any filter that is printed is read back as the same one.

use proptest::{prelude::*, sample::select};
use restore_desk_model::{
    id::ResourceId,
    query::{self, Expression, Field, IDS_MAX, Operator, QUERY_LEN_MAX},
    route::{Key, Listing, Route},
};

use crate::{
    asked::{self, asked},
    at,
    grammar::{Filter, parse},
    listing, now,
};

/// Text that a filter may hold, with what its grammar is made of.
pub(crate) fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "\\PC{1,30}",
        3 => "[a-z\"();,=!<> %&#+'\\\\]{1,20}",
        2 => "[A-Za-z]{1,8}",
        1 => select(vec!["null", "NULL", "\"", "\"\"", "日本語 💾", "srv04", "urn:veeam:x:1", " "])
            .prop_map(str::to_owned),
    ]
}

fn field() -> impl Strategy<Value = Field> {
    let mut fields = Field::SORTED.to_vec();
    fields.extend([Field::Uid, Field::BackupServerUid]);
    select(fields)
}

fn expression() -> impl Strategy<Value = Expression> {
    let operator = select(vec![Operator::Is, Operator::IsNot, Operator::NotLess]);
    let value = prop_oneof![9 => text(), 1 => Just(String::new())];
    let compare = (field(), operator, value)
        .prop_map(|(field, operator, value)| Expression::Compare(field, operator, value));
    compare.prop_recursive(4, 24, 4, |inner| {
        let parts = proptest::collection::vec(inner, 1..4);
        prop_oneof![parts.clone().prop_map(Expression::All), parts.prop_map(Expression::Any),]
    })
}

/// What a filter means: a list of one is that one.
fn meaning(expression: &Expression) -> Filter {
    let (parts, group): (_, fn(Vec<Filter>) -> Filter) = match expression {
        Expression::Compare(field, operator, value) => {
            let operator = match operator {
                Operator::Is => "==",
                Operator::IsNot => "!=",
                Operator::NotLess => ">=",
            };
            return compare(field.em(), operator, value);
        }
        Expression::All(parts) => (parts, Filter::All),
        Expression::Any(parts) => (parts, Filter::Any),
    };
    match parts.as_slice() {
        [one] => meaning(one),
        parts => group(parts.iter().map(meaning).collect()),
    }
}

fn compare(field: &str, operator: &str, value: &str) -> Filter {
    Filter::Compare(field.to_owned(), operator.to_owned(), value.to_owned())
}

/// Any address of the list without `since` and `sort`, which have rows of their own.
fn any_listing() -> impl Strategy<Value = Listing> {
    let words = proptest::collection::vec(proptest::option::of(text()), 5);
    (words, proptest::option::of(1..50_u32)).prop_map(|(words, page)| {
        let keys = [Key::Vm, Key::Result, Key::Type, Key::Server, Key::State];
        let mut listing = Listing::default();
        for (key, word) in keys.into_iter().zip(words) {
            listing.set(key, word.as_deref().unwrap_or_default());
        }
        listing.set(Key::Page, &page.map(|page| page.to_string()).unwrap_or_default());
        listing
    })
}

/// The comparisons of a request, whatever groups there are not.
fn comparisons(request: &str) -> Option<Vec<Filter>> {
    let Some(filter) = asked::value(request, "filter") else { return Some(Vec::new()) };
    match parse(&filter)? {
        Filter::All(parts) => Some(parts),
        one @ Filter::Compare(..) => Some(vec![one]),
        Filter::Any(_) => None,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_printed_filter_is_read_back_as_the_same(expression in expression()) {
        let printed = expression.to_string();
        prop_assert_eq!(parse(&printed), Some(meaning(&expression)), "{}", printed);
    }

    #[test]
    fn a_request_holds_what_its_address_says_and_nothing_else(listing in any_listing()) {
        let Some(plan) = query::plan(&listing, now()) else { return Ok(()) };
        let members = [
            (Key::Vm, "VmDisplayName"), (Key::Result, "Result"), (Key::Type, "Type"), (Key::Server, "BackupServerName"),
        ];
        let said = members.into_iter().filter(|(key, _)| !listing.get(*key).is_empty());
        let mut filters: Vec<Filter> = said.map(|(key, member)| compare(member, "==", listing.get(key))).collect();
        let state = listing.get(Key::State);
        if !state.is_empty() {
            filters.push(compare("State", "==", state));
        }
        prop_assert_eq!(comparisons(&plan.page), Some(filters.clone()), "{}", plan.page);
        let keys: Vec<_> = asked(&plan.page).unwrap().into_iter().map(|(key, _)| key).collect();
        let mut expected = vec!["type", "format", "filter", "sortDesc", "pageSize", "page"];
        expected.retain(|key| *key != "filter" || !filters.is_empty());
        prop_assert_eq!(keys, expected);
        prop_assert_eq!(asked::value(&plan.page, "page"), Some(listing.page().to_string()));
        for request in [Some(&plan.page), plan.running.as_ref(), plan.nearest.as_ref()].into_iter().flatten() {
            prop_assert!(request.len() <= QUERY_LEN_MAX);
            // The app could open it as well.
            prop_assert!(Route::parse(&["#/", request].concat()).is_ok(), "{}", request);
        }
        if let Some(running) = &plan.running {
            let mut running_too = filters.clone();
            running_too.push(compare("State", "!=", "Stopped"));
            prop_assert_eq!(comparisons(running), Some(running_too));
        }
        prop_assert_eq!(plan.running.is_some(), state.is_empty() && listing.page() == 1);
        filters.retain(|filter| !matches!(filter, Filter::Compare(member, ..) if member == "VmDisplayName"));
        prop_assert_eq!(plan.nearest.is_some(), !listing.get(Key::Vm).is_empty() && listing.page() == 1);
        if let Some(nearest) = &plan.nearest {
            prop_assert_eq!(comparisons(nearest), Some(filters));
        }
    }

    #[test]
    fn sessions_are_asked_for_by_at_most_so_many_ids(ids in proptest::collection::vec("[A-Za-z0-9._~:-]{1,128}", 1..30)) {
        let ids: Vec<ResourceId> = ids.iter().filter_map(|id| ResourceId::parse(id)).collect();
        prop_assume!(!ids.is_empty());
        let request = query::by_ids(&ids);
        prop_assert!(request.len() <= QUERY_LEN_MAX);
        let mut wanted: Vec<Filter> = ids.iter().take(IDS_MAX)
            .map(|id| compare("UID", "==", &format!("urn:veeam:RestoreSession:{id}")))
            .collect();
        let wanted = if wanted.len() == 1 { wanted.pop().unwrap() } else { Filter::Any(wanted) };
        let filter = asked::value(&request, "filter").unwrap();
        prop_assert_eq!(parse(&filter), Some(wanted));
        prop_assert_eq!(asked(&request), Some(asked::expected(&filter, "", "1")));
    }

    #[test]
    fn any_words_of_time_and_order_are_read_or_said_to_be_unread(
        since in "[0-9]{0,6}[hd]?|[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2}Z?)?|\\PC{0,12}",
        sort in "-?[a-z]{0,8}",
    ) {
        let mut listing = listing("");
        listing.set(Key::Since, &since);
        listing.set(Key::Sort, &sort);
        let unread = query::unread(&listing, now());
        let plan = query::plan(&listing, now()).unwrap();
        let is_asked = asked::value(&plan.page, "filter").is_some();
        let is_unread = unread.contains(&query::Unread::Since);
        prop_assert_eq!(is_asked, !since.is_empty() && !is_unread);
        if let Some(filter) = asked::value(&plan.page, "filter") {
            let Some(Filter::Compare(member, operator, value)) = parse(&filter) else { return Err(TestCaseError::fail(filter)) };
            prop_assert_eq!((member.as_str(), operator.as_str()), ("CreationTime", ">="));
            // It is a moment of EM's.
            at(&value);
        }
        prop_assert_eq!(unread.contains(&query::Unread::Sort), !sort.is_empty() && query::order(&listing).is_none());
    }
}
