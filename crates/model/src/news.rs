//! What is told to those who do not look: the start, the quarters, the end.

use crate::{
    page::standing::Standing,
    verdict::{Outcome, Tone, Verdict},
};

/// News that waits for its turn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// What the page tells of what it shows: the newest takes the older's place.
    pub page: String,
    /// What is told whatever page is shown: each is told.
    pub tab: String,
}

impl Waiting {
    /// More of what is told whatever page is shown.
    pub fn add(&mut self, text: &str) {
        self.tab = joined(&self.tab, text);
    }

    /// All of it, to be said at once; empty where nothing waits.
    pub fn text(&self) -> String {
        joined(&self.tab, &self.page)
    }
}

fn joined(first: &str, second: &str) -> String {
    let between = if first.is_empty() || second.is_empty() { "" } else { "; " };
    [first, between, second].concat()
}

/// What was told last of one session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told {
    /// Its tone, and whether it has stopped and has ended, which some tones leave open.
    kind: (Tone, bool, bool),
    is_current: bool,
    /// The newest request failed, which an alert says.
    is_troubled: bool,
    /// The highest quarter told of this kind: one that is lost and won again is no news.
    quarter: u8,
}

/// What there is to tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum News {
    /// Nothing.
    None,
    /// The answer, since it is the first one or another kind.
    Answer,
    /// How far it is: a further quarter.
    Percent(u8),
}

