//! As many sessions as a large site has.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;

use crate::client::{ADMIN, Em};

const FLAGS: [&str; 4] = ["--sessions", "100000", "--seed-time", "2026-06-16T06:30:00Z"];
const ALL: &str = "/api/query?type=RestoreSession&format=Entities&sortDesc=CreationTime";

fn rows(reply: &Value) -> &Vec<Value> {
    reply["Entities"]["RestoreSessions"]["RestoreSessions"].as_array().unwrap()
}

fn created(row: &Value) -> DateTime<Utc> {
    row["CreationTimeUTC"].as_str().unwrap().parse().unwrap()
}

/// How many pass a filter.
async fn count(em: &Em, token: &str, filter: &str) -> u64 {
    let path = format!("/api/query?type=RestoreSession&pageSize=1&filter={filter}");
    em.json(token, &path).await["PagingInfo"]["PagesCount"].as_u64().unwrap()
}

#[tokio::test]
async fn a_hundred_thousand_sessions_have_realistic_shares() {
    let em = Em::start(&FLAGS).await;
    let token = em.token(ADMIN).await;
    let rows = [
        ("", 100_000..=100_000),
        ("State!=Stopped", 5..=5),
        ("Result==Failed", 2_700..=3_300),
        ("Result==Warning", 5_500..=6_500),
        ("Type==FileLevelRestore", 30_000..=36_000),
        ("BackupServerName==172.17.53.1", 15_000..=40_000),
        ("VmDisplayName==srv04", 100..=500),
        ("CreationTime%3E=2026-05-17T06:30:00Z", 35_000..=50_000),
        ("CreationTime%3C2026-03-17", 1..=5_000),
        ("CreationTime%3C2026-03-16", 1..=1),
    ];
    for (filter, expected) in rows {
        let found = count(&em, &token, filter).await;
        assert!(expected.contains(&found), "{filter}: {found} are not {expected:?}");
    }
}

/// Fifty pages, as the list loads them, and what stands on one of the last.
#[tokio::test]
async fn pages_follow_each_other_and_their_rows_can_be_opened() {
    let em = Em::start(&FLAGS).await;
    let token = em.token(ADMIN).await;
    let (mut ids, mut names, mut last) = (BTreeSet::new(), BTreeMap::new(), None);
    for page in 1..=50 {
        let reply = em.json(&token, &format!("{ALL}&pageSize=100&page={page}")).await;
        assert_eq!(reply["PagingInfo"]["PagesCount"], 1000);
        for row in rows(&reply) {
            assert!(last.is_none_or(|last| created(row) <= last), "{row}");
            last = Some(created(row));
            assert!(ids.insert(row["UID"].as_str().unwrap().to_owned()), "twice: {row}");
            *names.entry(row["VmDisplayName"].as_str().unwrap().to_owned()).or_insert(0) += 1;
        }
    }
    assert_eq!(ids.len(), 5_000);
    assert!(300 < names.len() && names.values().any(|count| 5 < *count), "{names:?}");

    let base = "https://enterprise04.tech.local:9398";
    let late = em.json(&token, &format!("{ALL}&pageSize=100&page=40")).await;
    let further =
        rows(&late).iter().find(|row| row["VmDisplayName"].as_str().unwrap().contains("-1"));
    let row = further.unwrap();
    let href = |of: &Value| of["Href"].as_str().unwrap().strip_prefix(base).unwrap().to_owned();
    assert_eq!(em.json(&token, &href(row)).await, *row);
    let rels: Vec<&str> = (row["Links"].as_array().unwrap().iter())
        .map(|link| link["Rel"].as_str().unwrap())
        .collect();
    assert_eq!(rels, ["Up", "Alternate", "Related"]);
    for link in row["Links"].as_array().unwrap() {
        em.json(&token, &href(link)).await;
    }
    let old = em.json(&token, &format!("{ALL}&pageSize=100&page=999")).await;
    for row in rows(&old).iter().take(3) {
        assert_eq!(em.json(&token, &href(row)).await, *row);
    }
}

#[tokio::test]
async fn the_collection_still_ends_after_thirty_days() {
    let em = Em::start(&["--sessions", "3000", "--seed-time", "2026-06-16T06:30:00Z"]).await;
    let token = em.token(ADMIN).await;
    let list = em.json(&token, "/api/restoreSessions?format=Entity").await;
    let listed = list["RestoreSessions"].as_array().unwrap();
    let oldest = "2026-06-16T06:30:00Z".parse::<DateTime<Utc>>().unwrap() - TimeDelta::days(30);
    assert!(listed.iter().all(|row| oldest <= created(row)));
    let newer = count(&em, &token, "CreationTime%3E2026-05-17T06:31:00Z").await;
    assert!(1_000 < newer && newer <= u64::try_from(listed.len()).unwrap());
}

/// The same in each run, so that a failure can be tried again.
#[tokio::test]
async fn two_runs_have_the_same_sessions() {
    let page = async |em: &Em| {
        let token = em.token(ADMIN).await;
        let path = format!("{ALL}&pageSize=50&page=30&filter=State==Stopped");
        em.json(&token, &path).await
    };
    let flags = ["--sessions", "4000", "--seed-time", "2026-06-16T06:30:00Z"];
    let (first, second) = (Em::start(&flags).await, Em::start(&flags).await);
    assert_eq!(page(&first).await, page(&second).await);
}
