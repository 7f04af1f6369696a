"""The validity domain: a box of inputs and the distance of a day's operating features from days that were seen.

Three tests were measured (robust Mahalanobis, nearest neighbours, isolation forest); the nearest seen days are used.
Hot days are dry, so the days that were seen end at a slanted edge (sample.inflow_limit); one ellipse round all of
them reaches beyond it and lets storms on hot days in, the nearest days do not.
"""
import numpy as np
from sklearn.covariance import MinCovDet
from sklearn.ensemble import IsolationForest

import sample
import station as st

BOX = {"wet_well_level": st.WELL_RANGE, "head_tank_level": st.TANK_RANGE,
       "water_temperature": sample.TEMPERATURE_RANGE,
       **{f"run_{i}": (0.0, 1.0) for i in (1, 2, 3)}, **{f"wear_{i}": st.WEAR_RANGE for i in (1, 2, 3)}}
KINDS = ("inflow", "heat", "wear", "hot_storm")
# Quantiles of the calibration days that are not among the points. Caution stays at one ordinary day in twenty; out is
# as far as it can be with nearly every day beyond refused: one ordinary day in a hundred.
CAUTION, OUT = 0.95, 0.99
POINTS, NEIGHBOURS, TREES, SAMPLE = 1000, 3, 100, 256


def fit(f):
    """Domain of the features f [R,4] of the calibration runs, as domain.json's content."""
    seen, others = split(f)
    operating = {"features": [{"name": n, "title": t, "unit": u} for n, t, u in sample.FEATURES], "method": "nearest_neighbours",
                 "scale": _digits(spread(f)), "neighbours": NEIGHBOURS, "points": _digits(seen, 5)}
    d = distance(operating, others)
    operating |= {"caution_distance": _digits(np.quantile(d, CAUTION)), "out_distance": _digits(np.quantile(d, OUT)),
                  "n_runs": len(f)}
    return {"box": {n: {"min": lo, "max": hi} for n, (lo, hi) in BOX.items()}, "operating": operating}


def split(f):
    """Features of the days that are points [POINTS,4], and of the others."""
    order = np.random.default_rng(sample.SEEDS["choice"]).permutation(len(f))
    return f[np.sort(order[:POINTS])], f[np.sort(order[POINTS:])]


def spread(f):
    """Robust spread [4]: 1.4826 times the median distance from the median."""
    return 1.4826 * np.median(np.abs(f - np.median(f, 0)), 0)


def distance(operating, f):
    """Distances [R] of the features f [R,4] by a domain's content (the isolation forest is not written)."""
    if operating["method"] == "robust_mahalanobis":
        away = f - np.array(operating["location"])
        return np.sqrt(np.einsum("ri,ij,rj->r", away, np.array(operating["inverse_covariance"]), away))
    points, scale, k = np.array(operating["points"]), np.array(operating["scale"]), operating["neighbours"]
    return np.array([np.sort(np.sqrt((((points - row) / scale) ** 2).sum(1)))[:k].mean() for row in f])


def outside_box(days):
    """Whether wear or water temperature lies outside the box [R]."""
    t, wear = (np.array([v(day) for day in days]) for v in (lambda d: d["temperature"], lambda d: d["wear"].max()))
    low, high = BOX["water_temperature"]
    return (wear > st.WEAR_RANGE[1]) | (t < low) | (t > high)


def of_days(days):
    """Features [R,4] of days."""
    return np.array([sample.features(day) for day in days])


def judge(domain, days):
    """Levels [R] of days: 0 inside, 1 caution, 2 out (too far, or wear or water temperature outside the box)."""
    operating = domain["operating"]
    d = distance(operating, of_days(days))
    return np.where(outside_box(days) | (d > operating["out_distance"]), 2,
                    np.where(d > operating["caution_distance"], 1, 0))


def three_methods(f):
    """{method: (function of features [R,4] to distances, operations a query)} fitted to the features f."""
    robust = MinCovDet(random_state=sample.SEEDS["choice"]).fit(f)
    forest = IsolationForest(n_estimators=TREES, max_samples=SAMPLE, random_state=sample.SEEDS["choice"]).fit(f)
    operating, n = fit(f)["operating"], f.shape[1]
    return {"robust_mahalanobis": (lambda v: np.sqrt(robust.mahalanobis(v)), 2 * n * (n + 1)),
            "nearest_neighbours": (lambda v: distance(operating, v), 4 * n * POINTS),
            "isolation_forest": (lambda v: -forest.score_samples(v), 2 * 10 * TREES)}


def compare_methods(f, held_out, beyond, false_alarms=0.05):
    """Recall by method and kind where 5 % of the held-out days are refused; f [R,4] of the calibration days,
    beyond {kind: days}."""
    rows = []
    for name, (distance_of, operations) in three_methods(f).items():
        limit = np.quantile(distance_of(of_days(held_out)), 1 - false_alarms)
        recall = {k: float(np.mean(outside_box(v) | (distance_of(of_days(v)) > limit))) for k, v in beyond.items()}
        rows.append({"method": name, "recall": round(float(np.mean(list(recall.values()))), 4),
                     "false_alarm_rate": false_alarms, "by_kind": recall, "operations": operations})
    return rows


def _digits(value, n=9):
    """Values rounded to n significant digits, as lists or a float."""
    return np.vectorize(lambda v: float(f"{v:.{n}g}"))(value).tolist()


def report(domain, f, held_out, ambient, n_each=100):
    """False alarms on the held-out days, recall on extrapolated ones, as validation.json's `domain`."""
    rng = np.random.default_rng(sample.SEEDS["extrapolated"])
    beyond = {k: [sample.draw_extrapolated(rng, ambient, k) for _ in range(n_each)] for k in KINDS}
    levels, inside = {k: judge(domain, days) for k, days in beyond.items()}, judge(domain, held_out)
    by_kind = "; ".join(f"{k.replace('_', ' ')} {np.mean(v == 2):.2f} (with caution {np.mean(v >= 1):.2f})"
                        for k, v in levels.items())
    return {"false_alarm_rate": round(float(np.mean(inside == 2)), 4),
            "extrapolation_recall": round(float(np.mean(np.concatenate(list(levels.values())) == 2)), 4),
            "n_extrapolated": n_each * len(KINDS), "methods": compare_methods(f, held_out, beyond),
            "description": f"An alarm is the verdict out: a mean distance to the {NEIGHBOURS} nearest of {POINTS} seen days "
            f"above out_distance (the {100 * OUT:g} % quantile of the other calibration runs), or wear or water "
            "temperature outside the box. Extrapolated days: mean inflow 1.3 to 2 "
            "times the limit for the day's weather; 6 K or more of extra heat, above 40 Cel; one pump with wear 0.25 to "
            f"0.40; 800 to 950 m3/h on a day above 33 Cel. Recall by kind: {by_kind}. "
            f"Verdict caution or worse on held-out days: {np.mean(inside >= 1):.3f} (0.05 expected)."}
