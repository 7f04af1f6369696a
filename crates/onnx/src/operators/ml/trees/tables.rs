//! Trees in the parallel lists of ai.onnx.ml 1 and 3.

use std::collections::HashMap;

use tract_onnx::model::ParsingContext;
use tract_onnx::pb::{NodeProto, TensorProto};
use tract_onnx::tract_hir::internal::*;

use super::super::attributes::{floats, indices, ints, strings};
use super::spec::{Mode, Spec, Split};

/// Numbers from `{name}`, or in 64 bits from `{name}_as_tensor`; empty where both are absent.
pub(super) fn numbers(ctx: &ParsingContext, node: &NodeProto, name: &str) -> TractResult<Vec<f64>> {
    match node.get_attr_opt::<&TensorProto>(&format!("{name}_as_tensor"))? {
        Some(proto) => {
            let tensor = ctx.load_tensor(proto)?;
            Ok(tensor.cast_to::<f64>()?.try_as_plain_ram()?.as_slice::<f64>()?.to_vec())
        }
        None => Ok(floats(node, name)?.into_iter().map(f64::from).collect()),
    }
}

fn same_length<T>(node: &NodeProto, name: &str, list: &[T], length: usize) -> TractResult<()> {
    ensure!(list.len() == length, "`{name}` of {} has {} entries, not {length}", node.op_type, list.len());
    Ok(())
}

/// Reads the trees; `leaves` is the start of the names that describe leaves: `target` or `class`.
///
/// # Errors
/// When the lists do not fit together.
pub(super) fn read(
    ctx: &ParsingContext,
    node: &NodeProto,
    leaves: &str,
    targets: usize,
) -> TractResult<Spec> {
    let (trees, ids) = (ints(node, "nodes_treeids")?, ints(node, "nodes_nodeids")?);
    same_length(node, "nodes_nodeids", &ids, trees.len())?;
    let mut places = HashMap::with_capacity(ids.len());
    for (place, key) in trees.iter().copied().zip(ids).enumerate() {
        ensure!(places.insert(key, place).is_none(), "{} states node {key:?} twice", node.op_type);
    }
    let mut nodes = splits(ctx, node, &trees, &places)?;
    add_weights(ctx, node, leaves, &places, &mut nodes)?;
    let spec = Spec { roots: roots(&trees, &nodes), nodes, targets };
    Ok(spec)
}

type Places = HashMap<(i64, i64), usize>;

fn splits(ctx: &ParsingContext, node: &NodeProto, trees: &[i64], places: &Places) -> TractResult<Vec<Split>> {
    let count = trees.len();
    let (features, modes) = (indices(node, "nodes_featureids")?, strings(node, "nodes_modes")?);
    let values = numbers(ctx, node, "nodes_values")?;
    let (yes, no) = (ints(node, "nodes_truenodeids")?, ints(node, "nodes_falsenodeids")?);
    let mut missing = ints(node, "nodes_missing_value_tracks_true")?;
    if missing.is_empty() {
        missing.resize(count, 0);
    }
    same_length(node, "nodes_featureids", &features, count)?;
    same_length(node, "nodes_modes", &modes, count)?;
    same_length(node, "nodes_values", &values, count)?;
    same_length(node, "nodes_truenodeids", &yes, count)?;
    same_length(node, "nodes_falsenodeids", &no, count)?;
    same_length(node, "nodes_missing_value_tracks_true", &missing, count)?;
    let split = |ix: usize| {
        let mode = Mode::named(&modes[ix])?;
        let child = |id: i64| places.get(&(trees[ix], id)).copied();
        let child = |id: i64| if mode == Mode::Leaf { Some(0) } else { child(id) };
        let missing_child = || format!("a child of node {ix} of {} does not exist", node.op_type);
        Ok(Split {
            feature: features[ix],
            mode,
            value: values[ix],
            yes: child(yes[ix]).with_context(missing_child)?,
            no: child(no[ix]).with_context(missing_child)?,
            missing_yes: missing[ix] != 0,
            weights: vec![],
        })
    };
    (0..count).map(split).collect()
}

fn add_weights(
    ctx: &ParsingContext,
    node: &NodeProto,
    leaves: &str,
    places: &Places,
    nodes: &mut [Split],
) -> TractResult<()> {
    let name = |end: &str| format!("{leaves}_{end}");
    let (trees, ids) = (ints(node, &name("treeids"))?, ints(node, &name("nodeids"))?);
    let (targets, weights) = (indices(node, &name("ids"))?, numbers(ctx, node, &name("weights"))?);
    same_length(node, &name("nodeids"), &ids, trees.len())?;
    same_length(node, &name("ids"), &targets, trees.len())?;
    same_length(node, &name("weights"), &weights, trees.len())?;
    for (key, weight) in trees.into_iter().zip(ids).zip(targets.into_iter().zip(weights)) {
        let place = places
            .get(&key)
            .with_context(|| format!("`{leaves}_nodeids` names node {key:?}, which does not exist"))?;
        nodes[*place].weights.push(weight);
    }
    Ok(())
}

/// The node of each tree that is nobody's child; the first one where that leaves a choice.
fn roots(trees: &[i64], nodes: &[Split]) -> Vec<usize> {
    let mut is_child = vec![false; nodes.len()];
    for node in nodes.iter().filter(|node| node.mode != Mode::Leaf) {
        is_child[node.yes] = true;
        is_child[node.no] = true;
    }
    let mut roots: Vec<usize> = Vec::new();
    let mut of_tree: HashMap<i64, usize> = HashMap::new();
    for (ix, tree) in trees.iter().enumerate() {
        match of_tree.get(tree) {
            None => {
                of_tree.insert(*tree, roots.len());
                roots.push(ix);
            }
            Some(at) if is_child[roots[*at]] && !is_child[ix] => roots[*at] = ix,
            Some(_) => {}
        }
    }
    roots
}
