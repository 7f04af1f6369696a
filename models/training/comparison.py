"""How close two bundles come: their surrogates' answers, and every number of their JSON files."""
import json

import numpy as np
import onnxruntime


def answers(path, x):
    """Answers [N,outputs] of an ONNX file to x [N,inputs]."""
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    return session.run(None, {"x": x.astype("f4")})[0]


def gap(committed, rebuilt, x):
    """By how much the surrogates of two bundles differ at x."""
    return np.abs(answers(committed / "model.onnx", x) - answers(rebuilt / "model.onnx", x))


def half_widths(bundle):
    """Half width of the whole-curve band by output."""
    outputs = json.loads((bundle / "intervals.json").read_text())["outputs"]
    return {name: bands["whole_curve"]["half_width"] for name, bands in outputs.items()}


def numbers(value, path=""):
    """Every number of a JSON value with its path."""
    if isinstance(value, dict):
        return [p for k, v in value.items() for p in numbers(v, f"{path}/{k}")]
    if isinstance(value, list):
        return [p for k, v in enumerate(value) for p in numbers(v, f"{path}/{k}")]
    return [(path, float(value))] if isinstance(value, (int, float)) else []


def conclude(committed, rebuilt, fine, within, say):
    """Print how the JSON files differ, and whether the surrogates are `fine`; 0 when they are, else 1."""
    for path in sorted(committed.glob("*.json")):
        a, b = (json.loads((f / path.name).read_text()) for f in (committed, rebuilt))
        _compare(path.name, dict(numbers(a)), dict(numbers(b)), say)
    say("check: " + (f"the rebuild agrees within {within}" if fine else "THE REBUILD DIFFERS"))
    return 0 if fine else 1


def _compare(name, a, b, say):
    """Say how many numbers of one file differ, and by how much at most."""
    if a.keys() != b.keys():
        return say(f"check {name}: different entries")
    gaps = {p: abs(a[p] - b[p]) / max(abs(a[p]), abs(b[p]), 1e-12) for p in a}
    worst = max(gaps, key=gaps.get)
    changed = sum(g > 0 for g in gaps.values())
    say(f"check {name}: {changed} of {len(a)} numbers differ" + (f", most at {worst} ({gaps[worst]:.2g})" if changed else ""))
