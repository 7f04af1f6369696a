"""Exports that are wrong or impossible are refused, with the remedy; nothing is written then."""

import numpy as np
import pytest
from sklearn.calibration import CalibratedClassifierCV
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import RBF, ConstantKernel, Matern
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.neighbors import KNeighborsRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import LinearSVC

import twinlet


def scaled(model):
    return make_pipeline(StandardScaler(), model)


def xgboost(**more):
    return pytest.importorskip("xgboost").XGBRegressor(n_estimators=10, n_jobs=1, **more)


def tight_gaussian():
    return scaled(GaussianProcessRegressor(ConstantKernel(1e4) * RBF(), alpha=1e-6))


WRONG = {  # name: (model, data, options, words in the remedy); all of these convert and answer wrongly
    "calibrated pipeline": (
        lambda: CalibratedClassifierCV(scaled(LogisticRegression()), method="sigmoid"), "binary", {}, "scaler outside"),
    "isotonic": (
        lambda: CalibratedClassifierCV(GradientBoostingClassifier(n_estimators=20, random_state=0), method="isotonic"),
        "binary", {}, "sigmoid"),
    "xgboost, several outputs": (xgboost, "two", {}, "one model per output"),
    "gaussian process in float32": (tight_gaussian, "one", {"precision": "float32"}, "float64"),
    "neighbours by distance": (
        lambda: scaled(KNeighborsRegressor(5, weights="distance")), "one", {}, "uniform"),
}  # fmt: skip
IMPOSSIBLE = {
    "xgboost, multi-output trees": (lambda: xgboost(multi_strategy="multi_output_tree"), "two", {}, "one model per"),
    "matern 2.5": (lambda: scaled(GaussianProcessRegressor(Matern(nu=2.5))), "one", {}, "nu 0.5 or 1.5"),
    "no probabilities": (lambda: scaled(LinearSVC()), "binary", {}, "LogisticRegression"),
    "calibrated pipeline of linear support vectors": (
        lambda: CalibratedClassifierCV(scaled(LinearSVC()), method="sigmoid"), "binary", {}, "scaler outside"),
}  # fmt: skip


@pytest.mark.parametrize("name", [*WRONG, *IMPOSSIBLE])
def test_refused_with_a_remedy(name, request, tmp_path):
    make, which, options, words = (WRONG | IMPOSSIBLE)[name]
    data = request.getfixturevalue(which)
    with pytest.raises(twinlet.ExportRefused) as refused:
        data.export(make().fit(*data.train), tmp_path / "out", **options)
    assert words in refused.value.remedy and words in str(refused.value)
    assert not (tmp_path / "out").exists()
    if name in WRONG:
        assert len(refused.value.row) == 3 and abs(refused.value.expected - refused.value.answered) > 1e-4
        assert "worst row" in str(refused.value)


@pytest.mark.parametrize("method", ["sigmoid"])
def test_the_remedy_of_calibration_works(method, binary, tmp_path):
    model = scaled(CalibratedClassifierCV(LogisticRegression(), method=method)).fit(*binary.train)
    assert binary.export(model, tmp_path).worst_error < 1e-6


def test_a_model_that_is_no_model(one, tmp_path):
    with pytest.raises(twinlet.TwinletError, match="neither a fitted estimator"):
        one.export("pump.onnx", tmp_path)


def test_wrong_number_of_answers(two, tmp_path):
    x, y = two.train
    with pytest.raises((twinlet.TwinletError, twinlet.ExportRefused), match="1 columns, but the outputs have 2"):
        two.export(scaled(Ridge()).fit(x, y[:, 0]), tmp_path)


def test_a_row_alone_must_be_answered_as_in_a_batch():
    from twinlet import compare

    class Odd:
        def answers(self, x):
            return np.full((len(x), 1), float(len(x)))

    with pytest.raises(twinlet.ExportRefused, match="in a batch"):
        compare.agree(Odd(), np.zeros((4, 1)), np.full((4, 1), 4.0), np.ones(1), ["y"], None, "")
