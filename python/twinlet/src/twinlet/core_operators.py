"""Writes operators of `ai.onnx.ml` that are plain arithmetic as arithmetic, so that small engines run them too."""

from collections.abc import Callable

import numpy as np
import onnx
from onnx import helper, numpy_helper

ML = "ai.onnx.ml"
Attributes = dict[str, object]
Parts = tuple[list[onnx.NodeProto], list[onnx.TensorProto]]


def rewrite(model: onnx.ModelProto) -> None:
    """Replace what can be replaced in a float32 graph; leave everything else, and the float64 graphs, as they are."""
    if any(i.type.tensor_type.elem_type != onnx.TensorProto.FLOAT for i in model.graph.input):
        return
    nodes: list[onnx.NodeProto] = []
    for position, node in enumerate(model.graph.node):
        parts = _replacement(node, f"plain{position}")
        if parts is None:
            nodes.append(node)
        else:
            nodes.extend(parts[0])
            model.graph.initializer.extend(parts[1])
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    if not any(node.domain == ML for node in nodes):
        kept = [opset for opset in model.opset_import if opset.domain != ML]
        del model.opset_import[:]
        model.opset_import.extend(kept)


def _replacement(node: onnx.NodeProto, name: str) -> Parts | None:
    writer = WRITERS.get(node.op_type) if node.domain == ML else None
    if writer is None:
        return None
    attributes: Attributes = {a.name: helper.get_attribute_value(a) for a in node.attribute}
    return writer(node, attributes, name)


def _scaler(node: onnx.NodeProto, attributes: Attributes, name: str) -> Parts:
    """y = (x - offset) scale, column by column (ai.onnx.ml Scaler)."""
    offset, scale = _constant(attributes["offset"], f"{name}_offset"), _constant(attributes["scale"], f"{name}_scale")
    shifted = helper.make_node("Sub", [node.input[0], offset.name], [f"{name}_shifted"])
    return [shifted, helper.make_node("Mul", [f"{name}_shifted", scale.name], list(node.output))], [offset, scale]


def _linear(node: onnx.NodeProto, attributes: Attributes, name: str) -> Parts | None:
    """y = x W + b (ai.onnx.ml LinearRegressor without a transform)."""
    if attributes.get("post_transform", b"NONE") != b"NONE":
        return None
    targets = int(str(attributes.get("targets", 1)))
    matrix = np.asarray(attributes["coefficients"], np.float32).reshape(targets, -1).T
    weights = numpy_helper.from_array(np.ascontiguousarray(matrix), f"{name}_weights")
    intercepts = _constant(attributes.get("intercepts", np.zeros(targets)), f"{name}_intercepts")
    product = helper.make_node("MatMul", [node.input[0], weights.name], [f"{name}_product"])
    sum_ = helper.make_node("Add", [f"{name}_product", intercepts.name], list(node.output))
    return [product, sum_], [weights, intercepts]


def _constant(values: object, name: str) -> onnx.TensorProto:
    return numpy_helper.from_array(np.asarray(values, np.float32), name)


WRITERS: dict[str, Callable[[onnx.NodeProto, Attributes, str], Parts | None]] = {
    "Scaler": _scaler,
    "LinearRegressor": _linear,
}
