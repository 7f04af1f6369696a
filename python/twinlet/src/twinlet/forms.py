"""What a model answers beside its values: nothing, quantile heads, or a spread."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from . import remedies
from .convert import convert
from .errors import TwinletError
from .graph import Graph
from .predictors import Estimator, Predictor, predictor
from .tables import Floats, Slot

HEADS = {"mean", "low", "high"}
LARGEST_GAUSSIAN = 700  # training rows of a Gaussian process whose spread is exported: n * n * 8 bytes


class Form(Protocol):
    """Answers in parts of equal width; the first is the value itself and has no suffix."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """Names' endings, one per part."""
        ...

    def native(self, x: Floats) -> list[Floats]:
        """Parts [N, columns] of the native model."""
        ...

    def build(self, graph: Graph, inputs: int) -> list[str]:
        """Tensors [N, columns] of the parts."""
        ...


@dataclass(frozen=True)
class Plain:
    """Values only."""

    value: Predictor
    suffixes: tuple[str, ...] = ("",)

    def native(self, x: Floats) -> list[Floats]:
        """The values."""
        return [self.value.native(x)]

    def build(self, graph: Graph, inputs: int) -> list[str]:
        """The values."""
        return [self.value.build(graph, inputs)]


@dataclass(frozen=True)
class Heads:
    """Values with a lower and an upper quantile."""

    members: tuple[Predictor, ...]
    suffixes: tuple[str, ...] = ("", "_low", "_high")

    def native(self, x: Floats) -> list[Floats]:
        """Value, lower and upper quantile."""
        return [m.native(x) for m in self.members]

    def build(self, graph: Graph, inputs: int) -> list[str]:
        """Value, lower and upper quantile."""
        return [m.build(graph, inputs) for m in self.members]


@dataclass(frozen=True)
class Ensemble:
    """The mean of the members with their standard deviation (population: divided by their number)."""

    members: tuple[Predictor, ...]
    suffixes: tuple[str, ...] = ("", "_sd")

    def native(self, x: Floats) -> list[Floats]:
        """Mean and standard deviation over the members."""
        answers = np.stack([m.native(x) for m in self.members])
        return [answers.mean(0), answers.std(0)]

    def build(self, graph: Graph, inputs: int) -> list[str]:
        """Mean and standard deviation by plain operators."""
        answers = [m.build(graph, inputs) for m in self.members]
        mean = graph.op("Mean", *answers)
        away = [graph.op("Sub", a, mean) for a in answers]
        return [mean, graph.op("Sqrt", graph.op("Mean", *[graph.op("Mul", d, d) for d in away]))]


@dataclass(frozen=True)
class GaussianProcess:
    """A Gaussian process with its own standard deviation; one output column."""

    value: Estimator
    suffixes: tuple[str, ...] = ("", "_sd")

    def native(self, x: Floats) -> list[Floats]:
        """Mean and standard deviation."""
        mean, spread = self.value.model.predict(x, return_std=True)
        return [np.reshape(v, (len(x), 1)).astype(np.float64) for v in (mean, spread)]

    def build(self, graph: Graph, inputs: int) -> list[str]:
        """Mean and standard deviation from one converted model."""
        converted = convert(self.value.model, inputs, self.value.precision, graph.opset, return_std=True)
        return graph.embed(converted, self.value.precision, [0, 1], 1)


def form(model: Any, outputs: Sequence[Slot], precision: str) -> Form:
    """How the model given answers: a mapping with mean, low and high; a list of members; else a single model."""
    if isinstance(model, Mapping) and set(model) == HEADS:
        return Heads(tuple(predictor(model[k], outputs, precision) for k in ("mean", "low", "high")))
    if isinstance(model, list | tuple):
        if len(model) < 2:
            raise TwinletError(f"model: an ensemble needs two members or more, found {len(model)}")
        return Ensemble(tuple(predictor(m, outputs, precision) for m in model))
    single = predictor(model, outputs, precision)
    return GaussianProcess(single) if isinstance(single, Estimator) and _has_spread(single) else Plain(single)


def _has_spread(single: Estimator) -> bool:
    final = remedies.last_step(single.model)
    gaussian = type(final).__name__ == "GaussianProcessRegressor" and single.columns == 1
    return gaussian and len(final.X_train_) <= LARGEST_GAUSSIAN


def without_spread(given: Form) -> Form | None:
    """The same model without its spread, when that is possible."""
    return Plain(given.value) if isinstance(given, GaussianProcess) else None


def precision_of(given: Form) -> str:
    """float64 when any part needs it."""
    return "float64" if any(p == "float64" for p in _precisions(given)) else "float32"


def _precisions(part: Any) -> list[str]:
    if hasattr(part, "precision"):
        return [part.precision]
    inner = getattr(part, "members", None) or (part.value,)
    return [p for m in inner for p in _precisions(m)]
