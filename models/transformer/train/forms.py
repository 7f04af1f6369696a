"""What else was measured: other forms of surrogate, on held-out days. Prints a table; writes nothing.

Run: models/transformer/.venv/bin/python models/transformer/train/forms.py
"""
import numpy as np
from sklearn.neural_network import MLPRegressor

import asset
import sample
import surrogate as su
import thermal
import validate


def plain_network(x, y, sizes=(128, 128)):
    """A network from all 49 inputs to all 48 outputs, trained on days; (function, bytes)."""
    centre, spread, target, width = x.mean(0), x.std(0), y.mean(0), y.std(0)
    net = MLPRegressor(hidden_layer_sizes=sizes, max_iter=400, tol=0, n_iter_no_change=400, random_state=su.SEED)
    net.fit((x - centre) / spread, (y - target) / width)
    size = 4 * sum(w.size for w in [*net.coefs_, *net.intercepts_])
    return lambda v: net.predict((v - centre) / spread) * width + target, size


def formula(x, y, nodes=(0, 0.25, 0.5, 0.75, 1), rise_nodes=(0, 0.5, 0.8, 0.95, 1)):
    """The standard's steady rises at a few moments of each hour, weights by least squares; (function, bytes)."""
    along = lambda loads, s: np.maximum(loads[:, :1] + np.array(s) * (loads[:, 1:] - loads[:, :1]), 0)
    loads, ambients, earlier, top, rise = su.hour_rows(x, y)
    a, c0, c1, *w = np.linalg.lstsq(
        np.column_stack([earlier, ambients, asset.top_oil_rise(along(loads, nodes))]), top, rcond=None)[0]
    v = np.linalg.lstsq(asset.hot_spot_rise(along(loads, rise_nodes)), rise, rcond=None)[0]

    def answer(x):
        load, ambient = x[:, :24], x[:, 24:48]
        pairs = np.stack([su.before(load).ravel(), load.ravel()], 1)
        gained = (asset.top_oil_rise(along(pairs, nodes)) @ w).reshape(-1, 24) + c0 * su.before(ambient) + c1 * ambient
        of_heat, of_start = su.memory_matrices({"a": a})
        oil = gained @ of_heat + x[:, 48:] @ of_start
        return np.concatenate([oil + (asset.hot_spot_rise(along(pairs, rise_nodes)) @ v).reshape(-1, 24), oil], 1)
    return answer, 4 * (3 + len(w) + len(v))


def main():
    days, box, held = sample.days_of("calibration", 2000), sample.box_rows(1200), sample.days_of("held_out", 1000)
    day_answers, box_answers, truth = (thermal.simulate_all(v) for v in (days, box, held))
    weights = su.train(box, box_answers, 6000, 300)
    keep = validate.answered(weights, held)
    base = validate.baseline(days, day_answers)
    forms = {"ambient + mean rise": (lambda v: np.repeat(base, 24) + np.tile(v[:, 24:48], 2), 8),
             "plain network 49-128-128-48": plain_network(days, day_answers),
             "network in the oil's memory (used)": (lambda v: su.predict(weights, v), 4 * (5 * su.HIDDEN + 5)),
             "the standard's formula at five moments of each hour": formula(box, box_answers)}
    for name, (answer, size) in forms.items():
        e = (answer(held) - truth)[keep]
        hot, top = (np.sqrt(np.mean(v**2)) for v in (e[:, :24], e[:, 24:]))
        print(f"{name}: hot spot {hot:.3g} K, top oil {top:.3g} K, worst {np.abs(e).max():.3g} K, {size} bytes of weights")


if __name__ == "__main__":
    main()
