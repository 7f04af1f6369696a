"""Further exports of the families of the corpus, with onnxruntime's answers, in the layout of the corpus.

A finder of differences: what comes out is not stored. Options and estimators that the corpus leaves out.

    pip install scikit-learn==1.9.1 skl2onnx==1.20.0 lightgbm==4.7.0 xgboost==3.2.0 onnxmltools==1.16.0 \
        onnxruntime==1.31.1 onnx==1.17.0 protobuf==4.25.8 pandas
    python3 tests/interop/more_exports.py FOLDER
    cargo run -p twinlet-reference --example corpus -- FOLDER

With `made` as a second argument, only the single operators made by hand, at seven rows: tests/suite/operators.
"""

import json
import sys
import warnings
from pathlib import Path

import lightgbm
import numpy as np
import onnx
import onnxruntime
import xgboost
from onnx import TensorProto, helper
from onnxmltools import convert_lightgbm, convert_xgboost
from onnxmltools.convert.common.data_types import FloatTensorType as ToolsFloat
from skl2onnx import to_onnx
from sklearn import (
    compose, cross_decomposition, decomposition, discriminant_analysis, ensemble, gaussian_process, isotonic, kernel_ridge,
    linear_model, mixture, multiclass, multioutput, naive_bayes, neighbors, neural_network, pipeline, preprocessing, svm,
    tree, impute, feature_selection, calibration, cluster,
)

warnings.filterwarnings("ignore")
onnxruntime.set_default_logger_severity(4)
OUT = Path(sys.argv[1])
MADE = sys.argv[2:] == ["made"]
BATCHES = (7,) if MADE else (1, 7, 256)
rng = np.random.default_rng(7)
X = (rng.normal(size=(600, 8)) * [60, 17, 0.5, 14, 0.3, 6000, 1.4, 1] + [120, 70, 1, 15, 0.5, 9000, 2.4, 0]).astype(np.float32)
Z = (X - X.mean(0)) / X.std(0)
Y = (Z[:, 0] * 3 + np.sin(Z[:, 1]) * 5 + Z[:, 2] * Z[:, 3] + rng.normal(size=600) * 0.3).astype(np.float32)
Y3 = np.column_stack([Y, Y * 0.5 + Z[:, 4], Z[:, 5] ** 2]).astype(np.float32)
C2 = (Y > 1).astype(np.int64)
C3 = np.digitize(Y, [-2, 2]).astype(np.int64)
TEXT = np.array(["idle", "run", "trip"])[C3]
results = {}


def save(name, model, inputs=None):
    """Writes a model with inputs and onnxruntime's answers; what it cannot answer itself is no case."""
    blob = model if isinstance(model, bytes) else model.SerializeToString()
    session = onnxruntime.InferenceSession(blob)
    folder = OUT / name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "model.onnx").write_bytes(blob)
    for batch in BATCHES:
        rows = inputs(batch) if inputs else [X[:batch] if batch < 300 else X]
        feed = {port.name: value for port, value in zip(session.get_inputs(), rows)}
        for k, value in enumerate(rows):
            store(folder / f"b{batch}.in{k}", value)
        for k, value in enumerate(session.run(None, feed)):
            store(folder / f"b{batch}.out{k}", table(value))


def table(value):
    """A ZipMap's maps as a dense array."""
    if isinstance(value, list):
        return np.array([list(row.values()) for row in value], dtype=np.float32)
    return value


def store(stem, value):
    value = np.asarray(value)
    if value.dtype.kind in "OUS":
        text = {"shape": list(value.shape), "data": [str(x) for x in value.ravel()]}
        stem.with_name(stem.name + ".json").write_text(json.dumps(text))
    else:
        np.save(stem.with_name(stem.name + ".npy"), value)


def case(name, make):
    if MADE and not name.startswith("made_"):
        return
    try:
        save(name, *make())
        results[name] = "ok"
    except Exception as error:  # a case that Python cannot make says nothing about us
        results[name] = f"{type(error).__name__}: {str(error).splitlines()[0][:120]}"


