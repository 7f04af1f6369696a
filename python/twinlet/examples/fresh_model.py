"""Trains a surrogate of an invented centrifugal pump and packs it: `python fresh_model.py FOLDER`.

The pump is made up. Head by a parabola and the affinity laws, H = n^2 H0 - a Q^2; efficiency by a parabola around the
best point, which moves with the speed n, less a share for wear; shaft power P = rho g Q H / eta. Flow and speed go
together, as on a real system: Q = n Qb (0.75 + 0.35 u), so slow running with much flow is never seen.
"""

import sys

import numpy as np
from sklearn.compose import TransformedTargetRegressor
from sklearn.neural_network import MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

import twinlet

H0, A, QB, ETA_BEST = 40.0, 1.0e-4, 300.0, 0.82  # m, m/(m3/h)^2, m3/h, 1


def rows(n, seed):
    """n rows: inputs speed (1), flow (m3/h), wear (1); answers head (m), efficiency (1), shaft power (kW)."""
    rng = np.random.default_rng(seed)
    speed, wear = rng.uniform(0.6, 1.1, n), rng.uniform(0.0, 0.2, n)
    flow = speed * QB * (0.75 + 0.35 * rng.uniform(-1, 1, n))
    head = (1 - wear) * speed**2 * H0 - A * flow**2
    efficiency = ETA_BEST * (1 - 0.6 * wear) * (1 - (flow / (speed * QB) - 1) ** 2)
    power = 1000 * 9.81 * flow / 3600 * head / efficiency / 1000
    return np.column_stack([speed, flow, wear]), np.column_stack([head, efficiency, power])


train, calibrate, test = rows(3000, 1), rows(2000, 2), rows(2000, 3)
network = make_pipeline(
    StandardScaler(), MLPRegressor(hidden_layer_sizes=(24, 24), solver="lbfgs", max_iter=2000, random_state=0)
)
model = TransformedTargetRegressor(network, transformer=StandardScaler()).fit(*train)
print(
    twinlet.export(
        model,
        train,
        calibrate,
        test,
        inputs=["speed", "flow", "wear"],
        outputs=["head", "efficiency", "power"],
        out=sys.argv[1],
        id="invented-pump",
        title="Invented centrifugal pump",
        units={"speed": "1", "flow": "m3/h", "wear": "1", "head": "m", "efficiency": "1", "power": "kW"},
        valid_until="2027-12-31",
        owner={"name": "Example", "contact": "python/twinlet/examples/fresh_model.py"},
        intended_use=["Trying out twinlet: head, efficiency and shaft power of a pump that does not exist"],
        not_for=["Any real pump"],
        fidelity="Reproduces formulas of an invented pump; no measured pump took part.",
    )
)
