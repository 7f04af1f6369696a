"""Coverage of the intervals: single values, regions, quantile heads, ensembles, whole curves."""

import numpy as np
import pytest
from conftest import Case, case, head, read
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.linear_model import Ridge
from sklearn.neural_network import MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures, StandardScaler

import twinlet
from twinlet import intervals

SIZES = (2000, 6000, 6000)


def uneven(x):
    """Noise that grows with the speed."""
    return head(x) + np.random.default_rng(5).normal(0, 0.2 + 4 * (x[:, 0] - 0.5) ** 2)


@pytest.fixture(scope="module")
def big():
    return case(uneven, ["head"], SIZES, noise=0.0)


@pytest.mark.parametrize(("n", "coverage", "expected"), [(9, 0.9, 9), (10, 0.9, 10), (99, 0.9, 90), (19, 0.5, 10)])
def test_the_quantile_of_few_scores(n, coverage, expected):
    assert intervals.quantile(np.arange(1.0, n + 1), coverage) == expected


def test_too_few_scores_are_infinite():
    assert intervals.quantile(np.arange(8.0), 0.9) == np.inf
    assert intervals.fewest(0.9) == 9 and intervals.fewest(0.95) == 19


def cubic():
    return make_pipeline(StandardScaler(), PolynomialFeatures(2), Ridge(1e-3))


def network(k):
    net = MLPRegressor(hidden_layer_sizes=(8,), solver="lbfgs", max_iter=80, random_state=k)
    return make_pipeline(StandardScaler(), net)


def quantile(alpha):
    return GradientBoostingRegressor(loss="quantile", alpha=alpha, n_estimators=40, max_depth=3, random_state=0)


MODELS = {
    "split_conformal": lambda x, y: cubic().fit(x, y),
    "conformal_quantile": lambda x, y: {
        "mean": cubic().fit(x, y), "low": quantile(0.05).fit(x, y), "high": quantile(0.95).fit(x, y)},
    "conformal_spread": lambda x, y: [network(k).fit(x, y) for k in range(4)],
}  # fmt: skip


@pytest.mark.parametrize("method", MODELS)
@pytest.mark.parametrize("coverage", [0.9, 0.8])
def test_coverage_within_two_points(method, coverage, big, tmp_path):
    report = big.export(MODELS[method](*big.train), tmp_path, coverage=coverage)
    figures = report.outputs["head"]
    assert report.intervals["method"] == method
    assert abs(figures["coverage"]["pointwise"] - coverage) < 0.02, report
    assert figures["coverage"]["caution"] > coverage - 0.06, report
    entry = read(tmp_path, "intervals.json")["outputs"]["head"]
    assert entry["pointwise"]["half_width"] > 0 and entry["pointwise"]["caution_factor"] >= 1
    names = [o["name"] for o in read(tmp_path, "contract.json")["outputs"]]
    used = [*(entry.get("heads", {}).get(k) for k in ("low", "high")), entry.get("spread", {}).get("output")]
    assert set(used) - {None} <= set(names) and len(names) == 1 + len(set(used) - {None})
    assert figures["rmse"] < 0.5 * figures["baseline_rmse"]
    assert {"in", "caution"} <= set(figures["by_state"])


def test_by_region(big, tmp_path):
    report = big.export(cubic().fit(*big.train), tmp_path, regions=lambda x: np.where(x[:, 0] > 0.8, "fast", "slow"))
    widths = read(tmp_path, "intervals.json")["outputs"]["head"]["pointwise"]["by_region"]
    assert widths["fast"] > 1.5 * widths["slow"]
    assert report.outputs["head"]["by_region"]["fast"]["n"] > 1000


def test_few_rows_at_the_edge_fall_back_to_a_named_assumption(one, tmp_path):
    small = Case(one.train, (one.calibrate[0][:200], one.calibrate[1][:200]), one.test, one.words)
    small.export(Ridge().fit(*one.train), tmp_path)
    assert read(tmp_path, "intervals.json")["outputs"]["head"]["pointwise"]["caution_factor"] == 2.0
    assert any("2 times as wide" in a for a in read(tmp_path, "provenance.json")["assumptions"])