def skl(name, estimator, y, options=None, opset=None, scaled=False, x=X):
    """A scikit-learn estimator, behind a scaler if asked for."""
    def make():
        model = pipeline.make_pipeline(preprocessing.StandardScaler(), estimator) if scaled else estimator
        model.fit(x, y)
        target = {"": opset, "ai.onnx.ml": 3} if opset else None
        return (to_onnx(model, x[:1], options={type(estimator): options} if options else None, target_opset=target),)

    case(name, make)


REGRESSORS = {
    "ridge": linear_model.Ridge(), "lasso": linear_model.Lasso(), "elastic": linear_model.ElasticNet(),
    "bayes": linear_model.BayesianRidge(), "ard": linear_model.ARDRegression(), "huber": linear_model.HuberRegressor(max_iter=2000),
    "poisson": linear_model.PoissonRegressor(), "gamma": linear_model.GammaRegressor(), "tweedie": linear_model.TweedieRegressor(power=1.5),
    "quantile": linear_model.QuantileRegressor(solver="highs"), "ransac": linear_model.RANSACRegressor(random_state=0),
    "theil": linear_model.TheilSenRegressor(random_state=0), "sgd": linear_model.SGDRegressor(random_state=0),
    "mlp_tanh": neural_network.MLPRegressor((16, 16), activation="tanh", max_iter=300, random_state=0),
    "mlp_logistic": neural_network.MLPRegressor((16,), activation="logistic", max_iter=300, random_state=0),
    "mlp_identity": neural_network.MLPRegressor((8,), activation="identity", max_iter=300, random_state=0),
    "svr_linear": svm.SVR(kernel="linear"), "svr_poly": svm.SVR(kernel="poly", degree=2), "svr_sigmoid": svm.SVR(kernel="sigmoid"),
    "nusvr": svm.NuSVR(), "linsvr": svm.LinearSVR(random_state=0),
    "knn1": neighbors.KNeighborsRegressor(1), "knn_dist": neighbors.KNeighborsRegressor(5, weights="distance"),
    "knn_manhattan": neighbors.KNeighborsRegressor(5, p=1), "radius": neighbors.RadiusNeighborsRegressor(3.0),
    "krr_rbf": kernel_ridge.KernelRidge(kernel="rbf", gamma=0.1), "pls": cross_decomposition.PLSRegression(3),
    "bagging": ensemble.BaggingRegressor(random_state=0), "adaboost": ensemble.AdaBoostRegressor(n_estimators=20, random_state=0),
    "voting": ensemble.VotingRegressor([("a", linear_model.Ridge()), ("b", tree.DecisionTreeRegressor(max_depth=4))]),
    "stacking": ensemble.StackingRegressor([("a", linear_model.Ridge()), ("b", tree.DecisionTreeRegressor(max_depth=4))]),
    "chain": multioutput.MultiOutputRegressor(linear_model.Ridge()),
}
TREES = {
    "tree": tree.DecisionTreeRegressor(max_depth=6, random_state=0), "extra": tree.ExtraTreeRegressor(max_depth=6, random_state=0),
    "forest": ensemble.RandomForestRegressor(30, max_depth=7, random_state=0), "extras": ensemble.ExtraTreesRegressor(30, max_depth=9, random_state=0),
    "gbr": ensemble.GradientBoostingRegressor(n_estimators=40, random_state=0), "gbr_huber": ensemble.GradientBoostingRegressor(loss="huber", n_estimators=40, random_state=0),
    "gbr_quantile": ensemble.GradientBoostingRegressor(loss="quantile", alpha=0.9, n_estimators=40, random_state=0),
    "gbr_init": ensemble.GradientBoostingRegressor(init=linear_model.Ridge(), n_estimators=20, random_state=0),
    "hgb": ensemble.HistGradientBoostingRegressor(max_iter=40), "hgb_poisson": ensemble.HistGradientBoostingRegressor(loss="poisson", max_iter=20),
}
for name, model in REGRESSORS.items():
    y = np.abs(Y) + 0.1 if name in ("poisson", "gamma", "tweedie") else (Y3 if name in ("pls", "chain") else Y)
    skl(f"reg_{name}", model, y, scaled=name != "pls")
