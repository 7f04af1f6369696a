//! Does what a page says: writes its files, runs its commands, and compares what they print.

use std::ops::Range;
use std::path::Path;
use std::process::Command;

use super::document::{Block, apply};

/// What a page shows of a run, and what was really printed.
pub struct Printed {
    pub at: Range<usize>,
    pub shown: String,
    pub said: String,
}

/// Follows blocks in a folder. `more` are arguments that a command gets beside those of the page; `None` skips it.
pub fn follow(blocks: &[Block], folder: &Path, more: &dyn Fn(&str) -> Option<Vec<String>>) -> Vec<Printed> {
    let (mut printed, mut said) = (Vec::new(), String::new());
    for block in blocks {
        match (block.kind.as_str(), &block.file) {
            (_, Some(file)) => apply(folder, file, &block.body),
            ("sh", None) => said = block.body.lines().map(|line| run(line, folder, more)).collect(),
            ("text", None) => {
                let shown = block.body.trim_end().to_owned();
                printed.push(Printed { at: block.at.clone(), shown, said: said.trim_end().to_owned() });
            }
            _ => {}
        }
    }
    printed
}

/// Runs a line such as `twinlet check app   # exit code 1`: what it printed, data first.
fn run(line: &str, folder: &Path, more: &dyn Fn(&str) -> Option<Vec<String>>) -> String {
    let (command, note) = line.split_once('#').unwrap_or((line, ""));
    let words: Vec<&str> = command.split_whitespace().collect();
    let ["twinlet", arguments @ ..] = words.as_slice() else { panic!("no command of twinlet: `{line}`") };
    let Some(more) = more(command) else { return String::new() };
    let code: i32 = note.trim().strip_prefix("exit code ").map_or(0, |code| code.parse().unwrap());
    let mut call = Command::new(env!("CARGO_BIN_EXE_twinlet"));
    let output = call.args(arguments).args(more).current_dir(folder).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim_end().to_owned() + "\n";
    let said: String = [&output.stdout, &output.stderr]
        .into_iter()
        .filter(|bytes| !bytes.is_empty())
        .map(|b| text(b))
        .collect();
    assert_eq!(output.status.code(), Some(code), "{line}\n{said}");
    said
}

/// Compares what a page shows with what was printed; `UPDATE_EXPECT=1` writes it into the page.
pub fn compare(page: &Path, text: &str, printed: Vec<Printed>, test: &str) {
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        let mut new = text.to_owned();
        printed.iter().rev().for_each(|p| new.replace_range(p.at.clone(), &format!("{}\n", p.said)));
        return std::fs::write(page, new).unwrap();
    }
    for Printed { shown, said, .. } in printed {
        assert_eq!(
            shown, said,
            "to accept what is printed: UPDATE_EXPECT=1 cargo test -p twinlet --test {test}"
        );
    }
}
