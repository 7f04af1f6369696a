//! A page of documentation as a sequence of blocks: files that a reader writes, commands, and what they print.

use std::path::Path;

/// A fenced block.
#[derive(Debug, Clone)]
pub struct Block {
    /// `sh`, `text`, `yaml`, `json`, ...
    pub kind: String,
    /// The file that it is, or whose sections it shows.
    pub file: Option<String>,
    /// What it holds, without the fences.
    pub body: String,
    /// Bytes of the body within the page.
    pub at: std::ops::Range<usize>,
}

/// The blocks of a page in order. A file is named by `<!-- file: NAME -->` above the block, or by `# NAME.yaml` in its
/// first line.
pub fn blocks(page: &str) -> Vec<Block> {
    let (mut found, mut open, mut named, mut at) = (Vec::new(), None, None, 0);
    for line in page.split_inclusive('\n') {
        let (text, start) = (line.trim_end(), at);
        at += line.len();
        match (&open, text.strip_prefix("```")) {
            (None, Some(kind)) => open = Some((kind.to_owned(), at)),
            (Some((kind, begin)), Some("")) => {
                let body = &page[*begin..start];
                let file = named.take().or_else(|| first_line(body)).map(str::to_owned);
                found.push(Block { kind: kind.clone(), file, body: body.to_owned(), at: *begin..start });
                open = None;
            }
            (None, None) if !text.is_empty() => {
                named = text.strip_prefix("<!-- file: ").and_then(|rest| rest.strip_suffix(" -->"));
            }
            _ => {}
        }
    }
    found
}

fn first_line(body: &str) -> Option<&str> {
    body.lines().next()?.strip_prefix("# ").filter(|name| name.ends_with(".yaml"))
}

/// Writes the file of a block; sections take the place of those of the same name where the file is there already.
pub fn apply(folder: &Path, file: &str, body: &str) {
    let path = folder.join(file);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    let is_sections = file.ends_with(".yaml") && path.exists();
    let text = match is_sections {
        true => with_sections(&std::fs::read_to_string(&path).unwrap(), body),
        false => body.to_owned(),
    };
    std::fs::write(path, text).unwrap();
}

/// A manifest with these sections in place of its own, or at its end.
fn with_sections(manifest: &str, sections: &str) -> String {
    let mut all = split(manifest);
    for new in split(sections).into_iter().filter(|section| name(section).is_some()) {
        match all.iter_mut().find(|old| name(old) == name(&new)) {
            Some(old) => *old = new + "\n",
            None => all.push(new),
        }
    }
    all.concat()
}

/// The parts of a manifest, each beginning with the line of a top-level key; what stands before the first is one too.
fn split(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    for line in text.lines() {
        if line.starts_with(|c: char| c.is_ascii_lowercase()) {
            parts.push(String::new());
        }
        parts.last_mut().unwrap().push_str(&format!("{line}\n"));
    }
    parts
}

fn name(section: &str) -> Option<&str> {
    section.split_once(':').map(|(name, _)| name).filter(|name| !name.contains(['#', ' ', '\n']))
}
