//! An operator as a plain function from tensors to tensors, and the one adapter that makes it a node of tract's graph.

use std::fmt::Debug;
use std::sync::Arc;

use tract_onnx::pb::NodeProto;
use tract_onnx::tract_core::ops::Cost;
use tract_onnx::tract_hir::internal::*;

/// Element type and lengths of a tensor; a length may hold the symbol of the batch.
#[derive(Debug, Clone)]
pub(super) struct Fact {
    pub kind: DatumType,
    pub shape: TVec<TDim>,
}

/// What an operator does.
pub(super) trait Kernel: Debug + Send + Sync + 'static {
    /// Its name in the standard.
    fn name(&self) -> &'static str;

    /// Types and shapes of all of its outputs.
    ///
    /// # Errors
    /// When the inputs do not fit.
    fn outputs(&self, inputs: &[Fact]) -> TractResult<Vec<Fact>>;

    /// The outputs themselves.
    ///
    /// # Errors
    /// When the inputs do not fit.
    fn eval(&self, inputs: &[&Tensor]) -> TractResult<Vec<Tensor>>;

    /// Multiplications with addition for a row.
    fn multiply_adds(&self) -> usize {
        0
    }
}

/// What a builder of tract's register returns.
pub(super) type Built = TractResult<(Box<dyn InferenceOp>, Vec<String>)>;

/// A kernel as a node; outputs that the file leaves without a name are not made.
pub(super) fn built(node: &NodeProto, kernel: impl Kernel) -> Built {
    let used = (0..node.output.len()).filter(|ix| !node.output[*ix].is_empty()).collect();
    Ok((expand(Node { kernel: Arc::new(kernel), used }), vec![]))
}

/// A kernel as an operator of a graph whose types are known, with the first so many outputs.
pub(super) fn operator(kernel: impl Kernel, outputs: usize) -> Box<dyn TypedOp> {
    Box::new(Node { kernel: Arc::new(kernel), used: (0..outputs).collect() })
}

#[derive(Debug, Clone)]
struct Node {
    kernel: Arc<dyn Kernel>,
    used: TVec<usize>,
}

impl PartialEq for Node {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.kernel, &other.kernel) && self.used == other.used
    }
}

impl Eq for Node {}

impl Node {
    fn chosen<T>(&self, all: Vec<T>) -> TractResult<TVec<T>> {
        let mut all: Vec<Option<T>> = all.into_iter().map(Some).collect();
        let mut take = |ix: &usize| all.get_mut(*ix).and_then(Option::take);
        let chosen: Option<TVec<T>> = self.used.iter().map(&mut take).collect();
        chosen.with_context(|| format!("{} has fewer outputs than the file names", self.kernel.name()))
    }

    fn facts(&self, inputs: &[Fact]) -> TractResult<TVec<Fact>> {
        self.chosen(self.kernel.outputs(inputs)?)
    }
}

impl Op for Node {
    fn name(&self) -> StaticName {
        self.kernel.name().into()
    }

    op_as_typed_op!();
}

impl EvalOp for Node {
    op_out_of_plan!();

    fn eval(&self, _ctx: &EvalContext, inputs: TVec<TValue>) -> TractResult<TVec<TValue>> {
        let tensors: TVec<&Tensor> = inputs.iter().map(|value| &**value).collect();
        let all = self.kernel.eval(&tensors)?;
        Ok(self.chosen(all)?.into_iter().map(Tensor::into_tvalue).collect())
    }
}

impl TypedOp for Node {
    fn output_facts(&self, inputs: &[&TypedFact]) -> TractResult<TVec<TypedFact>> {
        let fact =
            |fact: &&TypedFact| Fact { kind: fact.datum_type, shape: fact.shape.iter().cloned().collect() };
        let inputs: Vec<Fact> = inputs.iter().map(fact).collect();
        Ok(self.facts(&inputs)?.into_iter().map(|fact| fact.kind.fact(&fact.shape)).collect())
    }

    fn cost(&self, inputs: &[&TypedFact]) -> TractResult<TVec<(Cost, TDim)>> {
        let rows = inputs.first().and_then(|fact| fact.shape.first().cloned()).unwrap_or_else(|| 1.to_dim());
        Ok(tvec!((Cost::FMA(f32::datum_type()), rows * self.kernel.multiply_adds())))
    }

    as_op!();
}

impl Expansion for Node {
    fn name(&self) -> StaticName {
        self.kernel.name().into()
    }

    fn nboutputs(&self) -> TractResult<usize> {
        Ok(self.used.len())
    }

    fn rules<'r, 'p: 'r, 's: 'r>(
        &'s self,
        solver: &mut Solver<'r>,
        inputs: &'p [TensorProxy],
        outputs: &'p [TensorProxy],
    ) -> InferenceResult {
        solver.given_all(inputs.iter().map(|input| &input.datum_type), move |solver, kinds| {
            solver.given_all(inputs.iter().map(|input| &input.shape), move |solver, shapes| {
                let inputs = kinds.iter().zip(shapes).map(|(kind, shape)| Fact { kind: *kind, shape });
                let facts = self.facts(&inputs.collect::<Vec<_>>())?;
                for (output, fact) in outputs.iter().zip(facts) {
                    solver.equals(&output.datum_type, fact.kind)?;
                    solver.equals(&output.shape, fact.shape)?;
                }
                Ok(())
            })
        })
    }

    fn wire(&self, prefix: &str, model: &mut TypedModel, inputs: &[OutletId]) -> TractResult<TVec<OutletId>> {
        model.wire_node(prefix, self.clone(), inputs)
    }
}
