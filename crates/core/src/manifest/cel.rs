//! From a CEL text to an [`Expression`]; only for authoring.
//!
//! CEL is the Common Expression Language. A limit or a formula needs its arithmetic, a comparison that chooses
//! between two numbers, and nothing else, so this is a precedence parser for exactly that part. The `cel` crate
//! was tried: it brings an ANTLR runtime and twelve crates, and twenty nested parentheses overflow its stack,
//! while a manifest is untrusted text. Two liberties: `400` and `400.0` are the same number, and the functions
//! are ones that the host provides, as CEL foresees.

use super::expression::{Expression, MAX_DEPTH};

/// All functions, as a refusal names them.
pub(super) const FUNCTIONS: &str = "`min`, `max`, `pow`, `exp`, `ln`, `log10`, `sqrt` and `abs`";

/// Parses a manifest's expression; the error says what is not understood, in lower case without a full stop.
pub fn parse(text: &str) -> Result<Expression, String> {
    parse_within(text, MAX_DEPTH)
}

/// The same, with another limit on the nesting.
///
/// # Errors
/// What is not understood, in lower case without a full stop.
pub fn parse_within(text: &str, deepest: usize) -> Result<Expression, String> {
    let mut parser = Parser { rest: text.trim_start(), deepest };
    let expression = parser.choice(0)?;
    match parser.rest.chars().next() {
        Some(next) => Err(format!("`{next}` is not expected in `{text}`")),
        None if expression.depth() > deepest => Err(parser.too_deep()),
        None => Ok(expression),
    }
}

/// Parses a condition: comparisons of numbers, `cooling == "ONAF"` of a choice, a switch by its name, `&&`, `||`, `!`.
/// The expression is 1 where it holds and 0 where not.
///
/// # Errors
/// What is not understood, in lower case without a full stop.
pub fn parse_condition(text: &str) -> Result<Expression, String> {
    let mut parser = Parser { rest: text.trim_start(), deepest: MAX_DEPTH };
    let expression = parser.any_of(0)?;
    match parser.rest.chars().next() {
        Some(next) => Err(format!("`{next}` is not expected in `{text}`")),
        None if expression.depth() > MAX_DEPTH => Err(parser.too_deep()),
        None => Ok(expression),
    }
}

#[derive(Clone)]
struct Parser<'a> {
    rest: &'a str,
    deepest: usize,
}

impl<'a> Parser<'a> {
    fn too_deep(&self) -> String {
        format!("the expression is nested deeper than {}", self.deepest)
    }

    /// `sum`, or `sum < sum ? choice : choice`.
    fn choice(&mut self, depth: usize) -> Result<Expression, String> {
        if depth > self.deepest {
            return Err(self.too_deep());
        }
        let left = self.sum(depth)?;
        let (build, turned): (fn(_) -> _, bool) = match () {
            () if self.eat("<=") => (Expression::IfAtMost, false),
            () if self.eat(">=") => (Expression::IfAtMost, true),
            () if self.eat("<") => (Expression::IfLess, false),
            () if self.eat(">") => (Expression::IfLess, true),
            () => return Ok(left),
        };
        let right = self.sum(depth)?;
        if !self.eat("?") {
            return Err("a comparison chooses between two numbers, as in `a > b ? x : y`".into());
        }
        let then = self.choice(depth + 1)?;
        self.expect(":")?;
        let otherwise = self.choice(depth + 1)?;
        let [low, high] = if turned { [right, left] } else { [left, right] };
        Ok(build(Box::new([low, high, then, otherwise])))
    }

    /// `both || both`.
    fn any_of(&mut self, depth: usize) -> Result<Expression, String> {
        let mut left = self.all_of(depth)?;
        while self.eat("||") {
            left = Expression::Max(Box::new([left, self.all_of(depth)?]));
        }
        Ok(left)
    }

