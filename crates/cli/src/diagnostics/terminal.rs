//! Findings for a person in a terminal: what, where, the line, what is expected, what to do.

use std::fmt::Write as _;
use std::io::IsTerminal;

use twinlet_core::diag::{Diagnostic, Severity};
use twinlet_core::manifest::untrusted;

use super::excerpt::{self, Excerpt};

/// Whether the terminal shows colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    /// Escape sequences are written.
    On,
    /// Plain text: a file, a pipe, `NO_COLOR`, or a terminal without them.
    Off,
}

impl Colour {
    /// For what is written to stderr.
    pub fn of_stderr() -> Self {
        let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        let is_dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        if std::io::stderr().is_terminal() && !set("NO_COLOR") && !is_dumb { Self::On } else { Self::Off }
    }

    fn paint(self, code: &str, text: &str) -> String {
        if self == Self::On { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }
}

/// All findings, each with its line of the text.
pub fn all(diagnostics: &[Diagnostic], text: &str, colour: Colour) -> String {
    diagnostics.iter().map(|d| one(d, text, colour)).collect()
}

fn one(d: &Diagnostic, text: &str, colour: Colour) -> String {
    let tone = if d.severity == Severity::Error { "1;31" } else { "1;33" };
    let head = colour.paint(tone, &format!("{}[{}]", d.severity.name(), d.code.name()));
    let mut out = format!("{head}: {}\n", clean(&d.message));
    let path = if d.path.is_empty() { String::new() } else { format!(" `{}`", d.path) };
    match &d.place {
        Some(at) => _ = writeln!(out, "  at {}:{}:{}{}", at.file, at.line, at.column, clean(&path)),
        None if path.is_empty() => {}
        None => _ = writeln!(out, "  at{}", clean(&path)),
    }
    if let Some(excerpt) = d.place.as_ref().and_then(|at| excerpt::of(text, at)) {
        marked(&excerpt, tone, colour, &mut out);
    }
    d.unsaid().into_iter().for_each(|expected| _ = writeln!(out, "  expected: {}", clean(expected)));
    d.hints.iter().for_each(|hint| _ = writeln!(out, "  {}: {}", colour.paint("1;36", "hint"), clean(hint)));
    out
}

fn marked(excerpt: &Excerpt, tone: &str, colour: Colour, out: &mut String) {
    let number = excerpt.line.to_string();
    let (line, none) = (colour.paint("2", &format!("{number} |")), " ".repeat(number.len()));
    let carets = format!("{}{}", " ".repeat(excerpt.indent), colour.paint(tone, &"^".repeat(excerpt.marked)));
    let _ = writeln!(out, "  {line} {}\n  {none} {} {carets}", clean(&excerpt.text), colour.paint("2", "|"));
}

/// The text without what could steer a terminal or make it look like another: each such character is shown as one `�`.
fn clean(text: &str) -> String {
    text.chars().map(|c| if untrusted::is_forbidden(c) { '\u{FFFD}' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use twinlet_core::diag::{Code, Place};

    use super::*;

    fn found() -> Diagnostic {
        let mut d = Diagnostic::new(Severity::Error, Code::UnknownKey, "a.mebers", "unknown key `mebers`");
        d.hint("did you mean `members`?");
        d.place = Some(Place { file: "twin.yaml".into(), line: 2, column: 3 });
        d
    }

    #[test]
    fn a_finding_shows_its_line() {
        let expected = "error[unknown-key]: unknown key `mebers`\n  at twin.yaml:2:3 `a.mebers`\n  2 |   mebers: 4\n    |   ^^^^^^\n  hint: did you mean `members`?\n";
        assert_eq!(all(&[found()], "a:\n  mebers: 4\n", Colour::Off), expected);
        assert!(all(&[found()], "a:\n  mebers: 4\n", Colour::On).contains("\u{1b}[1;31m^^^^^^\u{1b}[0m"));
    }

    #[test]
    fn what_steers_a_terminal_is_shown_as_a_mark() {
        let text = all(&[found()], "a:\n  mebers: \u{1b}[2J\u{202e}4\n", Colour::Off);
        assert!(text.contains("  2 |   mebers: \u{FFFD}[2J\u{FFFD}4"), "{text}");
    }
}