for name, model in TREES.items():
    skl(f"tree_{name}", model, np.abs(Y) if "poisson" in name else Y)
skl("tree_multi", tree.DecisionTreeRegressor(max_depth=6), Y3)
skl("tree_forest_multi", ensemble.RandomForestRegressor(15, max_depth=6, random_state=0), Y3)
skl("reg_mlp_multi", neural_network.MLPRegressor((16, 16), max_iter=300, random_state=0), Y3, scaled=True)
CLASSIFIERS = {
    "logreg": linear_model.LogisticRegression(max_iter=2000), "sgd_log": linear_model.SGDClassifier(loss="log_loss", random_state=0),
    "sgd_hinge": linear_model.SGDClassifier(random_state=0), "perceptron": linear_model.Perceptron(), "ridgec": linear_model.RidgeClassifier(),
    "linsvc": svm.LinearSVC(random_state=0), "svc": svm.SVC(), "svc_proba": svm.SVC(probability=True, random_state=0),
    "svc_linear": svm.SVC(kernel="linear"), "svc_poly": svm.SVC(kernel="poly"), "nusvc": svm.NuSVC(nu=0.3),
    "gnb": naive_bayes.GaussianNB(), "lda": discriminant_analysis.LinearDiscriminantAnalysis(), "qda": discriminant_analysis.QuadraticDiscriminantAnalysis(),
    "knn": neighbors.KNeighborsClassifier(5), "mlp": neural_network.MLPClassifier((16,), max_iter=300, random_state=0),
    "tree": tree.DecisionTreeClassifier(max_depth=6, random_state=0), "forest": ensemble.RandomForestClassifier(20, max_depth=6, random_state=0),
    "extras": ensemble.ExtraTreesClassifier(20, max_depth=6, random_state=0), "gbc": ensemble.GradientBoostingClassifier(n_estimators=20, random_state=0),
    "hgbc": ensemble.HistGradientBoostingClassifier(max_iter=20), "ada": ensemble.AdaBoostClassifier(n_estimators=10, random_state=0),
    "bagging": ensemble.BaggingClassifier(random_state=0), "ovr": multiclass.OneVsRestClassifier(linear_model.LogisticRegression(max_iter=500)),
    "ovo": multiclass.OneVsOneClassifier(linear_model.LogisticRegression(max_iter=500)),
    "voting": ensemble.VotingClassifier([("a", linear_model.LogisticRegression(max_iter=500)), ("b", tree.DecisionTreeClassifier(max_depth=4))], voting="soft"),
    "stack": ensemble.StackingClassifier([("a", linear_model.LogisticRegression(max_iter=500)), ("b", tree.DecisionTreeClassifier(max_depth=4))]),
    "calib": calibration.CalibratedClassifierCV(linear_model.LogisticRegression(max_iter=500)),
}
for name, model in CLASSIFIERS.items():
    for kind, y in (("2", C2), ("3", C3), ("text", TEXT)):
        skl(f"clf_{name}_{kind}", model, y, scaled=True)
        skl(f"clf_{name}_{kind}_nozip", model, y, {"zipmap": False}, scaled=True)
