//! Sees when somebody saves: by times and sizes, which every file system and editor has.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use super::shown::Live;

/// How often files are looked at. A change counts once it is the same twice: editors write in several steps.
const EACH: Duration = Duration::from_millis(100);

/// Time and size of every file, or `None` where there is none.
type Print = BTreeMap<PathBuf, Option<(SystemTime, u64)>>;

/// What the app rests on, as it was when the app was built.
pub struct Watch {
    live: Arc<Live>,
    sources: BTreeSet<PathBuf>,
    built: Print,
}

impl Watch {
    /// Builds the app for the first time.
    pub fn start(live: Arc<Live>) -> Self {
        let sources = BTreeSet::from([live.manifest()]);
        let before = print(&sources);
        Self { live, sources, built: Print::new() }.renewed(before)
    }

    /// Builds the app again after each change of what it rests on. Never ends.
    pub async fn follow(mut self) {
        loop {
            tokio::time::sleep(EACH).await;
            let before = print(&self.sources);
            if before == self.built {
                continue;
            }
            tokio::time::sleep(EACH).await;
            if print(&self.sources) == before {
                let Ok(next) = tokio::task::spawn_blocking(move || self.renewed(before)).await else {
                    return;
                };
                self = next;
            }
        }
    }

    /// `before` was taken before the files are read: whoever saves meanwhile is seen the next time.
    fn renewed(mut self, mut before: Print) -> Self {
        self.sources = self.live.renew();
        let now = print(&self.sources);
        let mut earlier = |path: PathBuf, stamp| {
            let stamp = before.remove(&path).unwrap_or(stamp);
            (path, stamp)
        };
        self.built = now.into_iter().map(|(path, stamp)| earlier(path, stamp)).collect();
        self
    }
}

fn print(sources: &BTreeSet<PathBuf>) -> Print {
    let mut found = Print::new();
    sources.iter().for_each(|path| add(path, &mut found));
    found
}

/// A file, or the files of a folder: bundles have no folders within.
fn add(path: &Path, found: &mut Print) {
    let entries = std::fs::read_dir(path).into_iter().flatten().flatten();
    found.extend(entries.map(|entry| (entry.path(), stamp(&entry.path()))));
    found.insert(path.to_owned(), stamp(path));
}

fn stamp(path: &Path) -> Option<(SystemTime, u64)> {
    let data = std::fs::metadata(path).ok()?;
    Some((data.modified().ok()?, data.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn saving_renaming_and_removing_are_seen() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a");
        let sources = BTreeSet::from([folder.path().to_owned(), file.clone()]);
        let mut seen = vec![print(&sources)];
        for step in
            [&|| std::fs::write(&file, "1").unwrap(), &|| std::fs::write(&file, "12").unwrap(), &|| {
                std::fs::rename(&file, folder.path().join("b")).unwrap()
            }] as [&dyn Fn(); 3]
        {
            step();
            seen.push(print(&sources));
        }
        assert!(seen.windows(2).all(|pair| pair[0] != pair[1]), "{seen:?}");
        assert_eq!(print(&sources), print(&sources));
    }
}
