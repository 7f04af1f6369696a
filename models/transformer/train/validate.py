"""Errors, baseline, split-conformal intervals and their coverage, on whole days never trained on.

Only days that are answered count: those on which no answered hot spot is above the limit of 140 Cel.
"""
import numpy as np

import asset
import surrogate as su

NOMINAL = 0.9
OUTPUTS = ("hot_spot", "top_oil")
REGIONS = ("normal", "overload")


def answered(weights, x):
    """Whether a day is answered [R]."""
    return su.predict(weights, x)[:, :24].max(1) <= asset.HOT_SPOT_LIMIT


def residuals(weights, x, y):
    """Truth less surrogate [R,2,24]."""
    return (y - su.predict(weights, x)).reshape(-1, 2, 24)


def regions(x):
    """Masks [R,24] of the hours: overload is a load above the rating."""
    over = x[:, :24] > 1.0
    return dict(zip(REGIONS, (~over, over)))


def quantile(scores, coverage=NOMINAL):
    """Split-conformal quantile: the ceil((n + 1) coverage)-th smallest score."""
    k = min(scores.size, int(np.ceil((scores.size + 1) * coverage))) - 1
    return float(np.partition(scores.ravel(), k)[k])


def intervals(r, x, edge):
    """intervals.json's content from the residuals of calibration days [R,2,24] and of days at the edge."""
    masks, out = regions(x), {}
    for k, name in enumerate(OUTPUTS):
        a = np.abs(r[:, k])
        width = quantile(a)
        out[name] = {"pointwise": {"half_width": _digits(width),
                                   "by_region": {g: _digits(quantile(a[m])) for g, m in masks.items()},
                                   "caution_factor": _digits(max(1.0, quantile(np.abs(edge[:, k])) / width))},
                     "whole_curve": {"half_width": _digits(quantile(a.max(1)))}}
    return {"method": "split_conformal", "coverage": NOMINAL, "calibration_runs": len(r), "outputs": out}


def baseline(x, y):
    """Mean rise [2] of the outputs over the ambient of the same hour."""
    return (y.reshape(-1, 2, 24) - x[:, None, 24:48]).mean((0, 2))


def outputs_report(x, y, r, level, edge, bands, base):
    """validation.json's `outputs` from held-out days (x, y, residuals r, verdicts of the domain) and days at the edge."""
    masks, report, inside = regions(x), {}, level == 0
    pairs = np.random.default_rng(0).permutation(y[:, :24].size)[:200]
    for k, name in enumerate(OUTPUTS):
        truth, e = y[:, 24 * k:24 * k + 24], r[:, k]
        b = truth - x[:, 24:48] - base[k]
        parity = np.stack([truth.ravel()[pairs], (truth - e).ravel()[pairs]], 1)
        report[name] = {"unit": "Cel", **_errors(e, b), "by_region": {g: _region(e[m], b[m]) for g, m in masks.items()},
                        "coverage": _coverage(e[inside], edge[:, k], bands["outputs"][name],
                                              {g: m[inside] for g, m in masks.items()}),
                        "parity": np.round(parity, 3).tolist()}
    return report


def _rmse(values):
    return _digits(np.sqrt(np.mean(values**2)))


def _errors(e, b):
    return {"n": e.size, "rmse": _rmse(e), "mae": _digits(np.abs(e).mean()), "worst": _digits(np.abs(e).max()),
            "bias": _digits(-e.mean()), "baseline_rmse": _rmse(b)}


def _region(e, b):
    return {"n": e.size, "rmse": _rmse(e), "baseline_rmse": _rmse(b)}


def _coverage(e, edge, band, masks):
    """Shares inside, on days inside the domain: of hours, of whole days under either band; at the edge: of hours
    under the wider pointwise band."""
    point, curve, top = band["pointwise"], band["whole_curve"]["half_width"], np.abs(e).max(1)
    share = lambda inside: round(float(np.mean(inside)), 4)
    width = point["half_width"]
    return {"nominal": NOMINAL, "pointwise": share(np.abs(e) <= width),
            "pointwise_band_whole_curve": share(top <= width), "whole_curve": share(top <= curve),
            "caution": share(np.abs(edge) <= width * point["caution_factor"]),
            "caution_without_factor": share(np.abs(edge) <= width),
            "by_region": {g: share(np.abs(e[m]) <= point["by_region"][g]) for g, m in masks.items()}}


def limit_report(weights, x, y, near=5.0):
    """What happens at the limit, over all held-out days: days refused, and how the refusal agrees with the truth."""
    given, true = su.predict(weights, x)[:, :24].max(1), y[:, :24].max(1)
    limit, close = asset.HOT_SPOT_LIMIT, np.abs(true - asset.HOT_SPOT_LIMIT) <= near
    return {"days": len(x), "refused": int((given > limit).sum()), "hottest": _digits(true.max()),
            "refused_but_below": int(((given > limit) & (true <= limit)).sum()),
            "answered_but_above": int(((given <= limit) & (true > limit)).sum()),
            "days_within_5_k": int(close.sum()), "rmse_of_their_peaks": _rmse((true - given)[close]),
            "rmse_of_peaks_above": _rmse((true - given)[true > limit])}


def beyond_report(weights, beyond, truth, bands, level):
    """What happens beyond the domain, by kind: error of the hot spot, share of days outside its whole-curve band,
    share refused above 140 Cel, by that or by the domain (level {kind: [R]}), and the worst error of the others."""
    width = bands["outputs"]["hot_spot"]["whole_curve"]["half_width"]
    rows = {}
    for kind, x in beyond.items():
        e, hot = np.abs(residuals(weights, x, truth[kind])[:, 0]), ~answered(weights, x)
        refused = hot | (level[kind] == 2)
        rows[kind] = {"n": len(x), "rmse": _rmse(e), "worst": _digits(e.max()),
                      "days_outside_the_band": round(float(np.mean(e.max(1) > width)), 4),
                      "refused_above_140_cel": round(float(np.mean(hot)), 4),
                      "refused_by_any": round(float(np.mean(refused)), 4),
                      "worst_not_refused": _digits(e[~refused].max(initial=0.0))}
    return rows


def _digits(value, n=4):
    return float(f"{float(value):.{n}g}")
