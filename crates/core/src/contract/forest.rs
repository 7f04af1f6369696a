//! An isolation forest as data: how few random cuts set a point apart from what was seen.

use serde::{Deserialize, Serialize};

/// `[feature, threshold, left, right]`; a leaf is `[-1, depth correction, 0, 0]`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct TreeNode(pub i32, pub f64, pub u32, pub u32);

/// Anomaly score between 0 and 1 (Liu, Ting and Zhou, *Isolation Forest*, 2008, eq. 2): near 1 is far from everything
/// seen, below 0.5 is ordinary. NaN when a tree is malformed or there is none.
pub(super) fn score(trees: &[Vec<TreeNode>], sample_size: usize, x: &[f64]) -> f64 {
    let depths = trees.iter().map(|tree| depth(tree, x).unwrap_or(f64::NAN));
    let mean = depths.sum::<f64>() / trees.len() as f64;
    libm::exp2(-mean / average_depth(sample_size as f64))
}

/// Depth at which a point is set apart, with the correction of its leaf.
fn depth(tree: &[TreeNode], x: &[f64]) -> Option<f64> {
    let mut at = 0usize;
    for depth in 0..tree.len() {
        let TreeNode(feature, threshold, left, right) = *tree.get(at)?;
        let Ok(feature) = usize::try_from(feature) else { return Some(depth as f64 + threshold) };
        at = if *x.get(feature)? <= threshold { left } else { right } as usize;
    }
    None
}

/// Mean depth of an unsuccessful search in a binary tree of `n` points (the same paper, eq. 1).
fn average_depth(n: f64) -> f64 {
    const EULER: f64 = 0.577_215_664_901_532_9;
    if n <= 2.0 { 1.0 } else { 2.0 * (libm::log(n - 1.0) + EULER) - 2.0 * (n - 1.0) / n }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_that_is_cut_off_early_scores_high() {
        let tree = vec![
            TreeNode(0, 5.0, 1, 2),
            TreeNode(0, 1.0, 3, 4),
            TreeNode(-1, 0.0, 0, 0),
            TreeNode(-1, 3.0, 0, 0),
            TreeNode(-1, 3.0, 0, 0),
        ];
        let trees = [tree];
        assert!(score(&trees, 16, &[9.0]) > 0.8, "{}", score(&trees, 16, &[9.0]));
        assert!(score(&trees, 16, &[0.5]) < 0.5, "{}", score(&trees, 16, &[0.5]));
    }

    #[test]
    fn a_malformed_tree_is_no_number() {
        for tree in
            [vec![], vec![TreeNode(0, 1.0, 0, 0)], vec![TreeNode(3, 1.0, 0, 0)], vec![TreeNode(0, 1.0, 9, 9)]]
        {
            assert!(score(&[tree], 16, &[0.0]).is_nan());
        }
    }
}