/// What is new against what was told last, and what is told then.
pub fn news(
    told: Option<Told>,
    verdict: &Verdict,
    standing: Standing,
    is_troubled: bool,
) -> (News, Told) {
    let percent = match verdict.outcome {
        Outcome::NotFinished { percent, .. } => percent.unwrap_or_default(),
        _ => 0,
    };
    let is_current = standing == Standing::Live;
    // What is old is in trouble until its answer is here as well.
    let was_troubled = told.is_some_and(|told| told.is_troubled);
    let is_troubled = is_troubled || was_troubled && matches!(standing, Standing::Old { .. });
    let mut now = Told {
        kind: (verdict.tone(), verdict.is_stopped(), verdict.is_ended()),
        is_current,
        is_troubled,
        quarter: percent / 25,
    };
    let Some(told) = told.filter(|told| told.kind == now.kind) else {
        return (News::Answer, now);
    };
    let is_further = now.quarter > told.quarter;
    now.quarter = now.quarter.max(told.quarter);
    // The alert goes without a word; going on after a pause is what the user did.
    let is_over = was_troubled && !is_troubled && is_current;
    let news = if is_over || told.is_current && !is_current {
        News::Answer
    } else if is_further {
        News::Percent(percent)
    } else {
        News::None
    };
    (news, now)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        entity::{Entity, restore_session::RestoreSession},
        time::Timestamp,
        verdict::judge,
        wire,
    };

    fn verdict(json: &str) -> Verdict {
        let json = wire::parse(json.as_bytes()).unwrap();
        let entity = Entity::from_object(json.as_object().unwrap().clone());
        judge(&RestoreSession::from_entity(entity), None)
    }

    #[test]
    fn each_step_to_the_end_is_told_even_where_all_are_unclear() {
        let steps = [
            r#"{"State":"Pausing"}"#,
            r#"{"State":"Stopped","Result":"None"}"#,
            r#"{"State":"Stopped","Result":"PartiallySucceeded"}"#,
        ];
        let mut told = None;
        for json in steps {
            let (first, now) = news(told, &verdict(json), Standing::Live, false);
            let (again, now) = news(Some(now), &verdict(json), Standing::Live, false);
            assert_eq!([first, again], [News::Answer, News::None], "{json}");
            told = Some(now);
        }
    }

    #[test]
    fn a_quarter_is_told_once_whatever_comes_between() {
        let (live, paused) = (Standing::Live, Standing::Paused { at: Timestamp(0) });
        let rows = [
            (10, live, false, News::Answer),
            (10, paused, false, News::Answer),
            (83, live, false, News::Percent(83)),
            (20, live, true, News::None),
            (20, live, false, News::Answer),
            (85, live, false, News::None),
            (20, paused, false, News::Answer),
            (90, live, false, News::None),
        ];
        let mut told = None;
        for (row, (percent, standing, is_troubled, expected)) in rows.into_iter().enumerate() {
            let working = verdict(&format!(r#"{{"State":"Working","Progress":{percent}}}"#));
            let (told_now, now) = news(told, &working, standing, is_troubled);
            assert_eq!(told_now, expected, "row {row}");
            told = Some(now);
        }
    }

    #[test]
    fn the_start_the_quarters_and_the_end_are_told_once() {
        let working = |percent| format!(r#"{{"State":"Working","Progress":{percent}}}"#);
        let ended = r#"{"State":"Stopped","Result":"Success"}"#.to_owned();
        let waiting = r#"{"State":"Stopped","Result":"None"}"#.to_owned();
        let rows = [
            (working(3), News::Answer),
            (working(24), News::None),
            (working(25), News::Percent(25)),
            (working(26), News::None),
            (working(20), News::None),
            (working(49), News::None),
            (working(80), News::Percent(80)),
            (working(99), News::None),
            (waiting, News::Answer),
            (ended.clone(), News::Answer),
            (ended, News::None),
            (working(1), News::Answer),
        ];
        let mut told = None;
        for (json, expected) in rows {
            let (told_now, now) = news(told, &verdict(&json), Standing::Live, false);
            assert_eq!(told_now, expected, "{json}");
            told = Some(now);
        }
    }

    #[test]
    fn that_it_is_old_or_paused_is_told_and_that_it_goes_on_is_not() {
        let running = verdict(r#"{"State":"Working","Progress":10}"#);
        let old = Standing::Old { read_at: Timestamp(0) };
        let (_, told) = news(None, &running, Standing::Live, false);
        let (first, told) = news(Some(told), &running, old, false);
        let (again, told) = news(Some(told), &running, old, false);
        let (back, _) = news(Some(told), &running, Standing::Live, false);
        assert_eq!([first, again, back], [News::Answer, News::None, News::None]);
    }

    #[test]
    fn the_end_of_a_trouble_is_told_and_its_beginning_is_the_alert_s() {
        let running = verdict(r#"{"State":"Working","Progress":10}"#);
        let old = Standing::Old { read_at: Timestamp(0) };
        let paused = Standing::Paused { at: Timestamp(0) };
        let rows = [
            (Standing::Live, true, News::None),
            (Standing::Live, true, News::None),
            (Standing::Live, false, News::Answer),
            (Standing::Live, true, News::None),
            (old, true, News::Answer),
            (old, false, News::None),
            (Standing::Live, false, News::Answer),
            (Standing::Live, true, News::None),
            (paused, false, News::Answer),
            (Standing::Live, false, News::None),
        ];
        let (_, mut told) = news(None, &running, Standing::Live, false);
        for (row, (standing, is_troubled, expected)) in rows.into_iter().enumerate() {
            let (told_now, now) = news(Some(told), &running, standing, is_troubled);
            assert_eq!(told_now, expected, "row {row}");
            told = now;
        }
    }

    #[test]
    fn news_of_the_page_takes_no_place_of_what_is_told_anywhere() {
        let mut waiting = Waiting::default();
        assert_eq!(waiting.text(), "");
        waiting.add("srv04: Failed");
        waiting.page = "1 new restore".to_owned();
        waiting.page = "2 new restores".to_owned();
        waiting.add("srv05: Failed");
        assert_eq!(waiting.text(), "srv04: Failed; srv05: Failed; 2 new restores");
        waiting.page.clear();
        assert_eq!(waiting.text(), "srv04: Failed; srv05: Failed");
    }
}
