//! Arithmetic over inputs, for limits that depend on other inputs.
//!
//! People write CEL, the Common Expression Language; the command line parses and checks it (`cel.rs`)
//! and ships this tree, so the browser carries no parser. Evaluation is total: no loops, no failure
//! beside "no value", and a tree is at most [`MAX_DEPTH`] deep.

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
}

impl Expression {
    /// Its value; `None` when an input is missing or any intermediate result is not finite.
    pub fn evaluate(&self, input: &dyn Fn(&str) -> Option<f64>) -> Option<f64> {
        let both = |pair: &[Self; 2], f: fn(f64, f64) -> f64| {
            let [left, right] = pair;
            Some(f(left.evaluate(input)?, right.evaluate(input)?))
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
        };
        value.is_finite().then_some(value)
    }

    /// Ids of the inputs that it reads, in the order of the text, with repetitions.
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
            Self::Negate(inner) => std::slice::from_ref(inner),
            Self::Add(pair) | Self::Subtract(pair) | Self::Multiply(pair) => pair.as_slice(),
            Self::Divide(pair) | Self::Min(pair) | Self::Max(pair) => pair.as_slice(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Expression::{Add, Divide, Input, Max, Min, Multiply, Negate, Number, Subtract};
    use super::*;

    #[test]
    fn evaluates_or_has_no_value() {
        let pair = |a: f64, b: &str| Box::new([Number(a), Input(b.into())]);
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
