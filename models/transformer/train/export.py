"""The surrogate as an ONNX file: plain operators, engineering units in and out, float32, any batch."""
import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

import surrogate as su
from asset import HOURS

OPSET, IR_VERSION = 17, 8


class Graph:
    """Collects nodes and constants; every method returns the name of its result."""

    def __init__(self):
        self.nodes, self.constants, self.count = [], {}, 0

    def constant(self, name, value, dtype="f4"):
        self.constants.setdefault(name, numpy_helper.from_array(np.asarray(value, dtype), name))
        return name

    def op(self, kind, *inputs, name=None, **attributes):
        self.count += 1
        name = name or f"t{self.count}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], name=f"{kind}_{self.count}", **attributes))
        return name

    def columns(self, tensor, start, end, axis=1):
        ends = [self.constant(f"i{v}", [v], "i8") for v in (start, end)]
        return self.op("Slice", tensor, *ends, self.constant(f"i{axis}", [axis], "i8"))

    def with_last_axis(self, tensor):
        return self.op("Unsqueeze", tensor, self.constant("i2", [2], "i8"))

    def without_last_axis(self, tensor):
        return self.op("Squeeze", tensor, self.constant("i2", [2], "i8"))


def _hours(g, start):
    """A sequence [N,24] of x, and the same one hour earlier."""
    held = g.op("Concat", g.columns("x", start, start + 1), g.columns("x", start, start + HOURS - 1), axis=1)
    return held, g.columns("x", start, start + HOURS)


def _network(g, weights):
    """Heat gained by the oil [N,24] and rise of the hot spot over it [N,24], hour by hour."""
    pairs = g.op("Concat", *[g.with_last_axis(v) for v in _hours(g, 0)], axis=2)
    add = lambda kind, v: g.op("Add", g.op("MatMul", v, g.constant(f"w{kind}", weights[f"w{kind}"])),
                               g.constant(f"b{kind}", weights[f"b{kind}"]))
    heat = add(2, g.op("Tanh", add(1, pairs)))
    return [g.without_last_axis(g.columns(heat, k, k + 1, axis=2)) for k in (0, 1)]


def build(weights):
    """ModelProto of the surrogate: x [N,49] to y [N,48]."""
    g = Graph()
    gained, rise = _network(g, weights)
    for k, ambient in enumerate(_hours(g, HOURS)):
        gained = g.op("Add", gained, g.op("Mul", ambient, g.constant(f"c{k + 1}", weights["c"][k:k + 1])))
    of_heat, of_start = su.memory_matrices(weights)
    initial = g.columns("x", 2 * HOURS, 2 * HOURS + 1)
    top = g.op("Add", g.op("MatMul", gained, g.constant("of_heat", of_heat)),
               g.op("MatMul", initial, g.constant("of_start", of_start)))
    g.op("Concat", g.op("Add", top, rise), top, name="y", axis=1)
    return _model(g)


def _model(g):
    ends = [helper.make_tensor_value_info(n, TensorProto.FLOAT, ["N", k]) for n, k in (("x", 49), ("y", 48))]
    graph = helper.make_graph(g.nodes, "distribution-transformer", ends[:1], ends[1:], list(g.constants.values()))
    model = helper.make_model(graph, producer_name="twinlet-transformer",
                              opset_imports=[helper.make_opsetid("", OPSET)])
    model.ir_version = IR_VERSION
    onnx.checker.check_model(model, full_check=True)
    return model
