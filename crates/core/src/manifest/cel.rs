//! From a CEL text to an [`Expression`]; only for authoring.
//!
//! CEL is the Common Expression Language. A limit needs its arithmetic and nothing else, so this is a
//! precedence parser for exactly that part. The `cel` crate was tried: it brings an ANTLR runtime and
//! twelve crates, and twenty nested parentheses overflow its stack, while a manifest is untrusted text.
//! Two liberties: `400` and `400.0` are the same number, and `min` and `max` of two are functions that
//! the host provides, as CEL foresees.

use super::expression::{Expression, MAX_DEPTH};

/// Parses; the error says what is not understood, in lower case without a full stop.
pub fn parse(text: &str) -> Result<Expression, String> {
    let mut parser = Parser { rest: text.trim_start() };
    let expression = parser.sum(0)?;
    match parser.rest.chars().next() {
        Some(next) => Err(format!("`{next}` is not expected in `{text}`")),
        None if expression.depth() > MAX_DEPTH => Err(too_deep()),
        None => Ok(expression),
    }
}

fn too_deep() -> String {
    format!("the expression is nested deeper than {MAX_DEPTH}")
}

struct Parser<'a> {
    rest: &'a str,
}

impl<'a> Parser<'a> {
    fn sum(&mut self, depth: usize) -> Result<Expression, String> {
        let mut left = self.product(depth)?;
        loop {
            let build = match () {
                () if self.eat("+") => Expression::Add,
                () if self.eat("-") => Expression::Subtract,
                () => return Ok(left),
            };
            left = build(Box::new([left, self.product(depth)?]));
        }
    }

    fn product(&mut self, depth: usize) -> Result<Expression, String> {
        let mut left = self.factor(depth)?;
        loop {
            let build = match () {
                () if self.eat("*") => Expression::Multiply,
                () if self.eat("/") => Expression::Divide,
                () => return Ok(left),
            };
            left = build(Box::new([left, self.factor(depth)?]));
        }
    }

    fn factor(&mut self, depth: usize) -> Result<Expression, String> {
        if depth > MAX_DEPTH {
            return Err(too_deep());
        }
        if self.eat("-") {
            return Ok(Expression::Negate(Box::new(self.factor(depth + 1)?)));
        }
        if self.eat("(") {
            let inner = self.sum(depth + 1)?;
            return self.expect(")").map(|()| inner);
        }
        match self.rest.chars().next() {
            Some(c) if c.is_ascii_digit() || c == '.' => self.number(),
            Some(c) if c.is_ascii_alphabetic() || c == '_' => self.name(depth),
            Some(c) => Err(format!("`{c}` is not expected here")),
            None => Err("the expression ends too early".into()),
        }
    }

    fn number(&mut self) -> Result<Expression, String> {
        let bytes = self.rest.as_bytes();
        let signed = |i: usize| i > 0 && matches!(bytes.get(i - 1), Some(b'e' | b'E'));
        let end = bytes.iter().enumerate().position(|(i, byte)| match byte {
            b'0'..=b'9' | b'.' | b'e' | b'E' => false,
            b'+' | b'-' => !signed(i),
            _ => true,
        });
        let text = self.take(end.unwrap_or(bytes.len()));
        let value = text.parse::<f64>().ok().filter(|x| x.is_finite());
        value.map(Expression::Number).ok_or_else(|| format!("`{text}` is not a number"))
    }

    fn name(&mut self, depth: usize) -> Result<Expression, String> {
        let end = self.rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        let name = self.take(end.unwrap_or(self.rest.len()));
        if !self.eat("(") {
            return Ok(Expression::Input(name.to_owned()));
        }
        let build = match name {
            "min" => Expression::Min,
            "max" => Expression::Max,
            _ => return Err(format!("`{name}` is not a function that limits know")),
        };
        let left = self.sum(depth + 1)?;
        self.expect(",")?;
        let right = self.sum(depth + 1)?;
        self.expect(")").map(|()| build(Box::new([left, right])))
    }

    fn take(&mut self, end: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at_checked(end).unwrap_or((self.rest, ""));
        self.rest = rest.trim_start();
        taken
    }

    fn eat(&mut self, token: &str) -> bool {
        let rest = self.rest.strip_prefix(token).map(str::trim_start);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn expect(&mut self, token: &str) -> Result<(), String> {
        let found = self.rest.chars().next().map_or("the end".to_owned(), |c| format!("`{c}`"));
        if self.eat(token) { Ok(()) } else { Err(format!("`{token}` is expected instead of {found}")) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_follow_precedence() {
        for (text, expected) in [
            ("46 - 0.02 * (x - 400)", Some(46.24)),
            ("-x + 1e3", Some(612.0)),
            ("min(x, 3) / max(2, 4)", Some(0.75)),
            ("10 - 4 - 3", Some(3.0)),
            (" 8/4/2 +2.5E-1* 4 ", Some(2.0)),
            ("--2 * -x", Some(-776.0)),
            ("x / 0", None),
        ] {
            let value = parse(text).unwrap().evaluate(&|id| (id == "x").then_some(388.0));
            assert_eq!(value, expected, "{text}");
        }
    }

    #[test]
    fn everything_else_is_refused() {
        let (deep, long) = ("(".repeat(2000), "1+".repeat(999) + "1");
        let refused = [
            "",
            "1 +",
            "x > 1",
            "x > 1 ? 2 : 3",
            "'a'",
            "a.b",
            "f(x, 1)",
            "min(x)",
            "[1]",
            "x % 2",
            "1..2",
            "1e999",
        ];
        for text in refused.into_iter().chain(["(1", "1)", "2 x", "min(1, 2, 3)", "°", &deep, &long]) {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
