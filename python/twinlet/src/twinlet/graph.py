"""One ONNX graph from several: `x` [N, columns] in, `y` [N, columns] out, nothing in it about where it was made."""

from collections.abc import Iterable
from typing import Any

import numpy as np
import onnx
from numpy.typing import DTypeLike
from onnx import TensorProto, compose, helper, numpy_helper

from .errors import ExportRefused
from .tidy import subgraphs, tidy

ELEMENT = {"float32": TensorProto.FLOAT, "float64": TensorProto.DOUBLE}
IR_VERSION = 8


class Graph:
    """Collects nodes and constants; every method returns the name of the tensor it makes."""

    def __init__(self, precision: str, opset: int) -> None:
        self.precision, self.opset = precision, opset
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []
        self.domains: dict[str, int] = {"": opset}
        self.count = 0

    def constant(self, value: Any, dtype: DTypeLike) -> str:
        """A constant tensor."""
        self.count += 1
        self.constants.append(numpy_helper.from_array(np.asarray(value, dtype), f"c{self.count}"))
        return f"c{self.count}"

    def op(self, kind: str, *inputs: str, name: str | None = None, **attributes: Any) -> str:
        """A node with one output."""
        self.count += 1
        name = name or f"t{self.count}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], name=f"{kind}_{self.count}", **attributes))
        return name

    def shaped(self, tensor: str, columns: int) -> str:
        """The tensor as [N, columns]."""
        return self.op("Reshape", tensor, self.constant([-1, columns], np.int64))

    def cast(self, tensor: str, precision: str) -> str:
        """The tensor as numbers of the precision."""
        return self.op("Cast", tensor, to=ELEMENT[precision])

    def embed(self, model: onnx.ModelProto, precision: str, outputs: Iterable[int], columns: int) -> list[str]:
        """Put a converted model of its own precision on `x`; its outputs [N, columns] in this graph's precision."""
        source = "x" if precision == self.precision else self.cast("x", precision)
        self.count += 1
        prefixed = compose.add_prefix(model, f"m{self.count}_")
        _rename(prefixed.graph, prefixed.graph.input[0].name, source)
        self.nodes.extend(prefixed.graph.node)
        self.constants.extend(prefixed.graph.initializer)
        for entry in model.opset_import:
            self.domains[entry.domain] = max(self.domains.get(entry.domain, 1), entry.version)
        return [self._taken(prefixed.graph.output[k], columns) for k in outputs]

    def _taken(self, output: onnx.ValueInfoProto, columns: int) -> str:
        """An output as [N, columns] of this graph's precision."""
        shaped = self.shaped(output.name, columns)
        same = output.type.tensor_type.elem_type == ELEMENT[self.precision]
        return shaped if same else self.cast(shaped, self.precision)

    def finish(self, tensors: list[str], inputs: int, outputs: int) -> onnx.ModelProto:
        """The whole model; tensors [N, k] become the columns of `y`."""
        if len(tensors) > 1:
            self.op("Concat", *tensors, name="y", axis=1)
        else:
            self.op("Identity", tensors[0], name="y")
        kind = ELEMENT[self.precision]
        ends = [helper.make_tensor_value_info(n, kind, ["N", k]) for n, k in (("x", inputs), ("y", outputs))]
        graph = helper.make_graph(self.nodes, "twinlet", ends[:1], ends[1:], self.constants)
        opsets = [helper.make_opsetid(d, v) for d, v in sorted(self.domains.items())]
        model = helper.make_model(graph, producer_name="twinlet", opset_imports=opsets)
        model.ir_version = IR_VERSION
        tidy(model)
        _check(model)
        return model


def _check(model: onnx.ModelProto) -> None:
    try:
        onnx.checker.check_model(model)
    except onnx.checker.ValidationError as e:
        raise ExportRefused(f"the converted graph is not valid ONNX: {e}", "try another `opset`, 15 to 18") from e


def _rename(graph: onnx.GraphProto, old: str, new: str) -> None:
    for node in graph.node:
        node.input[:] = [new if n == old else n for n in node.input]
        for inner in subgraphs(node):
            _rename(inner, old, new)
