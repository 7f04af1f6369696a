"""Mends what converters make of trees: numpy scalars in nodes, and thresholds rounded to the wrong side."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

HISTOGRAM_TREES = "add_tree_to_attribute_pairs_hist_gradient_boosting"
BEFORE_THRESHOLDS = 7  # its arguments before `adjust_threshold_for_sklearn`


@contextmanager
def mended() -> Iterator[None]:
    """While converting: nodes of plain Python numbers, as protobuf 7 insists, and thresholds that keep their sides."""
    from skl2onnx.common import _container
    from skl2onnx.operator_converters import random_forest

    with _replaced(_container, "make_node", _node), _replaced(random_forest, HISTOGRAM_TREES, _histogram_tree):
        yield


@contextmanager
def _replaced(module: Any, name: str, wrap: Callable[[Any], Any]) -> Iterator[None]:
    original = getattr(module, name)
    setattr(module, name, wrap(original))
    try:
        yield
    finally:
        setattr(module, name, original)


def _node(make_node: Any) -> Any:
    def mended_node(*inputs: Any, **attributes: Any) -> Any:
        if "nodes_values" in attributes:
            attributes["nodes_values"] = thresholds(attributes["nodes_values"], attributes["nodes_modes"])
        return make_node(*inputs, **{k: plain(v) for k, v in attributes.items()})

    return mended_node


def _histogram_tree(add_tree: Any) -> Any:
    """Histogram boosting loses its float64 thresholds before the node is made, so they are rounded down here."""

    def mended_tree(*arguments: Any, **options: Any) -> Any:
        rounded_down = {"adjust_threshold_for_sklearn": True, "dtype": np.float32}
        return add_tree(*arguments[:BEFORE_THRESHOLDS], **(options | rounded_down))

    return mended_tree


def plain(value: Any) -> Any:
    """Numbers of numpy as Python's, truth values in lists as 0 and 1."""
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, list | tuple):
        numbers = [v.item() if isinstance(v, np.generic) else v for v in value]
        return [int(v) if isinstance(v, bool) else v for v in numbers]
    return value


def thresholds(values: Any, modes: Any) -> list[float]:
    """Thresholds as float32 numbers that put every float32 input on the side of the float64 threshold.

    x <= t holds for the same float32 x when t is rounded down to float32. Where a tree asks x < t (XGBoost) t is a
    float32 number written in decimals, and the nearest float32 is t itself.
    """
    exact = np.asarray(values, np.float64)
    near = exact.astype(np.float32)
    asks_at_most = np.array([m in ("BRANCH_LEQ", b"BRANCH_LEQ") for m in modes])
    down = np.where(asks_at_most & (near > exact), np.nextafter(near, np.float32(-np.inf)), near)
    return [float(v) for v in down]
