//! From YAML to a [`Tree`] and the place of each path; only for authoring.
//!
//! Anchors, aliases, tags and several documents are refused: they hide what a manifest says, and aliases
//! can make a small text huge.

use std::collections::BTreeMap;

use saphyr::Scalar;
use saphyr_parser::{Event, Marker, Parser, ScalarStyle};
use serde_json::Number;

use crate::diag::{Code, Diagnostic, Place, Severity};

use super::tree::{Tree, element, member};
use super::untrusted::MAX_DEPTH;

/// Where things are in a text: line and column, from 1, by path. A map's member is at its key.
#[derive(Debug, Default)]
pub struct Places(BTreeMap<String, (u32, u32)>);

impl Places {
    /// The place of a path, or of the nearest thing around it.
    pub fn find(&self, file: &str, path: &str) -> Option<Place> {
        let mut path = path;
        loop {
            if let Some((line, column)) = self.0.get(path) {
                return Some(Place { file: file.to_owned(), line: *line, column: *column });
            }
            path = path.rfind(['.', '[']).and_then(|end| path.get(..end))?;
        }
    }
}

/// Reads one document; the error has its place in the message's file.
pub fn read(text: &str, file: &str) -> Result<(Tree, Places), Box<Diagnostic>> {
    let mut builder = Builder::default();
    for event in Parser::new_from_str(text) {
        let (event, span) =
            event.map_err(|e| refusal(Code::Syntax, file, e.marker(), e.info().to_owned()))?;
        builder.accept(event, &span.start).map_err(|(code, what)| refusal(code, file, &span.start, what))?;
    }
    Ok((builder.root.unwrap_or(Tree::Null), builder.places))
}

fn refusal(code: Code, file: &str, at: &Marker, message: String) -> Box<Diagnostic> {
    let (line, column) = position(at);
    let place = Some(Place { file: file.to_owned(), line, column });
    Box::new(Diagnostic { place, ..Diagnostic::new(Severity::Error, code, "", message) })
}

fn position(at: &Marker) -> (u32, u32) {
    let from_1 = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    (from_1(at.line()), from_1(at.col() + 1))
}

type Refused = (Code, String);

/// A list or map under construction.
enum Frame {
    List { path: String, items: Vec<Tree> },
    Map { path: String, entries: Vec<(String, Tree)>, key: Option<String> },
}

#[derive(Default)]
struct Builder {
    stack: Vec<Frame>,
    root: Option<Tree>,
    places: Places,
}

