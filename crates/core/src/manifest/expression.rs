//! Arithmetic over inputs, for limits that depend on other inputs and for models that are formulas.
//!
//! People write CEL, the Common Expression Language; the command line parses and checks it (`cel.rs`)
//! and ships this tree, so the browser carries no parser. Evaluation is total: no loops, no failure
//! beside "no value". In a manifest a tree is at most [`MAX_DEPTH`] deep.

use serde::{Deserialize, Serialize};

/// Deepest nesting of an expression; its JSON stays below the depth limit of a manifest.
pub const MAX_DEPTH: usize = 12;

/// A number computed from inputs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Expression {
    /// A constant.
    Number(f64),
    /// The value of an input, by id.
    Input(String),
    /// Minus something.
    Negate(Box<Expression>),
    /// Left plus right.
    Add(Box<[Expression; 2]>),
    /// Left minus right.
    Subtract(Box<[Expression; 2]>),
    /// Left times right.
    Multiply(Box<[Expression; 2]>),
    /// Left over right.
    Divide(Box<[Expression; 2]>),
    /// The smaller one.
    Min(Box<[Expression; 2]>),
    /// The larger one.
    Max(Box<[Expression; 2]>),
    /// e to the power of something.
    Exp(Box<Expression>),
    /// Natural logarithm; no value at zero and below.
    Ln(Box<Expression>),
    /// Logarithm to base ten; no value at zero and below.
    Log10(Box<Expression>),
    /// Square root; no value below zero.
    Sqrt(Box<Expression>),
    /// Without its sign.
    Abs(Box<Expression>),
    /// The first to the power of the second; no value where a negative one has a broken exponent.
    Pow(Box<[Expression; 2]>),
    /// `[left, right, then, otherwise]`: `then` where left is less than right. The other one is not evaluated.
    IfLess(Box<[Expression; 4]>),
    /// `[left, right, then, otherwise]`: `then` where left is at most right. The other one is not evaluated.
    IfAtMost(Box<[Expression; 4]>),
}

impl Expression {
    /// Its value; `None` when an input is missing or any intermediate result is not finite.
    pub fn evaluate(&self, input: &dyn Fn(&str) -> Option<f64>) -> Option<f64> {
        let both = |pair: &[Self; 2], f: fn(f64, f64) -> f64| {
            let [left, right] = pair;
            Some(f(left.evaluate(input)?, right.evaluate(input)?))
        };
        let choose = |[left, right, then, otherwise]: &[Self; 4], is: fn(&f64, &f64) -> bool| {
            let holds = is(&left.evaluate(input)?, &right.evaluate(input)?);
            if holds { then.evaluate(input) } else { otherwise.evaluate(input) }
        };
        let value = match self {
            Self::Number(x) => *x,
            Self::Input(id) => input(id)?,
            Self::Negate(inner) => -inner.evaluate(input)?,
            Self::Add(pair) => both(pair, |a, b| a + b)?,
            Self::Subtract(pair) => both(pair, |a, b| a - b)?,
            Self::Multiply(pair) => both(pair, |a, b| a * b)?,
            Self::Divide(pair) => both(pair, |a, b| a / b)?,
            Self::Min(pair) => both(pair, f64::min)?,
            Self::Max(pair) => both(pair, f64::max)?,
            Self::Exp(inner) => libm::exp(inner.evaluate(input)?),
            Self::Ln(inner) => libm::log(inner.evaluate(input)?),
            Self::Log10(inner) => libm::log10(inner.evaluate(input)?),
            Self::Sqrt(inner) => libm::sqrt(inner.evaluate(input)?),
            Self::Abs(inner) => libm::fabs(inner.evaluate(input)?),
            Self::Pow(pair) => both(pair, libm::pow)?,
            Self::IfLess(parts) => choose(parts, f64::lt)?,
            Self::IfAtMost(parts) => choose(parts, f64::le)?,
        };
        value.is_finite().then_some(value)
    }

    /// Ids of the inputs that it reads, with repetitions.
    pub fn inputs(&self) -> Vec<&str> {
        match self {
            Self::Input(id) => vec![id],
            _ => self.parts().iter().flat_map(Self::inputs).collect(),
        }
    }

