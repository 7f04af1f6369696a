//! A site as one HTML file that opens from a disk: everything in the page, nothing asked for.
//!
//! Scripts and styles are inlined and allowed by their hashes. Wasm, manifest, bundles and files of widgets lie in the page
//! as base64 (`embed`), where `public/single.js` finds them. The engine's module becomes a classic script (`classic`),
//! because browsers start no module worker from a file.

mod classic;
mod embed;
mod file;
mod head;
mod policy;
mod tag;

use anyhow::{Context, Result};

use crate::content::Content;
use crate::files::{Files, text};
use crate::runtime::Runtime;
use crate::site::Site;
use classic::Classic;
use head::{Boot, Head};
use policy::Inline;

pub use file::{may_replace, write};

/// The script of the runtime that answers from the page itself.
pub const SCRIPT: &str = "single.js";
/// Marks a page as one that this program wrote; its content is the id of the app.
const MARK: &str = "<meta name=\"twinlet-single-file\"";
const BODY_END: &str = "</body>";

/// The page of an app. The same runtime and app give the same bytes.
///
/// # Errors
/// When the runtime is not what it was when this was written: where.
pub fn page(runtime: &Runtime, app: &Content) -> Result<String> {
    let site = Site::of(runtime, app)?;
    let mut inline = Inline::default();
    let Head { page, boot } = head::of(&site.files, &app.id, &mut inline)?;
    let app_script = app_script(&site.files, &boot)?;
    let mut end = inline.script("<script>", runtime.text("rescue.js")?)?;
    end += &embed::all(runtime, &site, &boot.wasm)?;
    end += &inline.script("<script>", runtime.text(SCRIPT)?)?;
    end += &inline.script("<script type=\"module\">", &app_script)?;
    end += &inline.script(&boot.tag, runtime.text("boot.js")?)?;
    end += &embed::elements(&app.files, &mut inline)?;
    let page = tag::once(&page, BODY_END, &[&end, BODY_END].concat())?;
    policy::put(&page, &inline.policy(&app.hosts))
}

/// The app's module, which hands its start function to `boot.js` in place of an export.
fn app_script(files: &Files, boot: &Boot) -> Result<String> {
    let Classic { code, .. } = classic::from_module(text(files, &boot.js)?)
        .with_context(|| format!("`{}` cannot be put into a page", boot.js))?;
    Ok(format!("{code}twinletSingle.bindings = {{ default: {} }};\n", classic::START))
}
