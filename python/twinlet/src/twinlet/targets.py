"""Turning a transformed target back inside the graph, so that answers come in engineering units."""

from typing import Any

import numpy as np

from .errors import ExportRefused
from .graph import Graph

AFFINE = ("StandardScaler", "MinMaxScaler", "MaxAbsScaler", "RobustScaler")


def turn_back(graph: Graph, tensor: str, transformer: Any, columns: int) -> str:
    """The inverse transform of a tensor [N, columns]: a scaler's, or exp and expm1 of a FunctionTransformer."""
    dtype = np.float64 if graph.precision == "float64" else np.float32
    name = type(transformer).__name__
    if name in AFFINE:
        offset = transformer.inverse_transform(np.zeros((1, columns)))
        slope = transformer.inverse_transform(np.ones((1, columns))) - offset
        scaled = graph.op("Mul", tensor, graph.constant(slope, dtype))
        return graph.op("Add", scaled, graph.constant(offset, dtype))
    inverse = getattr(transformer, "inverse_func", None)
    if inverse in (np.exp, np.expm1):
        grown = graph.op("Exp", tensor)
        return grown if inverse is np.exp else graph.op("Sub", grown, graph.constant(1.0, dtype))
    raise ExportRefused(
        f"the target's transformer {name} cannot be turned back in ONNX",
        f"use one of {', '.join(AFFINE)}, or FunctionTransformer with inverse_func np.exp or np.expm1",
    )
