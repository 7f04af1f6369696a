"""Every family of models: converts, answers as the native model does, and can be checked where it lies."""

import numpy as np
import onnx
import pytest
from conftest import read
from sklearn.compose import TransformedTargetRegressor
from sklearn.ensemble import (
    GradientBoostingClassifier,
    GradientBoostingRegressor,
    HistGradientBoostingClassifier,
    HistGradientBoostingRegressor,
    RandomForestClassifier,
    RandomForestRegressor,
    StackingRegressor,
)
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import RBF, ConstantKernel, Matern, WhiteKernel
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.multioutput import MultiOutputRegressor
from sklearn.neighbors import KNeighborsRegressor
from sklearn.neural_network import MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, PolynomialFeatures, StandardScaler
from sklearn.svm import SVR

import twinlet


def scaled(model):
    return make_pipeline(StandardScaler(), model)


def gaussian(kernel, alpha=1e-2):
    return scaled(GaussianProcessRegressor(ConstantKernel(1e3) * kernel + WhiteKernel(0.1), alpha=alpha))


def network(**more):
    return scaled(MLPRegressor(hidden_layer_sizes=(12,), solver="lbfgs", max_iter=200, random_state=0, **more))


LOG = FunctionTransformer(np.log, inverse_func=np.exp, check_inverse=False)
LOG1P = FunctionTransformer(np.log1p, inverse_func=np.expm1, check_inverse=False)

SKLEARN = {
    "ridge": (lambda: scaled(Ridge()), "one"),
    "ridge, two outputs": (lambda: scaled(Ridge()), "two"),
    "polynomial": (lambda: make_pipeline(StandardScaler(), PolynomialFeatures(3), Ridge()), "one"),
    "network": (network, "one"),
    "network, two outputs": (network, "two"),
    "network, scaled target": (lambda: TransformedTargetRegressor(network(), transformer=StandardScaler()), "two"),
    "network, log target": (lambda: TransformedTargetRegressor(network(), transformer=LOG), "positive"),
    "network, log1p target": (lambda: TransformedTargetRegressor(network(), transformer=LOG1P), "positive"),
    "random forest": (lambda: RandomForestRegressor(10, random_state=0), "one"),
    "random forest, two outputs": (lambda: RandomForestRegressor(10, random_state=0), "two"),
    "gradient boosting": (lambda: GradientBoostingRegressor(n_estimators=30), "one"),
    "gradient boosting, two outputs": (lambda: MultiOutputRegressor(GradientBoostingRegressor(n_estimators=9)), "two"),
    "histogram boosting": (lambda: HistGradientBoostingRegressor(max_iter=20), "one"),
    "support vectors": (lambda: scaled(SVR(C=10)), "one"),
    "neighbours": (lambda: scaled(KNeighborsRegressor(5)), "one"),
    "stacking": (lambda: StackingRegressor([("a", Ridge()), ("b", RandomForestRegressor(5, random_state=0))]), "one"),
    "gaussian process, rbf": (lambda: gaussian(RBF()), "one"),
    "gaussian process, matern": (lambda: gaussian(Matern(nu=1.5)), "one"),
    "logistic, two classes": (lambda: scaled(LogisticRegression()), "binary"),
    "logistic, three classes": (lambda: scaled(LogisticRegression()), "three"),
    "forest, three classes": (lambda: RandomForestClassifier(8, random_state=0), "three"),
    "boosting, two classes": (lambda: GradientBoostingClassifier(n_estimators=10), "binary"),
    "histogram boosting, two classes": (lambda: HistGradientBoostingClassifier(max_iter=10), "binary"),
}


def lightgbm(name, **more):
    module = pytest.importorskip("lightgbm")
    return getattr(module, name)(n_estimators=20, verbose=-1, n_jobs=1, **more)


def xgboost(name, **more):
    module = pytest.importorskip("xgboost")
    return getattr(module, name)(n_estimators=20, n_jobs=1, **more)