skl("clf_logreg_raw3", linear_model.LogisticRegression(max_iter=2000), C3, {"zipmap": False, "raw_scores": True}, scaled=True)
skl("clf_gbc_raw2", ensemble.GradientBoostingClassifier(n_estimators=20), C2, {"zipmap": False, "raw_scores": True})
skl("clf_columns", ensemble.RandomForestClassifier(10, max_depth=5), C3, {"zipmap": "columns"})
TRANSFORMS = {
    "pca": decomposition.PCA(4), "tsvd": decomposition.TruncatedSVD(3), "minmax": preprocessing.MinMaxScaler(), "maxabs": preprocessing.MaxAbsScaler(),
    "robust": preprocessing.RobustScaler(), "norm_l1": preprocessing.Normalizer("l1"), "norm_l2": preprocessing.Normalizer("l2"),
    "norm_max": preprocessing.Normalizer("max"), "power": preprocessing.PowerTransformer(), "power_bc": preprocessing.PowerTransformer("yeo-johnson", standardize=False),
    "quant": preprocessing.QuantileTransformer(n_quantiles=50), "poly3": preprocessing.PolynomialFeatures(3), "poly_inter": preprocessing.PolynomialFeatures(2, interaction_only=True),
    "kbins": preprocessing.KBinsDiscretizer(4, encode="ordinal"), "kbins_hot": preprocessing.KBinsDiscretizer(4, encode="onehot-dense"),
    "binar": preprocessing.Binarizer(threshold=1.0), "kbest": feature_selection.SelectKBest(k=3), "spline": preprocessing.SplineTransformer(4),
    "var": feature_selection.VarianceThreshold(0.5), "imputer": impute.SimpleImputer(), "ind": impute.MissingIndicator(features="all"), "knn_imp": impute.KNNImputer(),
    "func_log": preprocessing.FunctionTransformer(np.abs),
}
for name, model in TRANSFORMS.items():
    case(f"tr_{name}", lambda model=model: (to_onnx(pipeline.make_pipeline(model, linear_model.Ridge()).fit(X, Y), X[:1]),))
OTHERS = {
    "kmeans": cluster.KMeans(4, random_state=0, n_init=3), "gmm_full": mixture.GaussianMixture(3, random_state=0),
    "gmm_diag": mixture.GaussianMixture(3, covariance_type="diag", random_state=0), "gmm_tied": mixture.GaussianMixture(3, covariance_type="tied", random_state=0),
    "bgmm": mixture.BayesianGaussianMixture(n_components=3, random_state=0), "iforest": ensemble.IsolationForest(n_estimators=20, random_state=0),
    "ocsvm": svm.OneClassSVM(nu=0.1), "lof": neighbors.LocalOutlierFactor(novelty=True),
}
for name, model in OTHERS.items():
    case(f"other_{name}", lambda model=model: (to_onnx(pipeline.make_pipeline(preprocessing.StandardScaler(), model).fit(X), X[:1], target_opset={"": 18, "ai.onnx.ml": 3}),))
K = gaussian_process.kernels
Z64 = Z.astype(np.float64)
for name, kernel in {
    "rbf": K.RBF(2.0), "c_rbf": K.ConstantKernel(2.0) * K.RBF(2.0), "white": K.RBF(2.0) + K.WhiteKernel(0.1), "m05": K.Matern(2.0, nu=0.5),
    "m15": K.Matern(2.0, nu=1.5), "m25": K.Matern(2.0, nu=2.5), "rq": K.RationalQuadratic(2.0), "exps": K.ExpSineSquared(2.0), "dot": K.DotProduct(1.0) + K.WhiteKernel(0.1),
}.items():
    for options in ({}, {"return_std": True}, {"optim": "cdist"}):
        tag = "_".join([name, *options])
        def make(kernel=kernel, options=options):
            model = gaussian_process.GaussianProcessRegressor(kernel, alpha=1e-2, optimizer=None).fit(Z64[:150], Y[:150])
            onx = to_onnx(model, Z64[:1], options={type(model): options} if options else None, target_opset=17)
            return onx, lambda batch: [Z64[:batch]]
        case(f"gp_{tag}", make)
for name, params in {"reg": {}, "l1": {"objective": "regression_l1"}, "quantile": {"objective": "quantile", "alpha": 0.9}, "huber": {"objective": "huber"},
                     "gamma": {"objective": "gamma"}, "tweedie": {"objective": "tweedie"}, "dart": {"boosting_type": "dart"}, "rf": {"boosting_type": "rf", "bagging_freq": 1, "bagging_fraction": 0.7},
                     "linear": {"num_leaves": 63}}.items():
    case(f"lgb_{name}", lambda params=params: (convert_lightgbm(lightgbm.LGBMRegressor(n_estimators=30, verbose=-1, **params).fit(X, np.abs(Y) + 0.1), initial_types=[("x", ToolsFloat([None, 8]))], target_opset=15),))
