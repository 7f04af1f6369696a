//! Files in the page: elements that no browser runs, and that `public/single.js` reads.

use anyhow::{Context, Result};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::classic::{Classic, START, from_module};
use super::policy::Inline;
use crate::files::{Files, text};
use crate::headers::content_type;
use crate::page::escaped;
use crate::runtime::Runtime;
use crate::site::Site;
use crate::widgets;

/// The folder of the app's own part of a site.
const APP: &str = "app/";
/// A type that no browser knows as a script.
const DATA: &str = "application/octet-stream";

/// Everything that the app asks for: the wasm files, those that are loaded later among them, the engine's script, manifest,
/// bundles, files of widgets.
///
/// # Errors
/// When the engine is missing or not as expected.
pub fn all(runtime: &Runtime, site: &Site, app_wasm: &str) -> Result<String> {
    let (engine, engine_wasm) = engine(site)?;
    let mut elements = vec![engine];
    let own = site.files.keys().filter(|path| path.starts_with(APP)).map(String::as_str);
    let named = [app_wasm, &engine_wasm];
    let later = site.files.keys().filter(|path| path.ends_with(".wasm") && !path.contains('/'));
    let later = later.map(String::as_str).filter(|path| !named.contains(path));
    for path in named.into_iter().chain(later).chain(own) {
        let bytes = site
            .files
            .get(path)
            .with_context(|| format!("the site has no `{path}`; build the runtime again"))?;
        elements.push(file(runtime, path, bytes)?);
    }
    Ok(elements.concat())
}

/// Pictures are there at once only as they are; everything else is packed where that makes it smaller.
fn file(runtime: &Runtime, path: &str, bytes: &[u8]) -> Result<String> {
    let kind = content_type(path);
    let packed = (!kind.starts_with("image/")).then(|| runtime.gzip(bytes)).transpose()?;
    Ok(match packed.filter(|packed| packed.len() < bytes.len()) {
        Some(packed) => element(path, &format!(" data-type=\"{kind}\" data-packed=\"gzip\""), &packed),
        None => element(path, &format!(" data-type=\"{kind}\""), bytes),
    })
}

fn element(path: &str, attributes: &str, bytes: &[u8]) -> String {
    let (path, text) = (escaped(path), STANDARD.encode(bytes));
    format!("<script type=\"{DATA}\" data-path=\"{path}\"{attributes}>{text}</script>\n")
}

/// The engine's script under the name that the app starts it by, and the path of its wasm.
fn engine(site: &Site) -> Result<(String, String)> {
    let loader = site.build.worker.as_deref().context("the runtime has no engine; build it again")?;
    let module = text(&site.files, loader)?.split('\'').find_map(|piece| piece.strip_prefix("./"));
    let module = module.with_context(|| format!("`{loader}` does not say which module it starts"))?;
    let script = from_module(text(&site.files, module)?)
        .with_context(|| format!("`{module}` cannot start as a classic worker"))?;
    let wasm = format!(" data-wasm=\"{}\"", escaped(&script.wasm));
    Ok((element(loader, &wasm, worker(loader, &script).as_bytes()), script.wasm))
}

/// The engine says which build it is by the name of its file, which has none here; its wasm is the first message.
fn worker(name: &str, script: &Classic) -> String {
    format!(
        "\"use strict\";\n\
         Object.defineProperty(self, \"location\", {{ value: {{ pathname: \"/{name}\" }} }});\n\
         {}\
         self.onmessage = (event) => {START}({{ module_or_path: event.data }})\n  \
         .catch((error) => setTimeout(() => {{ throw error; }}));\n",
        script.code
    )
}

/// Modules of an author's own elements, inlined; beside each an element that tells the app that it is there.
///
/// # Errors
/// When one cannot stand in a page, or needs another file.
pub fn elements(app: &Files, inline: &mut Inline) -> Result<String> {
    let scripts = app.keys().filter(|path| path.starts_with(widgets::FOLDER) && path.ends_with(".js"));
    scripts
        .map(|path| {
            // A parser of pages turns these line ends into the other ones, and the hash would be of another text.
            let code = text(app, path)?.replace("\r\n", "\n");
            widgets::stands_alone(path, &code)?;
            let run =
                inline.script("<script type=\"module\">", &code).with_context(|| format!("`{path}`"))?;
            Ok(format!("<script type=\"{DATA}\" src=\"./{}\"></script>\n{run}", escaped(path)))
        })
        .collect()
}
