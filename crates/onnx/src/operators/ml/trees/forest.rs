//! The array of nodes that is walked: sixteen bytes each in 32 bits, leaves that lead to themselves, so that several rows
//! can go down a tree in step.

use tract_onnx::tract_hir::internal::*;

use super::super::super::rows::Number;
use super::spec::{Mode, Spec, Split};

/// Bits of [`Node::feature`] above the feature itself.
pub(super) const MISSING_LEFT: u32 = 1 << 31;
pub(super) const EQUAL: u32 = 1 << 30;
pub(super) const FEATURE: u32 = EQUAL - 1;

/// `x[feature] <= value` leads to `children[0]`, else to `children[1]`.
#[derive(Debug, Clone, Copy)]
#[repr(C)]
pub(super) struct Node<T> {
    /// Of a leaf with one weight: that weight.
    pub value: T,
    pub feature: u32,
    pub children: [u32; 2],
}

/// Trees, ready to be walked.
#[derive(Debug)]
pub(super) struct Forest<T> {
    pub nodes: Vec<Node<T>>,
    /// Root and depth of each tree.
    pub trees: Vec<(u32, usize)>,
    /// Per node, its part of `weights`; empty where every leaf has one weight for the only target.
    pub leaves: Vec<(u32, u32)>,
    pub weights: Vec<(usize, f64)>,
    /// Whether no node asks for equality.
    pub plain: bool,
    /// One more than the largest feature.
    pub features: usize,
}

impl<T: Number> Forest<T> {
    /// Lays the trees out, tree by tree, each from its root.
    ///
    /// # Errors
    /// When a tree is broken.
    pub fn new(spec: &Spec) -> TractResult<Self> {
        let depths = spec.depths()?;
        let single = spec.targets == 1
            && spec.nodes.iter().all(|node| node.mode != Mode::Leaf || node.weights.len() == 1);
        let mut order = Vec::with_capacity(spec.nodes.len());
        let mut place = vec![u32::MAX; spec.nodes.len()];
        for root in &spec.roots {
            lay_out(spec, *root, &mut order, &mut place);
        }
        let features = spec.nodes.iter().filter(|node| node.mode != Mode::Leaf).map(|node| node.feature + 1);
        let features = features.max().unwrap_or(0);
        ensure!(features <= FEATURE as usize, "a tree names feature {}", features - 1);
        let mut forest = Self {
            nodes: order.iter().map(|ix| node(&spec.nodes[*ix], *ix, &place)).collect(),
            trees: spec.roots.iter().map(|root| place[*root]).zip(depths).collect(),
            leaves: vec![],
            weights: vec![],
            plain: true,
            features,
        };
        forest.plain = forest.nodes.iter().all(|node| node.feature & EQUAL == 0);
        if !single {
            forest.add_weights(spec, &order);
        }
        Ok(forest)
    }

    fn add_weights(&mut self, spec: &Spec, order: &[usize]) {
        for ix in order {
            let start = self.weights.len() as u32;
            self.weights.extend(&spec.nodes[*ix].weights);
            self.leaves.push((start, self.weights.len() as u32));
        }
    }
}

/// From a root downwards, the true child next to its parent.
fn lay_out(spec: &Spec, root: usize, order: &mut Vec<usize>, place: &mut [u32]) {
    let mut stack = vec![root];
    while let Some(at) = stack.pop() {
        if place[at] != u32::MAX {
            continue;
        }
        place[at] = order.len() as u32;
        order.push(at);
        if spec.nodes[at].mode != Mode::Leaf {
            stack.push(spec.nodes[at].no);
            stack.push(spec.nodes[at].yes);
        }
    }
}

/// Every comparison as `<=` or `==`: `x < t` is `x <=` the next smaller number, and `x >= t` is the other way round, with
/// the missing value on the other side.
fn node<T: Number>(split: &Split, ix: usize, place: &[u32]) -> Node<T> {
    if split.mode == Mode::Leaf {
        let weight = split.weights.first().map_or(0.0, |(_, weight)| *weight);
        return Node { value: T::of(weight), feature: 0, children: [place[ix]; 2] };
    }
    let value = T::of(split.value);
    let (value, swap, equal) = match split.mode {
        Mode::Lt => (value.below(), false, false),
        Mode::Gte => (value.below(), true, false),
        Mode::Gt => (value, true, false),
        Mode::Eq => (value, false, true),
        Mode::Neq => (value, true, true),
        Mode::Leq | Mode::Leaf => (value, false, false),
    };
    let (yes, no) = (place[split.yes], place[split.no]);
    // NaN compares false, also with `!=` here: onnxruntime says that NaN differs, so it leads to `yes` then.
    let missing_yes = split.missing_yes || split.mode == Mode::Neq;
    let missing_left = missing_yes != swap;
    let feature =
        split.feature as u32 | if equal { EQUAL } else { 0 } | if missing_left { MISSING_LEFT } else { 0 };
    Node { value, feature, children: if swap { [no, yes] } else { [yes, no] } }
}
