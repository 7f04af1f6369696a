"""The folder as a whole: complete, the same every time, free of paths, checkable; and errors that say what to do."""

import getpass
import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from conftest import read
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import RBF, WhiteKernel
from sklearn.linear_model import Ridge
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

import twinlet
from twinlet.__main__ import main

ROOT = Path(__file__).parents[1]
PARTS = ("bundle", "contract", "domain", "intervals", "provenance", "reference", "validation")
FILES = {"model.onnx", *(f"{p}.json" for p in PARTS)}
EXAMPLE = ROOT / "examples" / "fresh_model.py"


def contents(folder):
    return {p.name: p.read_bytes() for p in folder.iterdir()}


def ridge(data):
    return make_pipeline(StandardScaler(), Ridge()).fit(*data.train)


def test_every_part_is_there_and_says_what_is_missing(one, tmp_path):
    report = one.export(ridge(one), tmp_path)
    assert set(contents(tmp_path)) == FILES
    card = read(tmp_path, "contract.json")["model"]
    assert card["fidelity"].startswith("TODO") and card["owner"]["name"].startswith("TODO")
    assert any(t.startswith("owner") for t in report.todos) and "TODO owner" in str(report)
    shown = str(report)
    assert "rmse" in shown and "domain:" in shown and "KiB" in shown
    validation = read(tmp_path, "validation.json")
    assert validation["baseline"]["name"] == "mean" and len(validation["outputs"]["head"]["parity"]) == 200
    assert read(tmp_path, "provenance.json")["packages"]["scikit-learn"]


def test_nothing_is_missing_when_all_is_said(one, tmp_path):
    words = {"id": "pump", "title": "Pump", "version": "1.2.0", "owner": {"name": "A", "contact": "B"},
             "valid_until": "2030-01-31", "intended_use": ["a"], "not_for": ["b"], "fidelity": "c"}  # fmt: skip
    report = one.export(ridge(one), tmp_path, **words, ranges={"speed": (0.4, 1.3)}, evidence="measurements")
    assert report.todos == () and b"TODO" not in b"".join(contents(tmp_path).values())
    assert read(tmp_path, "contract.json")["inputs"][0]["range"] == {"min": 0.4, "max": 1.3}
    assert any("wider than the training data" in d for d in read(tmp_path, "validation.json")["not_to_trust"])


def test_references_hold_the_corners_and_the_native_answers(one, tmp_path):
    model = ridge(one)
    one.export(model, tmp_path)
    experiments = read(tmp_path, "reference.json")["experiments"]
    x, y = (np.array([e[k] for e in experiments]) for k in ("inputs", "expected"))
    assert len(x) == 256
    np.testing.assert_array_equal(y[:, 0], model.predict(x))
    ends = [(s["range"]["min"], s["range"]["max"]) for s in read(tmp_path, "contract.json")["inputs"]]
    at_corner = np.all([np.isclose(x[:, k], low) | np.isclose(x[:, k], high) for k, (low, high) in enumerate(ends)], 0)
    assert len(np.unique(x[at_corner], axis=0)) == 8


@pytest.mark.parametrize("make", [
    lambda: make_pipeline(StandardScaler(), Ridge()), lambda: HistGradientBoostingRegressor(max_iter=10),
    lambda: GaussianProcessRegressor(RBF(10.0) + WhiteKernel(), alpha=1e-2)])  # fmt: skip
def test_the_same_input_gives_the_same_bytes(make, one, tmp_path):
    for name in ("a", "b"):
        one.export(make().fit(*one.train), tmp_path / name)
    assert contents(tmp_path / "a") == contents(tmp_path / "b")


