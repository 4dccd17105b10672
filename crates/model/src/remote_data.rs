//! What the app knows of one thing that it asked for.

use crate::error::ApiError;

/// State of one request. A good answer is never thrown away by a later failure.
#[derive(Clone, Debug, PartialEq)]
pub enum RemoteData<T> {
    /// First answer not here yet.
    Loading,
    /// An answer is here; `refresh` says how the newest attempt to renew it goes.
    Loaded {
        /// The last good answer.
        value: T,
        /// The newest attempt.
        refresh: Refresh,
    },
    /// No answer was ever had.
    Failed {
        /// Why the newest attempt that is over gave none.
        error: ApiError,
        /// Whether another attempt is under way: what it says is no news before.
        is_pending: bool,
    },
}

/// How the newest attempt to renew an answer goes.
#[derive(Clone, Debug, PartialEq)]
pub enum Refresh {
    /// The value is from the newest attempt.
    Idle,
    /// A request is under way.
    Pending,
    /// The value shown is old: the newest attempt failed for this reason.
    Failed(ApiError),
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
    /// A request for the same thing goes out: keep showing the last answer, or
    /// why there is none.
    pub fn begin_refresh(&mut self) {
        match self {
            RemoteData::Loaded { refresh, .. } => *refresh = Refresh::Pending,
            RemoteData::Failed { is_pending, .. } => *is_pending = true,
            RemoteData::Loading => {}
        }
    }

    /// An outcome arrived.
    pub fn settle(&mut self, outcome: Result<T, ApiError>) {
        match (outcome, &mut *self) {
            (Ok(value), _) => *self = RemoteData::Loaded { value, refresh: Refresh::Idle },
            (Err(error), RemoteData::Loaded { refresh, .. }) => *refresh = Refresh::Failed(error),
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

    /// Why the newest attempt failed, with or without an older answer.
    pub fn error(&self) -> Option<&ApiError> {
        match self {
            RemoteData::Failed { error, .. }
            | RemoteData::Loaded { refresh: Refresh::Failed(error), .. } => Some(error),
            RemoteData::Loading | RemoteData::Loaded { .. } => None,
        }
    }

    /// Whether a request is under way.
    pub fn is_pending(&self) -> bool {
        matches!(
            self,
            RemoteData::Loading
                | RemoteData::Loaded { refresh: Refresh::Pending, .. }
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
        assert_eq!(data, RemoteData::Loaded { value: 1, refresh: Refresh::Pending });
        data.settle(Err(ApiError::TimedOut));
        assert_eq!((data.value(), data.error()), (Some(&1), Some(&ApiError::TimedOut)));
        data.begin_refresh();
        data.settle(Ok(2));
        assert_eq!(data, RemoteData::Loaded { value: 2, refresh: Refresh::Idle });
        assert_eq!(data.error(), None);
    }
}
