"""The surrogate as an ONNX file: plain operators, engineering units in and out, float32, any batch."""
import surrogate as su
from asset import HOURS
from training.graph import Graph


def _hours(g, start):
    """A sequence [N,24] of x, and the same one hour earlier."""
    held = g.op("Concat", g.columns("x", start, start + 1), g.columns("x", start, start + HOURS - 1), axis=1)
    return held, g.columns("x", start, start + HOURS)


def _network(g, weights):
    """Heat gained by the oil [N,24] and rise of the hot spot over it [N,24], hour by hour."""
    hours, last = _hours(g, 0), g.constant("i2", [2], "i8")
    pairs = g.op("Concat", *[g.op("Unsqueeze", v, last) for v in hours], axis=2)
    add = lambda kind, v: g.op("Add", g.op("MatMul", v, g.constant(f"w{kind}", weights[f"w{kind}"])),
                               g.constant(f"b{kind}", weights[f"b{kind}"]))
    heat = add(2, g.op("Tanh", add(1, pairs)))
    return [g.op("Squeeze", g.columns(heat, k, k + 1, axis=2), last) for k in (0, 1)]


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
    return g.model("distribution-transformer", "twinlet-transformer", 17, widths=(49, 48))
