"""A predictor answers rows natively and can build itself into a graph: one estimator, or one per output."""

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from . import remedies, targets, torch_model
from .convert import convert
from .errors import ExportRefused, TwinletError, did_you_mean, listed
from .graph import Graph
from .tables import Floats, Slot


class Predictor(Protocol):
    """Answers x [N, inputs] with [N, columns]."""

    @property
    def columns(self) -> int:
        """Columns that it answers."""
        ...

    def native(self, x: Floats) -> Floats:
        """Answers of the trained model itself."""
        ...

    def build(self, graph: Graph, inputs: int) -> str:
        """Name of its tensor [N, columns] in the graph."""
        ...


@dataclass(frozen=True)
class Estimator:
    """A scikit-learn compatible estimator; a classifier answers with one probability per class."""

    model: Any
    columns: int
    precision: str

    def native(self, x: Floats) -> Floats:
        """Answers [N, columns]."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = self.model.predict_proba(x) if remedies.is_classifier(self.model) else self.model.predict(x)
        return _shaped(found, len(x), self.columns, remedies.describe(self.model))

    def build(self, graph: Graph, inputs: int) -> str:
        """Convert and put it on `x`; a transformed target is turned back by its own nodes."""
        if hasattr(self.model, "regressor_") and hasattr(self.model, "transformer_"):
            inner = Estimator(self.model.regressor_, self.columns, self.precision).build(graph, inputs)
            return targets.turn_back(graph, inner, self.model.transformer_, self.columns)
        converted = convert(self.model, inputs, self.precision, graph.opset)
        which = 1 if remedies.is_classifier(self.model) else 0
        return graph.embed(converted, self.precision, [which], self.columns)[0]


@dataclass(frozen=True)
class PerOutput:
    """One predictor per output, their columns side by side."""

    members: tuple[Predictor, ...]

    @property
    def columns(self) -> int:
        """Columns of all members."""
        return sum(m.columns for m in self.members)

    def native(self, x: Floats) -> Floats:
        """Answers [N, columns]."""
        return np.hstack([m.native(x) for m in self.members])

    def build(self, graph: Graph, inputs: int) -> str:
        """All members side by side."""
        return graph.op("Concat", *[m.build(graph, inputs) for m in self.members], axis=1)


def predictor(model: Any, outputs: Sequence[Slot], precision: str) -> Predictor:
    """The predictor of the outputs: an estimator, a torch module, or a mapping from output to either."""
    columns = sum(s.length for s in outputs)
    if isinstance(model, Mapping):
        _same_names(model, outputs)
        return PerOutput(tuple(predictor(model[s.name], [s], precision) for s in outputs))
    if torch_model.is_torch(model):
        return torch_model.TorchModule(model, columns)
    if not hasattr(model, "predict"):
        raise TwinletError(
            f"model: `{type(model).__name__}` is neither a fitted estimator with `predict`, a torch module, "
            "a list of members nor a mapping\n  hint: use the scikit-learn interface of the package"
        )
    if remedies.is_classifier(model) and not hasattr(model, "predict_proba"):
        raise ExportRefused(f"{remedies.describe(model)} has no probabilities (`predict_proba`)", remedies.of(model))
    wide = precision == "float64" or (precision == "auto" and remedies.is_gaussian_process(model))
    return Estimator(model, columns, "float64" if wide else "float32")


def _same_names(model: Mapping[str, Any], outputs: Sequence[Slot]) -> None:
    names = [s.name for s in outputs]
    strange = [f"`{k}`{did_you_mean(k, names)}" for k in model if k not in names]
    missing = [n for n in names if n not in model]
    if strange or missing:
        raise TwinletError(
            f"model: one model per output needs exactly the keys {listed(names)}; "
            f"missing: {listed(missing) or 'none'}; not an output: {', '.join(strange) or 'none'}"
        )


def _shaped(found: Any, rows: int, columns: int, name: str) -> Floats:
    answers = np.asarray(found, dtype=np.float64).reshape(rows, -1)
    if answers.shape[1] != columns:
        raise TwinletError(f"model: {name} answers {answers.shape[1]} columns, but the outputs have {columns}")
    return answers
