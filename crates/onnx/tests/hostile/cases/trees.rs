//! Ensembles of trees whose parts do not fit together.

use super::super::build::*;
use super::super::write::Message;
use super::*;

/// The lists of one tree of three nodes: a split on column 0 and two leaves.
#[derive(Clone)]
struct Tree {
    modes: Vec<&'static str>,
    columns: Vec<i64>,
    yes: Vec<i64>,
    no: Vec<i64>,
    ids: Vec<i64>,
    thresholds: Vec<f32>,
    leaves: Vec<i64>,
    targets: Vec<i64>,
    weights: Vec<f32>,
    n_targets: i64,
}

fn tree() -> Tree {
    Tree {
        modes: vec!["BRANCH_LEQ", "LEAF", "LEAF"],
        columns: vec![0, 0, 0],
        yes: vec![1, 0, 0],
        no: vec![2, 0, 0],
        ids: vec![0, 1, 2],
        thresholds: vec![0.25, 0.0, 0.0],
        leaves: vec![1, 2],
        targets: vec![0, 0],
        weights: vec![1.0, -1.0],
        n_targets: 1,
    }
}

impl Tree {
    fn file(&self) -> Vec<u8> {
        let attributes = [
            int_list("nodes_treeids", &vec![0; self.ids.len()]),
            int_list("nodes_nodeids", &self.ids),
            int_list("nodes_featureids", &self.columns),
            text_list("nodes_modes", &self.modes),
            float_list("nodes_values", &self.thresholds),
            int_list("nodes_truenodeids", &self.yes),
            int_list("nodes_falsenodeids", &self.no),
            int_list("target_treeids", &vec![0; self.leaves.len()]),
            int_list("target_nodeids", &self.leaves),
            int_list("target_ids", &self.targets),
            float_list("target_weights", &self.weights),
            int("n_targets", self.n_targets),
        ];
        regressor(&attributes)
    }
}

fn regressor(attributes: &[Message]) -> Vec<u8> {
    let nodes = [ml("TreeEnsembleRegressor", &["x"], &["y"], attributes)];
    file(&graph(&nodes, &[], &[value("x", F32, &[0, 4])], &[value("y", F32, &[0, 1])])).0
}

fn with(change: impl FnOnce(&mut Tree)) -> Vec<u8> {
    let mut tree = tree();
    change(&mut tree);
    tree.file()
}

/// A tree whose splits follow each other in one line.
fn line(length: i64) -> Vec<u8> {
    with(|tree| {
        *tree = Tree {
            modes: (0..length).map(|i| if i + 1 == length { "LEAF" } else { "BRANCH_GT" }).collect(),
            columns: vec![0; length as usize],
            yes: (1..=length).collect(),
            no: vec![length - 1; length as usize],
            ids: (0..length).collect(),
            thresholds: vec![-1.0; length as usize],
            leaves: vec![length - 1],
            targets: vec![0],
            weights: vec![1.0],
            n_targets: 1,
        };
    })
}

/// As many trees as nodes.
fn single_leaves(count: usize) -> Vec<u8> {
    let ids: Vec<i64> = (0..count as i64).collect();
    let (zeros, nothing) = (vec![0; count], vec![0.0; count]);
    regressor(&[
        int_list("nodes_treeids", &ids),
        int_list("nodes_nodeids", &zeros),
        int_list("nodes_featureids", &zeros),
        text_list("nodes_modes", &vec!["LEAF"; count]),
        float_list("nodes_values", &nothing),
        int_list("nodes_truenodeids", &zeros),
        int_list("nodes_falsenodeids", &zeros),
        int_list("target_treeids", &ids),
        int_list("target_nodeids", &zeros),
        int_list("target_ids", &zeros),
        float_list("target_weights", &nothing),
        int("n_targets", 1),
    ])
}

pub fn cases() -> Vec<Case> {
    let other = |op: &str, attributes: &[Message]| around(&[ml(op, &["x"], &["y"], attributes)], &[]);
    vec![
        case("a tree that is in order", Expected::Runs, tree().file()),
        case("a branch to a node that is not there", LOAD, with(|t| t.yes[0] = 77)),
        case("a branch to node -1", LOAD, with(|t| t.no[0] = -1)),
        case("a branch to node 2^63 - 1", LOAD, with(|t| t.no[0] = i64::MAX)),
        case("a split that leads to itself", Expected::Either, with(|t| t.yes[0] = 0)),
        case(
            "two splits that lead to each other",
            LOAD,
            with(|t| {
                t.modes[1] = "BRANCH_LEQ";
                t.yes[1] = 0;
                t.no[1] = 0;
            }),
        ),
        case("two branches to one node", Expected::Either, with(|t| t.no[0] = 1)),
        case("a split on column 1,000", Expected::Either, with(|t| t.columns[0] = 1000)),
        case("a split on column -1", LOAD, with(|t| t.columns[0] = -1)),
        case(
            "a list that is too short",
            LOAD,
            with(|t| {
                t.yes.pop();
            }),
        ),
        case("a list that is too long", LOAD, with(|t| t.thresholds.push(1.0))),
        case("a list that is empty", LOAD, with(|t| t.modes.clear())),
        case("no nodes at all", Expected::Either, regressor(&[int("n_targets", 1)])),
        case("a node twice", LOAD, with(|t| t.ids[2] = 1)),
        case("an unknown kind of split", LOAD, with(|t| t.modes[0] = "BRANCH_MAYBE")),
        case("a leaf that is not there", LOAD, with(|t| t.leaves[0] = 9)),
        case("a weight for a target that is not there", LOAD, with(|t| t.targets[0] = 3)),
        case("a weight for target -1", LOAD, with(|t| t.targets[0] = -1)),
        case("2^40 targets", SCAN, with(|t| t.n_targets = 1 << 40)),
        case("1 Mi targets", SCAN, with(|t| t.n_targets = 1 << 20)),
        case("-1 targets", LOAD, with(|t| t.n_targets = -1)),
        case("100,000 trees of one leaf", Expected::Either, single_leaves(100_000)),
        case("a threshold that is not a number", Expected::Either, with(|t| t.thresholds[0] = f32::NAN)),
        case("a weight that is not a number", Expected::Either, with(|t| t.weights[0] = f32::NAN)),
        case("a tree 50,000 deep", Expected::Either, line(50_000)),
        case(
            "a Scaler with a list of another length",
            LOAD,
            other("Scaler", &[float_list("offset", &[0.0; 3]), float_list("scale", &[1.0; 5])]),
        ),
        case(
            "a LinearRegressor with too few weights",
            LOAD,
            other("LinearRegressor", &[float_list("coefficients", &[1.0; 3]), int("targets", 2)]),
        ),
        case(
            "a LinearRegressor of 2^40 targets",
            SCAN,
            other("LinearRegressor", &[float_list("coefficients", &[1.0; 8]), int("targets", 1 << 40)]),
        ),
        case(
            "an SVMRegressor without support",
            LOAD,
            other("SVMRegressor", &[text("kernel_type", "RBF"), int("n_supports", 5)]),
        ),
        case("a OneHotEncoder without categories", Expected::Either, other("OneHotEncoder", &[])),
        case(
            "a LabelEncoder with half a table",
            LOAD,
            other(
                "LabelEncoder",
                &[text_list("keys_strings", &["a", "b"]), float_list("values_floats", &[1.0])],
            ),
        ),
    ]
}
