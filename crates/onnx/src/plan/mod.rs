//! Ways to run a model, tried in turn: each is probed at two batch sizes before it is trusted, because a plan can answer
//! at one and fail at another.

mod attempt;
mod pieces;
mod probe;
mod runner;
mod tensor;

use tract_onnx::pb::ModelProto;
use tract_onnx::tract_hir::internal::*;

use crate::clean;
use crate::examine;
use crate::operators;
use crate::port::{Port, ports};
use crate::proto;
use crate::read;
use crate::refusal::{Refusal, Result};
use crate::runtime::{Runs, Runtime};
use crate::value::Value;
use attempt::{Batch, Way};
use runner::Runner;

/// Rows of the plans of a model whose batch cannot be free; never one, which would be multiplied by another kernel that adds
/// in another order, and a row's digits must not depend on its company. What is left of a batch goes to the smallest that holds it, so
/// that little is calculated for nothing, and the largest carries the many.
const SIZES: [usize; 4] = [2, 8, 32, 128];

/// The model with all types and shapes, for one row; `None` when they cannot be told.
pub(crate) fn typed(proto: &ModelProto, inputs: &[Port]) -> Option<TypedModel> {
    caught(|| attempt::typed(proto, inputs, Batch::Fixed(1))).ok()
}

/// tract, in this program.
pub(crate) struct Tract;

impl Runtime for Tract {
    fn open(&self, bytes: &[u8]) -> Result<Box<dyn Runs>> {
        let mut proto = read::decode(bytes)?;
        let (inputs, _) = ports(proto::graph(&proto::decode(bytes)?)?);
        clean::clean(&mut proto);
        Ok(Box::new(Plans::find(&proto, &inputs)?))
    }
}

/// The plans of a model.
pub(crate) struct Plans {
    way: Way,
    any: Option<Runner>,
    /// With a fixed batch: smallest first.
    fixed: Vec<(usize, Runner)>,
}

impl Plans {
    /// Finds a way that runs.
    ///
    /// # Errors
    /// `operator` when one is not known, else `load` with what the first attempt said.
    pub fn find(proto: &ModelProto, inputs: &[Port]) -> Result<Self> {
        known_operators(proto)?;
        let mut first = None;
        for way in attempt::ways(proto, inputs) {
            match caught(|| Self::build(proto, inputs, way).and_then(|plans| probe::probed(plans, inputs))) {
                Ok(plans) => return Ok(plans),
                Err(error) => first = first.or(Some(error)),
            }
        }
        let said = first.map(|error| format!("{error:#}")).unwrap_or_default();
        Err(Refusal::new("load", format!("it cannot be run here: {said}"), EXPORT))
    }

    fn build(proto: &ModelProto, inputs: &[Port], way: Way) -> TractResult<Self> {
        let plan = |batch| attempt::plan(proto, inputs, batch, way.optimised).map(Runner::new);
        match way.batch {
            Batch::Any => Ok(Self { way, any: Some(plan(Batch::Any)?), fixed: vec![] }),
            Batch::Fixed(n) => Ok(Self { way, any: None, fixed: vec![(n, plan(Batch::Fixed(n))?)] }),
            Batch::Sizes => {
                let sizes = SIZES.map(|n| Ok((n, plan(Batch::Fixed(n))?)));
                Ok(Self { way, any: None, fixed: sizes.into_iter().collect::<TractResult<_>>()? })
            }
        }
    }

    fn answer(&self, inputs: Vec<Value>) -> TractResult<Vec<Value>> {
        let rows = inputs.first().and_then(|value| value.shape().first().copied()).unwrap_or(0);
        match &self.any {
            // A row alone would be multiplied by another kernel, which adds in another order.
            Some(plan) if rows == 1 => padded(plan, &inputs, 0, 1, 2),
            Some(plan) => call(plan, inputs),
            None => self.in_pieces(&inputs, rows),
        }
    }

    fn in_pieces(&self, inputs: &[Value], rows: usize) -> TractResult<Vec<Value>> {
        let mut answers: Vec<Value> = Vec::new();
        let mut start = 0;
        while start < rows {
            let left = rows - start;
            let smallest = self.fixed.iter().find(|(n, _)| *n >= left);
            let (size, plan) = smallest.or(self.fixed.last()).context("there is no plan")?;
            let count = left.min(*size);
            join(&mut answers, padded(plan, inputs, start, count, *size)?)?;
            start += count;
        }
        Ok(answers)
    }
}

impl Runs for Plans {
    fn plan(&self) -> String {
        self.way.describe()
    }

    /// In pieces where the plan's batch is fixed.
    fn run(&self, inputs: Vec<Value>) -> Result<Vec<Value>> {
        caught(|| self.answer(inputs)).map_err(|error| {
            let hint = "nothing is shown for these inputs; tell the model's owner which they were";
            Refusal::new("run", format!("the model failed while it ran: {error:#}"), hint)
        })
    }
}

/// Evaluates `count` rows from `start`, filled up to `size`.
fn padded(
    plan: &Runner,
    inputs: &[Value],
    start: usize,
    count: usize,
    size: usize,
) -> TractResult<Vec<Value>> {
    let piece = inputs.iter().map(|value| value.rows(start, count).with_rows(size)).collect();
    Ok(call(plan, piece)?.into_iter().map(|value| cut(value, size, count)).collect())
}

const EXPORT: &str =
    "export it with `twinlet.export`, or see `twinlet model check` for the option that mends it";

/// What belongs to the first `count` of `rows` rows; an output may have several entries for each row, or not depend on them.
fn cut(value: Value, rows: usize, count: usize) -> Value {
    match value.shape().first() {
        Some(entries) if entries % rows == 0 => value.rows(0, entries / rows * count),
        _ => value,
    }
}

fn join(answers: &mut Vec<Value>, more: Vec<Value>) -> TractResult<()> {
    if answers.is_empty() {
        *answers = more;
        return Ok(());
    }
    for (answer, more) in answers.iter_mut().zip(more) {
        ensure!(answer.append(more), "its answers differ in shape from one call to the next");
    }
    Ok(())
}

fn call(plan: &Runner, inputs: Vec<Value>) -> TractResult<Vec<Value>> {
    let tensors = inputs.into_iter().map(|value| tensor::into_tensor(value).map(Tensor::into_tvalue));
    let answers = plan.run(tensors.collect::<TractResult<_>>()?)?;
    answers.iter().map(|answer| tensor::from_tensor(answer)).collect()
}

fn known_operators(proto: &ModelProto) -> Result<()> {
    let register = operators::reader().op_register.0;
    let mut nodes = examine::graphs(proto).into_iter().flat_map(|graph| &graph.node);
    match nodes.find(|node| !register.contains_key(&node.op_type)) {
        Some(node) => {
            let message =
                format!("the operator `{}` of node `{}` is not known here", node.op_type, node.name);
            Err(Refusal::new("operator", message, examine::mend(&node.op_type)))
        }
        None => Ok(()),
    }
}

/// tract panics on some models; natively that is one more error. In a browser it ends the worker, which is replaced.
fn caught<T>(work: impl FnOnce() -> TractResult<T>) -> TractResult<T> {
    let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(work));
    done.unwrap_or_else(|panic| {
        let said = panic.downcast_ref::<String>().map(String::as_str);
        let said = said.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no reason given");
        Err(TractError::msg(format!("the inference engine gave up: {said}")))
    })
}
