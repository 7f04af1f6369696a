"""The surrogate: a small tanh network, the same for every hour, in the linear memory of the oil.

In an hour in which the load goes from p to q and the ambient from s to t,

    top oil after = a (top oil before) + c (s, t) + g(p, q),      hot spot after = top oil after + h(p, q).

The memory (a, c) is found by least squares, (g, h) is a network of one hidden layer; both from full-order runs.
The hours are joined in closed form (powers of a), so that an answer is one pass and no loop.
"""
import numpy as np
from scipy.optimize import least_squares

from asset import HOURS
from sample import LOAD_RANGE

SEED, HIDDEN = 41, 24
SCALE = 20.0  # K, of both outputs of the network


def before(v):
    """Values [R,24] one hour earlier; the first is held."""
    return np.concatenate([v[:, :1], v[:, :-1]], 1)


def hour_rows(x, y):
    """One row per hour of runs: loads [M,2] before and after, ambients [M,2], oil before, oil after, rise of the
    hot spot over the oil [M]."""
    load, ambient, top = x[:, :24], x[:, 24:48], y[:, 24:]
    pair = lambda v: np.stack([before(v).ravel(), v.ravel()], 1)
    earlier = np.concatenate([x[:, 48:], top[:, :-1]], 1)
    return pair(load), pair(ambient), earlier.ravel(), top.ravel(), (y[:, :24] - top).ravel()


def _centred(loads):
    """Loads to -1..1."""
    return loads * (2 / LOAD_RANGE[1]) - 1


def memory(loads, ambients, earlier, top, degree=8):
    """(a, c [2]) by least squares; the part of the loads is taken up by a polynomial that is thrown away."""
    p, q = _centred(loads).T
    powers = [p**i * q**j for i in range(degree + 1) for j in range(degree + 1 - i)]
    answer = np.linalg.lstsq(np.column_stack([earlier, ambients, *powers]), top, rcond=None)[0]
    return answer[0], answer[1:3]


def _split(w, n=HIDDEN):
    """Flat parameters to (w1 [2,n], b1 [n], w2 [n,2], b2 [2])."""
    return w[:2 * n].reshape(2, n), w[2 * n:3 * n], w[3 * n:5 * n].reshape(n, 2), w[5 * n:]


def _residuals(w, z, target):
    w1, b1, w2, b2 = _split(w)
    return (np.tanh(z @ w1 + b1) @ w2 + b2 - target).ravel()


def _jacobian(w, z, target):
    """Derivatives [2 M, parameters] of _residuals."""
    w1, b1, w2, _ = _split(w)
    h, n = np.tanh(z @ w1 + b1), HIDDEN
    j = np.zeros((len(z), 2, len(w)))
    for k in range(2):
        inner = (1 - h**2) * w2[:, k]
        j[:, k, :3 * n] = np.hstack([inner * z[:, :1], inner * z[:, 1:], inner])
        j[:, k, 3 * n + k:5 * n:2], j[:, k, 5 * n + k] = h, 1.0
    return j.reshape(2 * len(z), -1)


def train(x, y, rows, iterations):
    """Weights from runs x [R,49], y [R,48] by Levenberg and Marquardt's way (trust region) on `rows` hours."""
    rng = np.random.default_rng(SEED)
    loads, ambients, earlier, top, rise = hour_rows(x, y)
    a, c = memory(loads, ambients, earlier, top)
    target = np.stack([top - a * earlier - ambients @ c, rise], 1) / SCALE
    z, pick = _centred(loads), rng.permutation(len(top))[:rows]
    start = rng.normal(0, 1, 5 * HIDDEN + 2)
    answer = least_squares(_residuals, start, _jacobian, max_nfev=iterations, args=(z[pick], target[pick]))
    w1, b1, w2, b2 = _split(answer.x)
    single = lambda v: np.asarray(v, "f4").astype(float)
    return {"a": float(np.float32(a)), "c": single(c), "w1": single(w1 * 2 / LOAD_RANGE[1]),
            "b1": single(b1 - w1.sum(0)), "w2": single(w2 * SCALE), "b2": single(b2 * SCALE)}


def memory_matrices(weights):
    """How heat [24] and the initial oil [1] make the top oil [24]: matrices [24,24] and [1,24], to multiply from
    the right."""
    lag = np.arange(HOURS)[None, :] - np.arange(HOURS)[:, None]
    return np.where(lag >= 0, weights["a"] ** np.maximum(lag, 0), 0.0), weights["a"] ** np.arange(1, HOURS + 1)[None, :]


def predict(weights, x):
    """The native model: y [N,48] (hot spot, top oil) from x [N,49], in float64."""
    x = np.asarray(x, float)
    load, ambient = x[:, :24], x[:, 24:48]
    pairs = np.stack([before(load), load], 2)
    heat = np.tanh(pairs @ weights["w1"] + weights["b1"]) @ weights["w2"] + weights["b2"]
    gained = heat[:, :, 0] + weights["c"][0] * before(ambient) + weights["c"][1] * ambient
    of_heat, of_start = memory_matrices(weights)
    top = gained @ of_heat + x[:, 48:] @ of_start
    return np.concatenate([top + heat[:, :, 1], top], 1)
