//! From the module that wasm-bindgen writes for the web to a script without exports.
//!
//! The text must look as expected: another wasm-bindgen is an error here, and not a page that does not start.

use anyhow::{Result, bail, ensure};

/// The function that starts the wasm.
pub const START: &str = "__wbg_init";
/// The last statement of the module.
const EXPORTS: &str = "export { initSync, __wbg_init as default };";
/// Where the module looks for its wasm when nobody hands it over.
const ADDRESS: (&str, &str) = ("new URL('", "', import.meta.url)");
/// Declarations that are exported where they stand.
const DECLARATIONS: [&str; 3] = ["class ", "function ", "async function "];

/// A script that defines [`START`].
#[derive(Debug, PartialEq, Eq)]
pub struct Classic {
    /// Its text, which ends with a line end.
    pub code: String,
    /// Name of the wasm file that it belongs to.
    pub wasm: String,
}

/// The script of a module.
///
/// # Errors
/// What is not as wasm-bindgen 0.2.130 writes it.
pub fn from_module(module: &str) -> Result<Classic> {
    expect(module, EXPORTS)?;
    expect(module, &format!("async function {START}("))?;
    let (before, wasm, after) = address(module)?;
    let code: String = format!("{before}undefined{after}").replace(EXPORTS, "").lines().map(plain).collect();
    if let Some(line) = code.lines().find(|line| is_of_a_module(line)) {
        bail!("it holds `{line}`, which only a module may; was it written by another wasm-bindgen?");
    }
    Ok(Classic { code: format!("{}\n", code.trim_end()), wasm: wasm.to_owned() })
}

fn expect(module: &str, piece: &str) -> Result<()> {
    let count = module.matches(piece).count();
    ensure!(
        count == 1,
        "it must hold `{piece}` once and holds it {count} times; was it written by another wasm-bindgen?"
    );
    Ok(())
}

/// What stands before, in and after the address of the wasm.
fn address(module: &str) -> Result<(&str, &str, &str)> {
    let (open, close) = ADDRESS;
    expect(module, close)?;
    let Some((before, wasm)) = module
        .split_once(close)
        .and_then(|(before, _)| before.rsplit_once(open))
        .filter(|(_, wasm)| !wasm.contains('\n'))
    else {
        bail!(
            "it does not say where its wasm is (`{open}…{close}`); was it written by another wasm-bindgen?"
        );
    };
    Ok((before, wasm, &module[before.len() + open.len() + wasm.len() + close.len()..]))
}

fn plain(line: &str) -> String {
    let bare =
        line.strip_prefix("export ").filter(|rest| DECLARATIONS.iter().any(|start| rest.starts_with(start)));
    format!("{}\n", bare.unwrap_or(line))
}

fn is_of_a_module(line: &str) -> bool {
    let line = line.trim_start();
    let starts = ["import ", "import{", "import\"", "import'", "export ", "export{"];
    line.contains("import.meta") || starts.iter().any(|start| line.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The end of a module as wasm-bindgen wrote it; its beginning is a list of functions.
    const REAL: &str = include_str!("bindgen.txt");

    #[test]
    fn the_real_text_becomes_a_script() -> Result<()> {
        let Classic { code, wasm } = from_module(REAL)?;
        assert_eq!(wasm, "worker_bg-0123456789abcdef.wasm");
        assert!(
            code.starts_with("class IntoUnderlyingSource {") && code.contains("module_or_path = undefined;")
        );
        assert!(
            !code.contains("export ") && !code.contains("import.meta") && code.ends_with("}\n"),
            "{code}"
        );
        assert_eq!(from_module(REAL)?.code, code);
        Ok(())
    }

    #[test]
    fn another_text_is_refused() {
        for (from, to) in [
            (EXPORTS, "export default __wbg_init;"),
            ("async function __wbg_init(", "async function init("),
            ("import.meta.url", "self.location"),
            ("let wasm", "import { a } from './snippets/a.js';\nlet wasm"),
            ("let wasm", "export const a = 1;\nlet wasm"),
        ] {
            let other = REAL.replace(from, to);
            assert_ne!(other, REAL, "{from}");
            let error = from_module(&other).err().map(|error| error.to_string()).unwrap_or_default();
            assert!(error.contains("another wasm-bindgen"), "{to}: {error}");
        }
    }
}
