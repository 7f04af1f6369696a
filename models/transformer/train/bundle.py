"""Packs the bundle: contract, intervals, domain, validation, residuals, references, held-out days, provenance."""
from importlib.metadata import version
from pathlib import Path

import numpy as np

import asset
import domain
import export
import sample
import surrogate as su
import words
from training import packing
from validate import OUTPUTS

LENGTHS = {"load": 24, "ambient": 24, "initial_top_oil": 1}
OUTPUT_RANGE = {"hot_spot": (-20.0, asset.HOT_SPOT_LIMIT), "top_oil": (-20.0, 115.0)}
COUNT = 1e-4  # K per count of residuals.json
PACKAGES = ("transformer-thermal-model", "numpy", "scipy", "scikit-learn", "onnx", "onnxruntime", "pvlib", "pandas")
COMPACT = ("residuals.json", "heldout.json", "reference.json", "domain.json")  # files without white space


def contract():
    """contract.json's content."""
    inputs, slot = [], 0
    for name, length in LENGTHS.items():
        title, unit = words.INPUTS[name]
        inputs.append({"name": name, "title": title, "tensor": "x", "slot": slot, "length": length, "unit": unit,
                       "kind": "continuous", "range": dict(zip(("min", "max"), domain.BOX[name]))})
        slot += length
    outputs = [{"name": n, "title": words.OUTPUTS[n], "tensor": "y", "slot": 24 * k, "length": 24, "unit": "Cel",
                "range": dict(zip(("min", "max"), OUTPUT_RANGE[n]))} for k, n in enumerate(OUTPUTS)]
    return {"contract_version": "1.0.0", "model": words.MODEL, "inputs": inputs, "outputs": outputs}


def residual_runs(r, n=64):
    """residuals.json's content: truth less surrogate of n held-out days, as counts; r [R,2,24]."""
    pick = np.sort(np.random.default_rng(sample.SEEDS["choice"]).permutation(len(r))[:n])
    return {"step_min": 60, "outputs": list(OUTPUTS), "scale": [COUNT] * 2,
            "runs": np.rint(r[pick] / COUNT).astype(int).tolist()}


def reference(weights, x, y, n=256):
    """reference.json's content, answered by the native model: corners of the ranges (all eight by input, then by
    single columns; a quarter of the rows), and rows of the training data x, y."""
    rng, low_high = np.random.default_rng(sample.SEEDS["choice"]), np.array([domain.BOX[k] for k in LENGTHS]).T
    low, high = (np.repeat(v, list(LENGTHS.values())) for v in low_high)
    by_input = np.repeat((np.arange(8)[:, None] >> np.arange(3)) & 1, list(LENGTHS.values()), axis=1)
    share = np.vstack([by_input, rng.integers(0, 2, (n // 4 - 8, 49))])
    rows = np.vstack([low + share * (high - low), np.round(x[rng.permutation(len(x))[:n - n // 4]], 4)])
    experiments = [{"id": f"r{k:03d}", "inputs": packing.rounded(a, 9), "expected": packing.rounded(b, 9)}
                   for k, (a, b) in enumerate(zip(rows, su.predict(weights, rows)))]
    tolerance = {"relative": 1e-5, "description": "of the larger of the value and the output's scale"}
    return {"tolerance": tolerance, "scale": packing.rounded(y.std(0), 6), "experiments": experiments}


def held_out_days(x, y):
    """heldout.json's content: days chosen by words.HELD_OUT, with the answers of the full-order model."""
    taken, days = [], []
    for key, title, score in words.HELD_OUT:
        ranks = np.argsort(score(x, y), kind="stable")[::-1]
        k = int(next(i for i in ranks if i not in taken))
        taken.append(k)
        ends = np.cumsum([0, *LENGTHS.values()])
        inputs = {n: packing.rounded(x[k, a:b], 6) for n, a, b in zip(LENGTHS, ends, ends[1:])}
        truth = {n: packing.rounded(y[k, 24 * i:24 * i + 24], 6) for i, n in enumerate(OUTPUTS)}
        days.append({"id": key, "title": title, "inputs": inputs, "full_order": truth})
    return {"step_min": 60, "days": days}


def provenance(counts):
    """provenance.json's content; the same on every machine."""
    return {"what": words.WHAT, "command": "python3 models/transformer/train/make.py", "counts": counts,
            "seeds": {**sample.SEEDS, "network": su.SEED}, "network": words.NETWORK, "engine": words.ENGINE,
            "packages": {p: version(p) for p in PACKAGES}, "lineage": [], "sources": words.SOURCES,
            "assumptions": words.ASSUMPTIONS, "not_measured": words.NOT_MEASURED}


def write(folder, weights, contents):
    """Write every file of the bundle and its index; contents {file name: object}."""
    packing.write(Path(folder), words.MODEL, export.build(weights), contents, COMPACT)
