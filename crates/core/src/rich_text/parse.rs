//! Markdown to a tree, when an app is compiled. What an app may not carry is refused with its line.

use std::iter::Peekable;

use pulldown_cmark::{Event, OffsetIter, Options, Parser, Tag, TagEnd};

use super::{Block, Inline, is_safe_link};
use crate::refused::Refused;

/// The tree of a Markdown text (CommonMark with tables). `{name}` becomes a bound value, `{{` a brace.
///
/// # Errors
/// Every place with raw HTML, an image, a link that is not harmless, or a brace that names nothing.
pub fn parse(text: &str) -> Result<Vec<Block>, Vec<Refused>> {
    let events = Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter().peekable();
    let mut reader = Reader { text, events, refused: Vec::new() };
    let blocks = reader.blocks();
    if reader.refused.is_empty() { Ok(blocks) } else { Err(reader.refused) }
}

struct Reader<'a> {
    text: &'a str,
    events: Peekable<OffsetIter<'a>>,
    refused: Vec<Refused>,
}

const HTML: &str = "raw HTML is refused; use Markdown";
const IMAGE: &str = "images are refused in text; place a picture of its own";
const LINK: &str = "a link must begin with `https://`, `http://`, `mailto:` or `#`";

impl<'a> Reader<'a> {
    fn refuse(&mut self, byte: usize, message: impl Into<String>) {
        self.refused.push(Refused::at(self.text, byte, message));
    }

    /// Blocks up to the end of what contains them; that end is taken too.
    fn blocks(&mut self) -> Vec<Block> {
        let mut blocks = Vec::new();
        while let Some((event, _)) = self.events.peek() {
            if is_inline(event) {
                let line = self.line();
                blocks.push(Block::Paragraph(line));
                continue;
            }
            let Some((event, range)) = self.events.next() else { break };
            match event {
                Event::Start(tag) => blocks.extend(self.block(&tag, range.start)),
                Event::Rule => blocks.push(Block::Rule),
                Event::Html(_) => self.refuse(range.start, HTML),
                Event::End(_) => break,
                _ => {}
            }
        }
        blocks
    }

    fn block(&mut self, tag: &Tag<'a>, at: usize) -> Option<Block> {
        Some(match tag {
            Tag::Heading { level, .. } => Block::Heading(*level as u8, self.line_to_end()),
            Tag::Paragraph => Block::Paragraph(self.line_to_end()),
            Tag::BlockQuote(_) => Block::Quote(self.blocks()),
            Tag::CodeBlock(_) => Block::Code(self.typed()),
            Tag::List(first) => Block::List { ordered: first.is_some(), items: self.parts(Self::blocks) },
            Tag::Table(_) => self.table(),
            Tag::HtmlBlock => {
                self.refuse(at, HTML);
                self.skip();
                return None;
            }
            _ => {
                self.blocks();
                return None;
            }
        })
    }

    /// Everything between the starts and ends of the parts of a list, a table or a row.
    fn parts<T>(&mut self, read: impl Fn(&mut Self) -> T) -> Vec<T> {
        let mut parts = Vec::new();
        while let Some((Event::Start(_), _)) = self.events.peek() {
            self.events.next();
            parts.push(read(self));
        }
        self.events.next();
        parts
    }

    fn table(&mut self) -> Block {
        let mut lines = self.parts(|reader| reader.parts(Self::line_to_end));
        let head = if lines.is_empty() { Vec::new() } else { lines.remove(0) };
        Block::Table { head, rows: lines }
    }

    fn typed(&mut self) -> String {
        let mut text = String::new();
        for (event, _) in self.events.by_ref() {
            match event {
                Event::Text(part) => text.push_str(&part),
                Event::End(_) => break,
                _ => {}
            }
        }
        text
    }

    fn skip(&mut self) {
        for (event, _) in self.events.by_ref() {
            if event == Event::End(TagEnd::HtmlBlock) {
                break;
            }
        }
    }

    fn line_to_end(&mut self) -> Vec<Inline> {
        let line = self.line();
        self.events.next();
        line
    }

    /// Parts of a line; stops before whatever is none. Neighbouring words are joined before braces are read.
    fn line(&mut self) -> Vec<Inline> {
        let (mut line, mut words, mut words_at) = (Vec::new(), String::new(), 0);
        while self.events.peek().is_some_and(|(event, _)| is_inline(event)) {
            let Some((event, range)) = self.events.next() else { break };
            let is_word = matches!(event, Event::Text(_) | Event::SoftBreak);
            if words.is_empty() {
                words_at = range.start;
            }
            match &event {
                Event::Text(part) => words.push_str(part),
                Event::SoftBreak => words.push(' '),
                _ => line.extend(self.bind(&std::mem::take(&mut words), words_at)),
            }
            if !is_word {
                line.extend(self.inline(event, range.start));
            }
        }
        line.extend(self.bind(&words, words_at));
        line
    }

