"""residuals.json and heldout.json, for answers that are sequences: whole held-out runs."""

from typing import Any

import numpy as np

from .canonical import digits
from .data import Data
from .tables import Floats

RESIDUAL_RUNS, SHOWN_RUNS, COUNTS = 64, 4, 1000


def content(data: Data, answered: Floats, seed: int) -> dict[str, dict[str, Any]]:
    """Both files by name, from answers to test rows [N, columns]; none unless all outputs have the same length."""
    if not data.is_sequence or len({s.length for s in data.outputs}) > 1:
        return {}
    pick = np.sort(np.random.default_rng([seed, 4]).permutation(len(answered))[:RESIDUAL_RUNS])
    residual = (data.test.y - answered)[pick].reshape(len(pick), len(data.outputs), -1)
    scale = [
        digits(max(float(np.sqrt(np.mean(residual[:, k] ** 2))) / COUNTS, 1e-12), 1) for k in range(len(data.outputs))
    ]
    counts = np.rint(residual / np.array(scale)[None, :, None]).astype(int)
    return {
        "residuals.json": {
            "step_min": data.step_min,
            "outputs": [s.name for s in data.outputs],
            "scale": scale,
            "runs": counts,
        },
        "heldout.json": {"step_min": data.step_min, "days": _shown(data)},
    }


def _shown(data: Data) -> list[dict[str, Any]]:
    """Runs from the lowest to the highest peak of the first output."""
    first = data.outputs[0]
    order = np.argsort(data.test.y[:, first.columns].max(1), kind="stable")
    ranks = np.unique(np.linspace(0, len(order) - 1, SHOWN_RUNS).round().astype(int))
    return [
        {
            "id": f"held-out-{n}",
            "title": f"{first.name}, peak at {100 * rank // max(len(order) - 1, 1)} % of held-out runs",
            "inputs": _series(data.test.x[order[rank]], data.inputs, first.length),
            "full_order": _series(data.test.y[order[rank]], data.outputs, first.length),
        }
        for n, rank in enumerate(ranks, 1)
    ]


def _series(row: Floats, slots: Any, steps: int) -> dict[str, list[float]]:
    """Values by name; a single number is repeated over the steps."""
    return {
        s.name: [digits(v, 6) for v in (np.repeat(row[s.columns], steps) if s.length == 1 else row[s.columns])]
        for s in slots
    }
