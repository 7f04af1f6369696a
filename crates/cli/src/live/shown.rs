//! What is shown now: the last site without mistakes, and what is wrong with the manifest since.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use axum::body::Bytes;
use serde::Serialize;
use tokio::sync::watch;
use twinlet_core::diag::Diagnostic;
use twinlet_site::content::{self, Content, Failure, manifest_path};
use twinlet_site::headers::policy;
use twinlet_site::{Runtime, Site};

use super::pages;
use crate::app;

/// An app that is being written.
pub struct Live {
    app: PathBuf,
    runtime: Runtime,
    shown: Mutex<Arc<Shown>>,
    /// What pages are told, as JSON.
    news: watch::Sender<String>,
}

/// Files to answer with.
pub struct Shown {
    /// By their path.
    pub files: BTreeMap<String, Bytes>,
    /// The policy of its pages.
    pub policy: String,
    /// The build; empty while there was none.
    build: String,
}

/// News for the pages: a page reloads when it is of another build, and shows mistakes over itself.
#[derive(Serialize)]
struct News<'a> {
    build: &'a str,
    manifest: String,
    mistakes: Vec<Told>,
}

/// One mistake as the page shows it.
#[derive(Serialize)]
struct Told {
    code: String,
    place: String,
    path: String,
    message: String,
    hints: Vec<String>,
}

impl Live {
    /// Nothing is read yet.
    pub fn new(app: &Path, runtime: Runtime) -> Self {
        let shown = Shown { files: pages::first(&runtime), policy: policy([]), build: String::new() };
        let (news, _) = watch::channel(String::new());
        Self { app: app.to_owned(), runtime, shown: Mutex::new(Arc::new(shown)), news }
    }

    /// Path of the app's manifest.
    pub fn manifest(&self) -> PathBuf {
        manifest_path(&self.app)
    }

    /// What is shown now.
    pub fn shown(&self) -> Arc<Shown> {
        Arc::clone(&self.lock())
    }

    /// News from now on, beginning with the present state.
    pub fn news(&self) -> watch::Receiver<String> {
        let mut news = self.news.subscribe();
        news.mark_changed();
        news
    }

    /// Reads the app again and tells the pages; returns what it rests on.
    pub fn renew(&self) -> BTreeSet<PathBuf> {
        let start = Instant::now();
        let reading = content::read(&self.app);
        let shown = reading.outcome.and_then(|app| self.site(&app).map_err(Failure::Other));
        let mistakes = match shown {
            Ok(shown) => {
                eprintln!("built {} in {} ms", shown.build, start.elapsed().as_millis());
                *self.lock() = Arc::new(shown);
                Vec::new()
            }
            Err(failure) => told(&self.manifest(), &failure),
        };
        self.tell(mistakes);
        reading.sources
    }

    fn site(&self, app: &Content) -> anyhow::Result<Shown> {
        app.warnings.iter().for_each(|warning| eprintln!("{warning}"));
        let site = Site::of(&self.runtime, app)?;
        let (build, policy) = (site.build.id.clone(), policy(&app.hosts));
        Ok(Shown { files: pages::live(site)?, policy, build })
    }

    fn tell(&self, mistakes: Vec<Told>) {
        let (shown, manifest) = (self.shown(), self.manifest().display().to_string());
        let news = News { build: &shown.build, manifest, mistakes };
        self.news.send_replace(serde_json::to_string(&news).unwrap_or_default());
    }

    /// A thread that panicked cannot leave a pointer half written.
    fn lock(&self) -> MutexGuard<'_, Arc<Shown>> {
        self.shown.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Prints what is wrong, and makes it ready for the page.
fn told(manifest: &Path, failure: &Failure) -> Vec<Told> {
    match failure {
        Failure::Mistakes(mistakes) => {
            eprintln!("{}", app::mistakes_in_words(manifest, mistakes));
            mistakes.iter().map(Told::of).collect()
        }
        Failure::Other(error) => {
            eprintln!("error: {error:#}");
            vec![Told { message: format!("{error:#}"), ..Told::nowhere() }]
        }
    }
}

impl Told {
    fn nowhere() -> Self {
        let [code, place, path, message] = Default::default();
        Self { code, place, path, message, hints: Vec::new() }
    }

    fn of(it: &Diagnostic) -> Self {
        let place = it.place.as_ref().map(|at| format!("{}:{}:{}", at.file, at.line, at.column));
        Self {
            code: it.code.name().to_owned(),
            place: place.unwrap_or_default(),
            path: it.path.clone(),
            message: it.message.clone(),
            hints: it.hints.clone(),
        }
    }
}