XN = X.copy()
XN[rng.random(X.shape) < 0.15] = np.nan
case("lgb_missing", lambda: (convert_lightgbm(lightgbm.LGBMRegressor(n_estimators=30, verbose=-1).fit(XN, Y), initial_types=[("x", ToolsFloat([None, 8]))], target_opset=15), lambda batch: [XN[:batch]]))
case("xgb_missing", lambda: (convert_xgboost(xgboost.XGBRegressor(n_estimators=30).fit(XN, Y), initial_types=[("x", ToolsFloat([None, 8]))], target_opset=15), lambda batch: [XN[:batch]]))
for kind, y in (("2", C2), ("3", C3), ("text", TEXT)):
    for zipmap in (True, False):
        case(f"lgb_clf_{kind}_{zipmap}", lambda y=y, zipmap=zipmap: (convert_lightgbm(lightgbm.LGBMClassifier(n_estimators=15, verbose=-1).fit(X, y), initial_types=[("x", ToolsFloat([None, 8]))], target_opset=15, zipmap=zipmap),))
for name, params in {"squared": {}, "logistic": {"objective": "reg:logistic"}, "poisson": {"objective": "count:poisson"}, "gamma": {"objective": "reg:gamma"}, "tweedie": {"objective": "reg:tweedie"},
                     "dart": {"booster": "dart"}, "forest": {"num_parallel_tree": 5}, "base": {"base_score": 3.0}, "linear": {"booster": "gblinear"}}.items():
    y = C2 if name == "logistic" else np.abs(Y) + 0.1
    case(f"xgb_{name}", lambda params=params, y=y: (convert_xgboost(xgboost.XGBRegressor(n_estimators=25, **params).fit(X, y), initial_types=[("x", ToolsFloat([None, 8]))], target_opset=15),))
case("xgb_clf3", lambda: (convert_xgboost(xgboost.XGBClassifier(n_estimators=15).fit(X, C3), initial_types=[("x", ToolsFloat([None, 8]))], target_opset=15),))
case("xgb_clf2_base", lambda: (convert_xgboost(xgboost.XGBClassifier(n_estimators=15, base_score=0.3).fit(X, C2), initial_types=[("x", ToolsFloat([None, 8]))], target_opset=15),))
case("xgb_rf", lambda: (convert_xgboost(xgboost.XGBRFClassifier(n_estimators=15).fit(X, C2), initial_types=[("x", ToolsFloat([None, 8]))], target_opset=15),))


