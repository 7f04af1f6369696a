//! `TreeEnsemble` of ai.onnx.ml 5: trees and leaves in tensors, members of sets as a mode.

use tract_onnx::model::ParsingContext;
use tract_onnx::pb::{NodeProto, TensorProto};
use tract_onnx::tract_hir::internal::*;

use super::super::super::kernel::{Built, built};
use super::super::super::rows::elements;
use super::super::attributes::{indices, ints};
use super::super::post::Post;
use super::aggregate::{Aggregate, Ensemble};
use super::regressor::Regressor;
use super::spec::{Mode, Spec, Split};

/// The mode that asks whether a feature is one of a set.
const MEMBER: u8 = 6;

pub(super) fn build(ctx: &ParsingContext, node: &NodeProto) -> Built {
    let targets: usize = node.get_attr_opt("n_targets")?.unwrap_or(1);
    let names = ["AVERAGE", "SUM", "MIN", "MAX"];
    let number: usize = node.get_attr_opt("aggregate_function")?.unwrap_or(1);
    let aggregate = Aggregate::named(names.get(number).copied().unwrap_or("unknown"))?;
    let file = File::read(ctx, node)?;
    let kind = file.kind;
    let ensemble = Ensemble::new(file.spec(targets)?, aggregate)?;
    let post = Post::numbered(node.get_attr_opt("post_transform")?.unwrap_or(0))?;
    built(node, Regressor { ensemble, base: vec![], post, kind })
}

/// The attributes as they are.
struct File {
    roots: Vec<usize>,
    features: Vec<usize>,
    splits: Vec<f64>,
    modes: Vec<u8>,
    yes: Vec<usize>,
    no: Vec<usize>,
    yes_is_leaf: Vec<i64>,
    no_is_leaf: Vec<i64>,
    missing: Vec<i64>,
    members: Vec<f64>,
    targets: Vec<usize>,
    weights: Vec<f64>,
    kind: DatumType,
}

impl File {
    fn read(ctx: &ParsingContext, node: &NodeProto) -> TractResult<Self> {
        let tensor =
            |name: &str| node.get_attr_opt::<&TensorProto>(name)?.map(|t| ctx.load_tensor(t)).transpose();
        let numbers = |name: &str| -> TractResult<Vec<f64>> {
            Ok(tensor(name)?
                .map(|t| elements::<f64>(&t).map(|x| x.into_owned()))
                .transpose()?
                .unwrap_or_default())
        };
        let modes = tensor("nodes_modes")?.context("TreeEnsemble has no nodes_modes")?;
        let splits = tensor("nodes_splits")?.context("TreeEnsemble has no nodes_splits")?;
        let file = Self {
            roots: indices(node, "tree_roots")?,
            features: indices(node, "nodes_featureids")?,
            splits: elements::<f64>(&splits)?.into_owned(),
            modes: elements::<u8>(&modes)?.into_owned(),
            yes: indices(node, "nodes_truenodeids")?,
            no: indices(node, "nodes_falsenodeids")?,
            yes_is_leaf: ints(node, "nodes_trueleafs")?,
            no_is_leaf: ints(node, "nodes_falseleafs")?,
            missing: ints(node, "nodes_missing_value_tracks_true")?,
            members: numbers("membership_values")?,
            targets: indices(node, "leaf_targetids")?,
            weights: numbers("leaf_weights")?,
            kind: splits.datum_type(),
        };
        let count = file.modes.len();
        let lengths = [
            file.features.len(),
            file.splits.len(),
            file.yes.len(),
            file.no.len(),
            file.yes_is_leaf.len(),
            file.no_is_leaf.len(),
        ];
        ensure!(
            lengths.iter().all(|length| *length == count),
            "the lists of TreeEnsemble differ in length: {lengths:?}"
        );
        ensure!(
            file.missing.is_empty() || file.missing.len() == count,
            "nodes_missing_value_tracks_true is incomplete"
        );
        ensure!(file.targets.len() == file.weights.len(), "leaf_targetids and leaf_weights differ in length");
        Ok(file)
    }

    /// Nodes first, then leaves, then what sets need in addition.
    fn spec(self, targets: usize) -> TractResult<Spec> {
        let count = self.modes.len();
        let mut nodes: Vec<Split> = Vec::with_capacity(count + self.targets.len());
        let mut sets = self.sets()?.into_iter();
        let mut pending = vec![];
        for ix in 0..count {
            let child = |at: usize, is_leaf: i64| if is_leaf != 0 { count + at } else { at };
            let split = Split {
                feature: self.features[ix],
                mode: mode(self.modes[ix])?,
                value: self.splits[ix],
                yes: child(self.yes[ix], self.yes_is_leaf[ix]),
                no: child(self.no[ix], self.no_is_leaf[ix]),
                missing_yes: self.missing.get(ix).is_some_and(|flag| *flag != 0),
                weights: vec![],
            };
            if self.modes[ix] == MEMBER {
                pending
                    .push((ix, sets.next().context("TreeEnsemble has too few sets of membership_values")?));
            }
            nodes.push(split);
        }
        nodes.extend(self.targets.iter().zip(&self.weights).map(|(target, weight)| leaf(*target, *weight)));
        for (ix, set) in pending {
            chain(&mut nodes, ix, &set)?;
        }
        ensure!(self.roots.iter().all(|root| *root < count), "a root of TreeEnsemble does not exist");
        Ok(Spec { nodes, roots: self.roots, targets })
    }

    /// Sets are separated by NaN.
    fn sets(&self) -> TractResult<Vec<Vec<f64>>> {
        let mut sets: Vec<Vec<f64>> =
            self.members.split(|value| value.is_nan()).map(<[f64]>::to_vec).collect();
        if sets.last().is_some_and(Vec::is_empty) {
            sets.pop();
        }
        Ok(sets)
    }
}

fn mode(number: u8) -> TractResult<Mode> {
    Ok(match number {
        0 => Mode::Leq,
        1 => Mode::Lt,
        2 => Mode::Gte,
        3 => Mode::Gt,
        4 | MEMBER => Mode::Eq,
        5 => Mode::Neq,
        other => bail!("the node mode {other} of TreeEnsemble is not known"),
    })
}

fn leaf(target: usize, weight: f64) -> Split {
    Split {
        feature: 0,
        mode: Mode::Leaf,
        value: 0.0,
        yes: 0,
        no: 0,
        missing_yes: false,
        weights: vec![(target, weight)],
    }
}

/// "One of a set" as a chain of "is it this one".
fn chain(nodes: &mut Vec<Split>, ix: usize, set: &[f64]) -> TractResult<()> {
    let (first, rest) = set.split_first().context("a set of membership_values is empty")?;
    let last_no = nodes[ix].no;
    nodes[ix].value = *first;
    let mut at = ix;
    for value in rest {
        let next = Split { value: *value, no: last_no, ..nodes[ix].clone() };
        nodes[at].no = nodes.len();
        at = nodes.len();
        nodes.push(next);
    }
    Ok(())
}
