"""Packs the bundle: contract, intervals, domain, validation, residuals, references, held-out days, provenance."""
import json
from importlib.metadata import version
from pathlib import Path

import numpy as np

import domain
import export
import profiles
import sample
import station as st
import surrogate as su
import words
from training import packing
from validate import UNITS

# Bounds a correct answer keeps over the whole box; 0 belongs to them, a stopped pump answers 0.
OUTPUT_RANGE = {"flow": (0.0, 560.0), "head": (0.0, 42.0), "power": (0.0, 55.0), "npsh_margin": (-1.0, 9.0)}
SCALE = {"flow": 400.0, "head": 30.0, "power": 40.0, "npsh_margin": 5.0}
COUNTS = {"flow": 1e-3, "head": 1e-4, "power": 1e-4, "npsh_margin": 2e-5}  # residual units per count
PACKAGES = ("wntr", "numpy", "scipy", "scikit-learn", "onnx", "onnxruntime", "pvlib")
COMPACT = ("residuals.json", "heldout.json", "domain.json")  # files without white space


def per_output(table):
    """[12] values of a table by output type."""
    return [table[t] for t in su.TYPES for _ in range(3)]


def contract():
    """contract.json's content."""
    inputs = [{"name": n, "title": words.INPUTS[n][0], "tensor": "x", "slot": k, "unit": words.INPUTS[n][1],
               "kind": "binary" if n.startswith("run") else "continuous",
               "range": {"min": domain.BOX[n][0], "max": domain.BOX[n][1]}} for k, n in enumerate(su.INPUTS)]
    outputs = []
    for k, name in enumerate(su.OUTPUTS):
        kind = su.TYPES[k // 3]
        outputs.append({"name": name, "title": words.OUTPUTS[kind].format(k % 3 + 1), "tensor": "y", "slot": k,
                        "unit": UNITS[kind], "range": dict(zip(("min", "max"), OUTPUT_RANGE[kind]))})
    return {"contract_version": "1.0.0", "model": words.MODEL, "inputs": inputs, "outputs": outputs}


def residual_runs(r, n=64):
    """residuals.json's content: hourly means of truth minus surrogate of n held-out runs, as counts."""
    pick = np.sort(np.random.default_rng(sample.SEEDS["choice"]).permutation(len(r))[:n])
    hours = r[pick].reshape(n, 24, 60, 12).astype(float)
    seen = (~np.isnan(hours)).sum(2)
    mean = np.where(seen > 0, np.nansum(hours, 2) / np.maximum(seen, 1), 0.0)
    counts = np.rint(mean / per_output(COUNTS)).astype(int).transpose(0, 2, 1)
    return {"step_min": 60, "outputs": list(su.OUTPUTS), "scale": per_output(COUNTS), "runs": counts.tolist()}


def reference(weights):
    """reference.json's content: 12 corners of the box and 12 inner points, answered by the native model."""
    rng = np.random.default_rng(sample.SEEDS["choice"])
    low, high = np.array([domain.BOX[n] for n in su.INPUTS]).T
    share = np.vstack([[np.zeros(9), np.ones(9)], rng.integers(0, 2, (10, 9)), rng.random((12, 9))])
    share[:, 3:6] = np.round(share[:, 3:6])
    x = np.round(low + share * (high - low), 6)
    y = su.predict(weights, x)
    experiments = [{"id": f"ref-{k:02d}", "inputs": a.tolist(), "expected": packing.rounded(b, 9)}
                   for k, (a, b) in enumerate(zip(x, y), 1)]
    tolerance = {"relative": 1e-5, "description": "|a-b| <= relative * max(|b|, scale)"}
    return {"tolerance": tolerance, "scale": per_output(SCALE), "experiments": experiments}


def held_out_days(days, states, y, step=15):
    """heldout.json's content: eight days chosen by words.HELD_OUT, every 15 minutes (values at the instant)."""
    taken, out = [], []
    for key, title, score in words.HELD_OUT:
        ranks = np.argsort([score(d, s) for d, s in zip(days, states)], kind="stable")[::-1]
        k = int(next(i for i in ranks if i not in taken))
        taken.append(k)
        x = sample.day_inputs(days[k], states[k])[::step]
        out.append({"id": key, "title": title.format(out=days[k]["out"]),
                    "inputs": {n: packing.rounded(x[:, j], 5) for j, n in enumerate(su.INPUTS)},
                    "full_order": {n: packing.rounded(y[k][::step, j], 5) for j, n in enumerate(su.OUTPUTS)}})
    return {"step_min": step, "days": out}


def provenance(counts):
    """provenance.json's content; the same on every machine."""
    return {"what": words.WHAT, "command": "python3 models/pump-station/train/make.py", "counts": counts,
            "seeds": {**sample.SEEDS, "training": su.SEED}, "network": "7-48-48-4 tanh, applied once per pump; L-BFGS",
            "packages": {p: version(p) for p in PACKAGES}, "engine": "EPANET 2.2 (library shipped with WNTR)",
            "sources": words.SOURCES, "assumptions": words.ASSUMPTIONS, "not_measured": words.NOT_MEASURED, "lineage": words.LINEAGE}


def write(folder, weights, contents):
    """Write every file of the bundle and its index; contents {file name: object}."""
    packing.write(Path(folder), words.MODEL, export.build(weights), contents, COMPACT)


def renew_domain(source, folder, limits, domain_report):
    """Copy a bundle with another domain: what belongs to the domain, the version and the lineage are written anew,
    every other file is copied as it is."""
    source, folder = Path(source), Path(folder)
    old = {n: json.loads((source / n).read_text()) for n in ("contract.json", "validation.json", "provenance.json")}
    new = {"contract.json": contract(), "domain.json": limits,
           "validation.json": {**old["validation.json"], "domain": domain_report, "not_to_trust": words.NOT_TO_TRUST},
           "provenance.json": {**old["provenance.json"], "lineage": words.LINEAGE}}
    version_apart = {**new["contract.json"], "model": {**words.MODEL, "version": old["contract.json"]["model"]["version"]}}
    assert version_apart == old["contract.json"], "the contract changed: a full build is needed"
    folder.mkdir(parents=True, exist_ok=True)
    names = [p.name for p in source.iterdir() if p.name != "bundle.json"]
    for name in names:
        if name in new:
            packing.write_json(folder / name, new[name], name in COMPACT)
        else:
            (folder / name).write_bytes((source / name).read_bytes())
    packing.write_index(folder, words.MODEL, [n for n in names if n != "model.onnx"])
