"""The full-order model against closed formulas, and the bundle against its native model and its own claims.

Run: models/transformer/.venv/bin/python -m pytest models/transformer/train/tests
"""
import json
from pathlib import Path

import numpy as np
import onnx
import pytest

import asset
import compare
import domain
import profiles
import sample
import surrogate as su
import thermal
import validate
from training import packing
from training.comparison import answers

BUNDLE = Path(__file__).resolve().parents[2] / "bundle"
OPERATORS = {"Add", "Concat", "MatMul", "Mul", "Slice", "Squeeze", "Tanh", "Unsqueeze"}


def load(name):
    return json.loads((BUNDLE / name).read_text())


def constant_day(load_level, ambient, oil):
    return np.concatenate([np.full(24, load_level), np.full(24, ambient), [oil]])


def test_rated_load_reaches_the_standards_reference():
    """Steady at rated load in 20 Cel: 98 Cel in free air, 10 K more in the enclosure."""
    oil = 20.0 + asset.top_oil_rise(1.0)
    y = thermal.simulate(constant_day(1.0, 20.0, oil))
    assert y[:24] == pytest.approx(98.0 + asset.ENCLOSURE_RISE, abs=0.02)
    assert y[24:] == pytest.approx(oil, abs=1e-6)


@pytest.mark.parametrize("load_level", [0.0, 0.4, 1.0, 1.5])
def test_constant_load_is_the_closed_formula(load_level):
    """Oil: an exponential with 180 min; hot spot: the steady rise above it, but for the first minutes."""
    y, hours = thermal.simulate(constant_day(load_level, 10.0, 30.0)), np.arange(1, 25)
    final = 10.0 + asset.top_oil_rise(load_level)
    oil = final + (30.0 - final) * np.exp(-hours * 60 / asset.OIL_TIME_CONSTANT)
    assert y[24:] == pytest.approx(oil, abs=1e-6)
    rise = asset.hot_spot_rise(load_level) * (1 - np.exp(-hours * 60 / (asset.K22 * asset.WINDING_TIME_CONSTANT)))
    assert y[:24] == pytest.approx(oil + rise, abs=1e-6)


def test_ageing_doubles_in_six_kelvin():
    assert asset.ageing_rate(98.0) == 1.0
    assert asset.ageing_rate(104.0) == pytest.approx(2.0)


def test_memory_is_the_standards():
    """What least squares found is exp(-60 / 180), and all weights of the ambient make up the rest."""
    weights = su.memory(*su.hour_rows(*(lambda x: (x, thermal.simulate_all(x)))(sample.box_rows(100)))[:4])
    assert weights[0] == pytest.approx(np.exp(-1 / 3), abs=1e-5)
    assert weights[0] + sum(weights[1]) == pytest.approx(1.0, abs=1e-4)


def test_jacobian_is_the_derivative():
    rng = np.random.default_rng(1)
    w, z, target = rng.normal(size=5 * su.HIDDEN + 2), rng.normal(size=(3, 2)), np.zeros((3, 2))
    step, exact = 1e-6 * rng.normal(size=w.size), su._jacobian(w, z, target)
    change = su._residuals(w + step, z, target) - su._residuals(w - step, z, target)
    assert change == pytest.approx(exact @ (2 * step), rel=1e-4, abs=1e-9)


def test_onnx_is_the_native_model():
    reference = load("reference.json")
    assert len(reference["experiments"]) >= 256
    x, expected = (np.array([e[k] for e in reference["experiments"]]) for k in ("inputs", "expected"))
    error = np.abs(answers(BUNDLE / "model.onnx", x) - expected)
    assert (error <= reference["tolerance"]["relative"] * np.maximum(np.abs(expected), reference["scale"])).all()


def test_onnx_uses_plain_operators_and_any_batch():
    model = onnx.load(BUNDLE / "model.onnx")
    assert {n.op_type for n in model.graph.node} <= OPERATORS and model.opset_import[0].version == 17
    assert model.graph.input[0].type.tensor_type.shape.dim[0].dim_param == "N"
    x = compare.random_inputs(7)
    one_by_one = np.concatenate([answers(BUNDLE / "model.onnx", x[k:k + 1]) for k in range(7)])
    assert answers(BUNDLE / "model.onnx", x) == pytest.approx(one_by_one, abs=1e-3)


def test_fresh_runs_agree():
    """Full-order runs of a new seed, days and over the box, stay within 0.1 K."""
    rng, days = np.random.default_rng(99), profiles.tmy3_days()
    x = np.vstack([[sample.draw(rng, days) for _ in range(20)], compare.random_inputs(20)])
    assert np.abs(answers(BUNDLE / "model.onnx", x) - thermal.simulate_all(x)).max() < 0.1


def test_held_out_days_are_the_full_order_model_and_below_the_limit():
    for day in load("heldout.json")["days"]:
        x = np.concatenate([day["inputs"][k] for k in ("load", "ambient", "initial_top_oil")])
        y = np.concatenate([day["full_order"][k] for k in validate.OUTPUTS])
        assert thermal.simulate(x) == pytest.approx(y, abs=1e-3), day["id"]
        assert max(day["full_order"]["hot_spot"]) <= asset.HOT_SPOT_LIMIT


def test_contract_columns_are_contiguous():
    contract = load("contract.json")
    for kind, total in (("inputs", 49), ("outputs", 48)):
        ends = [0]
        for slot in contract[kind]:
            assert slot["slot"] == ends[-1]
            ends.append(slot["slot"] + slot["length"])
        assert ends[-1] == total
    assert contract["outputs"][0]["range"]["max"] == asset.HOT_SPOT_LIMIT


def test_domain_separates_inside_from_beyond():
    limits, days = load("domain.json"), sample.days_of("calibration", 200)
    assert np.mean(domain.judge(limits, days) == 2) < 0.1
    assert (domain.judge(limits, np.array([constant_day(1.2, 20.0, 60.0), constant_day(0.5, 45.0, 60.0)])) == 2).all()
    figures = load("validation.json")["domain"]
    assert figures["extrapolation_recall"] >= 0.95 and figures["false_alarm_rate"] <= 0.05


def test_index_names_every_file():
    assert packing.astray(BUNDLE) == []


def test_coverage_is_near_nominal():
    for name, output in load("validation.json")["outputs"].items():
        for kind in ("pointwise", "whole_curve"):
            assert output["coverage"][kind] == pytest.approx(0.9, abs=0.02), (name, kind)
        assert output["coverage"]["caution"] >= 0.88, name
        assert output["rmse"] < 0.01 * output["baseline_rmse"], name
