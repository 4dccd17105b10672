//! What holds whatever happens.

use proptest::{prelude::*, sample::select};
use restore_desk_model::{
    error::ApiError,
    id::ResourceId,
    messages::DE,
    page::watch::row,
    route::WATCHED_MAX,
    watch::{Ask, Counts, Stage, Watchlist, merge},
};

use super::{DONE, FAILED, INTERVAL_MS, RUNNING, WAIT_MS, WAITING, WARNED, context, id, known};

#[derive(Clone, Debug)]
enum Step {
    Answer(usize, &'static str),
    Lose(usize),
    Fail(usize),
    See(usize),
    Round(Ask, usize, u64),
    Keep(Vec<usize>),
}

fn step() -> impl Strategy<Value = Step> {
    let members = select(vec![RUNNING, DONE, WARNED, FAILED, WAITING, r#""State":"Odd""#]);
    prop_oneof![
        4 => (0..6_usize, members).prop_map(|(of, members)| Step::Answer(of, members)),
        1 => (0..6_usize).prop_map(Step::Lose),
        1 => (0..6_usize).prop_map(Step::Fail),
        1 => (0..6_usize).prop_map(Step::See),
        3 => (select(vec![Ask::All, Ask::Open, Ask::Due]), 0..6_usize, 0..4_000_000_u64)
            .prop_map(|(ask, elsewhere, ms)| Step::Round(ask, elsewhere, ms)),
        1 => proptest::collection::btree_set(0..6_usize, 0..6)
            .prop_map(|kept| Step::Keep(kept.into_iter().collect())),
    ]
}

proptest! {
    /// Whatever happens: a round asks for each once at most, never for what its own page
    /// asks for, never by itself for what is over; news is what was seen before its end;
    /// and nobody is told twice.
    #[test]
    fn whatever_happens_each_is_asked_for_and_told_once(
        steps in proptest::collection::vec(step(), 0..60),
    ) {
        let all: Vec<_> = (0..6).map(|index| id(&format!("id-{index}"))).collect();
        let mut list = Watchlist::default();
        list.keep(&all);
        let mut awaited = [false; 6];
        for step in steps {
            match step {
                Step::Answer(of, members) => {
                    let is_there = list.entry(&all[of]).is_some();
                    let is_news = list.answer(&all[of], known(members, 0), 0, WAIT_MS);
                    prop_assert!(!is_news || awaited[of], "told of what was not awaited");
                    let is_over = [DONE, WARNED, FAILED].contains(&members);
                    prop_assert_eq!(is_news, is_over && awaited[of]);
                    let is_unresolved = list
                        .entry(&all[of])
                        .is_some_and(|entry| entry.stage == Stage::Unresolved);
                    awaited[of] = is_there && !is_over && !is_unresolved;
                }
                Step::Lose(of) => {
                    let is_news = list.lose(&all[of], &ApiError::NotFound);
                    prop_assert_eq!(is_news, awaited[of]);
                    awaited[of] = false;
                }
                Step::Fail(of) => list.fail(&all[of]),
                Step::See(of) => list.see(&all[of]),
                Step::Round(ask, elsewhere, now_ms) => {
                    list.begin();
                    let mut asked: Vec<ResourceId> = Vec::new();
                    while let Some(id) =
                        list.next(ask, Some(&all[elsewhere]), now_ms, INTERVAL_MS)
                    {
                        prop_assert!(!asked.contains(&id) && id != all[elsewhere]);
                        let stage = list.entry(&id).unwrap().stage;
                        let by_itself = matches!(
                            stage,
                            Stage::Open | Stage::WithoutResult { .. } | Stage::Confirming
                        );
                        prop_assert!(by_itself || ask == Ask::All);
                        asked.push(id);
                    }
                }
                Step::Keep(kept) => {
                    let ids: Vec<_> = kept.iter().map(|index| all[*index].clone()).collect();
                    list.keep(&ids);
                    for (index, awaited) in awaited.iter_mut().enumerate() {
                        *awaited &= kept.contains(&index);
                    }
                    prop_assert_eq!(list.entries().len(), ids.len());
                }
            }
            let Counts { running, done, failed, unknown } = list.counts();
            let counted = running + done + failed + unknown;
            prop_assert!(usize::try_from(counted).unwrap() <= list.entries().len());
            for entry in list.entries() {
                let words = row(entry, true, &context(&DE));
                prop_assert!(!words.name.is_empty() && !words.answer.is_empty());
            }
        }
    }

    /// However lists are merged: none is there twice, none too many, and what is watched
    /// stays where it stands.
    #[test]
    fn merged_lists_hold_each_once(
        watched in proptest::collection::btree_set(0..40_u32, 0..=WATCHED_MAX),
        address in proptest::collection::btree_set(0..40_u32, 0..=WATCHED_MAX),
        shown in proptest::collection::btree_set(0..40_u32, 0..=WATCHED_MAX),
    ) {
        let ids = |of: &std::collections::BTreeSet<u32>| -> Vec<ResourceId> {
            of.iter().map(|index| id(&format!("id-{index}"))).collect()
        };
        let (watched, address, shown) = (ids(&watched), ids(&address), ids(&shown));
        let (merged, left_out) = merge(&watched, &address, &shown);
        prop_assert!(merged.len() <= WATCHED_MAX && merged.starts_with(&watched));
        let once: std::collections::BTreeSet<_> = merged.iter().collect();
        prop_assert_eq!(once.len(), merged.len());
        prop_assert!(left_out == 0 || merged.len() == WATCHED_MAX);
        prop_assert_eq!(merge(&merged, &merged, &[]), (merged.clone(), 0));
    }
}