BOOSTED = {
    "lightgbm": (lambda: lightgbm("LGBMRegressor"), "one"),
    "lightgbm behind a scaler": (lambda: scaled(lightgbm("LGBMRegressor")), "one"),
    "lightgbm, two outputs": (lambda: MultiOutputRegressor(lightgbm("LGBMRegressor")), "two"),
    "lightgbm, two classes": (lambda: lightgbm("LGBMClassifier"), "binary"),
    "lightgbm, three classes": (lambda: lightgbm("LGBMClassifier"), "three"),
    "xgboost": (lambda: xgboost("XGBRegressor"), "one"),
    "xgboost, one model per output": (lambda: MultiOutputRegressor(xgboost("XGBRegressor")), "two"),
    "xgboost, two classes": (lambda: xgboost("XGBClassifier"), "binary"),
    "xgboost, three classes": (lambda: xgboost("XGBClassifier"), "three"),
}


@pytest.fixture(scope="session")
def positive(one):
    from conftest import Case

    parts = [(x, np.exp(0.05 * y)) for x, y in (one.train, one.calibrate, one.test)]
    return Case(*parts, words=one.words)


@pytest.mark.parametrize("name", [*SKLEARN, *BOOSTED])
def test_answers_as_the_native_model(name, request, tmp_path):
    make, which = (SKLEARN | BOOSTED)[name]
    data = request.getfixturevalue(which)
    report = data.export(make().fit(*data.train), tmp_path)
    assert report.worst_error < (1e-4 if "gaussian" in name else 5e-6), report  # a spread loses digits
    found = twinlet.check(tmp_path)
    assert found.problems == () and found.references == 256
    assert min(o["coverage"]["pointwise"] for o in report.outputs.values()) > 0.84, report
    slots = read(tmp_path, "contract.json")["outputs"]
    assert [s["slot"] for s in slots] == list(range(len(slots)))


@pytest.mark.parametrize("name", ["ridge, two outputs", "network", "network, scaled target"])
def test_arithmetic_needs_no_operators_of_its_own(name, request, tmp_path):
    make, which = SKLEARN[name]
    data = request.getfixturevalue(which)
    data.export(make().fit(*data.train), tmp_path)
    model = onnx.load(tmp_path / "model.onnx")
    assert {node.domain for node in model.graph.node} == {""}
    assert [opset.domain for opset in model.opset_import] == [""]


def test_one_model_per_output_of_different_kinds(two, tmp_path):
    x, y = two.train
    models = {"head": scaled(Ridge()).fit(x, y[:, 0]), "power": gaussian(RBF()).fit(x, y[:, 1])}
    report = two.export(models, tmp_path)
    assert report.precision == "float64" and report.worst_error < 1e-6


def test_a_gaussian_process_brings_its_spread(one, tmp_path):
    report = one.export(gaussian(RBF()).fit(*one.train), tmp_path)
    assert report.precision == "float64" and report.intervals["method"] == "conformal_spread"
    outputs = read(tmp_path, "contract.json")["outputs"]
    assert [o["name"] for o in outputs] == ["head", "head_sd"]
    assert 0.87 < report.outputs["head"]["coverage"]["pointwise"] < 0.95


def test_a_gaussian_process_whose_spread_cannot_be_exported_goes_without_it(one, tmp_path):
    model = scaled(GaussianProcessRegressor(RBF() + WhiteKernel(0.1), alpha=1e-2, normalize_y=True))
    report = one.export(model.fit(*one.train), tmp_path)
    assert report.intervals["method"] == "split_conformal" and report.worst_error < 1e-5
    assert any("exported without its spread" in w for w in report.warnings)
    assert [o["name"] for o in read(tmp_path, "contract.json")["outputs"]] == ["head"]


def test_torch(one, tmp_path):
    torch = pytest.importorskip("torch")
    torch.manual_seed(0)
    model = torch.nn.Sequential(torch.nn.BatchNorm1d(3), torch.nn.Linear(3, 8), torch.nn.Tanh(), torch.nn.Linear(8, 1))
    report = one.export(model, tmp_path)
    assert report.worst_error < 1e-5
