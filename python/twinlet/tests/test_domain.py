"""The joint test that measurement picks: recall and false alarms, and honesty where there is nothing to tell."""

import numpy as np
import pytest
from conftest import head, pump_rows, read
from sklearn.ensemble import IsolationForest
from sklearn.linear_model import Ridge

import twinlet
from twinlet import data, distances, domain


def ring(n, seed):
    """A ring: the middle of the box was never seen."""
    rng = np.random.default_rng(seed)
    angle, radius = rng.uniform(0, 2 * np.pi, n), rng.normal(1, 0.04, n)
    return np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])


def independent(n, seed):
    return np.random.default_rng(seed).uniform(size=(n, 4))


def many(n, seed):
    """Nine inputs, of which only the first two go together."""
    x = np.random.default_rng(seed).normal(size=(n, 9))
    x[:, 1] = x[:, 0] + 0.1 * x[:, 1]
    return x


def chosen(make, n=2000):
    sets = [(make(n, k), np.zeros(n)) for k in range(3)]
    names = [f"x{k}" for k in range(sets[0][0].shape[1])]
    rows = data.read(*sets, names, ["y"], None, None)
    box = {s.name: (float(rows.train.x[:, s.first].min()), float(rows.train.x[:, s.first].max())) for s in rows.inputs}
    return domain.choose(rows, box, dict.fromkeys(names, "continuous"), 0)


@pytest.mark.parametrize(
    ("make", "method", "recall"),
    [(pump_rows, None, 0.9), (ring, "nearest_neighbours", 0.95), (many, "robust_mahalanobis", 0.9)],
)
def test_correlated_inputs(make, method, recall):
    found = chosen(make)
    assert found.chosen.false_alarms <= 0.05
    assert found.combinations_told and found.chosen.recall_combinations >= recall, found.tried
    assert method in (None, found.chosen.method), found.tried
    assert found.chosen.recall >= max(m.recall for m in found.tried if m.false_alarms <= 0.05) - domain.TIE


def test_independent_inputs_are_said_to_be_so():
    found = chosen(independent)
    assert not found.combinations_told and found.chosen.recall_combinations is None
    assert "look independent" in domain.describe(found)
    assert found.chosen.recall == 1.0 and found.chosen.false_alarms <= 0.05


@pytest.mark.parametrize("method", distances.FITS)
def test_a_test_is_its_document(method):
    train = ring(800, 0)
    test = distances.FITS[method](train, 0)
    d = distances.distance(test, np.vstack([train[:200], [[9.0, 9.0]]]))
    assert np.isfinite(d).all() and d[-1] > d[:-1].max()
    assert distances.microseconds(test, 2) > 0


def test_the_forest_is_scikit_learns():
    train = ring(500, 0)
    test = distances.isolation_forest(train, 3)
    native = IsolationForest(n_estimators=distances.TREES, max_samples=distances.SAMPLE, random_state=3).fit(train)
    np.testing.assert_allclose(distances.distance(test, train), -native.score_samples(train), rtol=1e-6)


def test_what_is_written(one, tmp_path):
    report = one.export(Ridge().fit(*one.train), tmp_path)
    content = read(tmp_path, "domain.json")
    operating = content["operating"]
    assert list(content["box"]) == ["speed", "flow", "temperature"]
    assert operating["caution_distance"] < operating["out_distance"] and len(operating["points"]) <= 1000
    assert operating["features"][0]["of"] == {"input": "speed", "statistic": "value"}
    assert {m["method"] for m in report.domain["methods"]} == set(distances.FITS)
    assert report.domain["false_alarm_rate"] <= 0.05


def test_a_constant_input_is_left_to_the_box(tmp_path):
    sets = [(np.column_stack([pump_rows(300, k), np.full(300, 7.0)]), head(pump_rows(300, k))) for k in range(3)]
    units = {"a": "1", "b": "1", "c": "1", "d": "1", "y": "m"}
    twinlet.export(Ridge().fit(*sets[0]), *sets, units=units, inputs=list("abcd"), outputs=["y"], out=tmp_path)
    content = read(tmp_path, "domain.json")
    assert content["box"]["d"] == {"min": 7.0, "max": 7.0}
    assert [f["name"] for f in content["operating"]["features"]] == ["a", "b", "c"]


def test_kinds_and_binary_inputs(tmp_path):
    rng = np.random.default_rng(0)
    sets = []
    for n in (400, 400, 400):
        on = rng.integers(0, 2, n)
        x = np.column_stack([on, rng.integers(1, 6, n), on * rng.uniform(0.5, 1, n)]).astype(float)
        sets.append((x, x.sum(1)))
    units = {"on": "1", "pumps": "1", "flow": "m3/h", "y": "kW"}
    words = {"units": units, "inputs": ["on", "pumps", "flow"], "outputs": ["y"], "out": tmp_path}
    twinlet.export(Ridge().fit(*sets[0]), *sets, **words)
    assert [s["kind"] for s in read(tmp_path, "contract.json")["inputs"]] == ["binary", "integer", "continuous"]
