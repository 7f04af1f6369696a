"""From a trained model to ONNX bytes that answer the same, with the rows that prove it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from . import compare, forms, remedies
from .compare import Agreement
from .errors import ExportRefused
from .forms import Form
from .graph import Graph
from .runtime import Runtime
from .tables import Floats, Slot, width


@dataclass(frozen=True)
class Built:
    """The exported model: bytes, how it answers, how close it is; references [n, inputs] and [n, outputs]."""

    model: bytes
    runtime: Runtime
    suffixes: tuple[str, ...]
    agreement: Agreement
    references: Floats
    expected: Floats
    scale: Floats
    warnings: tuple[str, ...]

    def parts(self, x: Floats) -> dict[str, Floats]:
        """Answers to rows x [N, inputs], by suffix [N, output columns]."""
        answers = np.split(self.runtime.answers(x), len(self.suffixes), axis=1)
        return dict(zip(self.suffixes, answers, strict=True))


@dataclass(frozen=True)
class Rows:
    """Rows to compare on: references [n, inputs] and others; scale [output columns] of the answers."""

    references: Floats
    others: Floats
    scale: Floats


def build(
    model: Any, outputs: Sequence[Slot], rows: Rows, precision: str, opset: int, tolerance: float | None
) -> Built:
    """Convert, merge and compare; a Gaussian process whose spread cannot be exported goes without it."""
    form = forms.form(model, outputs, precision)
    try:
        return _built(model, form, outputs, rows, opset, tolerance, ())
    except ExportRefused as e:
        simpler = forms.without_spread(form)
        if simpler is None:
            raise
        reason = str(e).splitlines()[0]
        return _built(model, simpler, outputs, rows, opset, tolerance, (f"exported without its spread: {reason}",))


def _built(
    model: Any,
    form: Form,
    outputs: Sequence[Slot],
    rows: Rows,
    opset: int,
    tolerance: float | None,
    warnings: tuple[str, ...],
) -> Built:
    inputs = rows.references.shape[1]
    graph = Graph(forms.precision_of(form), opset)
    tensors = form.build(graph, inputs)
    raw = graph.finish(tensors, inputs, len(tensors) * width(outputs)).SerializeToString(deterministic=True)
    runtime = _runtime(raw, model)
    x = runtime.rows(np.vstack([rows.references, rows.others]))
    expected = np.hstack(form.native(x))
    scale = np.tile(rows.scale, len(tensors))
    names = [f"{s.name}{suffix}" for suffix in form.suffixes for s in outputs for _ in range(s.length)]
    agreement = compare.agree(runtime, x, expected, scale, names, tolerance, remedy(model))
    n = len(rows.references)
    return Built(raw, runtime, form.suffixes, agreement, x[:n], expected[:n], scale, warnings)


def _runtime(raw: bytes, model: Any) -> Runtime:
    try:
        return Runtime(raw)
    except Exception as e:  # onnxruntime has no common exception
        raise ExportRefused(
            f"onnxruntime cannot load the converted model: {' '.join(str(e).split())[:300]}", remedy(model)
        ) from e


def members(model: Any) -> list[Any]:
    """All single models in what the caller gave."""
    if isinstance(model, dict):
        return [m for v in model.values() for m in members(v)]
    return [m for v in model for m in members(v)] if isinstance(model, list | tuple) else [model]


def remedy(model: Any) -> str:
    """What usually helps for the models given."""
    found = [remedies.of(m) for m in members(model)]
    special = [r for r in found if r != remedies.GENERAL]
    return "; ".join(dict.fromkeys(special or found))


def describe(model: Any) -> str:
    """The models' class names, each once."""
    names = list(dict.fromkeys(remedies.describe(m) for m in members(model)))
    count = len(members(model))
    return " and ".join(names) + (f" ({count} models)" if count > 1 else "")


def classes(model: Any) -> list[Any] | None:
    """The classes when the model is a classifier (or an ensemble of them)."""
    first = members(model)[0]
    return list(first.classes_) if remedies.is_classifier(first) and hasattr(first, "classes_") else None
