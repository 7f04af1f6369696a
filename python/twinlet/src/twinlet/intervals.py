"""intervals.json: split-conformal intervals of what the bundle answers, with coverage in finite samples.

Scores on rows that took no part in training; the interval takes the ceil((n + 1) coverage)-th smallest score (Vovk,
Gammerman and Shafer, 2005; Lei et al., 2018). Quantile heads: conformalised quantile regression (Romano, Patterson and
Candes, 2019). Spread: residuals scaled by the model's own spread (the same paper, section 5).
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .domain import CAUTION
from .errors import TwinletError
from .tables import Floats, Slot

ASSUMED_FACTOR, FEWEST_CAUTION = 2.0, 20
Parts = Mapping[str, Floats]


@dataclass(frozen=True)
class Calibration:
    """Rows to calibrate with: answers in parts by suffix [N, columns], truth [N, columns], states [N], labels [N]."""

    parts: Parts
    truth: Floats
    states: NDArray[np.int_]
    labels: NDArray[Any] | None


def quantile(scores: Floats, coverage: float) -> float:
    """The ceil((n + 1) coverage)-th smallest score; infinite when there are too few."""
    flat = np.sort(scores, axis=None)
    k = math.ceil((len(flat) + 1) * coverage - 1e-9)
    return float(flat[k - 1]) if k <= len(flat) else math.inf


def fewest(coverage: float) -> int:
    """Rows that a finite interval needs at this coverage."""
    return math.ceil(coverage / (1.0 - coverage) - 1e-9)


def method(suffixes: Sequence[str]) -> str:
    """The method by what the model answers."""
    return (
        "conformal_quantile" if "_low" in suffixes else "conformal_spread" if "_sd" in suffixes else "split_conformal"
    )


def content(slots: Sequence[Slot], rows: Calibration, coverage: float) -> dict[str, Any]:
    """intervals.json of all outputs."""
    if len(rows.truth) < fewest(coverage):
        raise TwinletError(
            f"calibrate: {len(rows.truth)} rows, but a coverage of {coverage:g} needs {fewest(coverage)} "
            "or more\n  hint: keep more rows for calibration, or lower `coverage`"
        )
    return {
        "method": method(list(rows.parts)),
        "coverage": coverage,
        "calibration_runs": len(rows.truth),
        "outputs": {s.name: _output(s, rows, coverage) for s in slots},
    }


def _output(slot: Slot, rows: Calibration, coverage: float) -> dict[str, Any]:
    parts, truth = {k: v[:, slot.columns] for k, v in rows.parts.items()}, rows.truth[:, slot.columns]
    residual = np.abs(truth - parts[""])
    pointwise: dict[str, Any] = {"half_width": quantile(residual, coverage)}
    regions = _by_region(residual, rows.labels, coverage)
    entry: dict[str, Any] = {"pointwise": pointwise | ({"by_region": regions} if regions else {})}
    if slot.length > 1:
        entry["whole_curve"] = {"half_width": quantile(residual.max(1), coverage)}
    if "_low" in parts:
        score = np.maximum(parts["_low"] - truth, truth - parts["_high"])
        entry["heads"] = {"low": f"{slot.name}_low", "high": f"{slot.name}_high", "adjust": quantile(score, coverage)}
    if "_sd" in parts:
        entry["spread"] = {
            "output": f"{slot.name}_sd",
            "factor": _spread_factor(slot.name, residual, parts["_sd"], coverage),
        }
    entry["pointwise"]["caution_factor"] = _caution(entry, parts, truth, rows.states == CAUTION, coverage)
    return entry


def _by_region(residual: Floats, labels: NDArray[Any] | None, coverage: float) -> dict[str, float]:
    """Half width of every region with enough rows."""
    names = [] if labels is None else sorted(set(labels.tolist()))
    widths = {
        str(n): quantile(residual[labels == n], coverage) for n in names if (labels == n).sum() >= fewest(coverage)
    }
    return {n: w for n, w in widths.items() if math.isfinite(w)}


def _spread_factor(name: str, residual: Floats, spread: Floats, coverage: float) -> float:
    factor = quantile(np.divide(residual, spread, out=np.full_like(residual, np.inf), where=spread > 0), coverage)
    if not math.isfinite(factor):
        raise TwinletError(
            f"`{name}`: the spread is zero on too many rows to make an interval of it"
            "\n  hint: train the members on different rows or seeds"
        )
    return factor


def band(entry: Mapping[str, Any], parts: Parts) -> tuple[Floats, Floats]:
    """Middle and half width of the pointwise interval of one output [N, length]."""
    if "heads" in entry:
        low, high = parts["_low"] - entry["heads"]["adjust"], parts["_high"] + entry["heads"]["adjust"]
        return (low + high) / 2.0, (high - low) / 2.0
    if "spread" in entry:
        return parts[""], entry["spread"]["factor"] * parts["_sd"]
    return parts[""], np.full_like(parts[""], entry["pointwise"]["half_width"])


def _caution(entry: Mapping[str, Any], parts: Parts, truth: Floats, here: NDArray[np.bool_], coverage: float) -> float:
    """How much wider the interval must be on rows at the edge; assumed where fewer than 20 rows lie there."""
    if here.sum() < FEWEST_CAUTION:
        return ASSUMED_FACTOR
    middle, half = (v[here] for v in band(entry, parts))
    away = np.abs(truth[here] - middle)
    factor = quantile(np.divide(away, half, out=np.where(away > 0, np.inf, 0.0), where=half > 0), coverage)
    return max(1.0, factor) if math.isfinite(factor) else ASSUMED_FACTOR