def run_example(folder, salt):
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src"), "PYTHONHASHSEED": salt, "OMP_NUM_THREADS": "1"}
    done = subprocess.run([sys.executable, str(EXAMPLE), str(folder)], env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_example_in_two_processes_and_without_a_trace_of_the_machine(tmp_path):
    assert "invented-pump" in run_example(tmp_path / "a", "1")
    run_example(tmp_path / "b", "2")
    files = contents(tmp_path / "a")
    assert files == contents(tmp_path / "b")
    traces = {str(Path.home()) + "/", str(Path.cwd()), str(tmp_path), str(ROOT), "site-packages", socket.gethostname()}
    traces |= {t for t in (getpass.getuser(),) if len(t) > 4}
    for trace in traces:
        assert not [n for n, raw in files.items() if trace.encode() in raw], trace
    assert read(tmp_path / "a", "validation.json")["domain"]["extrapolation_recall"] > 0.9


def test_a_path_in_the_words_is_refused(one, tmp_path):
    with pytest.raises(twinlet.ExportRefused, match="path of this machine"):
        one.export(ridge(one), tmp_path / "out", title=f"from {Path.cwd()}/pump.csv")


def test_an_earlier_bundle_is_replaced_but_nothing_else(one, tmp_path):
    one.export(ridge(one), tmp_path)
    one.export(ridge(one), tmp_path, version="0.2.0")
    assert read(tmp_path, "bundle.json")["version"] == "0.2.0"
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(twinlet.TwinletError, match="notes.txt"):
        one.export(ridge(one), tmp_path)
    assert (tmp_path / "notes.txt").exists()


def change(folder, name, edit):
    content = json.loads((folder / name).read_text())
    edit(content)
    (folder / name).write_text(json.dumps(content))


DAMAGE = {
    "altered": lambda f: (f / "contract.json").write_bytes(
        (f / "contract.json").read_bytes().replace(b"head", b"heat")
    ),
    "missing": lambda f: (f / "domain.json").unlink(),
    "not listed": lambda f: (f / "extra.json").write_text("{}"),
    "bytes instead of": lambda f: (f / "model.onnx").write_bytes(b"short"),
}


@pytest.mark.parametrize("words", DAMAGE)
def test_check_names_what_is_wrong(words, one, tmp_path, capsys):
    one.export(ridge(one), tmp_path)
    assert main(["check", str(tmp_path)]) == 0
    DAMAGE[words](tmp_path)
    assert main(["check", str(tmp_path)]) == 1
    assert words in capsys.readouterr().err


def test_check_reruns_the_references(one, tmp_path):
    import hashlib

    one.export(ridge(one), tmp_path)
    change(tmp_path, "reference.json", lambda c: c["experiments"][7].update(expected=[1e3]))
    raw = (tmp_path / "reference.json").read_bytes()
    entry = {"sha256": hashlib.sha256(raw).hexdigest(), "bytes": len(raw)}
    change(tmp_path, "bundle.json", lambda c: c["files"].update({"reference.json": entry}))
    assert twinlet.check(tmp_path).problems == ("1 references are not reproduced, first `r007`",)
    assert main(["check", str(tmp_path / "nowhere")]) == 2


ERRORS = {
    "no unit for `flow` (did you mean `flwo`?)": {
        "units": {"speed": "1", "flwo": "m3/h", "temperature": "K", "head": "m"}
    },
    "no unit for `temperature`": {"units": {"speed": "1"}},
    "in UCUM `Cel`": {"units": {"speed": "1", "flow": "m3/h", "temperature": "°C", "head": "m"}},
    "did you mean `speed`?": {"ranges": {"sped": (0, 1)}},
    "(lowest, highest)": {"ranges": {"speed": (1, 0)}},
    "semantic version": {"version": "1"},
    "lower case": {"id": "My Pump"},
    "neither `physical_model`": {"evidence": "both"},
    "no day like": {"valid_until": "next year"},
    "share from 0.5": {"coverage": 90},
    "fewer than the 256": {"references": 10},
    "did you mean `float64`?": {"precision": "float46"},
    "labels for": {"regions": lambda x: ["a"]},
    "kinds: `speed: real`": {"kinds": {"speed": "real"}},
    "columns, but": {"inputs": ["speed", "flow"], "units": {"speed": "1", "flow": "1", "head": "m"}},
    "occur twice": {"inputs": ["speed", "speed", "flow"]},
}


@pytest.mark.parametrize("words", ERRORS)
def test_errors_say_what_is_wrong(words, one, tmp_path):
    with pytest.raises(twinlet.TwinletError) as found:
        one.export(ridge(one), tmp_path / "out", **ERRORS[words])
    assert words in str(found.value) and not (tmp_path / "out").exists()


def test_errors_in_the_data(one, tmp_path):
    from conftest import Case

    x, y = one.test
    holed = x.copy()
    holed[3, 1] = np.nan
    for test, words in (
        ((holed, y), "row 3, column 1"),
        ((x, y[:-1]), "rows of inputs"),
        ((x[:, :2], y), "2 columns"),
        (x, "pair"),
    ):
        with pytest.raises(twinlet.TwinletError, match=words):
            Case(one.train, one.calibrate, test, one.words).export(ridge(one), tmp_path)
    with pytest.raises(twinlet.TwinletError, match="no names"):
        Case(one.train, one.calibrate, one.test, {"units": {}}).export(ridge(one), tmp_path)


def test_shared_rows_are_noticed(one, tmp_path):
    from conftest import Case

    report = Case(one.train, one.calibrate, one.calibrate, one.words).export(ridge(one), tmp_path)
    assert any("500 rows of test are also in calibrate" in w for w in report.warnings)
