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
pub struct Trail(State<Vec<Step>>);

impl Trail {
    /// An empty trail.
    pub fn new() -> Trail {
        Trail(State::new(Vec::new()))
    }

    /// The page changed: a step back shortens the trail, any other adds to it.
    pub fn arrive(&self, route: &Route) {
        self.0.update(|steps| {
            if let Some(known) = steps.iter().position(|step| step.route == *route) {
                steps.truncate(known + 1);
            } else {
                steps.push(Step { route: route.clone(), label: String::new() });
                if steps.len() > STEPS_MAX {
                    steps.remove(0);
                }
            }
        });
    }

    /// The heading of a page became known.
    pub fn name(&self, route: &Route, label: &str) {
        let known = self.0.peek().is_some_and(|steps| {
            steps.iter().any(|step| step.route == *route && step.label != label)
        });
        if known {
            self.0.update(|steps| {
                for step in steps.iter_mut().filter(|step| step.route == *route) {
                    label.clone_into(&mut step.label);
                }
            });
        }
    }

    /// Signed out: names are data. The present page stays the last step, since
    /// it is what the next sign-in goes on with.
    pub fn forget(&self) {
        self.0.update(|steps| {
            let last = steps.pop();
            steps.clear();
            steps.extend(last.map(|step| Step { label: String::new(), ..step }));
        });
    }

    /// The steps before the present page, tracked.
    pub fn before(&self) -> Vec<Step> {
        let mut steps = self.0.get();
        steps.pop();
        steps.retain(|step| !step.label.is_empty());
        steps
    }
}

impl Default for Trail {
    fn default() -> Trail {
        Trail::new()
    }
}
