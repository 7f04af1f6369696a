"""What is sampled: rows over the whole box to train from, days to calibrate and test with, days beyond the domain.

A row x [49] is load [24], ambient [24], initial top oil."""
import numpy as np

import asset
import profiles

SEEDS = {"training": 11, "calibration": 21, "held_out": 22, "edge": 23, "choice": 31, "extrapolated": 33}
LOAD_RANGE = (0.0, 1.6)         # per unit; no sampled load is higher
AMBIENT_RANGE = (-20.0, 40.0)   # Cel; the file has -16.7 to 35.6, moved by up to 4 K
OIL_RANGE = (-15.0, 115.0)      # Cel
OTHER_YEAR = (1.5, 4.0)         # K, standard deviation and limit of a day's move: other years differ (ASSUMPTION)
PICKUP, COOLED = 0.15, 0.08     # shares of days with a cold-load pickup, with oil that cooled before (ASSUMPTION)
KINDS = ("load", "shape", "heat", "hot_loaded", "oil")


def box_rows(n):
    """Rows [n,49] to train from: every hour on its own, uniform over the box; some loads 0 and at the upper end."""
    rng = np.random.default_rng(SEEDS["training"])
    load = rng.uniform(*LOAD_RANGE, (n, 24))
    load[rng.random((n, 24)) < 0.10] = LOAD_RANGE[0]
    load[rng.random((n, 24)) < 0.03] = LOAD_RANGE[1]
    return np.hstack([load, rng.uniform(*AMBIENT_RANGE, (n, 24)), rng.uniform(*OIL_RANGE, (n, 1))])


def load_limit(ambient_max):
    """Highest hourly load of a day by its highest ambient (ASSUMPTION: operators keep more back on hot days):
    1.55 up to 12 Cel, falling linearly to 1.25 at 36 Cel."""
    return np.interp(ambient_max, [12.0, 36.0], [1.55, 1.25])


def draw_shape(rng, ambient):
    """Load shape [24] with highest value 1: a mixture of three shapes, weather, hourly noise of 3 %."""
    shares = rng.dirichlet([1.0, 1.0, 0.7])
    parts = [shape(rng.uniform(-1.5, 1.5)) for shape in profiles.SHAPES]
    base = shares @ np.array(parts) + rng.uniform(0, 0.3)
    noisy = base * profiles.weather_factor(ambient) * np.exp(0.03 * rng.standard_normal(24))
    return noisy / noisy.max()


def pick_up(rng, load):
    """An outage of 2 to 5 h and the pickup after it: 1.3 to 2 times the usual load, fading with 1.5 h; at most 1.6."""
    start, hours = int(rng.integers(0, 19)), int(rng.integers(2, 6))
    load, since = load.copy(), np.arange(24) - start - hours
    load[start:start + hours] = 0.0
    factor = np.where(since >= 0, 1 + rng.uniform(0.3, 1.0) * np.exp(-np.maximum(since, 0) / 1.5), 1.0)
    return np.minimum(load * factor, LOAD_RANGE[1])


def usual_oil(load, ambient):
    """Top oil (Cel) at the start if the day before was like this one: the standard's steady values of the last
    hours, weighted by how far the oil has forgotten them."""
    weight = np.exp(-(24 - profiles.HOUR) * 60 / asset.OIL_TIME_CONSTANT)
    return float((ambient + asset.top_oil_rise(load)) @ weight / weight.sum())


def weather(rng, days):
    """Ambient [24] of a random day of days [365,24], moved as in another year."""
    move = np.clip(rng.normal(0, OTHER_YEAR[0]), -OTHER_YEAR[1], OTHER_YEAR[1])
    return days[int(rng.integers(len(days)))] + move


def row(load, ambient, oil):
    """x [49], rounded to what a person would enter."""
    return np.round(np.concatenate([load, ambient, [np.clip(oil, *OIL_RANGE)]]), 4)


def initial_oil(rng, load, ambient):
    """Top oil (Cel) at the start: as usual within 3 K, or cooled towards the ambient before (COOLED of the days)."""
    usual = usual_oil(load, ambient) + rng.normal(0, 3)
    return ambient[0] + (usual - ambient[0]) * (rng.uniform(0.1, 0.8) if rng.random() < COOLED else 1.0)


def draw(rng, days):
    """One day within the domain; the peak is between 0.2 and the limit, low ones more often (Beta(1.3, 1.2))."""
    ambient = weather(rng, days)
    peak = 0.2 + rng.beta(1.3, 1.2) * (load_limit(ambient.max()) - 0.2)
    usual = peak * draw_shape(rng, ambient)
    oil = initial_oil(rng, usual, ambient)
    return row(pick_up(rng, usual) if rng.random() < PICKUP else usual, ambient, oil)


def never_seen_shape(rng):
    """Load [24] of a shape no day has: constant and high, on and off in blocks, or one spike over next to nothing."""
    kind, peak = rng.integers(3), rng.uniform(1.0, 1.5)
    if kind == 0:
        return np.full(24, peak)
    if kind == 1:
        return np.where((np.arange(24) // rng.integers(1, 4)) % 2 == 0, peak, 0.0)
    return np.where(np.arange(24) // 2 == rng.integers(12), peak, rng.uniform(0.0, 0.1))


def draw_extrapolated(rng, days, kind):
    """One day beyond the domain, of one of KINDS."""
    ambient = weather(rng, days)
    if kind == "heat":
        ambient += rng.uniform(6, 14) + max(0, 34 - ambient.max())
    if kind == "hot_loaded":
        ambient = days[int(rng.choice(np.flatnonzero(days.max(1) >= 33)))]
    limit = load_limit(ambient.max())
    low, high = {"load": (1.3, 2.0), "hot_loaded": (1.12, 1.28)}.get(kind, (0.2 / limit, 1.0))
    load = limit * rng.uniform(low, high) * draw_shape(rng, ambient)
    load = never_seen_shape(rng) if kind == "shape" else load
    oil = initial_oil(rng, load, ambient)
    if kind == "oil":
        oil = ambient[0] - rng.uniform(10, 30) if rng.random() < 0.5 else usual_oil(load, ambient) + rng.uniform(30, 50)
    return row(load, ambient, oil)


def days_of(name, n):
    """Rows [n,49] of the seed `name`."""
    rng, days = np.random.default_rng(SEEDS[name]), profiles.tmy3_days()
    return np.stack([draw(rng, days) for _ in range(n)])


def extrapolated(name, n_each):
    """Rows {kind: [n_each,49]} of the seed `name`."""
    rng, days = np.random.default_rng(SEEDS[name]), profiles.tmy3_days()
    return {kind: np.stack([draw_extrapolated(rng, days, kind) for _ in range(n_each)]) for kind in KINDS}
