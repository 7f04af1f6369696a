"""What is known to go wrong in exports, and what helps; looked up only after an export failed or answered wrongly."""

from collections.abc import Iterator
from typing import Any

GENERAL = (
    "export a simpler estimator of the same quality, or scale inside a `Pipeline`; "
    '`precision="float64"` helps linear models, networks and neighbours'
)


def walk(estimator: Any) -> Iterator[Any]:
    """The estimator and all estimators inside it."""
    yield estimator
    if hasattr(estimator, "get_params"):
        for value in estimator.get_params(deep=True).values():
            if hasattr(value, "get_params") and not isinstance(value, type):
                yield value


def last_step(estimator: Any) -> Any:
    """The last step of a pipeline, else the estimator."""
    return estimator.steps[-1][1] if hasattr(estimator, "steps") else estimator


def is_classifier(estimator: Any) -> bool:
    """Whether it answers with classes."""
    from sklearn.base import is_classifier

    return hasattr(estimator, "get_params") and bool(is_classifier(estimator))


def is_gaussian_process(estimator: Any) -> bool:
    """Whether a Gaussian process is in it."""
    return any(type(e).__name__.startswith("GaussianProcess") for e in walk(estimator))


def describe(estimator: Any) -> str:
    """Class names without any settings: `Pipeline(StandardScaler, Ridge)`."""
    if hasattr(estimator, "steps"):
        return f"{type(estimator).__name__}({', '.join(describe(s) for _, s in estimator.steps)})"
    inner = getattr(estimator, "estimator", getattr(estimator, "regressor", None))
    name = type(estimator).__name__
    return f"{name}({describe(inner)})" if hasattr(inner, "get_params") else name


def of(estimator: Any) -> str:
    """What usually helps for an estimator of this kind."""
    return "; ".join(dict.fromkeys(r for e in walk(estimator) if (r := _one(e)))) or GENERAL


def _one(e: Any) -> str:
    name, module = type(e).__name__, type(e).__module__
    if hasattr(e, "steps") and len(e.steps) > 1 and _is_tree(last_step(e)):
        return "trees need no scaler: leave it away, its rounding moves rows across thresholds"
    if name == "CalibratedClassifierCV":
        return _calibrated(e)
    if name == "IsotonicRegression":
        return "use sigmoid calibration, or a monotonic gradient boosting"
    if module.startswith("xgboost"):
        return (
            'XGBoost with several outputs: one model per output, as `{"output": model, ...}` or `MultiOutputRegressor`'
        )
    if name.startswith("GaussianProcess"):
        return (
            'Gaussian processes need `precision="float64"` (the default for them), `normalize_y=False` and an RBF or '
            "Matern kernel with nu 0.5 or 1.5; their spread also needs noise (`alpha` or WhiteKernel) that is not tiny"
        )
    if name.startswith("KNeighbors") and getattr(e, "weights", "") == "distance":
        return 'use `weights="uniform"`: the distance weights divide by zero at the training points'
    if name.startswith(("SVR", "NuSVR")):
        return "scale inputs and outputs (StandardScaler, TransformedTargetRegressor), or a smaller `C`"
    if name == "LinearSVC":
        return "it has no probabilities: use LogisticRegression, or calibrate it behind the scaler with sigmoid"
    return ""


def _is_tree(e: Any) -> bool:
    return any(word in type(e).__name__ for word in ("Forest", "Boosting", "Tree", "LGBM", "XGB"))


def _calibrated(e: Any) -> str:
    hints = []
    if hasattr(getattr(e, "estimator", None), "steps"):
        hints.append("put the scaler outside: `make_pipeline(StandardScaler(), CalibratedClassifierCV(model))`")
    if getattr(e, "method", "") == "isotonic":
        hints.append('use `method="sigmoid"` instead of isotonic calibration')
    return "; ".join(hints)
