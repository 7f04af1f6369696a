"""Makes the bundle of the ageing formula of IEC 60076-7. Standard library only.

    python3 models/transformer-ageing/make.py
    cargo run -p twinlet -- model pack models/transformer-ageing/bundle

The reference experiments are computed here, from the formula in Python; the device computes
them from `model.json`. Both must agree to 1e-12.
"""
import json
import math
import random
import statistics
from decimal import Decimal, getcontext
from pathlib import Path

import words

BUNDLE = Path(__file__).parent / "bundle"
HOURS, LOW, HIGH = 24, -20.0, 140.0  # Cel
SEED, DAYS, EXPERIMENTS, CORNERS = 11, 2000, 256, 64
FORMULAS = {"ageing_rate": "pow(2, (hot_spot - 98) / 6)",
            "ageing_rate_upgraded": "exp(15000 / (110 + 273) - 15000 / (hot_spot + 273))"}
# Highest plausible rates; at 140 Cel they are 128 and 17.2.
HIGHEST = {"ageing_rate": 130.0, "ageing_rate_upgraded": 18.0}
# Hot spot (Cel) and both rates as they are commonly quoted from IEC 60076-7, rounded; not compared with the print.
TABULATED = [(80, 0.125, 0.036), (86, 0.25, 0.073), (92, 0.5, 0.145), (98, 1.0, 0.282), (104, 2.0, 0.536),
             (110, 4.0, 1.0), (116, 8.0, 1.83), (122, 16.0, 3.29), (128, 32.0, 5.8), (134, 64.0, 10.1),
             (140, 128.0, 17.2)]


def rates(hot_spot):
    """Relative ageing rates (1) at a hot spot (Cel): paper that is not upgraded, thermally upgraded paper."""
    return 2.0 ** ((hot_spot - 98.0) / 6.0), math.exp(15000.0 / (110.0 + 273.0) - 15000.0 / (hot_spot + 273.0))


def exact(hot_spot):
    """The same with 50 digits."""
    t = Decimal(hot_spot)
    upgraded = Decimal(15000) / 383 - Decimal(15000) / (t + 273)
    return Decimal(2) ** ((t - 98) / 6), upgraded.exp()


def day(rng):
    """Hourly hot spots (Cel) of a day anywhere in the range: a level, a swing, an hour of the peak, and noise."""
    level, swing, peak = rng.uniform(LOW, HIGH), rng.uniform(0, 50), rng.uniform(0, HOURS)
    curve = (level + swing * math.cos(2 * math.pi * (k - peak) / HOURS) + rng.gauss(0, 3) for k in range(HOURS))
    return [round(min(max(x, LOW), HIGH), 4) for x in curve]


def corner(k, rng):
    """Corners of the range: all low, all high, one hour high, one hour low, then drawn."""
    low, high = [LOW] * HOURS, [HIGH] * HOURS
    if k < 2:
        return [low, high][k]
    row, hour = ([low, high][k % 2], (k - 2) // 2)
    if hour < HOURS:
        row[hour] = LOW + HIGH - row[hour]
        return row
    return [rng.choice((LOW, HIGH)) for _ in range(HOURS)]


def answer(row):
    """Output columns of a row: both rates of each hour, one after the other."""
    columns = list(zip(*map(rates, row)))
    return [x for column in columns for x in column]


def slot(name, title, first, unit, low, high, tensor):
    """A slot of the contract with a value for each hour."""
    return {"name": name, "title": title, "tensor": tensor, "slot": first, "length": HOURS, "unit": unit,
            "range": {"min": low, "max": high}}


def contract():
    hot_spot = slot("hot_spot", words.INPUT, 0, "Cel", LOW, HIGH, "x") | {"kind": "continuous"}
    outputs = [slot(name, words.OUTPUTS[name], HOURS * k, "1", 0.0, HIGHEST[name], "y")
               for k, name in enumerate(FORMULAS)]
    return {"contract_version": "1.0.0", "model": words.MODEL, "inputs": [hot_spot], "outputs": outputs}


def domain():
    """A box alone: without features there is no joint test."""
    operating = {"features": [], "method": "nearest_neighbours", "caution_distance": 1.0, "out_distance": 1.0,
                 "points": [], "n_runs": 0}
    return {"box": {"hot_spot": {"min": LOW, "max": HIGH}}, "operating": operating}


def intervals():
    width = {"pointwise": {"half_width": 0.0}, "whole_curve": {"half_width": 0.0}}
    return {"method": "exact", "coverage": 1.0, "calibration_runs": 0, "outputs": {name: width for name in FORMULAS}}


def reference(days, rng):
    rows = [corner(k, rng) for k in range(CORNERS)] + days[:EXPERIMENTS - CORNERS]
    columns = zip(*map(answer, days))
    tolerance = {"relative": 1e-12, "description": "of the larger of the value and the output's scale"}
    return {"tolerance": tolerance, "scale": [float(f"{statistics.pstdev(c):.6g}") for c in columns],
            "experiments": [{"id": f"r{k:03d}", "inputs": row, "expected": answer(row)} for k, row in enumerate(rows)]}


def figures(days, k):
    """validation.json's figures of one output: 64 bits beside 50 digits, on all hours."""
    hours = [x for row in days for x in row]
    truth = [float(exact(x)[k]) for x in hours]
    errors = [rates(x)[k] - true for x, true in zip(hours, truth)]
    mean = statistics.fmean(truth)
    pairs = [[float(f"{truth[i]:.6g}"), float(f"{rates(hours[i])[k]:.6g}")] for i in range(0, len(hours), 241)]
    rounded = lambda x: float(f"{x:.4g}")
    return {"unit": "1", "n": len(hours), "rmse": rounded(math.sqrt(statistics.fmean(e * e for e in errors))),
            "mae": rounded(statistics.fmean(map(abs, errors))), "worst": rounded(max(map(abs, errors))),
            "bias": rounded(statistics.fmean(errors)),
            "baseline_rmse": rounded(math.sqrt(statistics.fmean((x - mean) ** 2 for x in truth))),
            "coverage": {"nominal": 1.0, "pointwise": 1.0, "whole_curve": 1.0}, "parity": pairs[:200]}


def validation(days):
    return words.VALIDATION | {"runs": len(days), "step_min": 60,
                               "outputs": {name: figures(days, k) for k, name in enumerate(FORMULAS)}}


def write(name, content, indent=2):
    text = json.dumps(content, indent=indent, ensure_ascii=False, separators=None if indent else (",", ":"))
    (BUNDLE / name).write_text(text + "\n", encoding="utf-8")


def main():
    getcontext().prec = 50
    for hot_spot, plain, upgraded in TABULATED:
        for found, printed in zip(rates(hot_spot), (plain, upgraded)):
            assert abs(found / printed - 1) < 0.02, f"{hot_spot} Cel: {found}, quoted is {printed}"
    rng = random.Random(SEED)
    days = [day(rng) for _ in range(DAYS)]
    BUNDLE.mkdir(exist_ok=True)
    write("model.json", {"outputs": FORMULAS})
    write("contract.json", contract())
    write("domain.json", domain())
    write("intervals.json", intervals())
    write("reference.json", reference(days, rng), indent=None)
    write("validation.json", validation(days))
    write("provenance.json", words.PROVENANCE | {"counts": {"days": DAYS, "experiments": EXPERIMENTS,
                                                            "corners": CORNERS}, "seeds": {"days": SEED}})


if __name__ == "__main__":
    main()
