//! What the app knows of one thing that it asked for.

use crate::error::ApiError;

/// State of one request. A good answer is never thrown away by a later failure.
#[derive(Clone, Debug, PartialEq)]
pub enum RemoteData<T> {
    /// First answer not here yet.
    Loading,
    /// An answer is here.
    Loaded {
        /// The last good answer.
        value: T,
        /// Why the newest attempt to renew it that is over failed: then it is old.
        error: Option<ApiError>,
        /// Whether an attempt to renew it is under way.
        is_pending: bool,
    },
    /// No answer was ever had.
    Failed {
        /// Why the newest attempt that is over gave none.
        error: ApiError,
        /// Whether another attempt is under way: what it says is no news before.
        is_pending: bool,
    },
}

/// Which of the three faces a page shows; changes seldom, so views hang on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Face {
    /// Nothing yet.
    Loading,
    /// A value.
    Loaded,
    /// Only an error.
    Failed,
}

impl<T> RemoteData<T> {
    /// A request for the same thing goes out: keep showing the last answer, and
    /// why there is no newer one. An alert that goes and comes back is heard anew.
    pub fn begin_refresh(&mut self) {
        match self {
            RemoteData::Loaded { is_pending, .. } | RemoteData::Failed { is_pending, .. } => {
                *is_pending = true;
            }
            RemoteData::Loading => {}
        }
    }

    /// An outcome arrived.
    pub fn settle(&mut self, outcome: Result<T, ApiError>) {
        match (outcome, &mut *self) {
            (Ok(value), _) => {
                *self = RemoteData::Loaded { value, error: None, is_pending: false };
            }
            (Err(failure), RemoteData::Loaded { error, is_pending, .. }) => {
                (*error, *is_pending) = (Some(failure), false);
            }
            (Err(error), _) => *self = RemoteData::Failed { error, is_pending: false },
        }
    }

    /// Which face to show.
    pub fn face(&self) -> Face {
        match self {
            RemoteData::Loading => Face::Loading,
            RemoteData::Loaded { .. } => Face::Loaded,
            RemoteData::Failed { .. } => Face::Failed,
        }
    }

    /// The last good answer.
    pub fn value(&self) -> Option<&T> {
        match self {
            RemoteData::Loaded { value, .. } => Some(value),
            RemoteData::Loading | RemoteData::Failed { .. } => None,
        }
    }

    /// Why the newest attempt that is over failed, with or without an older answer.
    pub fn error(&self) -> Option<&ApiError> {
        match self {
            RemoteData::Failed { error, .. } => Some(error),
            RemoteData::Loaded { error, .. } => error.as_ref(),
            RemoteData::Loading => None,
        }
    }

    /// Whether a request is under way.
    pub fn is_pending(&self) -> bool {
        matches!(
            self,
            RemoteData::Loading
                | RemoteData::Loaded { is_pending: true, .. }
                | RemoteData::Failed { is_pending: true, .. }
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_never_discards_a_good_answer() {
        let mut data = RemoteData::Loading;
        assert!(data.is_pending());
        data.settle(Err(ApiError::Unreachable));
        let error = ApiError::Unreachable;
        assert_eq!(data, RemoteData::Failed { error: error.clone(), is_pending: false });
        data.begin_refresh();
        assert_eq!(data, RemoteData::Failed { error, is_pending: true });
        assert!(data.is_pending());
        data.settle(Ok(1));
        data.begin_refresh();
        assert_eq!(data, RemoteData::Loaded { value: 1, error: None, is_pending: true });
        data.settle(Err(ApiError::TimedOut));
        assert!(!data.is_pending());
        assert_eq!((data.value(), data.error()), (Some(&1), Some(&ApiError::TimedOut)));
        data.begin_refresh();
        assert!(data.is_pending());
        assert_eq!(data.error(), Some(&ApiError::TimedOut), "until there is news");
        data.settle(Ok(2));
        assert_eq!(data, RemoteData::Loaded { value: 2, error: None, is_pending: false });
    }
}