    /// `holds && holds`.
    fn all_of(&mut self, depth: usize) -> Result<Expression, String> {
        let mut left = self.holds(depth)?;
        while self.eat("&&") {
            left = Expression::Min(Box::new([left, self.holds(depth)?]));
        }
        Ok(left)
    }

    /// `!holds`, a condition in parentheses, a comparison, or the name of a switch.
    fn holds(&mut self, depth: usize) -> Result<Expression, String> {
        if depth > self.deepest {
            return Err(self.too_deep());
        }
        if !self.rest.starts_with("!=") && self.eat("!") {
            return Ok(negated(self.holds(depth + 1)?));
        }
        // A parenthesis begins a condition or a number: the condition is tried first.
        let before = self.clone();
        if self.eat("(") {
            let inner = self.any_of(depth + 1).and_then(|inner| self.expect(")").map(|()| inner));
            let goes_on =
                ["<", ">", "=", "!=", "+", "-", "*", "/"].iter().any(|sign| self.rest.starts_with(sign));
            match inner {
                Ok(inner) if !goes_on => return Ok(inner),
                _ => *self = before,
            }
        }
        self.comparison(depth)
    }

    fn comparison(&mut self, depth: usize) -> Result<Expression, String> {
        let left = self.sum(depth)?;
        let is_equal = self.eat("==");
        if is_equal || self.eat("!=") {
            let equal = self.equal(left, depth)?;
            return Ok(if is_equal { equal } else { negated(equal) });
        }
        let (build, turned): (fn(_) -> _, bool) = match () {
            () if self.eat("<=") => (Expression::IfAtMost, false),
            () if self.eat(">=") => (Expression::IfAtMost, true),
            () if self.eat("<") => (Expression::IfLess, false),
            () if self.eat(">") => (Expression::IfLess, true),
            // The name of a switch: 1 is on.
            () if matches!(left, Expression::Input(_)) => return Ok(left),
            () => return Err("a condition compares two numbers, as in `load > 80`".into()),
        };
        let right = self.sum(depth)?;
        let [low, high] = if turned { [right, left] } else { [left, right] };
        Ok(build(Box::new([low, high, Expression::Number(1.0), Expression::Number(0.0)])))
    }

    /// What stands right of `==`: an option in quotes after the name of a choice, or a number.
    fn equal(&mut self, left: Expression, depth: usize) -> Result<Expression, String> {
        if let Some(quote @ ('"' | '\'')) = self.rest.chars().next() {
            let Expression::Input(name) = left else {
                return Err("a text is compared with a choice, as in `cooling == \"ONAF\"`".into());
            };
            let inner = self.rest.get(1..).unwrap_or_default();
            let (option, rest) = inner.split_once(quote).ok_or("a text is not closed")?;
            self.rest = rest.trim_start();
            return Ok(Expression::Input(format!("{name}={option}")));
        }
        let right = self.sum(depth)?;
        let at_most = |pair: [Expression; 2]| {
            let [low, high] = pair;
            Expression::IfAtMost(Box::new([low, high, Expression::Number(1.0), Expression::Number(0.0)]))
        };
        Ok(Expression::Min(Box::new([at_most([left.clone(), right.clone()]), at_most([right, left])])))
    }

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
        if depth > self.deepest {
            return Err(self.too_deep());
        }
        if self.eat("-") {
            return Ok(Expression::Negate(Box::new(self.factor(depth + 1)?)));
        }
        if self.eat("(") {
            let inner = self.choice(depth + 1)?;
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
        // `app.online` is one name: a state of the app.
        let is_part =
            |c: char| c.is_ascii_alphanumeric() || c == '_' || (c == '.' && self.rest.starts_with("app."));
        let end = self.rest.find(|c: char| !is_part(c));
        let name = self.take(end.unwrap_or(self.rest.len()));
        if !self.eat("(") {
            return Ok(Expression::Input(name.to_owned()));
        }
        self.function(name, depth)
    }

