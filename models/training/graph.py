"""Building an ONNX model of one float32 input `x` and one float32 output `y`, for any number of rows."""
import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

IR_VERSION = 8


class Graph:
    """Collects nodes and constants; every method but `model` returns the name of its result."""

    def __init__(self):
        self.nodes, self.constants, self.count = [], {}, 0

    def constant(self, name, value, dtype="f4"):
        """A constant; a name that is there already keeps its value."""
        self.constants.setdefault(name, numpy_helper.from_array(np.asarray(value, dtype), name))
        return name

    def op(self, kind, *inputs, name=None, **attributes):
        """A node of one output."""
        self.count += 1
        name = name or f"t{self.count}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], name=f"{kind}_{self.count}", **attributes))
        return name

    def columns(self, tensor, start, end, axis=1):
        """The slice start..end of an axis."""
        ends = [self.constant(f"i{v}", [v], "i8") for v in (start, end)]
        return self.op("Slice", tensor, *ends, self.constant(f"i{axis}", [axis], "i8"))

    def model(self, name, producer, opset, widths):
        """ModelProto of the graph, checked; widths: the columns of x and of y."""
        ends = [helper.make_tensor_value_info(n, TensorProto.FLOAT, ["N", k]) for n, k in zip("xy", widths)]
        graph = helper.make_graph(self.nodes, name, ends[:1], ends[1:], list(self.constants.values()))
        model = helper.make_model(graph, producer_name=producer, opset_imports=[helper.make_opsetid("", opset)])
        model.ir_version = IR_VERSION
        onnx.checker.check_model(model, full_check=True)
        return model
