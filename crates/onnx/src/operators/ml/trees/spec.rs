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
    /// When a child or a target does not exist, or a tree runs in circles.
    pub fn depths(&self) -> TractResult<Vec<usize>> {
        for node in &self.nodes {
            let inside = node.mode == Mode::Leaf || node.yes < self.nodes.len() && node.no < self.nodes.len();
            ensure!(inside, "a tree names a child that does not exist");
            ensure!(
                node.weights.iter().all(|(id, _)| *id < self.targets),
                "a leaf names a target that does not exist"
            );
        }
        let mut known = vec![None; self.nodes.len()];
        self.roots.iter().map(|root| self.depth(*root, &mut known)).collect()
    }

    /// Depth below a node, without recursion. A node that is open when it is met again closes a circle.
    fn depth(&self, root: usize, known: &mut [Option<usize>]) -> TractResult<usize> {
        let mut open = vec![false; self.nodes.len()];
        let mut stack = vec![root];
        while let Some(&at) = stack.last() {
            ensure!(stack.len() <= 2 * DEEPEST, "a tree is deeper than {DEEPEST}");
            let node = &self.nodes[at];
            let children = if node.mode == Mode::Leaf { vec![] } else { vec![node.yes, node.no] };
            let unknown: Vec<usize> =
                children.iter().copied().filter(|child| known[*child].is_none()).collect();
            if known[at].is_some() || unknown.is_empty() {
                let below = children.iter().filter_map(|child| known[*child]).max();
                known[at] = known[at].or(Some(below.map_or(0, |depth| depth + 1)));
                open[at] = false;
                stack.pop();
                continue;
            }
            ensure!(!open[at] || unknown.iter().all(|child| !open[*child]), "a tree runs in circles");
            open[at] = true;
            stack.extend(unknown);
        }
        Ok(known[root].unwrap_or(0))
    }
}
