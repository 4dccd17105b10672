//! The breadcrumb trail: where one came from. Back and forward stay the browser's.

use crate::live::State;
use restore_desk_model::route::Route;

/// Most steps that are shown.
const STEPS_MAX: usize = 8;

/// One step.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Its address.
    pub route: Route,
    /// Its heading; empty until it is known.
    pub label: String,
}

/// The steps up to the page that is shown, which is the last one.
#[derive(Clone, Copy)]
pub struct Trail {
    steps: State<Vec<Step>>,
    /// Whether the present page is the last step: an address that can't be read
    /// is none.
    is_on: State<bool>,
}

impl Trail {
    /// An empty trail.
    pub fn new() -> Trail {
        Trail { steps: State::new(Vec::new()), is_on: State::new(true) }
    }

    /// The page changed: a step back shortens the trail, any other adds to it.
    pub fn arrive(&self, route: &Route) {
        self.is_on.set(true);
        self.steps.update(|steps| {
            let known = steps.iter().position(|step| step.route.is_same_page(route));
            if let Some(known) = known {
                steps.truncate(known + 1);
                // Another list is a step of its own only where it is another page.
                if let Some(last) = steps.last_mut() {
                    last.route = route.clone();
                }
            } else {
                steps.push(Step { route: route.clone(), label: String::new() });
                if steps.len() > STEPS_MAX {
                    steps.remove(0);
                }
            }
        });
    }

    /// The address that is shown can't be read: what was shown before is a step.
    pub fn leave(&self) {
        self.is_on.set(false);
    }

    /// The heading of a page became known.
    pub fn name(&self, route: &Route, label: &str) {
        let known = self.steps.peek().is_some_and(|steps| {
            steps.iter().any(|step| step.route.is_same_page(route) && step.label != label)
        });
        if known {
            self.steps.update(|steps| {
                for step in steps.iter_mut().filter(|step| step.route.is_same_page(route)) {
                    label.clone_into(&mut step.label);
                }
            });
        }
    }

    /// Signed out: names are data. The present page stays the last step, since
    /// it is what the next sign-in goes on with.
    pub fn forget(&self) {
        let is_on = self.is_on.peek() == Some(true);
        self.steps.update(|steps| {
            let last = steps.pop().filter(|_| is_on);
            steps.clear();
            steps.extend(last.map(|step| Step { label: String::new(), ..step }));
        });
    }

    /// The steps before the present page, tracked.
    pub fn before(&self) -> Vec<Step> {
        let mut steps = self.steps.get();
        if self.is_on.get() {
            steps.pop();
        }
        steps.retain(|step| !step.label.is_empty());
        steps
    }
}

impl Default for Trail {
    fn default() -> Trail {
        Trail::new()
    }
}