def made_tree(op, rows=X, **changes):
    """Small trees by hand: every mode, sign of weight, post-transform, base value and aggregate."""
    classifier = op == "TreeEnsembleClassifier"
    modes = changes.pop("modes", ["BRANCH_LEQ", "BRANCH_LEQ"])
    classes = changes.pop("classes", 2)
    ids = changes.pop("ids", [0] * 6)
    weights = changes.pop("weights", [0.2, 0.7, -0.4, 0.1, 0.9, 0.3])
    missing = changes.pop("missing", [0] * 10)
    double = changes.pop("double", False)
    start = "class" if classifier else "target"
    attributes = {
        "nodes_treeids": [0] * 5 + [1] * 5, "nodes_nodeids": [0, 1, 2, 3, 4] * 2, "nodes_featureids": [0, 1, 0, 0, 0, 2, 1, 0, 0, 0],
        "nodes_modes": [modes[0], modes[1], "LEAF", "LEAF", "LEAF", modes[1], modes[0], "LEAF", "LEAF", "LEAF"],
        "nodes_values": [float(X[3, 0]), float(X[4, 1]), 0.0, 0.0, 0.0, float(X[5, 2]), float(X[6, 1]), 0.0, 0.0, 0.0],
        "nodes_truenodeids": [1, 2, 0, 0, 0] * 2, "nodes_falsenodeids": [4, 3, 0, 0, 0] * 2, "nodes_missing_value_tracks_true": missing,
        f"{start}_treeids": [0, 0, 0, 1, 1, 1], f"{start}_nodeids": [2, 3, 4] * 2, f"{start}_ids": ids, f"{start}_weights": weights, **changes,
    }
    if classifier:
        # onnxruntime answers 0 and 1 where both of two classes have weights, whatever they are called.
        attributes["classlabels_int64s"] = list(range(classes))
        outputs = ["label", "scores"]
    else:
        attributes["n_targets"] = classes
        outputs = ["y"]
    node = helper.make_node(op, ["x"], outputs, domain="ai.onnx.ml", **attributes)
    kind = TensorProto.DOUBLE if double else TensorProto.FLOAT
    x = helper.make_tensor_value_info("x", kind, [None, 8])
    kinds = {"label": TensorProto.INT64, "scores": TensorProto.FLOAT, "y": TensorProto.FLOAT}
    ports = [helper.make_tensor_value_info(name, kinds[name], None) for name in outputs]
    graph = helper.make_graph([node], "g", [x], ports)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid("ai.onnx.ml", 3)], ir_version=8)
    used = rows.astype(np.float64) if double else rows
    return model, lambda batch: [used[:batch]]


POSTS = ["NONE", "LOGISTIC", "SOFTMAX", "SOFTMAX_ZERO", "PROBIT"]
for mode in ("BRANCH_LEQ", "BRANCH_LT", "BRANCH_GTE", "BRANCH_GT", "BRANCH_EQ", "BRANCH_NEQ"):
    for missing in (0, 1):
        case(f"made_mode_{mode}_{missing}", lambda mode=mode, missing=missing: made_tree("TreeEnsembleRegressor", XN, modes=[mode, mode], missing=[missing] * 10, classes=1))
    case(f"made_double_{mode}", lambda mode=mode: made_tree("TreeEnsembleRegressor", modes=[mode, "BRANCH_LEQ"], classes=1, double=True))
for aggregate in ("SUM", "AVERAGE", "MIN", "MAX"):
    for base in ([], [0.5, -0.25]):
        case(f"made_agg_{aggregate}_{len(base)}", lambda aggregate=aggregate, base=base: made_tree("TreeEnsembleRegressor", classes=2, ids=[0, 1, 0, 1, 1, 0], aggregate_function=aggregate, **({"base_values": base} if base else {})))
        case(f"made_agg1_{aggregate}_{len(base)}", lambda aggregate=aggregate, base=base: made_tree("TreeEnsembleRegressor", classes=1, aggregate_function=aggregate, **({"base_values": base[:1]} if base else {})))
for post in POSTS:
    case(f"made_reg_{post}", lambda post=post: made_tree("TreeEnsembleRegressor", classes=2, ids=[0, 1, 0, 1, 1, 0], weights=[0.2, 0.7, 0.4, 0.1, 0.2, 0.3], post_transform=post))
    case(f"made_reg1_{post}", lambda post=post: made_tree("TreeEnsembleRegressor", classes=1, weights=[0.2, 0.3, 0.4, 0.1, 0.2, 0.3], post_transform=post))
    if post == "PROBIT":
        continue  # no exporter writes it, and onnxruntime's scores of two classes are then not even stable
    for ids_name, ids, classes in (("zero", [0] * 6, 2), ("one", [1] * 6, 2), ("both", [0, 1, 1, 0, 1, 0], 2), ("three", [0, 1, 2, 2, 1, 0], 3), ("gap", [0, 2, 2, 0, 2, 0], 3)):
        for sign in ("pos", "neg"):
            weights = [0.2, 0.3, 0.4, 0.1, 0.45, 0.3] if sign == "pos" else [0.2, 0.7, -0.4, 0.1, -0.9, 0.3]
            for base in (None, [0.15], [0.15, -0.3], [0.1, 0.2, -0.3]):
                # With weights for both of two classes, onnxruntime leaves a score unset that one base value or SOFTMAX_ZERO asks for.
                if ids_name == "both" and base and (len(base) == 1 or post == "SOFTMAX_ZERO"):
                    continue
                if base and (len(base) not in (1, classes) or (classes == 3 and len(base) == 1)):
                    continue
                extra = {"base_values": base} if base else {}
                tag = f"made_clf_{post}_{ids_name}_{sign}_{len(base or [])}"
                case(tag, lambda ids=ids, classes=classes, weights=weights, post=post, extra=extra: made_tree("TreeEnsembleClassifier", ids=ids, classes=classes, weights=weights, post_transform=post, **extra))