    fn function(&mut self, name: &str, depth: usize) -> Result<Expression, String> {
        type One = fn(Box<Expression>) -> Expression;
        type Two = fn(Box<[Expression; 2]>) -> Expression;
        let (one, two): (Option<One>, Option<Two>) = match name {
            "min" => (None, Some(Expression::Min)),
            "max" => (None, Some(Expression::Max)),
            "pow" => (None, Some(Expression::Pow)),
            "exp" => (Some(Expression::Exp), None),
            "ln" => (Some(Expression::Ln), None),
            "log10" => (Some(Expression::Log10), None),
            "sqrt" => (Some(Expression::Sqrt), None),
            "abs" => (Some(Expression::Abs), None),
            _ => return Err(format!("`{name}` is not a known function; there are {FUNCTIONS}")),
        };
        let first = self.choice(depth + 1)?;
        let call = match (one, two) {
            (Some(build), _) => build(Box::new(first)),
            (_, Some(build)) => {
                self.expect(",")?;
                build(Box::new([first, self.choice(depth + 1)?]))
            }
            _ => first,
        };
        self.expect(")").map(|()| call)
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

/// 1 where something does not hold.
fn negated(condition: Expression) -> Expression {
    Expression::Subtract(Box::new([Expression::Number(1.0), condition]))
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
            ("x > 1 ? 2 : 3", Some(2.0)),
            ("x >= 388 ? x < 1 ? 5 : 6 : 3", Some(6.0)),
            ("x <= 387 ? 1 / 0 : 1 + 1", Some(2.0)),
            ("2 * (x < 388 ? 1 : -1)", Some(-2.0)),
            ("pow(2, 3) + exp(0) + ln(1) + log10(100) + sqrt(16) + abs(-1)", Some(16.0)),
            ("max(1, 2 > 1 ? 7 : 0)", Some(7.0)),
        ] {
            let value = parse(text).unwrap().evaluate(&|id| (id == "x").then_some(388.0));
            assert_eq!(value, expected, "{text}");
        }
    }

    #[test]
    fn conditions_are_one_or_zero() {
        let value = |id: &str| match id {
            "x" | "app.in_range" => Some(1.0),
            "y" => Some(20.0),
            "fans" | "cooling=ONAN" => Some(0.0),
            "cooling=ONAF" => Some(1.0),
            _ => None,
        };
        for (text, expected) in [
            ("y > 10 && x <= 1", Some(1.0)),
            ("y > 10 && fans", Some(0.0)),
            ("fans || (y >= 20 && !fans)", Some(1.0)),
            ("(y + 1) * 2 > 41", Some(1.0)),
            ("((y > 30) || (x < 5))", Some(1.0)),
            ("cooling == \"ONAF\"", Some(1.0)),
            ("cooling != 'ONAF' || cooling == 'ONAN'", Some(0.0)),
            ("y == 20", Some(1.0)),
            ("y != 20", Some(0.0)),
            ("app.in_range && y < 21", Some(1.0)),
            ("missing > 1", None),
        ] {
            let found = parse_condition(text).unwrap_or_else(|why| panic!("{text}: {why}"));
            assert_eq!(found.evaluate(&value), expected, "{text}");
        }
        for text in
            ["", "y", "y >", "y + 1", "1", "y > 1 &&", "(y > 1", "y > 1)", "\"a\" == y", "y == \"a", "y = 1"]
        {
            // A lone name is a switch.
            assert!(text == "y" || parse_condition(text).is_err(), "{text}");
        }
    }

    #[test]
    fn everything_else_is_refused() {
        let (deep, long) = ("(".repeat(2000), "1+".repeat(999) + "1");
        let refused = [
            "",
            "1 +",
            "x > 1",
            "x > 1 ? 2",
            "x ? 2 : 3",
            "1 < x < 2 ? 2 : 3",
            "x == 1 ? 2 : 3",
            "exp(1, 2)",
            "pow(2)",
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
