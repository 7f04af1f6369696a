"""The three data sets and the slots they share: to train on, to calibrate with, to test on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import tables
from .errors import TwinletError
from .tables import Floats, Slot


@dataclass(frozen=True)
class Part:
    """One data set: `given` as the caller passed the inputs, x [N, input columns], y [N, output columns]."""

    given: Any
    x: Floats
    y: Floats


@dataclass(frozen=True)
class Data:
    """All data with the slots of inputs and outputs; `step_min` (min) when answers are sequences."""

    train: Part
    calibrate: Part
    test: Part
    inputs: tuple[Slot, ...]
    outputs: tuple[Slot, ...]
    step_min: int | None
    classes: tuple[Any, ...] = ()

    @property
    def is_sequence(self) -> bool:
        """Whether any answer has several steps."""
        return any(s.length > 1 for s in self.outputs)


def read(
    train: Any,
    calibrate: Any,
    test: Any,
    inputs: Sequence[str] | None,
    outputs: Sequence[str] | None,
    sequence: Mapping[str, Any] | None,
    classes: Sequence[Any] | None,
) -> Data:
    """Read and check the three pairs `(X, y)`."""
    sequence = sequence or {}
    raw = {n: _pair(p, n) for n, p in (("train", train), ("calibrate", calibrate), ("test", test))}
    parts = {n: Part(x, tables.values(x, f"inputs of {n}"), _answers(y, classes, n)) for n, (x, y) in raw.items()}
    first = parts["train"]
    in_slots = tables.slots(raw["train"][0], inputs, sequence.get("inputs", {}), first.x.shape[1], "inputs of train")
    if classes is not None and outputs is None:
        outputs = _class_names(raw["train"][1], classes)
    out_slots = tables.slots(
        raw["train"][1], outputs, sequence.get("outputs", {}), first.y.shape[1], "outputs of train"
    )
    for name, part in parts.items():
        _agree(name, part, first)
    step = sequence.get("step_min")
    data = Data(**parts, inputs=tuple(in_slots), outputs=tuple(out_slots), step_min=step, classes=tuple(classes or ()))
    if data.is_sequence and (not isinstance(step, int) or step < 1):
        raise TwinletError("sequence: answers of several steps need `step_min`, whole minutes between two values")
    return data


def _pair(pair: Any, name: str) -> tuple[Any, Any]:
    if not isinstance(pair, tuple | list) or len(pair) != 2:
        raise TwinletError(f"{name}: expected a pair (X, y), found {type(pair).__name__}")
    return pair[0], pair[1]


def _answers(y: Any, classes: Sequence[Any] | None, name: str) -> Floats:
    """Answers [N, columns]; labels of a classifier become one column of 0 and 1 per class."""
    labels: NDArray[Any] = (
        np.asarray(y.to_numpy() if hasattr(y, "to_numpy") else y) if classes is not None else np.empty(0)
    )
    labels = labels.ravel() if labels.ndim == 2 and labels.shape[1] == 1 else labels
    if classes is None or labels.ndim != 1:
        return tables.values(y, f"outputs of {name}")
    unknown = sorted({str(v) for v in labels[~np.isin(labels, list(classes))]})
    if unknown:
        raise TwinletError(f"outputs of {name}: the classes {unknown} are none of the model's {list(classes)}")
    return np.asarray(labels[:, None] == np.asarray(classes)[None, :], dtype=np.float64)


def _class_names(y: Any, classes: Sequence[Any]) -> list[str]:
    carried = tables.column_names(y)
    if carried and len(carried) == len(classes):
        return carried
    stem = carried[0] if carried else "p"
    return [f"{stem}_{c}" for c in classes]


def _agree(name: str, part: Part, first: Part) -> None:
    if len(part.x) != len(part.y):
        raise TwinletError(f"{name}: {len(part.x)} rows of inputs, but {len(part.y)} of outputs")
    for what, a, b in (("inputs", part.x, first.x), ("outputs", part.y, first.y)):
        if a.shape[1] != b.shape[1]:
            raise TwinletError(f"{name}: {a.shape[1]} columns of {what}, but train has {b.shape[1]}")


def shared_rows(a: Part, b: Part) -> int:
    """Rows of b that are, inputs and outputs, also rows of a."""
    seen = {row.tobytes() for row in np.hstack([a.x, a.y])}
    return sum(row.tobytes() in seen for row in np.hstack([b.x, b.y]))
