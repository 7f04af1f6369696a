"""One trained estimator to one ONNX model, with the options of the converters that work."""

import warnings
from typing import Any

import onnx

from . import remedies
from .errors import ExportRefused
from .nodes import mended

ML_OPSET = 3


def convert(estimator: Any, columns: int, precision: str, opset: int, **options: Any) -> onnx.ModelProto:
    """A scikit-learn compatible estimator on [N, columns]; class probabilities stay one tensor (`zipmap` off).

    `options` are those of the estimator's own converter (`return_std` of a Gaussian process).
    """
    from skl2onnx import to_onnx
    from skl2onnx.common.data_types import DoubleTensorType, FloatTensorType

    kind = DoubleTensorType if precision == "float64" else FloatTensorType
    register(estimator)
    if remedies.is_classifier(estimator):
        options["zipmap"] = False
    final = estimator if remedies.is_classifier(estimator) else remedies.last_step(estimator)
    try:
        with mended(), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            converted: onnx.ModelProto = to_onnx(
                estimator,
                initial_types=[("x", kind([None, columns]))],
                options={id(final): options},
                target_opset={"": opset, "ai.onnx.ml": ML_OPSET},
            )
            return converted
    except Exception as e:  # converters raise whatever they meet
        reason = " ".join(str(e).split("Stack trace")[0].split())[:200]
        raise ExportRefused(
            f"{remedies.describe(estimator)} cannot be converted to ONNX in {precision}: {reason}",
            remedies.of(estimator),
        ) from e


def register(estimator: Any) -> None:
    """Tell skl2onnx how to convert the LightGBM and XGBoost models inside the estimator."""
    packages = {type(e).__module__.split(".")[0] for e in remedies.walk(estimator)}
    if packages & {"lightgbm", "xgboost"}:
        try:
            import onnxmltools  # noqa: F401
        except ImportError as e:
            raise ExportRefused(
                "LightGBM and XGBoost models need the package `onnxmltools`",
                "pip install 'twinlet[lightgbm]' or 'twinlet[xgboost]'",
            ) from e
    if "lightgbm" in packages:
        _register_lightgbm()
    if "xgboost" in packages:
        _register_xgboost()


def _register_lightgbm() -> None:
    import lightgbm
    from onnxmltools.convert.lightgbm.operator_converters.LightGbm import convert_lightgbm

    _register(lightgbm.LGBMRegressor, "LightGbmRegressor", convert_lightgbm, False, split=None)
    _register(lightgbm.LGBMClassifier, "LightGbmClassifier", convert_lightgbm, True)


def _register_xgboost() -> None:
    import xgboost
    from onnxmltools.convert.xgboost.operator_converters.XGBoost import convert_xgboost

    _register(xgboost.XGBRegressor, "XGBoostRegressor", convert_xgboost, False)
    _register(xgboost.XGBClassifier, "XGBoostClassifier", convert_xgboost, True)


def _register(model: type, alias: str, converter: Any, classifier: bool, **options: Any) -> None:
    from skl2onnx import update_registered_converter
    from skl2onnx.common import shape_calculator as shapes

    if classifier:
        options |= {"zipmap": [True, False, "columns"], "nocl": [True, False]}
    shape = (
        shapes.calculate_linear_classifier_output_shapes
        if classifier
        else shapes.calculate_linear_regressor_output_shapes
    )
    update_registered_converter(model, f"Twinlet{alias}", shape, converter, options=options or None)
