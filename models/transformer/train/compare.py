"""How close two bundles come: their surrogates on random inputs, and every number of their JSON files."""
import json

import numpy as np
import onnxruntime

import domain
import validate


def answers(path, x):
    """Answers [N,48] of an ONNX file to x [N,49]."""
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    return session.run(None, {"x": x.astype("f4")})[0]


def random_inputs(n, seed=51):
    """Inputs [n,49] inside the box."""
    low, high = (np.repeat([domain.BOX[k][i] for k in domain.BOX], [24, 24, 1]) for i in (0, 1))
    return low + np.random.default_rng(seed).random((n, 49)) * (high - low)


def numbers(value, path=""):
    """Every number of a JSON value with its path."""
    if isinstance(value, dict):
        return [p for k, v in value.items() for p in numbers(v, f"{path}/{k}")]
    if isinstance(value, list):
        return [p for k, v in enumerate(value) for p in numbers(v, f"{path}/{k}")]
    return [(path, float(value))] if isinstance(value, (int, float)) else []


def report(committed, rebuilt, say):
    """Print the comparison; 0 when the surrogates agree within the whole-curve half widths, else 1."""
    x = random_inputs(5000)
    gap = np.abs(answers(committed / "model.onnx", x) - answers(rebuilt / "model.onnx", x)).reshape(-1, 2, 24)
    bands = json.loads((committed / "intervals.json").read_text())["outputs"]
    fine = True
    for k, name in enumerate(validate.OUTPUTS):
        width, worst = bands[name]["whole_curve"]["half_width"], float(gap[:, k].max())
        fine &= worst <= width
        say(f"check {name}: worst {worst:.3g}, whole-curve band {width:.3g}")
    for path in sorted(committed.glob("*.json")):
        a, b = (json.loads((f / path.name).read_text()) for f in (committed, rebuilt))
        _compare(path.name, dict(numbers(a)), dict(numbers(b)), say)
    say("check: " + ("the rebuild agrees within the whole-curve bands" if fine else "THE REBUILD DIFFERS"))
    return 0 if fine else 1


def _compare(name, a, b, say):
    """Say how many numbers of one file differ, and by how much at most."""
    if a.keys() != b.keys():
        return say(f"check {name}: different entries")
    gaps = {p: abs(a[p] - b[p]) / max(abs(a[p]), abs(b[p]), 1e-12) for p in a}
    worst = max(gaps, key=gaps.get)
    changed = sum(g > 0 for g in gaps.values())
    say(f"check {name}: {changed} of {len(a)} numbers differ" + (f", most at {worst} ({gaps[worst]:.2g})" if changed else ""))
