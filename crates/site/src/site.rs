//! One app's site: content, hashed names, build identity, precache list.

use anyhow::{Context, Result};

use crate::content::Content;
use crate::files::{Files, text};
use crate::identity::{self, Build};
use crate::runtime::Runtime;
use crate::{page, rename, service_worker, single, web_manifest};

/// Files of a runtime that only sites and single files are made from.
const TEMPLATES: [&str; 3] = ["rescue.html", "sw.js", single::SCRIPT];

/// A finished site, without compressed forms and header files.
#[derive(Debug, Clone)]
pub struct Site {
    /// Which build it is.
    pub build: Build,
    /// Every file.
    pub files: Files,
}

impl Site {
    /// The site of an app.
    ///
    /// # Errors
    /// When the runtime is not what it was when this was written: where.
    pub fn of(runtime: &Runtime, app: &Content) -> Result<Self> {
        let mut files = runtime.files().clone();
        TEMPLATES.iter().for_each(|name| drop(files.remove(*name)));
        files.extend(app.files.clone());
        let manifest = web_manifest::named(runtime.text("manifest.webmanifest")?, app)?;
        files.insert("manifest.webmanifest".to_owned(), manifest.into_bytes());
        let worker = rename::worker(&mut files)?;
        let sandbox = rename::sandbox(&mut files, app.needs_sandbox())?;
        let scripts = rename::scripts(&mut files)?;
        let page = finished_page(&files, &scripts, app, sandbox.as_deref())?;
        let id = identity::of(&files, &page);
        let page =
            page::add_meta(&page, &id, &[("worker", worker.as_deref()), ("sandbox", sandbox.as_deref())])?;
        files.insert("index.html".to_owned(), page.into_bytes());
        let build = identity::describe(&mut files, id, worker)?;
        let script = service_worker::script(runtime, &scripts, &build)?;
        files.insert("sw.js".to_owned(), script.into_bytes());
        Ok(Self { build, files })
    }
}

fn finished_page(
    files: &Files,
    scripts: &[rename::Renamed],
    app: &Content,
    sandbox: Option<&str>,
) -> Result<String> {
    let page = text(files, "index.html").context("the runtime has no page; did the build fail?")?;
    let page = page::link_scripts(page, scripts)?;
    let page = page::move_integrity(&page)?;
    let early: Vec<String> = app.first_files()?.into_iter().chain(sandbox.map(str::to_owned)).collect();
    let page = page::fetch_early(&page, &early)?;
    page::allow(&page::set_title(&page, &app.title), &app.hosts)
}
