"""The surrogate as an ONNX file: plain operators, scaling baked in, float32, any batch."""
import numpy as np

import surrogate as su
from training.graph import Graph


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
    return g.model("pump-station-hydraulics", "twinlet-pump-station", 13, widths=(9, 12))
