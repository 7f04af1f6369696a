//! Files that widgets name: pictures and the scripts of an author's own elements.

use std::path::Path;

use anyhow::{Result, ensure};
use twinlet_core::manifest::App;

use crate::files::{Files, read, text};

/// Their folder in a site; the app asks for them there.
pub const FOLDER: &str = "app/files/";

/// The files of an app that lies in a folder, by their place in its site.
///
/// # Errors
/// What cannot be read, or needs another file that nothing names.
pub fn files(folder: &Path, app: &App) -> Result<Files> {
    let mut files = Files::new();
    for name in app.files() {
        let place = format!("{FOLDER}{name}");
        files.insert(place.clone(), read(&folder.join(name))?);
        if name.ends_with(".js") {
            stands_alone(name, text(&files, &place)?)?;
        }
    }
    Ok(files)
}

/// Refuses a script that needs another file.
///
/// # Errors
/// What to do.
pub fn stands_alone(name: &str, code: &str) -> Result<()> {
    ensure!(
        !imports(code),
        "`{name}` imports another file, and only files that a widget names are part of the app; join them into one"
    );
    Ok(())
}

/// Whether a module names another one. What it fetches while it runs is not seen here.
fn imports(code: &str) -> bool {
    let starts = ["import ", "import{", "import*", "import\"", "import'"];
    code.lines().map(str::trim_start).any(|line| {
        starts.iter().any(|start| line.starts_with(start))
            || (line.starts_with("export") && (line.contains(" from \"") || line.contains(" from '")))
    })
}

#[cfg(test)]
mod tests {
    use super::imports;

    #[test]
    fn only_what_a_module_loads_is_an_import() {
        for (code, expected) in [
            ("a();\n  import { b } from './b.js';", true),
            ("import './b.js'", true),
            ("import\"./b.js\"", true),
            ("export { b } from './b.js';", true),
            ("export class Dial extends HTMLElement {}", false),
            ("importantValue = 3;", false),
            ("// import is not here", false),
        ] {
            assert_eq!(imports(code), expected, "{code}");
        }
    }
}
