//! The script around the app's wasm, with the loaders of its parts in it.

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};

use super::page::integrity;
use crate::files::short_hash;

/// A file that is loaded when it is asked for.
pub struct Part {
    /// Its name without ending, as it was cut: `split_more`.
    pub stem: String,
    /// Its name in the site.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

impl Part {
    /// A part under a name with its hash.
    pub fn new(stem: String, bytes: Vec<u8>) -> Self {
        let name = format!("part_{}-{}.wasm", stem.trim_start_matches("split_"), short_hash(&bytes));
        Self { stem, name, bytes }
    }
}

/// All of them.
pub struct Parts {
    /// Their files.
    pub files: Vec<Part>,
    /// For each part that the app names, the files that it needs.
    pub needed: BTreeMap<String, Vec<String>>,
}

/// A file is loaded once; one that did not arrive is asked for again the next time.
const LOADER: &str = r#"const PARTS = (() => {
    const loading = new Map();
    const load = ([file, integrity]) => {
        if (!loading.has(file)) {
            const response = fetch(new URL(file, document.baseURI), { integrity });
            const loaded = WebAssembly.instantiateStreaming(response, { __wasm_split: wasm });
            loading.set(file, loaded);
            loaded.catch(() => loading.delete(file));
        }
        return loading.get(file);
    };
    const part = (...files) => async (callback, data) => {
        const arrived = await Promise.all(files.map(load)).then(() => true, (error) => (console.error(error), false));
        wasm.__indirect_function_table.get(callback)(data, arrived);
    };
    return {
{PARTS}    };
})();
"#;

/// The script with loaders in the place of what it imports from `module`.
///
/// # Errors
/// When it does not import that as wasm-bindgen writes it.
pub fn with_parts(script: &str, module: &str, parts: &Parts) -> Result<String> {
    let import = format!(" from \"{module}\"");
    let is_import = |line: &str| line.starts_with("import * as ") && line.ends_with(&import);
    ensure!(
        script.lines().next().is_some_and(is_import),
        "the app's script does not begin with its parts; was it written by another wasm-bindgen?"
    );
    let plain = |line: &str| match line.strip_prefix("import * as ").and_then(|l| l.strip_suffix(&import)) {
        Some(name) => format!("const {name} = PARTS;\n"),
        None => format!("{line}\n"),
    };
    let rest: String = script.lines().map(plain).collect();
    Ok([loaders(parts)?, rest].concat())
}

fn loaders(parts: &Parts) -> Result<String> {
    let mut lines = String::new();
    for (name, stems) in &parts.needed {
        let files = stems.iter().map(|stem| file(parts, stem)).collect::<Result<Vec<_>>>()?;
        lines += &format!("        __wasm_split_load_{name}: part({}),\n", files.join(", "));
    }
    Ok(LOADER.replace("{PARTS}", &lines))
}

fn file(parts: &Parts, stem: &str) -> Result<String> {
    let part = parts.files.iter().find(|part| part.stem == stem);
    let part = part.with_context(|| format!("a part of the app needs `{stem}`, which was not cut"))?;
    Ok(format!("[\"{}\", \"{}\"]", part.name, integrity(&part.bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loaders_stand_before_what_used_to_import_them() -> Result<()> {
        let files = vec![Part::new("chunk_2".into(), vec![1]), Part::new("split_more".into(), vec![2])];
        let parts = Parts {
            files,
            needed: [("more".to_owned(), vec!["chunk_2".to_owned(), "split_more".to_owned()])].into(),
        };
        let script = "import * as import1 from \"./parts.js\"\nlet wasm;\n";
        let whole = with_parts(script, "./parts.js", &parts)?;
        assert!(whole.ends_with("})();\nconst import1 = PARTS;\nlet wasm;\n"), "{whole}");
        assert!(whole.contains("__wasm_split_load_more: part([\"part_chunk_2-"), "{whole}");
        assert!(whole.contains("[\"part_more-") && !whole.contains("import.meta"), "{whole}");
        assert!(with_parts("let wasm;", "./parts.js", &parts).is_err());
        Ok(())
    }
}
