"""The validity domain: a box, and the distance of a day's operating features from days that were seen.

Three tests were measured (robust Mahalanobis, nearest neighbours, isolation forest); the nearest seen day is used.
"""
import warnings

import numpy as np
from sklearn.covariance import MinCovDet
from sklearn.ensemble import IsolationForest

import sample

BOX = {"load": sample.LOAD_RANGE, "ambient": sample.AMBIENT_RANGE, "initial_top_oil": sample.OIL_RANGE}
# (name, title, unit, input, statistic); the last load and first ambient stand for the evening before, from which
# the initial oil comes.
FEATURES = (("load_mean", "Mean load", "1", "load", "mean"), ("load_max", "Highest load", "1", "load", "max"),
            ("load_min", "Lowest load", "1", "load", "min"), ("load_last", "Last load", "1", "load", "last"),
            ("ambient_max", "Highest ambient", "Cel", "ambient", "max"),
            ("ambient_first", "First ambient", "Cel", "ambient", "first"),
            ("oil", "Initial top oil", "Cel", "initial_top_oil", "value"))
PLACES = {"load": slice(0, 24), "ambient": slice(24, 48), "initial_top_oil": slice(48, 49)}
STATISTICS = {"mean": lambda v: v.mean(1), "max": lambda v: v.max(1), "min": lambda v: v.min(1),
              "first": lambda v: v[:, 0], "last": lambda v: v[:, -1], "value": lambda v: v[:, 0]}
# The caution zone lies between these quantiles of the calibration days that are not among the points.
CAUTION, OUT = 0.95, 0.97
POINTS, NEIGHBOURS, TREES, SAMPLE = 1000, 1, 100, 256


def features(x):
    """Operating features [R,7] of rows x [R,49]."""
    return np.stack([STATISTICS[s](x[:, PLACES[i]]) for *_, i, s in FEATURES], 1)


def outside_box(x):
    """Whether any value of a row lies outside the box [R]."""
    low, high = (np.repeat([BOX[n][k] for n in BOX], [24, 24, 1]) for k in (0, 1))
    return ((x < low) | (x > high)).any(1)


def spread(f):
    """Robust spread [F] of what the other features leave open of each: 1.4826 median |residual| of a linear fit."""
    def one(k):
        others = np.column_stack([np.delete(f, k, 1), np.ones(len(f))])
        return f[:, k] - others @ np.linalg.lstsq(others, f[:, k], rcond=None)[0]
    return np.array([1.4826 * np.median(np.abs(one(k))) for k in range(f.shape[1])])


def nearest(points, scale, neighbours=NEIGHBOURS):
    """Function of features [R,F]: mean scaled distance to the nearest points."""
    def distance(f):
        apart = [np.sort(np.sqrt((((points - row) / scale) ** 2).sum(1)))[:neighbours].mean() for row in f]
        return np.array(apart)
    return distance


def three_methods(f, seen):
    """{method: (function of features [R,F] to distances, operations a query)} fitted to days f, `seen` of them as points."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the search for the determinant warns of steps that it then leaves out
        robust = MinCovDet(random_state=sample.SEEDS["choice"]).fit(f)
    forest = IsolationForest(n_estimators=TREES, max_samples=SAMPLE, random_state=sample.SEEDS["choice"]).fit(f)
    n = f.shape[1]
    return {"robust_mahalanobis": (lambda v: np.sqrt(robust.mahalanobis(v)), 2 * n * (n + 1)),
            "nearest_neighbours": (nearest(seen, spread(f)), 4 * n * len(seen)),
            "isolation_forest": (lambda v: -forest.score_samples(v), 2 * 10 * TREES)}


def fit(x):
    """Domain of the calibration days x [R,49], as domain.json's content."""
    f = features(x)
    operating = {"features": [{"name": n, "title": t, "unit": u, "of": {"input": i, "statistic": s}}
                              for n, t, u, i, s in FEATURES],
                 "method": "nearest_neighbours", "scale": _digits(spread(f)), "neighbours": NEIGHBOURS}
    operating["points"] = _digits(f[:POINTS], 6)
    d = distance(operating, f[POINTS:])
    operating |= {"caution_distance": _digits(np.quantile(d, CAUTION)), "out_distance": _digits(np.quantile(d, OUT)),
                  "n_runs": len(f)}
    return {"box": {n: {"min": lo, "max": hi} for n, (lo, hi) in BOX.items()}, "operating": operating}


def distance(operating, f):
    """Distances [R] of features f [R,F] by a domain's content."""
    return nearest(np.array(operating["points"]), np.array(operating["scale"]), operating["neighbours"])(f)


def judge(domain, x):
    """Levels [R] of rows: 0 inside, 1 caution, 2 out."""
    operating = domain["operating"]
    d = distance(operating, features(x))
    return np.where(outside_box(x) | (d > operating["out_distance"]), 2, np.where(d > operating["caution_distance"], 1, 0))


def compare_methods(calibration, held_out, beyond, false_alarms=0.05):
    """Recall by method and kind where 5 % of the held-out days are refused; beyond {kind: [R,49]}."""
    f = features(calibration)
    rows = []
    for name, (distance_of, operations) in three_methods(f, f[:POINTS]).items():
        limit = np.quantile(distance_of(features(held_out)), 1 - false_alarms)
        recall = {k: float(np.mean(outside_box(v) | (distance_of(features(v)) > limit))) for k, v in beyond.items()}
        rows.append({"method": name, "recall": round(float(np.mean(list(recall.values()))), 4),
                     "false_alarm_rate": false_alarms, "by_kind": {k: round(v, 4) for k, v in recall.items()},
                     "operations": operations})
    return rows


def report(domain, methods, held_out, beyond):
    """validation.json's `domain`: false alarms on held-out days, recall on days beyond {kind: [R,49]}."""
    inside, levels = judge(domain, held_out), {k: judge(domain, v) for k, v in beyond.items()}
    by_kind = {k: {"out": round(float(np.mean(v == 2)), 4), "caution_or_out": round(float(np.mean(v >= 1)), 4),
                   "out_by_box": round(float(np.mean(outside_box(beyond[k]))), 4)} for k, v in levels.items()}
    caution_rate = round(float(np.mean(inside == 1)), 4)
    return {"false_alarm_rate": round(float(np.mean(inside == 2)), 4),
            "extrapolation_recall": round(float(np.mean(np.concatenate(list(levels.values())) == 2)), 4),
            "n_extrapolated": sum(map(len, levels.values())), "caution_rate": caution_rate,
            "by_kind": by_kind, "methods": methods, "description": _sentence(by_kind, caution_rate)}


def _sentence(by_kind, caution_rate):
    """What was tried, in words."""
    kinds = "; ".join(f"{k.replace('_', ' ')} {v['out']:.2f}" for k, v in by_kind.items())
    return ("An alarm is the verdict out: a value outside the box, or a distance to the nearest of "
            f"{POINTS} seen days above out_distance (the {100 * OUT:g} % quantile of the calibration days that are not "
            "among them). Days beyond: load, 1.3 to 2 times the highest for the day's weather; shape, constant, in blocks "
            "or one spike; heat, 6 to 14 K more, above 40 Cel; hot loaded, a day above 33 Cel with 1.12 to 1.28 times the "
            "highest load for it; oil, initially 10 to 30 K below the ambient or 30 to 50 K above the usual. "
            f"Recall by kind: {kinds}. Verdict caution on held-out days: {caution_rate:.3f}.")


def _digits(value, n=9):
    """Values rounded to n significant digits, as lists or a float."""
    return np.vectorize(lambda v: float(f"{v:.{n}g}"))(value).tolist()
