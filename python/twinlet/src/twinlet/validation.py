"""validation.json: errors of what the bundle answers on held-out rows, beside the training mean; measured coverage."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .canonical import plain
from .data import Data
from .domain import CAUTION, IN, MOST_FALSE_ALARMS, OUT, Choice, describe
from .intervals import Calibration, Parts, band
from .tables import Floats, Slot

PARITY = 200
STATES = {"in": IN, "caution": CAUTION, "out": OUT}
BASELINE = {"name": "mean", "description": "the mean of the training outputs"}


def content(
    data: Data,
    units: Mapping[str, str],
    intervals: Mapping[str, Any],
    rows: Calibration,
    choice: Choice,
    covers: str,
    not_to_trust: Sequence[str],
    seed: int,
) -> dict[str, Any]:
    """validation.json from held-out rows."""
    outputs = {s.name: _output(s, data, units[s.name], intervals, rows, seed) for s in data.outputs}
    step = {"step_min": data.step_min} if data.is_sequence else {}
    return {
        "runs": len(rows.truth),
        **step,
        "covers": covers,
        "baseline": BASELINE,
        "outputs": outputs,
        "domain": _domain(choice),
        "not_to_trust": list(not_to_trust),
    }


def _domain(choice: Choice) -> dict[str, Any]:
    m = choice.chosen
    return {
        "false_alarm_rate": plain(m.false_alarms, 4),
        "extrapolation_recall": plain(m.recall, 4),
        "n_extrapolated": len(choice.rows.beyond) + len(choice.rows.combined),
        "description": describe(choice),
        "methods": [t.content() for t in choice.tried],
    }


def _output(
    slot: Slot, data: Data, unit: str, intervals: Mapping[str, Any], rows: Calibration, seed: int
) -> dict[str, Any]:
    parts, truth = {k: v[:, slot.columns] for k, v in rows.parts.items()}, rows.truth[:, slot.columns]
    error = parts[""] - truth
    trivial = truth - data.train.y[:, slot.columns].mean()
    figures = {
        "n": error.size,
        "rmse": _rms(error),
        "mae": float(np.abs(error).mean()),
        "worst": float(np.abs(error).max()),
        "bias": float(error.mean()),
        "baseline_rmse": _rms(trivial),
    }
    labels = [] if rows.labels is None else sorted(set(rows.labels.tolist()))
    regions = {
        str(n): {
            "n": error[rows.labels == n].size,
            "rmse": _rms(error[rows.labels == n]),
            "baseline_rmse": _rms(trivial[rows.labels == n]),
        }
        for n in labels
    }
    coverage = _coverage(slot, intervals, parts, truth, rows.states)
    return {
        "unit": unit,
        **plain(figures | ({"by_region": regions} if regions else {}), 6),
        "coverage": plain(coverage, 4),
        "parity": _parity(truth, parts[""], seed),
    }


def _rms(values: Floats) -> float:
    return float(np.sqrt(np.mean(values**2)))


def _coverage(
    slot: Slot, intervals: Mapping[str, Any], parts: Parts, truth: Floats, states: NDArray[np.int_]
) -> dict[str, Any]:
    """Shares inside: of values, of whole curves under either band, of values at the edge under the wider one."""
    entry = intervals["outputs"][slot.name]
    middle, half = band(entry, parts)
    away, edge = np.abs(truth - middle), states == CAUTION
    inside = away <= half
    found = {"nominal": intervals["coverage"], "pointwise": float(inside.mean())}
    if slot.length > 1:
        curve = np.abs(truth - parts[""]).max(1) <= entry["whole_curve"]["half_width"]
        found |= {"pointwise_band_whole_curve": float(inside.all(1).mean()), "whole_curve": float(curve.mean())}
    if edge.any():
        wider = away[edge] <= half[edge] * entry["pointwise"]["caution_factor"]
        found["caution"] = float(wider.mean())
    return found


def _parity(truth: Floats, answered: Floats, seed: int) -> list[list[float]]:
    pick = np.sort(np.random.default_rng([seed, 3]).permutation(truth.size)[:PARITY])
    return [[plain(a, 6), plain(b, 6)] for a, b in zip(truth.ravel()[pick], answered.ravel()[pick], strict=True)]


def by_state(slots: Sequence[Slot], intervals: Mapping[str, Any], rows: Calibration) -> dict[str, dict[str, float]]:
    """Pointwise coverage of every output by domain state, the interval widened at the edge."""
    found: dict[str, dict[str, float]] = {}
    for slot in slots:
        entry = intervals["outputs"][slot.name]
        middle, half = band(entry, {k: v[:, slot.columns] for k, v in rows.parts.items()})
        widened = np.where(rows.states == CAUTION, entry["pointwise"]["caution_factor"], 1.0)[:, None] * half
        inside = np.abs(rows.truth[:, slot.columns] - middle) <= widened
        found[slot.name] = {
            n: float(inside[rows.states == k].mean()) for n, k in STATES.items() if (rows.states == k).any()
        }
    return found


def doubts(data: Data, box: Mapping[str, tuple[float, float]], choice: Choice, outputs: Mapping[str, Any]) -> list[str]:
    """Where not to trust it, from the figures themselves."""
    found = ["Outside the ranges of the inputs, or where the domain says out: nothing was validated there."]
    if not choice.combinations_told:
        found.append(
            "Combinations of inputs that were rare in training: the domain test cannot tell them from seen ones."
        )
    elif (choice.chosen.recall_combinations or 0.0) < 0.9:
        found.append(
            f"Unseen combinations of inputs: the domain test notices only "
            f"{100 * (choice.chosen.recall_combinations or 0.0):.0f} % of those tried."
        )
    if choice.chosen.false_alarms > MOST_FALSE_ALARMS:
        found.append(f"The domain test raises {100 * choice.chosen.false_alarms:.1f} % false alarms on held-out rows.")
    for s in data.inputs:
        seen, given = data.train.x[:, s.columns], box[s.name]
        margin = 0.02 * float(np.ptp(seen))
        if given[0] < seen.min() - margin or given[1] > seen.max() + margin:
            found.append(
                f"`{s.name}` outside {seen.min():.6g} to {seen.max():.6g}: the stated range is wider than the "
                "training data."
            )
    return found + [
        f"`{n}`: hardly better than the mean of the training data (RMSE {o['rmse']:.3g} against "
        f"{o['baseline_rmse']:.3g})."
        for n, o in outputs.items()
        if o["rmse"] > 0.9 * o["baseline_rmse"]
    ]