def made(op, inputs, outputs, domain="ai.onnx.ml", feed=None, ml=3, **attributes):
    node = helper.make_node(op, [name for name, _, _ in inputs], [name for name, _ in outputs], domain=domain, **attributes)
    graph = helper.make_graph([node], "g", [helper.make_tensor_value_info(*port) for port in inputs], [helper.make_tensor_value_info(name, kind, None) for name, kind in outputs])
    sets = [helper.make_opsetid("", 17), helper.make_opsetid("ai.onnx.ml", ml), helper.make_opsetid("com.microsoft", 1)]
    return helper.make_model(graph, opset_imports=sets, ir_version=8), feed


F, I, S, D = TensorProto.FLOAT, TensorProto.INT64, TensorProto.STRING, TensorProto.DOUBLE
WHOLE = rng.integers(0, 5, (256, 3)).astype(np.int64)
WORDS = np.array(["a", "b", "c", "d", "e"], dtype=object)[WHOLE]
for post in POSTS[:4]:
    for count, labels in ((1, 2), (2, 2), (3, 3)):
        case(f"made_lin_{post}_{count}_{labels}", lambda post=post, count=count, labels=labels: made("LinearClassifier", [("x", F, [None, 8])], [("l", I), ("s", F)], feed=lambda b: [Z[:b]], coefficients=[float(c) for c in rng.normal(size=8 * count) * 0.3], intercepts=[0.1] * count, classlabels_ints=list(range(5, 5 + labels)), post_transform=post))
    case(f"made_linreg_{post}", lambda post=post: made("LinearRegressor", [("x", F, [None, 8])], [("y", F)], feed=lambda b: [np.abs(Z[:b]) * 0.05], coefficients=[0.3] * 16, intercepts=[0.1, 0.2], targets=2, post_transform=post))
for kind, tag in ((F, "f"), (D, "d"), (I, "i")):
    rows = {F: X, D: X.astype(np.float64), I: X.astype(np.int64)}[kind]
    case(f"made_scaler_{tag}", lambda kind=kind, rows=rows: made("Scaler", [("x", kind, [None, 8])], [("y", F)], feed=lambda b: [rows[:b]], offset=[1.5] * 8, scale=[0.25] * 8))
    case(f"made_scaler1_{tag}", lambda kind=kind, rows=rows: made("Scaler", [("x", kind, [None, 8])], [("y", F)], feed=lambda b: [rows[:b]], offset=[1.5], scale=[0.25]))
for norm in ("MAX", "L1", "L2"):
    case(f"made_norm_{norm}", lambda norm=norm: made("Normalizer", [("x", F, [None, 8])], [("y", F)], feed=lambda b: [Z[:b]], norm=norm))
