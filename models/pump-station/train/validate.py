"""Errors, baseline, split-conformal intervals and their coverage, on whole days never trained on."""
import numpy as np

import sample
import surrogate as su

NOMINAL = 0.9
REGIONS = ("one_pump", "two_pumps", "three_pumps")
UNITS = {"flow": "m3/h", "head": "m", "power": "kW", "npsh_margin": "m"}


def residuals(weights, days, states, y):
    """Truth minus surrogate [R,T,12], NaN where the pump does not run, float32."""
    parts = [v - su.predict(weights, sample.day_inputs(d, s)) for d, s, v in zip(days, states, y)]
    running = np.tile(states[:, :, 2:] > 0, 4)
    return np.where(running, np.stack(parts), np.nan).astype("f4")


def quantile(scores, coverage=NOMINAL):
    """Split-conformal quantile: the ceil((n + 1) coverage)-th smallest score."""
    n = len(scores)
    k = min(n, int(np.ceil((n + 1) * coverage))) - 1
    return float(np.partition(scores, k)[k])


def _by_region(states):
    """Masks [R,T] by the number of running pumps."""
    count = states[:, :, 2:].sum(2)
    return {name: count == k for k, name in enumerate(REGIONS, 1)}


def _seen(values):
    return values[~np.isnan(values)]


def _run_max(r):
    """Largest absolute residual of each run [R'] of one output [R,T]; runs in which the pump never runs drop out."""
    a = np.abs(r)
    return np.nanmax(a[~np.isnan(a).all(1)], 1)


def intervals(r, states):
    """intervals.json's content from the calibration residuals [R,T,12]."""
    regions, out = _by_region(states), {}
    for k, name in enumerate(su.OUTPUTS):
        a = np.abs(r[:, :, k])
        by = {g: _digits(quantile(_seen(a[m]))) for g, m in regions.items()}
        out[name] = {"pointwise": {"half_width": _digits(quantile(_seen(a))), "by_region": by},
                     "whole_curve": {"half_width": _digits(quantile(_run_max(a)))}}
    return {"method": "split_conformal", "coverage": NOMINAL, "calibration_runs": len(r), "outputs": out}


def baseline(x, y):
    """Mean of the training samples [3 counts][4 types] of a running pump."""
    run = x[:, 3:6] > 0
    count = run.sum(1)
    return np.array([[y[count == k][:, 3 * t:3 * t + 3][run[count == k]].mean() for t in range(4)] for k in (1, 2, 3)])


def outputs_report(r, y, states, bands, base):
    """validation.json's `outputs` from the held-out residuals and truth [R,T,12]."""
    regions = _by_region(states)
    count = states[:, :, 2:].sum(2).astype(int)
    report = {}
    for k, name in enumerate(su.OUTPUTS):
        kind = su.TYPES[k // 3]
        e = r[:, :, k]
        b = np.where(np.isnan(e), np.nan, y[:, :, k] - base[np.maximum(count, 1) - 1, k // 3])
        report[name] = {"unit": UNITS[kind], **_errors(e, b),
                        "by_region": {g: _region(e[m], b[m]) for g, m in regions.items()},
                        "coverage": _coverage(e, bands["outputs"][name])}
    return report


def _rmse(values):
    return _digits(np.sqrt(np.mean(_seen(values).astype(float) ** 2)))


def _errors(e, b):
    v = _seen(e).astype(float)
    return {"n": len(v), "rmse": _rmse(e), "mae": _digits(np.abs(v).mean()), "worst": _digits(np.abs(v).max()),
            "bias": _digits(-v.mean()), "baseline_rmse": _rmse(b)}


def _region(e, b):
    return {"n": int((~np.isnan(e)).sum()), "rmse": _rmse(e), "baseline_rmse": _rmse(b)}


def _coverage(e, band):
    """Shares inside: of points, of whole days under the pointwise band, of whole days under the curve band."""
    point, curve, top = band["pointwise"]["half_width"], band["whole_curve"]["half_width"], _run_max(e)
    return {"nominal": NOMINAL, "pointwise": round(float(np.mean(np.abs(_seen(e)) <= point)), 4),
            "pointwise_band_whole_curve": round(float(np.mean(top <= point)), 4),
            "whole_curve": round(float(np.mean(top <= curve)), 4)}


def _digits(value, n=4):
    return float(f"{float(value):.{n}g}")