    fn inline(&mut self, event: Event<'a>, at: usize) -> Option<Inline> {
        match event {
            Event::Code(text) => Some(Inline::Code(text.into_string())),
            Event::HardBreak => Some(Inline::Break),
            Event::Start(Tag::Strong) => Some(Inline::Strong(self.line_to_end())),
            Event::Start(Tag::Emphasis) => Some(Inline::Emphasis(self.line_to_end())),
            Event::Start(Tag::Link { dest_url, .. }) => {
                if !is_safe_link(&dest_url) {
                    self.refuse(at, format!("`{dest_url}`: {LINK}"));
                }
                Some(Inline::Link { href: dest_url.into_string(), text: self.line_to_end() })
            }
            Event::Start(Tag::Image { .. }) => {
                self.refuse(at, IMAGE);
                self.line_to_end();
                None
            }
            _ => {
                self.refuse(at, HTML);
                None
            }
        }
    }

    /// Words with `{name}` as bound values.
    fn bind(&mut self, words: &str, at: usize) -> Vec<Inline> {
        let (mut parts, mut plain, mut rest) = (Vec::new(), String::new(), words);
        while let Some(open) = rest.find(['{', '}']) {
            let (before, brace) = rest.split_at(open);
            plain.push_str(before);
            let name =
                brace.strip_prefix('{').and_then(|r| r.split_once('}')).filter(|(name, _)| is_name(name));
            if brace.starts_with("{{") || brace.starts_with("}}") {
                plain.push_str(&brace[..1]);
                rest = &brace[2..];
            } else if let Some((name, after)) = name {
                push_text(&mut parts, &mut plain);
                parts.push(Inline::Value(name.into()));
                rest = after;
            } else {
                self.refuse(at, "a brace names nothing; write `{name}` for a value, `{{` for a brace");
                rest = &brace[1..];
            }
        }
        plain.push_str(rest);
        push_text(&mut parts, &mut plain);
        parts
    }
}

fn push_text(parts: &mut Vec<Inline>, plain: &mut String) {
    if !plain.is_empty() {
        parts.push(Inline::Text(std::mem::take(plain)));
    }
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'))
}

fn is_inline(event: &Event<'_>) -> bool {
    use Event::{Code, HardBreak, InlineHtml, SoftBreak, Start, Text};
    match event {
        Text(_) | Code(_) | InlineHtml(_) | SoftBreak | HardBreak => true,
        Start(tag) => matches!(tag, Tag::Strong | Tag::Emphasis | Tag::Link { .. } | Tag::Image { .. }),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(text: &str) -> String {
        serde_json::to_string(&parse(text).unwrap()).unwrap()
    }

    #[test]
    fn texts_become_trees() {
        for (text, expected) in [
            ("# A *b*", r#"[{"heading":[1,[{"text":"A "},{"emphasis":[{"text":"b"}]}]]}]"#),
            ("one\ntwo  \nthree", r#"[{"paragraph":[{"text":"one two"},"break",{"text":"three"}]}]"#),
            (
                "risk {p_fail_24h}.",
                r#"[{"paragraph":[{"text":"risk "},{"value":"p_fail_24h"},{"text":"."}]}]"#,
            ),
            ("a {{b}} `{c}`", r#"[{"paragraph":[{"text":"a {b} "},{"code":"{c}"}]}]"#),
            ("**{v}**", r#"[{"paragraph":[{"strong":[{"value":"v"}]}]}]"#),
            (
                "- a\n- b",
                r#"[{"list":{"ordered":false,"items":[[{"paragraph":[{"text":"a"}]}],[{"paragraph":[{"text":"b"}]}]]}}]"#,
            ),
            (
                "1. a\n\n   b",
                r#"[{"list":{"ordered":true,"items":[[{"paragraph":[{"text":"a"}]},{"paragraph":[{"text":"b"}]}]]}}]"#,
            ),
            (
                "> q\n\n---\n\n    code",
                r#"[{"quote":[{"paragraph":[{"text":"q"}]}]},"rule",{"code":"code"}]"#,
            ),
            (
                "[x](https://a.b)",
                r#"[{"paragraph":[{"link":{"href":"https://a.b","text":[{"text":"x"}]}}]}]"#,
            ),
            (
                "|a|b|\n|-|-|\n|1|{v}|",
                r#"[{"table":{"head":[[{"text":"a"}],[{"text":"b"}]],"rows":[[[{"text":"1"}],[{"value":"v"}]]]}}]"#,
            ),
            ("", "[]"),
        ] {
            assert_eq!(json(text), expected, "{text}");
        }
    }

    #[test]
    fn what_an_app_may_not_carry_is_refused() {
        for (text, line, words) in [
            ("a\n\n<script>alert(1)</script>", 3, "raw HTML"),
            ("a\nb <b>c</b>", 2, "raw HTML"),
            ("![x](y.png)", 1, "images"),
            ("[x](javascript:alert(1))", 1, "javascript:alert(1)"),
            ("a {b c}", 1, "a brace names nothing"),
        ] {
            let refused = parse(text).unwrap_err();
            assert_eq!(
                (refused[0].line, refused[0].message.contains(words)),
                (line, true),
                "{text}: {refused:?}"
            );
        }
    }
}
