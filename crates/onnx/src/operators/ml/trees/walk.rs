//! Rows down the trees.

use super::super::super::rows::Number;
use super::forest::{EQUAL, FEATURE, Forest, MISSING_LEFT, Node};

/// Rows that go down a tree in step: their steps do not wait for each other.
const ABREAST: usize = 8;
/// Rows that go through all trees before the next ones: as many as a small cache holds.
const BLOCK: usize = 128;

impl<T: Number> Forest<T> {
    /// Calls `reach(row, leaf)` for each leaf that each row ends in; of one row, trees come in order.
    pub fn each_leaf(&self, rows: &[T], columns: usize, mut reach: impl FnMut(usize, &Node<T>, usize)) {
        let count = rows.len() / columns.max(1);
        for start in (0..count).step_by(BLOCK) {
            let end = (start + BLOCK).min(count);
            for (root, depth) in &self.trees {
                self.tree(*root, *depth, rows, columns, start..end, &mut reach);
            }
        }
    }

    fn tree(
        &self,
        root: u32,
        depth: usize,
        rows: &[T],
        columns: usize,
        range: std::ops::Range<usize>,
        reach: &mut impl FnMut(usize, &Node<T>, usize),
    ) {
        let mut at = range.start;
        while self.plain && at + ABREAST <= range.end {
            let ends = self.abreast(root, depth, rows, columns, at);
            for (row, leaf) in ends.into_iter().enumerate() {
                reach(at + row, &self.nodes[leaf as usize], leaf as usize);
            }
            at += ABREAST;
        }
        for row in at..range.end {
            let leaf = self.alone(root, &rows[row * columns..][..columns]);
            reach(row, &self.nodes[leaf], leaf);
        }
    }

    /// Several rows in step, as deep as the tree is: who has arrived stays where he is.
    fn abreast(&self, root: u32, depth: usize, rows: &[T], columns: usize, start: usize) -> [u32; ABREAST] {
        let block = &rows[start * columns..][..ABREAST * columns];
        let mut at = [root; ABREAST];
        for _ in 0..depth {
            for (lane, at) in at.iter_mut().enumerate() {
                let node = &self.nodes[*at as usize];
                let x = block[lane * columns + (node.feature & FEATURE) as usize];
                let left = (x <= node.value) | ((node.feature & MISSING_LEFT != 0) & x.into().is_nan());
                *at = node.children[usize::from(!left)];
            }
        }
        at
    }

    fn alone(&self, root: u32, row: &[T]) -> usize {
        let mut at = root;
        loop {
            let node = &self.nodes[at as usize];
            let next = node.children[usize::from(!self.is_left(node, row))];
            if next == at {
                return at as usize;
            }
            at = next;
        }
    }

    fn is_left(&self, node: &Node<T>, row: &[T]) -> bool {
        let x = row[(node.feature & FEATURE) as usize];
        let holds = if node.feature & EQUAL == 0 { x <= node.value } else { x == node.value };
        holds || (node.feature & MISSING_LEFT != 0 && x.into().is_nan())
    }
}