case("made_imputer_i", lambda: made("Imputer", [("x", I, [None, 3])], [("y", I)], feed=lambda b: [WHOLE[:b]], imputed_value_int64s=[7, 8, 9], replaced_value_int64=2))
case("made_imputer_f", lambda: made("Imputer", [("x", F, [None, 8])], [("y", F)], feed=lambda b: [XN[:b]], imputed_value_floats=[1.0], replaced_value_float=float("nan")))
case("made_onehot_i", lambda: made("OneHotEncoder", [("x", I, [None, 3])], [("y", F)], feed=lambda b: [WHOLE[:b]], cats_int64s=[0, 2, 3]))
case("made_onehot_s", lambda: made("OneHotEncoder", [("x", S, [None, 3])], [("y", F)], feed=lambda b: [WORDS[:b]], cats_strings=["a", "c", "e"]))
case("made_onehot_f", lambda: made("OneHotEncoder", [("x", F, [None, 3])], [("y", F)], feed=lambda b: [WHOLE[:b].astype(np.float32)], cats_int64s=[0, 2, 3]))
case("made_label_1", lambda: made("LabelEncoder", [("x", S, [None, 3])], [("y", I)], feed=lambda b: [WORDS[:b]], ml=1, classes_strings=["c", "a"]))
case("made_label_1b", lambda: made("LabelEncoder", [("x", I, [None, 3])], [("y", S)], feed=lambda b: [WHOLE[:b]], ml=1, classes_strings=["c", "a"]))
case("made_label_si", lambda: made("LabelEncoder", [("x", S, [None, 3])], [("y", I)], feed=lambda b: [WORDS[:b]], keys_strings=["a", "b"], values_int64s=[5, 6], default_int64=-9))
case("made_label_is", lambda: made("LabelEncoder", [("x", I, [None, 3])], [("y", S)], feed=lambda b: [WHOLE[:b]], keys_int64s=[1, 2], values_strings=["p", "q"]))
case("made_label_ff", lambda: made("LabelEncoder", [("x", F, [None, 3])], [("y", F)], feed=lambda b: [WHOLE[:b].astype(np.float32)], keys_floats=[1.0, 2.0], values_floats=[0.5, 0.25]))
case("made_label_if", lambda: made("LabelEncoder", [("x", I, [None, 3])], [("y", F)], feed=lambda b: [WHOLE[:b]], keys_int64s=[1, 2], values_floats=[0.5, 0.25], default_float=7.5))
case("made_mapper", lambda: made("CategoryMapper", [("x", S, [None, 3])], [("y", I)], feed=lambda b: [WORDS[:b]], cats_strings=["a", "b"], cats_int64s=[3, 4]))
case("made_binar", lambda: made("Binarizer", [("x", F, [None, 8])], [("y", F)], feed=lambda b: [Z[:b]], threshold=0.3))
case("made_vector", lambda: made("FeatureVectorizer", [("a", F, [None, 8]), ("b", F, [None, 3])], [("y", F)], feed=lambda b: [Z[:b], WHOLE[:b].astype(np.float32)], inputdimensions=[8, 3]))
for metric in ("euclidean", "sqeuclidean"):
    case(f"made_cdist_{metric}", lambda metric=metric: made("CDist", [("a", F, [None, 8]), ("b", F, [None, 8])], [("y", F)], domain="com.microsoft", feed=lambda b: [Z[:b], Z[300:300 + b]], metric=metric))
for kernel in ("LINEAR", "POLY", "RBF", "SIGMOID"):
    for one in (0, 1):
        case(f"made_svr_{kernel}_{one}", lambda kernel=kernel, one=one: made("SVMRegressor", [("x", F, [None, 8])], [("y", F)], feed=lambda b: [Z[:b]], kernel_type=kernel, kernel_params=[0.2, 0.5, 3.0], n_supports=5, coefficients=[0.3, -0.5, 0.2, 0.4, -0.6], rho=[0.1], support_vectors=[float(v) for v in Z[:5].ravel()], one_class=one))
case("made_svr_none", lambda: made("SVMRegressor", [("x", F, [None, 8])], [("y", F)], feed=lambda b: [Z[:b]], kernel_type="LINEAR", coefficients=[0.3] * 8, rho=[0.1]))


def report():
    skipped = {name: why for name, why in results.items() if why != "ok"}
    for name, why in skipped.items():
        print(f"skipped {name}: {why}")
    print(f"{len(results) - len(skipped)} cases, {len(skipped)} that could not be made")


report()
