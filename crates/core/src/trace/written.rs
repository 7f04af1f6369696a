//! Expressions as they are read: `120 - Hot spot, highest` with as few brackets as the tree allows.

use crate::manifest::expression::Expression;

/// An expression with the names that `title` gives to what it reads; an unknown name stays as it is.
pub fn written(expression: &Expression, title: &dyn Fn(&str) -> Option<String>) -> String {
    at(expression, title, 0)
}

/// How strongly an operator binds: sums 1, products 2, signs 3, everything in one piece 4.
fn at(expression: &Expression, title: &dyn Fn(&str) -> Option<String>, least: u8) -> String {
    let (text, strength) = bare(expression, title);
    if strength < least { format!("({text})") } else { text }
}

fn bare(expression: &Expression, title: &dyn Fn(&str) -> Option<String>) -> (String, u8) {
    use Expression as E;
    // Of a difference and a quotient the right side binds more strongly: a - (b - c).
    let infix = |pair: &[E; 2], sign: &str, strength: u8, right: u8| {
        let [a, b] = pair;
        (format!("{} {sign} {}", at(a, title, strength), at(b, title, right)), strength)
    };
    let call = |name: &str, parts: &[E]| {
        let parts: Vec<String> = parts.iter().map(|part| at(part, title, 0)).collect();
        (format!("{name}({})", parts.join(", ")), 4)
    };
    match expression {
        E::Number(x) => (x.to_string(), if *x < 0.0 { 3 } else { 4 }),
        E::Input(id) => (title(id).unwrap_or_else(|| id.clone()), 4),
        E::Negate(inner) => (format!("-{}", at(inner, title, 3)), 3),
        E::Add(pair) => infix(pair, "+", 1, 1),
        E::Subtract(pair) => infix(pair, "-", 1, 2),
        E::Multiply(pair) => infix(pair, "*", 2, 2),
        E::Divide(pair) => infix(pair, "/", 2, 3),
        E::Min(pair) => call("min", pair.as_slice()),
        E::Max(pair) => call("max", pair.as_slice()),
        E::Exp(inner) => call("exp", std::slice::from_ref(inner)),
        E::Ln(inner) => call("ln", std::slice::from_ref(inner)),
        E::Log10(inner) => call("log10", std::slice::from_ref(inner)),
        E::Sqrt(inner) => call("sqrt", std::slice::from_ref(inner)),
        E::Abs(inner) => call("abs", std::slice::from_ref(inner)),
        E::Pow(pair) => call("pow", pair.as_slice()),
        E::IfLess(parts) => choice(parts, "<", title),
        E::IfAtMost(parts) => choice(parts, "<=", title),
    }
}

fn choice(parts: &[Expression; 4], sign: &str, title: &dyn Fn(&str) -> Option<String>) -> (String, u8) {
    let [a, b, then, otherwise] = parts;
    let [a, b, then, otherwise] = [(a, 1), (b, 1), (then, 0), (otherwise, 0)].map(|(e, s)| at(e, title, s));
    (format!("{a} {sign} {b} ? {then} : {otherwise}"), 0)
}

/// A compiled condition, which is 1 where it holds: `Hot spot, highest <= 120 and Load < 80`.
pub fn condition(expression: &Expression, title: &dyn Fn(&str) -> Option<String>) -> String {
    joined(expression, title, 0)
}

/// `or` 1, `and` 2, everything else 3.
fn joined(expression: &Expression, title: &dyn Fn(&str) -> Option<String>, least: u8) -> String {
    use Expression as E;
    let compared = |parts: &[E; 4], sign: &str| match parts {
        [a, b, E::Number(1.0), E::Number(0.0)] => {
            Some(format!("{} {sign} {}", at(a, title, 1), at(b, title, 1)))
        }
        _ => None,
    };
    let of = |[a, b]: &[E; 2], word: &str, strength: u8| {
        (format!("{} {word} {}", joined(a, title, strength), joined(b, title, strength)), strength)
    };
    let (text, strength) = match expression {
        E::Max(pair) => of(pair, "or", 1),
        E::Min(pair) => of(pair, "and", 2),
        E::IfAtMost(parts) => (compared(parts, "<=").unwrap_or_else(|| at(expression, title, 0)), 3),
        E::IfLess(parts) => (compared(parts, "<").unwrap_or_else(|| at(expression, title, 0)), 3),
        E::Subtract(pair) => match pair.as_ref() {
            [E::Number(1.0), inner] => (format!("not {}", joined(inner, title, 3)), 3),
            _ => (at(expression, title, 0), 3),
        },
        _ => (at(expression, title, 0), 3),
    };
    if strength < least { format!("({text})") } else { text }
}

#[cfg(all(test, feature = "authoring"))]
mod tests {
    use super::*;
    use crate::manifest::cel::{parse, parse_condition};

    fn title(id: &str) -> Option<String> {
        (id == "hot").then(|| "Hot spot".to_owned())
    }

    #[test]
    fn an_expression_is_read_as_it_was_written() {
        for (text, expected) in [
            ("120 - hot", "120 - Hot spot"),
            ("a - (b - c) - d", "a - (b - c) - d"),
            ("a / (b * c) * 2", "a / (b * c) * 2"),
            ("(a + b) * -c", "(a + b) * -c"),
            ("max(a, min(b, 3.5))", "max(a, min(b, 3.5))"),
            ("a > 5 ? b : 0 - c", "5 < a ? b : 0 - c"),
        ] {
            assert_eq!(written(&parse(text).unwrap(), &title), expected, "{text}");
        }
    }

    #[test]
    fn a_condition_is_read_in_words() {
        for (text, expected) in [
            ("hot <= 120 && load < 80", "Hot spot <= 120 and load < 80"),
            ("(a < 1 || b < 2) && c < 3", "(a < 1 or b < 2) and c < 3"),
            ("!fans", "not fans"),
            ("a >= b", "b <= a"),
        ] {
            assert_eq!(condition(&parse_condition(text).unwrap(), &title), expected, "{text}");
        }
    }
}
