"""The slots and sentences of a bundle that follow from the data and the figures."""

from collections.abc import Mapping, Sequence
from typing import Any

from . import contract, data, domain, intervals
from . import units as ucum
from .contract import Range
from .data import Data
from .intervals import Calibration
from .tables import Slot

LARGEST_MODEL = 8 << 20
SUFFIX_TITLES = {"": "", "_low": ", lower quantile", "_high": ", upper quantile", "_sd": ", spread of the model"}


def slots(
    rows: Data,
    suffixes: Sequence[str],
    codes: Mapping[str, str],
    titles: Mapping[str, str],
    bounds: Mapping[str, Range],
    sorts: Mapping[str, str],
) -> dict[str, Any]:
    """contract.json's `inputs` and `outputs`, quantile heads and spreads behind the values."""
    ins = [
        contract.slot_content(s, "x", codes[s.name], titles[s.name], bounds[s.name], sorts[s.name]) for s in rows.inputs
    ]
    outs = []
    for part, suffix in enumerate(suffixes):
        for s in rows.outputs:
            low, high = bounds[s.name]
            spread = suffix == "_sd"
            unit = ucum.of_difference(codes[s.name]) if spread else codes[s.name]
            limits = (0.0, high - low) if spread else (low, high)
            first = part * rows.train.y.shape[1] + s.first
            named, title = Slot(s.name + suffix, first, s.length), titles[s.name] + SUFFIX_TITLES[suffix]
            outs.append(contract.slot_content(named, "y", unit, title, limits))
    return {"inputs": ins, "outputs": outs}


def covers(rows: Data, evidence: str, coverage: float) -> str:
    """What the figures of validation.json cover."""
    against = (
        "the physical model, not measurements of your asset"
        if evidence == "physical_model"
        else "the measurements it was tested on"
    )
    share = f"{100 * coverage:g} %"
    text = f"Errors and intervals cover {against}. {share} of held-out values are to lie inside their interval."
    if rows.classes:
        text += " The interval of a probability is that of the outcome (0 or 1), not of the probability itself."
    return text


def assumed(rows: Data, given: Mapping[str, Range], calibration: Calibration) -> list[str]:
    """Assumptions that this export made by itself."""
    found = ["Rows of train, calibrate and test are independent of each other and drawn in the same way"]
    open_inputs = [s.name for s in rows.inputs if s.name not in given]
    if open_inputs:
        found.append(f"Ranges of {', '.join(open_inputs)}: those of the training data")
    if any(s.name not in given for s in rows.outputs):
        found.append("Plausible ranges of outputs: those of the training data, widened by a tenth of their span")
    at_edge = int((calibration.states == domain.CAUTION).sum())
    if at_edge < intervals.FEWEST_CAUTION:
        found.append(
            f"Intervals are {intervals.ASSUMED_FACTOR:g} times as wide at the edge of the domain: assumed, "
            f"{at_edge} calibration rows lie there, {intervals.FEWEST_CAUTION} are needed to measure it"
        )
    return found


def warnings(rows: Data, files: Mapping[str, bytes], checked: Mapping[str, Any]) -> list[str]:
    """What the caller should look at before the bundle is used."""
    found = [
        f"{n} rows of {b} are also in {a}: its figures are too good"
        for a, b in (("train", "calibrate"), ("train", "test"), ("calibrate", "test"))
        if (n := data.shared_rows(getattr(rows, a), getattr(rows, b)))
    ]
    if len(files["model.onnx"]) > LARGEST_MODEL:
        found.append(
            f"model.onnx has {len(files['model.onnx']) / 2**20:.1f} MiB, apps refuse more than "
            f"{LARGEST_MODEL >> 20}: use fewer or shallower trees, or fewer training points"
        )
    return found + [t for t in checked["not_to_trust"][1:] if not t.startswith("Not for")]
