"""The surrogate: one small tanh network, applied once per pump, trained on steady EPANET states.

The pumps are identical, so pump i's flow, head, power and NPSH margin are one function of the levels, the
water temperature, its own wear, and what the *other* running pumps are like. The others enter through
symmetric quantities of u = run * wear, so that exchanging two pumps exchanges their answers exactly.
"""
import numpy as np
from scipy.optimize import minimize

import station as st
from sample import TEMPERATURE_RANGE

INPUTS = ("wet_well_level", "head_tank_level", "water_temperature", "run_1", "run_2", "run_3",
          "wear_1", "wear_2", "wear_3")
TYPES = ("flow", "head", "power", "npsh_margin")
OUTPUTS = tuple(f"{t}_{i}" for t in TYPES for i in (1, 2, 3))
SEED, HIDDEN = 41, 48
TYPE_MAJOR = [4 * i + k for k in range(4) for i in range(3)]  # from pump by pump to type by type


def _scale(low, high):
    """(factor, offset) that map [low, high] to [-1, 1]."""
    return 2.0 / (high - low), -(high + low) / (high - low)


def feature_maps():
    """Affine maps [3][9,6], bias [6] and difference maps [3][9,1] on [levels, T, run, u] (9 columns).

    The six features of pump i: well level, tank level, temperature, own u, number of others that run, sum of
    their u; all about -1..1. The difference of the others' u is squared to make the seventh.
    """
    ranges = [_scale(*r) for r in (st.WELL_RANGE, st.TANK_RANGE, TEMPERATURE_RANGE, st.WEAR_RANGE, (0, 2), (0, 0.4))]
    factor, bias = np.array(ranges).T
    affine, difference = np.zeros((3, 9, 6)), np.zeros((3, 9, 1))
    for i in range(3):
        a, b = [j for j in range(3) if j != i]
        affine[i, [0, 1, 2, 6 + i], range(4)] = factor[:4]
        affine[i, [3 + a, 3 + b], 4], affine[i, [6 + a, 6 + b], 5] = factor[4], factor[5]
        difference[i, [6 + a, 6 + b], 0] = 1 / 0.2, -1 / 0.2
    return affine, bias, difference


def pump_features(x):
    """Features [3][N,7] of inputs x [N,9]."""
    affine, bias, difference = feature_maps()
    gated = np.concatenate([x[:, :6], x[:, 3:6] * x[:, 6:9]], 1)
    return [np.concatenate([gated @ affine[i] + bias, (gated @ difference[i]) ** 2], 1) for i in range(3)]


def network(weights, f):
    """Outputs [N,4] of one pump from its features [N,7], in engineering units; the flow is not negative."""
    (w1, b1), (w2, b2), (w3, b3) = weights
    out = np.tanh(np.tanh(f @ w1 + b1) @ w2 + b2) @ w3 + b3
    return np.concatenate([np.maximum(out[:, :1], 0.0), out[:, 1:]], 1)


def predict(weights, x):
    """The native model: y [N,12] from x [N,9], in float64."""
    x = np.asarray(x, float)
    by_pump = np.concatenate([network(weights, f) for f in pump_features(x)], 1)
    return by_pump[:, TYPE_MAJOR] * np.tile(x[:, 3:6], 4)


def pump_rows(x, y):
    """Rows of running pumps: features [M,7], targets [M,4]."""
    f, run = pump_features(x), x[:, 3:6] > 0
    return (np.concatenate([f[i][run[:, i]] for i in range(3)]),
            np.concatenate([y[run[:, i]][:, i::3] for i in range(3)]))


def train(x, y, rows, iterations, progress=print):
    """Fit by L-BFGS on `rows` random pump rows; returns float32-rounded weights in engineering units."""
    rng = np.random.default_rng(SEED)
    f, t = pump_rows(x, y)
    pick = rng.permutation(len(f))[:rows]
    f, t = f[pick], t[pick]
    centre, spread = t.mean(0), t.std(0)
    shapes = [(7, HIDDEN), (HIDDEN, HIDDEN), (HIDDEN, 4)]
    start = np.concatenate([np.append(rng.normal(0, n**-0.5, n * m), np.zeros(m)) for n, m in shapes])
    target, floor = (t - centre) / spread, (0.0 - centre[0]) / spread[0]
    report = _reporter(progress, iterations)
    answer = minimize(_loss, start, (f, target, floor, shapes), "L-BFGS-B", True, callback=report,
                      options={"maxiter": iterations, "maxfun": 2 * iterations, "maxcor": 40, "ftol": 0, "gtol": 0})
    (l1, l2, (w3, b3)) = _unpack(answer.x, shapes)
    return [tuple(a.astype("f4").astype(float) for a in layer) for layer in (l1, l2, (w3 * spread, b3 * spread + centre))]


def _reporter(progress, iterations):
    """A callback that reports the loss every tenth part of the work."""
    state = {"k": 0}

    def report(intermediate_result):
        state["k"] += 1
        if state["k"] % max(1, iterations // 10) == 0:
            progress(f"  iteration {state['k']}, scaled RMSE {np.sqrt(intermediate_result.fun):.5f}")
    return report


def _unpack(p, shapes):
    layers, k = [], 0
    for n, m in shapes:
        layers.append((p[k:k + n * m].reshape(n, m), p[k + n * m:k + n * m + m]))
        k += n * m + m
    return layers


def _loss(p, f, target, floor, shapes):
    """Mean squared error of the scaled outputs and its gradient (backpropagation by hand)."""
    (w1, b1), (w2, b2), (w3, b3) = _unpack(p, shapes)
    h1 = np.tanh(f @ w1 + b1)
    h2 = np.tanh(h1 @ w2 + b2)
    raw = h2 @ w3 + b3
    error = raw - target
    clipped = raw[:, 0] < floor
    error[:, 0] = np.where(clipped, floor - target[:, 0], error[:, 0])
    g3 = error * (2.0 / error.size)
    g3[clipped, 0] = 0.0
    g2 = (g3 @ w3.T) * (1 - h2**2)
    g1 = (g2 @ w2.T) * (1 - h1**2)
    parts = [(a.T @ g, g.sum(0)) for a, g in ((f, g1), (h1, g2), (h2, g3))]
    return np.mean(error**2), np.concatenate([np.append(w.ravel(), b) for w, b in parts])