def test_too_few_calibration_rows(one, tmp_path):
    small = Case(one.train, (one.calibrate[0][:8], one.calibrate[1][:8]), one.test, one.words)
    with pytest.raises(twinlet.TwinletError, match="8 rows, but a coverage of 0.9 needs 9"):
        small.export(Ridge().fit(*one.train), tmp_path)


def runs(n, seed, steps=12):
    """A first-order body heated by a load curve, with noise that lasts: mappings of [n, steps] and [n]."""
    rng = np.random.default_rng(seed)
    level, swing, ambient = rng.uniform(0.4, 1.2, n), rng.uniform(0, 0.3, n), rng.uniform(-5, 30, n)
    load = level[:, None] + swing[:, None] * np.sin(np.arange(steps) / 2 + rng.uniform(0, 6, n)[:, None])
    hot, state, drift = np.empty((n, steps)), 20.0 * level**2, rng.normal(0, 0.5, n)
    for k in range(steps):
        state = state + 0.4 * (40 * load[:, k] ** 2 - state)
        hot[:, k] = ambient + state + drift + rng.normal(0, 0.5, n)
    return {"load": load, "ambient": ambient}, {"hot_spot": hot}


def table(run):
    return np.hstack([v.reshape(len(v), -1) for v in run.values()])


def test_whole_curves(tmp_path):
    sets = [runs(n, k) for k, n in enumerate((1500, 3000, 3000))]
    model = make_pipeline(PolynomialFeatures(2), Ridge(1e-3)).fit(table(sets[0][0]), table(sets[0][1]))
    words = {"units": {"load": "1", "ambient": "Cel", "hot_spot": "Cel"}, "out": tmp_path}
    report = twinlet.export(model, *sets, sequence={"step_min": 60}, **words)
    figures = report.outputs["hot_spot"]["coverage"]
    assert abs(figures["pointwise"] - 0.9) < 0.02 and abs(figures["whole_curve"] - 0.9) < 0.02, report
    assert figures["pointwise_band_whole_curve"] < 0.75
    contract = read(tmp_path, "contract.json")
    assert [(s["name"], s["slot"], s.get("length")) for s in contract["inputs"]] == [
        ("load", 0, 12),
        ("ambient", 12, None),
    ]
    assert contract["outputs"][0]["length"] == 12 and read(tmp_path, "validation.json")["step_min"] == 60
    features = read(tmp_path, "domain.json")["operating"]["features"]
    assert [f["name"] for f in features] == ["load_mean", "load_max", "load_swing", "ambient"]
    residuals = read(tmp_path, "residuals.json")
    assert np.shape(residuals["runs"]) == (64, 1, 12) and residuals["step_min"] == 60
    assert report.domain["false_alarm_rate"] <= 0.05 and not twinlet.check(tmp_path).problems


def test_sequences_declared_over_named_columns(tmp_path):
    pandas = pytest.importorskip("pandas")
    frames = []
    for k, n in enumerate((300, 300, 300)):
        x, y = runs(n, k)
        columns = [*(f"load_{i}" for i in range(12)), "ambient"]
        frames.append((pandas.DataFrame(table(x), columns=columns),
                       pandas.DataFrame(table(y), columns=[f"hot_spot_{i}" for i in range(12)])))  # fmt: skip
    model = Ridge().fit(frames[0][0].to_numpy(), frames[0][1].to_numpy())
    declared = {"inputs": {"load": 12}, "outputs": {"hot_spot": 12}, "step_min": 30}
    units = {"load": "1", "ambient": "Cel", "hot_spot": "Cel"}
    twinlet.export(model, *frames, sequence=declared, units=units, out=tmp_path)
    contract = read(tmp_path, "contract.json")
    assert [(s["name"], s.get("length", 1)) for s in contract["inputs"]] == [("load", 12), ("ambient", 1)]
    with pytest.raises(twinlet.TwinletError, match="step_min"):
        twinlet.export(model, *frames, sequence={**declared, "step_min": None}, units=units, out=tmp_path)
