"""The surrogate as an ONNX file: plain operators, scaling baked in, float32, any batch."""
import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

import surrogate as su

OPSET, IR_VERSION = 13, 8


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

    def columns(self, tensor, start, end):
        ends = [self.constant(f"i{v}", [v], "i8") for v in (start, end)]
        return self.op("Slice", tensor, *ends, self.constant("i1", [1], "i8"))


def _pump(g, gated, i, maps):
    """Nodes of one pump: features, network, flow not negative; [N,4]."""
    affine, bias, difference = maps
    six = g.op("Gemm", gated, g.constant(f"affine_{i + 1}", affine[i]), "feature_bias")
    d = g.op("MatMul", gated, g.constant(f"difference_{i + 1}", difference[i]))
    h = g.op("Concat", six, g.op("Mul", d, d), axis=1)
    h = g.op("Tanh", g.op("Gemm", h, "w1", "b1"))
    h = g.op("Tanh", g.op("Gemm", h, "w2", "b2"))
    out = g.op("Gemm", h, "w3", "b3")
    return g.op("Concat", g.op("Relu", g.columns(out, 0, 1)), g.columns(out, 1, 4), axis=1)


def build(weights):
    """ModelProto of the surrogate: x [N,9] to y [N,12]."""
    g, maps = Graph(), su.feature_maps()
    g.constant("feature_bias", maps[1])
    for k, (w, b) in enumerate(weights, 1):
        g.constant(f"w{k}", w)
        g.constant(f"b{k}", b)
    run = g.columns("x", 3, 6)
    gated = g.op("Concat", g.columns("x", 0, 6), g.op("Mul", run, g.columns("x", 6, 9)), axis=1)
    by_pump = g.op("Concat", *[_pump(g, gated, i, maps) for i in range(3)], axis=1)
    order = np.zeros((12, 12))
    order[su.TYPE_MAJOR, np.arange(12)] = 1.0
    by_type = g.op("MatMul", by_pump, g.constant("type_major", order))
    g.op("Mul", by_type, g.op("Concat", run, run, run, run, axis=1), name="y")
    return _model(g)


def _model(g):
    ends = [helper.make_tensor_value_info(n, TensorProto.FLOAT, ["N", k]) for n, k in (("x", 9), ("y", 12))]
    graph = helper.make_graph(g.nodes, "pump-station-hydraulics", ends[:1], ends[1:], list(g.constants.values()))
    model = helper.make_model(graph, producer_name="twinlet-pump-station",
                              opset_imports=[helper.make_opsetid("", OPSET)])
    model.ir_version = IR_VERSION
    onnx.checker.check_model(model, full_check=True)
    return model
