"""The validity domain: a box of inputs and a robust Mahalanobis distance of a day's operating features."""
import numpy as np
from sklearn.covariance import MinCovDet

import sample
import station as st

BOX = {"wet_well_level": st.WELL_RANGE, "head_tank_level": st.TANK_RANGE,
       "water_temperature": sample.TEMPERATURE_RANGE,
       **{f"run_{i}": (0.0, 1.0) for i in (1, 2, 3)}, **{f"wear_{i}": st.WEAR_RANGE for i in (1, 2, 3)}}
KINDS = ("inflow", "heat", "wear", "hot_storm")
CAUTION, OUT = 0.95, 0.995


def fit(f, points=200):
    """Domain of the features f [R,4] of the calibration runs, as domain.json's content."""
    estimate = MinCovDet(random_state=sample.SEEDS["choice"]).fit(f)
    operating = {"features": [{"name": n, "unit": u} for n, u in sample.FEATURES], "method": "robust_mahalanobis",
                 "location": _digits(estimate.location_), "inverse_covariance": _digits(estimate.precision_)}
    d = distance(operating, f)
    pick = np.sort(np.random.default_rng(sample.SEEDS["choice"]).permutation(len(f))[:points])
    operating |= {"caution_distance": _digits(np.quantile(d, CAUTION)), "out_distance": _digits(np.quantile(d, OUT)),
                  "points": _digits(f[pick], 5), "n_runs": len(f)}
    return {"box": {n: {"min": lo, "max": hi} for n, (lo, hi) in BOX.items()}, "operating": operating}


def distance(operating, f):
    """Distances [R] of the features f [R,4]."""
    away = f - np.array(operating["location"])
    return np.sqrt(np.einsum("ri,ij,rj->r", away, np.array(operating["inverse_covariance"]), away))


def judge(domain, days):
    """Levels [R] of days: 0 inside, 1 caution, 2 out (too far, or wear or water temperature outside the box)."""
    operating = domain["operating"]
    f = np.array([sample.features(day) for day in days])
    d = distance(operating, f)
    t = np.array([day["temperature"] for day in days])
    low, high = BOX["water_temperature"]
    outside = (f[:, 3] > st.WEAR_RANGE[1]) | (t < low) | (t > high)
    return np.where(outside | (d > operating["out_distance"]), 2, np.where(d > operating["caution_distance"], 1, 0))


def _digits(value, n=9):
    """Values rounded to n significant digits, as lists or a float."""
    return np.vectorize(lambda v: float(f"{v:.{n}g}"))(value).tolist()


def report(domain, held_out, ambient, n_each=100):
    """False alarms on the held-out days, recall on extrapolated ones, as validation.json's `domain`."""
    rng = np.random.default_rng(sample.SEEDS["extrapolated"])
    levels = {k: judge(domain, [sample.draw_extrapolated(rng, ambient, k) for _ in range(n_each)]) for k in KINDS}
    inside = judge(domain, held_out)
    by_kind = "; ".join(f"{k.replace('_', ' ')} {np.mean(v == 2):.2f} (with caution {np.mean(v >= 1):.2f})"
                        for k, v in levels.items())
    return {"false_alarm_rate": round(float(np.mean(inside == 2)), 4),
            "extrapolation_recall": round(float(np.mean(np.concatenate(list(levels.values())) == 2)), 4),
            "n_extrapolated": n_each * len(KINDS),
            "description": "An alarm is the verdict out: a distance above out_distance (the 99.5 % quantile of the "
            "calibration runs), or wear or water temperature outside the box. Extrapolated days: mean inflow 1.3 to 2 "
            "times the limit for the day's weather; 6 K or more of extra heat, above 40 Cel; one pump with wear 0.25 to "
            f"0.40; 800 to 950 m3/h on a day above 33 Cel. Recall by kind: {by_kind}. "
            f"Verdict caution or worse on held-out days: {np.mean(inside >= 1):.3f} (0.05 expected)."}
