//! Flat cases: a function by its name, arguments by theirs, and what a reference says.
//!
//! A case is `{"id", "fn", "args", "expected", "rtol", "source"}`. Programs differ in their names, so each function, law
//! and parameter is known by several (docs/life-data.md lists them).

mod arguments;
mod compare;
mod data;
mod fits;
mod laws;
mod names;
mod repairable;
mod systems;
mod value;

use serde::{Deserialize, Serialize};

use arguments::Arguments;
pub use compare::{Leaf, compare};
pub use value::Value;

/// A question and the answer of a reference.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Case {
    /// Its name.
    pub id: String,
    /// The function: `sf`, `fit_mle`, `kaplan_meier` and so on.
    #[serde(rename = "fn")]
    pub function: String,
    /// Arguments by name.
    pub args: Value,
    /// A number, a list or an object of such; `null` where there is no value.
    pub expected: Value,
    /// Greatest error relative to what is expected, leaf by leaf; where that is zero, greatest error.
    #[serde(default = "exact")]
    pub rtol: f64,
    /// Greatest error that is allowed besides.
    #[serde(default)]
    pub atol: f64,
    /// Where the expected value comes from.
    #[serde(default)]
    pub source: String,
}

fn exact() -> f64 {
    1e-9
}

/// Why a case has no answer.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum CaseError {
    /// A function that is not known.
    #[error("there is no function `{0}`; docs/life-data.md lists those that cases can ask for")]
    Function(String),
    /// A law that is not known.
    #[error(
        "there is no law `{0}`; known are exponential, weibull, lognormal, normal, gamma, gumbel_min, gumbel_max and loglogistic"
    )]
    Law(String),
    /// An argument that is needed.
    #[error("`{0}` is missing")]
    Missing(String),
    /// An argument of another type or out of its range.
    #[error("`{name}` is {what}")]
    Argument {
        /// The argument.
        name: String,
        /// What is wrong with it.
        what: String,
    },
    /// The function refuses, in its own words.
    #[error("{0}")]
    Refused(String),
}

/// What a case's function answers to its arguments.
///
/// # Errors
/// See [`CaseError`].
pub fn evaluate(case: &Case) -> Result<Value, CaseError> {
    evaluate_noting(case).0
}

/// The same, with the names of arguments that changed nothing: a slip of the pen, or a remark.
pub fn evaluate_noting(case: &Case) -> (Result<Value, CaseError>, Vec<String>) {
    let arguments = Arguments::new(&case.args);
    let plain = value::plain(&case.function);
    let name = names::canonical(&plain);
    let groups = [laws::answer, data::answer, fits::answer, systems::answer, repairable::answer];
    let answer = groups.into_iter().find_map(|group| group(name, &arguments));
    match answer {
        // One that stopped early did not get to ask for all.
        Some(answer) => {
            let unused = if answer.is_ok() { arguments.unused() } else { Vec::new() };
            (answer, unused)
        }
        None => (Err(CaseError::Function(case.function.clone())), Vec::new()),
    }
}

/// A file of cases. Data that several cases share stand once, by name; a case takes them by `"data": "name"`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct CaseFile {
    /// Objects with `failures`, `right_censored` and so on.
    #[serde(default)]
    pub datasets: std::collections::BTreeMap<String, Value>,
    /// The cases.
    pub cases: Vec<Case>,
}

impl CaseFile {
    /// The cases with their data put in.
    pub fn filled(mut self) -> Vec<Case> {
        for case in &mut self.cases {
            let Value::Object(args) = &mut case.args else { continue };
            for key in ["data", "dataset"] {
                let data = match args.get(key) {
                    Some(Value::Text(name)) => self.datasets.get(name).cloned(),
                    _ => None,
                };
                if let Some(data) = data {
                    args.remove(key);
                    args.insert("data".to_owned(), data);
                }
            }
        }
        self.cases
    }
}
