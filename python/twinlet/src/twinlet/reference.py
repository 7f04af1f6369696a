"""reference.json: rows with the native model's answers, corners of the ranges among them."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from .contract import Range
from .tables import Floats, Slot, width

SMALLEST = 256
DESCRIPTION = "of the larger of the value and the output's scale"


def rows(
    slots: Sequence[Slot], box: Mapping[str, Range], kinds: Mapping[str, str], train: Floats, n: int, seed: int
) -> Floats:
    """n rows [n, columns]: corners in at most a quarter, the rest drawn from train (filled up inside the box)."""
    rng = np.random.default_rng([seed, 2])
    corners = _corners(rng, slots, box, n // 4)
    drawn = train[np.sort(rng.permutation(len(train))[: n - len(corners)])]
    filled = _inside(rng, slots, box, kinds, n - len(corners) - len(drawn))
    return np.vstack([corners, drawn, filled])


def _corners(rng: np.random.Generator, slots: Sequence[Slot], box: Mapping[str, Range], most: int) -> Floats:
    """All corners of the slots' ranges (a sequence is constant in one), or as many different ones as fit."""
    free = [s for s in slots if box[s.name][1] > box[s.name][0]]
    count = min(2 ** min(len(free), 62), most)
    chosen = range(count) if count == 2 ** len(free) else _different(rng, len(free), count)
    found = np.empty((count, width(slots)))
    for row, corner in zip(found, chosen, strict=True):
        for slot in slots:
            row[slot.columns] = box[slot.name][0]
        for bit, slot in enumerate(free):
            row[slot.columns] = box[slot.name][corner >> bit & 1]
    return found


def _different(rng: np.random.Generator, bits: int, count: int) -> list[int]:
    """Different corners as bit masks: the lowest, the highest and random ones."""
    found = {0: None, 2**bits - 1: None}
    while len(found) < count:
        found[sum(int(b) << k for k, b in enumerate(rng.integers(2, size=bits)))] = None
    return list(found)[:count]


def _inside(
    rng: np.random.Generator, slots: Sequence[Slot], box: Mapping[str, Range], kinds: Mapping[str, str], n: int
) -> Floats:
    found = np.empty((n, width(slots)))
    for slot in slots:
        drawn = rng.uniform(*box[slot.name], (n, slot.length))
        found[:, slot.columns] = drawn if kinds[slot.name] == "continuous" else np.rint(drawn)
    return found


def content(x: Floats, expected: Floats, scale: Floats, tolerance: float) -> dict[str, Any]:
    """reference.json from rows [n, inputs] and the native model's answers [n, outputs]."""
    experiments = [
        {"id": f"r{k:03d}", "inputs": a, "expected": b} for k, (a, b) in enumerate(zip(x, expected, strict=True))
    ]
    return {
        "tolerance": {"relative": tolerance, "description": DESCRIPTION},
        "scale": scale,
        "experiments": experiments,
    }
