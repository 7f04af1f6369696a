"""Three joint tests of how far a query lies from what was seen; a test is data, read as every device reads it."""

import math
from typing import Any

import numpy as np

from .canonical import plain
from .errors import TwinletError
from .tables import Floats

POINTS, SHOWN = 1000, 200  # points of the nearest-neighbour test; representatives that other tests carry
NEIGHBOURS = 5
TREES, SAMPLE = 50, 64
NANOSECONDS = 1.0  # per counted operation; counted, not timed, so that the same bundle comes out everywhere


def robust_spread(f: Floats) -> Floats:
    """Spread per feature [k]: 1.4826 times the median absolute deviation, else the standard deviation."""
    spread = 1.4826 * np.median(np.abs(f - np.median(f, 0)), 0)
    return np.asarray(np.where(spread > 0, spread, f.std(0)), dtype=np.float64)


def pick(f: Floats, n: int, seed: int) -> Floats:
    """At most n rows, drawn without replacement, in their order."""
    return f[np.sort(np.random.default_rng(seed).permutation(len(f))[:n])]


def robust_mahalanobis(f: Floats, seed: int) -> dict[str, Any]:
    """Distance from the minimum covariance determinant estimate (Rousseeuw and Van Driessen, 1999)."""
    from sklearn.covariance import MinCovDet

    estimate = MinCovDet(random_state=seed).fit(f)
    if np.linalg.matrix_rank(estimate.covariance_ / np.outer(s := f.std(0), s)) < f.shape[1]:
        raise TwinletError("the robust covariance is singular")
    return {"method": "robust_mahalanobis", "location": estimate.location_, "inverse_covariance": estimate.precision_}


def nearest_neighbours(f: Floats, seed: int) -> dict[str, Any]:
    """Mean scaled distance to the nearest of at most `POINTS` seen rows."""
    return {
        "method": "nearest_neighbours",
        "scale": robust_spread(f),
        "neighbours": min(NEIGHBOURS, len(f)),
        "points": plain(pick(f, POINTS, seed), 6),
    }


def isolation_forest(f: Floats, seed: int) -> dict[str, Any]:
    """Anomaly score of a forest of random cuts (Liu, Ting and Zhou, 2008)."""
    from sklearn.ensemble import IsolationForest

    forest = IsolationForest(n_estimators=TREES, max_samples=min(SAMPLE, len(f)), random_state=seed).fit(f)
    trees = [_nodes(e.tree_) for e in forest.estimators_]
    return {"method": "isolation_forest", "trees": trees, "sample_size": int(forest.max_samples_)}


FITS = {
    "robust_mahalanobis": robust_mahalanobis,
    "nearest_neighbours": nearest_neighbours,
    "isolation_forest": isolation_forest,
}


def average_depth(n: float) -> float:
    """Mean depth of an unsuccessful search in a binary tree of n points (Liu, Ting and Zhou, eq. 1)."""
    if n <= 1:
        return 0.0
    return 1.0 if n <= 2 else 2.0 * (math.log(n - 1.0) + np.euler_gamma) - 2.0 * (n - 1.0) / n


def _nodes(tree: Any) -> list[list[float]]:
    """Nodes `[feature, threshold, left, right]`; a leaf carries the mean depth that it cuts short."""
    rows: list[list[float]] = []
    for k in range(tree.node_count):
        if tree.children_left[k] < 0:
            rows.append([-1, average_depth(float(tree.n_node_samples[k])), 0, 0])
        else:
            rows.append(
                [
                    int(tree.feature[k]),
                    float(tree.threshold[k]),
                    int(tree.children_left[k]),
                    int(tree.children_right[k]),
                ]
            )
    return rows


def distance(test: dict[str, Any], f: Floats) -> Floats:
    """Distances [N] of the features f [N, k] under a test's document."""
    return _DISTANCES[str(test["method"])](test, f)


def _mahalanobis(test: dict[str, Any], f: Floats) -> Floats:
    away = f - np.asarray(test["location"])
    squared = np.einsum("ri,ij,rj->r", away, np.asarray(test["inverse_covariance"]), away)
    return np.asarray(np.sqrt(np.maximum(squared, 0.0)))


def _neighbours(test: dict[str, Any], f: Floats) -> Floats:
    from sklearn.neighbors import NearestNeighbors

    scale, points = np.asarray(test["scale"]), np.asarray(test["points"])
    tree = NearestNeighbors(n_neighbors=int(test["neighbours"]), algorithm="kd_tree").fit(points / scale)
    return np.asarray(tree.kneighbors(f / scale)[0].mean(1))


def _forest(test: dict[str, Any], f: Floats) -> Floats:
    depths = np.mean([_depth(np.asarray(tree), f) for tree in test["trees"]], 0)
    return np.asarray(2.0 ** (-depths / average_depth(float(test["sample_size"]))))


def _depth(nodes: Floats, f: Floats) -> Floats:
    """Depth [N] at which each row ends in a tree, with its leaf's correction."""
    at, depth, rows = np.zeros(len(f), int), np.zeros(len(f)), np.arange(len(f))
    while (inner := nodes[at, 0] >= 0).any():
        here = at[inner]
        left = f[rows[inner], nodes[here, 0].astype(int)] <= nodes[here, 1]
        at[inner] = np.where(left, nodes[here, 2], nodes[here, 3]).astype(int)
        depth[inner] += 1
    return np.asarray(depth + nodes[at, 1], dtype=np.float64)


_DISTANCES = {"robust_mahalanobis": _mahalanobis, "nearest_neighbours": _neighbours, "isolation_forest": _forest}


def microseconds(test: dict[str, Any], features: int) -> float:
    """Cost of one query: counted operations at `NANOSECONDS` each."""
    counted = {
        "robust_mahalanobis": 2 * features * (features + 1),
        "nearest_neighbours": len(test.get("points", ())) * 3 * features,
        "isolation_forest": sum(4 * math.log2(len(t) + 1) for t in test.get("trees", ())),
    }
    return counted[str(test["method"])] * NANOSECONDS / 1000.0
