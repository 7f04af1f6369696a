"""The full-order model against closed formulas, and the bundle against its native model and its own claims.

Run: models/pump-station/.venv/bin/python -m pytest models/pump-station/train/tests
"""
import json
from pathlib import Path

import numpy as np
import onnx
import pytest

import compare
import domain
import epanet
import profiles
import sample
import station as st
import surrogate as su
from training import packing
from training.comparison import answers

BUNDLE = Path(__file__).resolve().parents[2] / "bundle"


def load(name):
    return json.loads((BUNDLE / name).read_text())


@pytest.fixture(scope="module")
def solved_day():
    """A dry day without overflow, with EPANET's raw answers: (day, heads, flows)."""
    day = {"wear": np.array([0.05, 0.12, 0.0]), "order": [2, 1, 3], "well_start": 1.5, "tank_start": 1.5,
           "inflow": sample.inflow_profile(380.0, 0.8, 0.0), "temperature": 15.0}
    return (day, *epanet.solve(epanet.day_network(day))[:2])


def test_volume_is_conserved(solved_day):
    """Inflow - pumped = change of the wet well; pumped - drained = change of the tank (trapezoids, 1 %)."""
    day, heads, flows = solved_day
    pumped, drained = flows["MAIN"], flows["GRAVITY"]
    volume = lambda q: float(np.sum((q[1:] + q[:-1]) / 2) / 60.0)
    change = {n: float(heads[n][-1] - heads[n][0]) for n in ("WELL", "HEADTANK")}
    inflow = day["inflow"].mean() * 24
    assert volume(pumped) + change["WELL"] * st.WELL_AREA == pytest.approx(inflow, rel=0.01)
    assert volume(pumped) - change["HEADTANK"] * st.TANK_AREA == pytest.approx(volume(drained), rel=0.01)


def test_pump_heads_are_epanets(solved_day):
    """The curve of station.py is the one EPANET solved, wear included (float32 output file)."""
    day, heads, flows = solved_day
    for i in epanet.PUMPS:
        q, gain = flows[f"P{i}"], heads[f"D{i}"] - heads[f"S{i}"]
        on = q > 1.0
        assert np.abs(gain - st.pump_head(q, day["wear"][i - 1]))[on].max(initial=0) < 1e-3
    assert (flows["P2"] > 1).any()


def test_flows_at_mid_levels():
    """One, two and three new pumps, 2.1 m in the well, 3 m in the tank."""
    running = np.tril(np.ones((3, 3)))
    _, flows, _ = epanet.solve(epanet.steady_network(np.zeros(3), np.full(3, 2.1), np.full(3, 3.0), running))
    assert flows["MAIN"] == pytest.approx([449, 705, 828], abs=1.0)


def test_gravity_main(solved_day):
    """The main drains the tank with 330 h^0.54 (the exponent of Hazen-Williams is 1 / 1.852)."""
    _, heads, flows = solved_day
    h = heads["HEADTANK"] - st.TANK_FLOOR
    full = h > 0.3
    assert flows["GRAVITY"][full] == pytest.approx(330 * h[full] ** 0.54, rel=2e-3)


def test_power_is_the_formula_where_efficiency_is_not_zero():
    q, w, t = np.array([50.0, 300.0, 450.0]), 0.1, 15.0
    h = st.pump_head(q, w)
    expected = st.density(t) * st.GRAVITY * q / 3600 * h / (st.efficiency(q, w) * st.MOTOR_EFFICIENCY) / 1000
    assert st.power(q, h, w, t) == pytest.approx(expected)


def test_water_properties():
    """Density and vapour pressure at 20 Cel (998.2 kg/m3, 2339 Pa)."""
    assert st.density(20.0) == pytest.approx(998.2, abs=0.1)
    assert st.vapour_pressure(20.0) == pytest.approx(2339, rel=2e-3)


def test_kept_profiles_are_the_sources():
    assert json.loads((profiles.DATA / "inflow-shape.json").read_text())["values"] == profiles.inflow_shape().tolist()
    assert json.loads((profiles.DATA / "ambient-day.json").read_text())["values"] == profiles.ambient_day()[1].tolist()


def test_onnx_is_the_native_model():
    reference = load("reference.json")
    x = np.array([e["inputs"] for e in reference["experiments"]])
    expected = np.array([e["expected"] for e in reference["experiments"]])
    error = np.abs(answers(BUNDLE / "model.onnx", x) - expected)
    assert (error <= reference["tolerance"]["relative"] * np.maximum(np.abs(expected), reference["scale"])).all()


def test_onnx_uses_plain_operators_and_any_batch():
    model = onnx.load(BUNDLE / "model.onnx")
    assert {n.op_type for n in model.graph.node} <= {"Gemm", "MatMul", "Tanh", "Relu", "Mul", "Slice", "Concat"}
    assert [d.dim_param for d in model.graph.input[0].type.tensor_type.shape.dim][:1] == ["N"]
    x = compare.random_inputs(7)
    one_by_one = np.concatenate([answers(BUNDLE / "model.onnx", x[k:k + 1]) for k in range(7)])
    assert answers(BUNDLE / "model.onnx", x) == pytest.approx(one_by_one, rel=1e-5, abs=1e-4)


def test_stopped_pumps_answer_zero_and_answers_stay_in_range():
    x = compare.random_inputs(20000)
    y = answers(BUNDLE / "model.onnx", x)
    assert (y[np.tile(x[:, 3:6] == 0, 4)] == 0).all()
    for k, output in enumerate(load("contract.json")["outputs"]):
        assert output["range"]["min"] <= y[:, k].min() and y[:, k].max() <= output["range"]["max"]


def test_exchanging_pumps_exchanges_answers():
    x, swap = compare.random_inputs(200), [0, 1, 2, 4, 3, 5, 7, 6, 8]
    a, b = (answers(BUNDLE / "model.onnx", v) for v in (x, x[:, swap]))
    assert a[:, [1, 0, 2]] == pytest.approx(b[:, :3], abs=1e-2)


def test_fresh_steady_states_agree():
    """EPANET states of a new seed stay within the largest error the validation reports, with a margin."""
    x, y = sample._steady_batch((np.random.SeedSequence(99), 300))
    error = np.abs(answers(BUNDLE / "model.onnx", x) - y)
    assert np.quantile(error[:, :3], 0.99) < 2.0  # m3/h


def test_domain_separates_inside_from_worn():
    limits, day = load("domain.json"), sample.draw_day(np.random.default_rng(5), profiles.tmy3_days()[1])
    assert domain.judge(limits, [day])[0] == 0
    assert domain.judge(limits, [{**day, "wear": np.array([0.3, 0.0, 0.0])}])[0] == 2


def test_domain_made_anew_refuses_days_beyond_it():
    """95 % of days beyond (storms on hot days too) are out, at most 5 % of ordinary ones; without EPANET."""
    f = domain.of_days(sample.drawn_days("calibration", 2000))
    report = domain.report(domain.fit(f), f, sample.drawn_days("held_out", 500), profiles.tmy3_days()[1], 50)
    assert report["extrapolation_recall"] >= 0.95
    assert report["false_alarm_rate"] <= 0.05


def test_index_names_every_file():
    assert packing.astray(BUNDLE) == []


def test_coverage_is_near_nominal():
    for name, output in load("validation.json")["outputs"].items():
        assert output["coverage"]["pointwise"] == pytest.approx(0.9, abs=0.03), name
        assert output["coverage"]["whole_curve"] == pytest.approx(0.9, abs=0.03), name
        assert output["rmse"] < 0.1 * output["baseline_rmse"], name
