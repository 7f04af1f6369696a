//! Trees as a file states them, whatever its edition.

use tract_onnx::tract_hir::internal::*;

/// How a node compares its feature with its value; true leads to `yes`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    Leq,
    Lt,
    Gte,
    Gt,
    Eq,
    Neq,
    Leaf,
}

impl Mode {
    /// From its name in ai.onnx.ml 1 and 3.
    ///
    /// # Errors
    /// When it is none of the standard's.
    pub fn named(name: &str) -> TractResult<Self> {
        Ok(match name {
            "BRANCH_LEQ" => Self::Leq,
            "BRANCH_LT" => Self::Lt,
            "BRANCH_GTE" => Self::Gte,
            "BRANCH_GT" => Self::Gt,
            "BRANCH_EQ" => Self::Eq,
            "BRANCH_NEQ" => Self::Neq,
            "LEAF" => Self::Leaf,
            other => bail!("the node mode `{other}` of a tree is not known"),
        })
    }
}

/// A node; children are places in the list of all nodes.
#[derive(Debug, Clone)]
pub(super) struct Split {
    pub feature: usize,
    pub mode: Mode,
    pub value: f64,
    pub yes: usize,
    pub no: usize,
    /// Whether a missing value (NaN) leads to `yes`.
    pub missing_yes: bool,
    /// Of a leaf: target or class, and what it adds.
    pub weights: Vec<(usize, f64)>,
}

/// All trees.
#[derive(Debug, Clone)]
pub(super) struct Spec {
    pub nodes: Vec<Split>,
    pub roots: Vec<usize>,
    /// Number of targets or classes.
    pub targets: usize,
}

/// A tree is never deeper than this: no exporter makes one, and it bounds the walk.
const DEEPEST: usize = 4096;

impl Spec {
    /// Depth of each tree, in the order of the roots.
    ///
    /// # Errors
    /// When there is none, a child or a target does not exist, or nodes lead to themselves.
    pub fn depths(&self) -> TractResult<Vec<usize>> {
        ensure!(!self.roots.is_empty(), "the ensemble has no trees");
        for node in &self.nodes {
            let inside = node.mode == Mode::Leaf || node.yes < self.nodes.len() && node.no < self.nodes.len();
            ensure!(inside, "a tree names a child that does not exist");
            let known = node.weights.iter().all(|(id, _)| *id < self.targets);
            ensure!(known, "a leaf names a target that does not exist");
        }
        let mut walk = Walk { known: vec![None; self.nodes.len()], open: vec![false; self.nodes.len()] };
        // Of every node, also of those that no root leads to: a circle is a mistake wherever it is.
        for ix in 0..self.nodes.len() {
            self.measure(ix, &mut walk)?;
        }
        Ok(self.roots.iter().filter_map(|root| walk.known[*root]).collect())
    }

    /// Depth below a node, without recursion. A node that is open when it is met again closes a circle.
    fn measure(&self, start: usize, walk: &mut Walk) -> TractResult<()> {
        let mut stack = vec![start];
        while let Some(&at) = stack.last() {
            ensure!(stack.len() <= 2 * DEEPEST, "a tree is deeper than {DEEPEST}");
            let node = &self.nodes[at];
            let children = if node.mode == Mode::Leaf { vec![] } else { vec![node.yes, node.no] };
            let unknown: Vec<usize> =
                children.iter().copied().filter(|child| walk.known[*child].is_none()).collect();
            if walk.known[at].is_some() || unknown.is_empty() {
                let below = children.iter().filter_map(|child| walk.known[*child]).max();
                walk.known[at] = walk.known[at].or(Some(below.map_or(0, |depth| depth + 1)));
                walk.open[at] = false;
                stack.pop();
                continue;
            }
            walk.open[at] = true;
            ensure!(unknown.iter().all(|child| !walk.open[*child]), "a tree runs in circles");
            stack.extend(unknown);
        }
        Ok(())
    }
}

/// Depths found so far, and the nodes on the way down.
struct Walk {
    known: Vec<Option<usize>>,
    open: Vec<bool>,
}
