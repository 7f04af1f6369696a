"""Data sets that the tests share: small, physical in shape, made by formulas."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import twinlet

INPUTS = ["speed", "flow", "temperature"]
UNITS = {"speed": "1", "flow": "m3/h", "temperature": "Cel"}


def pump_rows(n: int, seed: int) -> np.ndarray:
    """Speed and flow go together, the temperature does not: [n, 3]."""
    rng = np.random.default_rng(seed)
    speed = rng.uniform(0.5, 1.1, n)
    return np.column_stack([speed, 300 * speed + rng.normal(0, 8, n), rng.uniform(5, 35, n)])


def head(x: np.ndarray) -> np.ndarray:
    return 40 * x[:, 0] ** 2 - 1e-4 * x[:, 1] ** 2 + 0.02 * x[:, 2]


@dataclass
class Case:
    """Three data sets and the words of one export."""

    train: tuple[Any, Any]
    calibrate: tuple[Any, Any]
    test: tuple[Any, Any]
    words: dict[str, Any] = field(default_factory=dict)

    def export(self, model: Any, out: Path, **more: Any) -> twinlet.Report:
        return twinlet.export(model, self.train, self.calibrate, self.test, out=out, **(self.words | more))


def case(answer: Any, names: list[str], sizes: tuple[int, int, int] = (400, 500, 500), noise: float = 0.3) -> Case:
    """A case whose answers are `answer(x)` with noise (labels stay as they are)."""
    parts = []
    for seed, n in enumerate(sizes):
        x = pump_rows(n, seed)
        y = answer(x)
        parts.append((x, y + np.random.default_rng(9 + seed).normal(0, noise, y.shape) if y.dtype == float else y))
    units = UNITS | {n: "m" for n in names if not n.startswith("p_")}
    outputs = None if names[0].startswith("p_") else names
    return Case(*parts, words={"inputs": INPUTS, "outputs": outputs, "units": units})


@pytest.fixture(scope="session")
def one() -> Case:
    return case(head, ["head"])


@pytest.fixture(scope="session")
def two() -> Case:
    return case(lambda x: np.column_stack([head(x), 2 * head(x) + x[:, 2]]), ["head", "power"])


@pytest.fixture(scope="session")
def binary() -> Case:
    return case(lambda x: (head(x) > 18).astype(int), ["p_0", "p_1"])


@pytest.fixture(scope="session")
def three() -> Case:
    return case(lambda x: np.digitize(head(x), [10, 25]), ["p_0", "p_1", "p_2"])


def read(folder: Path, name: str) -> Any:
    """A JSON file of a bundle."""
    return json.loads((folder / name).read_text())
