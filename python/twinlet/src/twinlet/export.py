"""`export`: one call from a trained model and three data sets to a bundle."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import built, contract, data, domain, intervals, pack, provenance, reference, runs, validation, words
from . import units as ucum
from .built import Built
from .contract import Card, Range
from .data import Data, Part
from .errors import TwinletError, did_you_mean
from .intervals import Calibration
from .report import Report

Regions = Callable[[Any], Any]


def export(
    model: Any,
    train: Any,
    calibrate: Any,
    test: Any,
    *,
    units: Mapping[str, str],
    out: str | Path = "bundle",
    inputs: Sequence[str] | None = None,
    outputs: Sequence[str] | None = None,
    id: str | None = None,
    title: str | None = None,
    version: str = "0.1.0",
    owner: str | Mapping[str, str] | None = None,
    valid_until: str | None = None,
    intended_use: Sequence[str] = (),
    not_for: Sequence[str] = (),
    fidelity: str | None = None,
    evidence: str = "physical_model",
    coverage: float = 0.9,
    regions: Regions | None = None,
    ranges: Mapping[str, Range] | None = None,
    kinds: Mapping[str, str] | None = None,
    titles: Mapping[str, str] | None = None,
    sequence: Mapping[str, Any] | None = None,
    references: int = 256,
    seed: int = 0,
    opset: int = 17,
    precision: str = "auto",
    tolerance: float | None = None,
    lineage: Sequence[Mapping[str, str]] = (),
    sources: Sequence[Any] = (),
    assumptions: Sequence[str] = (),
) -> Report:
    """Convert a trained model, prove that the export answers as it does, and write a bundle of version 1.

    `model`: a fitted estimator or torch module, a mapping from output to model, a list of members (an ensemble), or a
    mapping with `mean`, `low` and `high` (quantile heads). `train`, `calibrate` and `test` are pairs (X [N, columns],
    y [N, columns]) of arrays, data frames, or mappings from name to [N] or [N, steps]; a row is one query, so whole
    runs where the answer is a sequence, and no run may be in two of them. `units` gives a UCUM code for every input
    and output. `sequence` says how columns form sequences: `{"inputs": {"load": 24}, "outputs": {"hot_spot": 24},
    "step_min": 60}`. `regions(X)` gives a label per row, for intervals by region. `tolerance` is the largest relative
    difference to the native model; without it, 1e-4 is refused and the smallest fitting one is stated.

    Raises `ExportRefused` when the export is wrong or impossible, `TwinletError` when an argument cannot be used;
    neither writes anything.
    """
    card = Card(id, title, version, owner, valid_until, intended_use, not_for, fidelity, evidence)
    contract.check(card)
    _check(coverage, references, precision)
    rows = data.read(train, calibrate, test, inputs, outputs, sequence, built.classes(model))
    names = [s.name for s in (*rows.inputs, *rows.outputs)]
    codes = ucum.check(units, names, {s.name: "1" for s in rows.outputs} if rows.classes else {})
    shown = {n: (titles or {}).get(n, n.replace("_", " ")) for n in names}
    bounds, sorts = contract.ranges(rows, ranges or {}), contract.kinds(rows, kinds or {})

    exported = _export(model, rows, bounds, sorts, references, seed, precision, opset, tolerance)
    chosen = domain.choose(rows, bounds, sorts, seed)
    calibration, held = (_answered(exported, chosen, p, regions) for p in (rows.calibrate, rows.test))
    widths = intervals.content(rows.outputs, calibration, coverage)
    checked = validation.content(rows, codes, widths, held, chosen, words.covers(rows, evidence, coverage), [], seed)
    checked["not_to_trust"] = validation.doubts(rows, bounds, chosen, checked["outputs"]) + [
        f"Not for: {n}" for n in not_for
    ]
    settings = {
        "coverage": coverage,
        "references": references,
        "opset": opset,
        "tolerance": exported.agreement.tolerance,
    }
    assumed = [*assumptions, *words.assumed(rows, ranges or {}, calibration)]
    contents = {
        "contract.json": {
            "contract_version": "1.0.0",
            "model": card.content(),
            **words.slots(rows, exported.suffixes, codes, shown, bounds, sorts),
        },
        "domain.json": chosen.domain.content(shown, codes, rows.train.x, seed),
        "intervals.json": widths,
        "validation.json": checked,
        "reference.json": reference.content(
            exported.references, exported.expected, exported.scale, exported.agreement.tolerance
        ),
        "provenance.json": provenance.content(model, rows, settings, assumed, lineage, sources, seed),
        **runs.content(rows, held.parts[""], seed),
    }
    files = pack.pack(Path(out), card.content()["id"], version, exported.model, contents)
    states = validation.by_state(rows.outputs, widths, held)
    return Report(
        folder=Path(out),
        id=card.content()["id"],
        version=version,
        outputs={n: o | {"by_state": states[n]} for n, o in checked["outputs"].items()},
        domain=checked["domain"] | {"method": chosen.chosen.method},
        intervals=widths,
        worst_error=exported.agreement.worst,
        tolerance=exported.agreement.tolerance,
        compared_rows=exported.agreement.rows,
        precision=np.dtype(exported.runtime.dtype).name,
        sizes={n: len(raw) for n, raw in files.items()},
        todos=card.todos(),
        warnings=(*exported.warnings, *words.warnings(rows, files, checked)),
    )


def _check(coverage: float, references: int, precision: str) -> None:
    if not 0.5 <= coverage < 1.0:
        raise TwinletError(f"coverage: {coverage} is not a share from 0.5 to below 1")
    if references < reference.SMALLEST:
        raise TwinletError(f"references: {references} rows are fewer than the {reference.SMALLEST} that a bundle needs")
    if precision not in ("auto", "float32", "float64"):
        raise TwinletError(
            f"precision: `{precision}` is none of `auto`, `float32` and `float64`"
            + did_you_mean(precision, ("auto", "float32", "float64"))
        )


def _export(
    model: Any,
    rows: Data,
    bounds: Mapping[str, Range],
    sorts: Mapping[str, str],
    references: int,
    seed: int,
    precision: str,
    opset: int,
    tolerance: float | None,
) -> Built:
    picked = reference.rows(rows.inputs, bounds, sorts, rows.train.x, references, seed)
    spread = rows.train.y.std(0)
    scale = np.where(spread > 0, spread, np.maximum(np.abs(rows.train.y).max(0), 1.0))
    return built.build(model, rows.outputs, built.Rows(picked, rows.test.x, scale), precision, opset, tolerance)


def _answered(exported: Built, chosen: domain.Choice, part: Part, regions: Regions | None) -> Calibration:
    labels: NDArray[Any] | None = None if regions is None else np.asarray(regions(part.given)).astype(str).ravel()
    if labels is not None and len(labels) != len(part.x):
        raise TwinletError(f"regions: {len(labels)} labels for {len(part.x)} rows")
    return Calibration(exported.parts(part.x), part.y, chosen.domain.states(part.x), labels)