impl Builder {
    fn accept(&mut self, event: Event<'_>, at: &Marker) -> Result<(), Refused> {
        match event {
            Event::Alias(_) => unsupported("aliases"),
            Event::Scalar(_, _, anchor, _)
            | Event::SequenceStart(anchor, _)
            | Event::MappingStart(anchor, _)
                if anchor != 0 =>
            {
                unsupported("anchors")
            }
            Event::Scalar(_, _, _, Some(_))
            | Event::SequenceStart(_, Some(_))
            | Event::MappingStart(_, Some(_)) => unsupported("tags"),
            Event::DocumentStart(_) if self.root.is_some() => unsupported("several documents"),
            Event::Scalar(text, style, _, _) => self.scalar(&text, style, at),
            Event::SequenceStart(..) => self.open(at, |path| Frame::List { path, items: Vec::new() }),
            Event::MappingStart(..) => {
                self.open(at, |path| Frame::Map { path, entries: Vec::new(), key: None })
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(),
            Event::Nothing | Event::StreamStart | Event::StreamEnd => Ok(()),
            Event::DocumentStart(_) | Event::DocumentEnd => Ok(()),
        }
    }

    fn scalar(&mut self, text: &str, style: ScalarStyle, at: &Marker) -> Result<(), Refused> {
        if let Some(Frame::Map { path, key: key @ None, .. }) = self.stack.last_mut() {
            self.places.0.insert(member(path, text), position(at));
            *key = Some(text.to_owned());
            return Ok(());
        }
        let path = self.next_path()?;
        self.places.0.entry(path).or_insert_with(|| position(at));
        self.add(resolve(text, style)?);
        Ok(())
    }

    fn open(&mut self, at: &Marker, frame: impl FnOnce(String) -> Frame) -> Result<(), Refused> {
        if self.stack.len() >= MAX_DEPTH {
            return Err((Code::TooDeep, format!("maps and lists are nested deeper than {MAX_DEPTH}")));
        }
        let path = self.next_path()?;
        self.places.0.entry(path.clone()).or_insert_with(|| position(at));
        self.stack.push(frame(path));
        Ok(())
    }

    fn close(&mut self) -> Result<(), Refused> {
        match self.stack.pop() {
            Some(Frame::List { items, .. }) => self.add(Tree::List(items)),
            Some(Frame::Map { entries, .. }) => self.add(Tree::Map(entries)),
            None => {}
        }
        Ok(())
    }

    fn next_path(&self) -> Result<String, Refused> {
        match self.stack.last() {
            None => Ok(String::new()),
            Some(Frame::List { path, items }) => Ok(element(path, items.len())),
            Some(Frame::Map { path, key: Some(key), .. }) => Ok(member(path, key)),
            Some(Frame::Map { key: None, .. }) => unsupported("keys that are lists or maps"),
        }
    }

    fn add(&mut self, value: Tree) {
        match self.stack.last_mut() {
            None => self.root = Some(value),
            Some(Frame::List { items, .. }) => items.push(value),
            Some(Frame::Map { entries, key, .. }) => entries.extend(key.take().map(|key| (key, value))),
        }
    }
}

fn unsupported<T>(what: &str) -> Result<T, Refused> {
    Err((Code::UnsupportedYaml, format!("{what} are not allowed in a manifest")))
}

/// The core schema of YAML 1.2 for plain text; quoted text stays text.
fn resolve(text: &str, style: ScalarStyle) -> Result<Tree, Refused> {
    let infinite = || (Code::NotFinite, format!("`{text}` is not a finite number"));
    if style != ScalarStyle::Plain {
        return Ok(Tree::Text(text.to_owned()));
    }
    if text.is_empty() {
        return Ok(Tree::Null);
    }
    Ok(match Scalar::parse_from_cow(text.into()) {
        Scalar::Null => Tree::Null,
        Scalar::Boolean(value) => Tree::Bool(value),
        Scalar::Integer(value) => Tree::Number(value.into()),
        Scalar::FloatingPoint(value) => {
            Tree::Number(Number::from_f64(value.into_inner()).ok_or_else(infinite)?)
        }
        Scalar::String(value) => Tree::Text(value.into_owned()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_follow_the_core_schema() {
        for (text, json) in [
            (
                "b: 1\na: [1.5, -2, true, ~, x, '1', \"06:00\"]",
                r#"{"b":1,"a":[1.5,-2,true,null,"x","1","06:00"]}"#,
            ),
            ("1.0.0", r#""1.0.0""#),
            ("a:\nb: {}", r#"{"a":null,"b":{}}"#),
            ("", "null"),
            ("a: 1\na: 2", r#"{"a":1,"a":2}"#),
        ] {
            let (tree, _) = read(text, "t").unwrap();
            assert_eq!(serde_json::to_string(&tree).unwrap(), json, "{text}");
        }
    }

    #[test]
    fn refusals_have_a_place() {
        let deep = "[".repeat(40);
        for (text, code, line, column) in [
            ("a: &x 1\nb: *x", Code::UnsupportedYaml, 1, 4),
            ("a: !!str 1", Code::UnsupportedYaml, 1, 4),
            ("a: 1\n---\nb: 2", Code::UnsupportedYaml, 2, 1),
            ("[a]: 1", Code::UnsupportedYaml, 1, 1),
            ("a: .inf", Code::NotFinite, 1, 4),
            ("a: [1", Code::Syntax, 2, 1),
            (&deep, Code::TooDeep, 1, 33),
        ] {
            let d = read(text, "t").unwrap_err();
            let place = d.place.clone().map(|p| (p.line, p.column));
            assert_eq!((d.code, place), (code, Some((line, column))), "{text}: {d}");
        }
    }

    #[test]
    fn members_are_at_their_key() {
        let (_, places) = read("a:\n  - b: 1\n    c: { d: 2 }\n", "t").unwrap();
        for (path, line, column) in [("a", 1, 1), ("a[0].b", 2, 5), ("a[0].c.d", 3, 10), ("a[0].c.x.y", 3, 5)]
        {
            let place = places.find("t", path).map(|p| (p.line, p.column));
            assert_eq!(place, Some((line, column)), "{path}");
        }
    }
}
