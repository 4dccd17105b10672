//! Files that are read again when they change: certificates are renewed, config.json is edited.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;
use std::{fmt, fs};

/// Time of change and length of each file; `None` for one that is not there.
pub(crate) type Stamp = Vec<Option<(SystemTime, u64)>>;
type Read<T> = Box<dyn Fn() -> Result<T, String> + Send + Sync>;

/// A value made from files.
///
/// The files' times are looked at on each use: a few system calls, no timer, and never a moment
/// in which the old value is given out after the new one could be.
pub(crate) struct Watched<T> {
    paths: Vec<PathBuf>,
    read: Read<T>,
    last: Mutex<(Stamp, Arc<T>)>,
}

impl<T> Watched<T> {
    /// Reads the value for the first time.
    ///
    /// # Errors
    /// What `read` says.
    pub(crate) fn new(
        paths: Vec<PathBuf>,
        read: impl Fn() -> Result<T, String> + Send + Sync + 'static,
    ) -> Result<Watched<T>, String> {
        let stamp = stamp_of(&paths);
        let value = read()?;
        Ok(Watched { paths, read: Box::new(read), last: Mutex::new((stamp, Arc::new(value))) })
    }

    /// The value, from the files as they are; from before if they cannot be read any more.
    pub(crate) fn get(&self) -> Arc<T> {
        let stamp = stamp_of(&self.paths);
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if last.0 != stamp {
            last.0 = stamp;
            match (self.read)() {
                Ok(value) => {
                    last.1 = Arc::new(value);
                    tracing::info!(files = ?self.paths, "read again");
                }
                Err(error) => {
                    tracing::warn!(files = ?self.paths, error, "changed, not usable, and ignored");
                }
            }
        }
        Arc::clone(&last.1)
    }
}

impl<T> fmt::Debug for Watched<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Watched").field("paths", &self.paths).finish_non_exhaustive()
    }
}

/// The stamp of these files as they are.
pub(crate) fn stamp_of(paths: &[PathBuf]) -> Stamp {
    let one = |path: &Path| {
        let data = fs::metadata(path).ok()?;
        Some((data.modified().ok()?, data.len()))
    };
    paths.iter().map(|path| one(path)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_change_is_ignored_and_a_good_one_taken() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("number");
        fs::write(&path, "1").unwrap();
        let read = {
            let path = path.clone();
            move || {
                let text = fs::read_to_string(&path).map_err(|error| error.to_string())?;
                text.parse::<u32>().map_err(|error| error.to_string())
            }
        };
        let watched = Watched::new(vec![path.clone()], read).unwrap();
        assert_eq!(*watched.get(), 1);
        fs::write(&path, "no number").unwrap();
        assert_eq!(*watched.get(), 1);
        fs::write(&path, "22").unwrap();
        assert_eq!(*watched.get(), 22);
        fs::remove_file(&path).unwrap();
        assert_eq!(*watched.get(), 22);
    }
}
