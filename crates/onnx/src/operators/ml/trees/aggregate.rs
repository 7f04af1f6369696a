//! What the trees say, put together.

use std::sync::OnceLock;

use tract_onnx::tract_hir::internal::*;

use super::super::super::rows::{Number, elements, is_wide, layout};
use super::forest::{Forest, Node};
use super::spec::Spec;

/// How the trees' weights become one number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Aggregate {
    Sum,
    Average,
    Min,
    Max,
}

impl Aggregate {
    /// From its name.
    ///
    /// # Errors
    /// When it is none of the standard's.
    pub fn named(name: &str) -> TractResult<Self> {
        Ok(match name {
            "SUM" => Self::Sum,
            "AVERAGE" => Self::Average,
            "MIN" => Self::Min,
            "MAX" => Self::Max,
            other => bail!("the aggregate `{other}` of a tree ensemble is not known"),
        })
    }

    fn join(self, score: &mut Score, weight: f64) {
        score.value = match (self, score.hit) {
            (_, false) => weight,
            (Self::Sum | Self::Average, true) => score.value + weight,
            (Self::Min, true) => score.value.min(weight),
            (Self::Max, true) => score.value.max(weight),
        };
        score.hit = true;
    }
}

/// A target's number so far.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Score {
    pub value: f64,
    /// Whether any leaf spoke about it.
    pub hit: bool,
}

/// Trees and how to put them together; laid out in 32 or 64 bits when first asked in those.
#[derive(Debug)]
pub(super) struct Ensemble {
    spec: Spec,
    aggregate: Aggregate,
    narrow: OnceLock<Result<Forest<f32>, String>>,
    wide: OnceLock<Result<Forest<f64>, String>>,
}

impl Ensemble {
    /// # Errors
    /// When a tree is broken.
    pub fn new(spec: Spec, aggregate: Aggregate) -> TractResult<Self> {
        spec.depths()?;
        Ok(Self { spec, aggregate, narrow: OnceLock::new(), wide: OnceLock::new() })
    }

    pub fn targets(&self) -> usize {
        self.spec.targets
    }

    /// All weights of all leaves.
    pub fn weights(&self) -> impl Iterator<Item = &(usize, f64)> {
        self.spec.nodes.iter().flat_map(|node| &node.weights)
    }

    /// Number of rows and, row by row, a score for each target.
    ///
    /// # Errors
    /// When the rows are too short for the trees.
    pub fn scores(&self, input: &Tensor) -> TractResult<(usize, Vec<Score>)> {
        if is_wide(input.datum_type()) {
            self.run(forest(&self.wide, &self.spec)?, input)
        } else {
            self.run(forest(&self.narrow, &self.spec)?, input)
        }
    }

    fn run<T: Number>(&self, forest: &Forest<T>, input: &Tensor) -> TractResult<(usize, Vec<Score>)> {
        let (rows, columns) = layout(input.shape());
        ensure!(
            forest.features <= columns,
            "the trees look at column {}, a row has {columns}",
            forest.features - 1
        );
        let values = elements::<T>(input)?;
        let mut scores = vec![Score::default(); rows * self.targets()];
        if forest.leaves.is_empty() {
            let reach =
                |row: usize, leaf: &Node<T>, _| self.aggregate.join(&mut scores[row], leaf.value.into());
            forest.each_leaf(&values, columns, reach);
        } else {
            forest.each_leaf(&values, columns, |row, _, leaf| {
                let (start, end) = forest.leaves[leaf];
                for (target, weight) in &forest.weights[start as usize..end as usize] {
                    self.aggregate.join(&mut scores[row * self.spec.targets + target], *weight);
                }
            });
        }
        if self.aggregate == Aggregate::Average {
            let trees = self.spec.roots.len().max(1) as f64;
            scores.iter_mut().for_each(|score| score.value /= trees);
        }
        Ok((rows, scores))
    }
}

fn forest<'a, T: Number>(
    cell: &'a OnceLock<Result<Forest<T>, String>>,
    spec: &Spec,
) -> TractResult<&'a Forest<T>> {
    let laid = cell.get_or_init(|| Forest::new(spec).map_err(|error| error.to_string()));
    laid.as_ref().map_err(|error| TractError::msg(error.clone()))
}