    /// Its value when it reads no input.
    pub fn constant(&self) -> Option<f64> {
        self.evaluate(&|_| None)
    }

    /// Levels of nesting; a constant has one.
    pub fn depth(&self) -> usize {
        1 + self.parts().iter().map(Self::depth).max().unwrap_or(0)
    }

    fn parts(&self) -> &[Self] {
        match self {
            Self::Number(_) | Self::Input(_) => &[],
            Self::Negate(inner) | Self::Exp(inner) | Self::Ln(inner) => std::slice::from_ref(inner),
            Self::Log10(inner) | Self::Sqrt(inner) | Self::Abs(inner) => std::slice::from_ref(inner),
            Self::Add(pair) | Self::Subtract(pair) | Self::Multiply(pair) => pair.as_slice(),
            Self::Divide(pair) | Self::Min(pair) | Self::Max(pair) => pair.as_slice(),
            Self::Pow(pair) => pair.as_slice(),
            Self::IfLess(parts) | Self::IfAtMost(parts) => parts.as_slice(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Expression::{
        Abs, Add, Divide, Exp, IfAtMost, IfLess, Input, Ln, Log10, Max, Min, Multiply, Negate, Number, Pow,
        Sqrt, Subtract,
    };
    use super::*;

    #[test]
    fn evaluates_or_has_no_value() {
        let pair = |a: f64, b: &str| Box::new([Number(a), Input(b.into())]);
        let one = |x: f64| Box::new(Number(x));
        let four =
            |a: &str, b: f64| Box::new([Input(a.into()), Number(b), Number(1.0), Divide(pair(1.0, "zero"))]);
        let inputs = |id: &str| match id {
            "x" => Some(4.0),
            "zero" => Some(0.0),
            "bad" => Some(f64::NAN),
            _ => None,
        };
        for (expression, expected) in [
            (Add(pair(2.0, "x")), Some(6.0)),
            (Subtract(pair(2.0, "x")), Some(-2.0)),
            (Multiply(pair(2.0, "x")), Some(8.0)),
            (Divide(pair(2.0, "x")), Some(0.5)),
            (Min(pair(2.0, "x")), Some(2.0)),
            (Max(pair(2.0, "x")), Some(4.0)),
            (Negate(Box::new(Input("x".into()))), Some(-4.0)),
            (Divide(pair(2.0, "zero")), None),
            (Max(pair(2.0, "bad")), None),
            (Add(pair(2.0, "missing")), None),
            (Exp(one(0.0)), Some(1.0)),
            (Exp(one(1000.0)), None),
            (Ln(one(std::f64::consts::E)), Some(1.0)),
            (Ln(one(0.0)), None),
            (Log10(one(1000.0)), Some(3.0)),
            (Log10(one(-1.0)), None),
            (Sqrt(one(9.0)), Some(3.0)),
            (Sqrt(one(-9.0)), None),
            (Abs(one(-2.5)), Some(2.5)),
            (Pow(pair(2.0, "x")), Some(16.0)),
            (Pow(Box::new([Number(-8.0), Number(0.5)])), None),
            (IfLess(four("x", 5.0)), Some(1.0)),
            (IfLess(four("x", 4.0)), None),
            (IfAtMost(four("x", 4.0)), Some(1.0)),
            (IfAtMost(four("bad", 4.0)), None),
        ] {
            assert_eq!(expression.evaluate(&inputs), expected, "{expression:?}");
        }
    }

    #[test]
    fn json_is_a_tagged_tree() {
        let expression = Add(Box::new([Number(1.5), Negate(Box::new(Input("x".into())))]));
        let json = r#"{"add":[{"number":1.5},{"negate":{"input":"x"}}]}"#;
        assert_eq!(serde_json::to_string(&expression).unwrap(), json);
        assert_eq!(serde_json::from_str::<Expression>(json).unwrap(), expression);
        assert_eq!((expression.inputs(), expression.depth()), (vec!["x"], 3));
    }
}
