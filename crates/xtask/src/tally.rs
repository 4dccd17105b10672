//! How many tests passed and failed, read from what each runner prints.

use std::ops::AddAssign;

use serde_json::Value;

/// How many tests of a run may need a second try; Playwright names them at its end.
const FLAKY_MAX: u64 = 2;

/// Tests that passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// Tests that passed.
    pub(crate) passed: u64,
    /// Tests that failed.
    pub(crate) failed: u64,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

impl Tally {
    /// Sums the `test result:` lines of Rust's test harness and of wasm-bindgen's.
    pub(crate) fn from_libtest(output: &str) -> Self {
        let mut sum = Self::default();
        for line in output.lines() {
            let Some((_, counts)) = line.split_once("test result: ") else { continue };
            sum += Self { passed: count(counts, "passed"), failed: count(counts, "failed") };
        }
        sum
    }

    /// Reads the `stats` of Playwright's JSON report. Of the tests that passed only when they were
    /// tried again, a few are laid to the machine; with more, all of them count as failed.
    pub(crate) fn from_playwright(report: &str) -> Option<Self> {
        let report: Value = serde_json::from_str(report).ok()?;
        let stats = report.get("stats")?;
        let number = |key: &str| stats.get(key).and_then(Value::as_u64).unwrap_or(0);
        let (passed, failed, flaky) = (number("expected"), number("unexpected"), number("flaky"));
        Some(if flaky > FLAKY_MAX {
            Self { passed, failed: failed + flaky }
        } else {
            Self { passed: passed + flaky, failed }
        })
    }
}

/// The number before a word, as in `ok. 26 passed; 1 failed;`.
fn count(text: &str, word: &str) -> u64 {
    let words: Vec<&str> = text.split([' ', ';', '.']).filter(|part| !part.is_empty()).collect();
    let pair = words.windows(2).find_map(|pair| match pair {
        [number, name] if *name == word => number.parse().ok(),
        _ => None,
    });
    pair.unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn libtest_s_lines_are_summed() {
        let output = "test a ... ok\n\
            test result: ok. 26 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 2.53s\n\
            test result: FAILED. 3 passed; 2 failed; 1 ignored; 0 measured; 0 filtered out\n";
        assert_eq!(Tally::from_libtest(output), Tally { passed: 29, failed: 2 });
        assert_eq!(Tally::from_libtest("error: could not compile"), Tally::default());
    }

    #[test]
    fn wasm_bindgen_s_line_is_read() {
        let output =
            "\ntest result: ok. 4 passed; 0 failed; 0 ignored; 0 filtered out; finished in 0.01s\n";
        assert_eq!(Tally::from_libtest(output), Tally { passed: 4, failed: 0 });
    }

    #[test]
    fn playwright_s_report_is_read() {
        let report = |flaky: u64| {
            let stats = format!(r#""expected":7,"skipped":1,"unexpected":2,"flaky":{flaky}"#);
            Tally::from_playwright(&format!(r#"{{"stats":{{{stats}}}}}"#))
        };
        assert_eq!(report(0), Some(Tally { passed: 7, failed: 2 }));
        assert_eq!(report(2), Some(Tally { passed: 9, failed: 2 }));
        assert_eq!(report(3), Some(Tally { passed: 7, failed: 5 }));
        assert_eq!(Tally::from_playwright("Error: no tests found"), None);
    }
}
