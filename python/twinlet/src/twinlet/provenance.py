"""provenance.json: how it was made, without any path or name of a machine or person."""

from collections.abc import Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from . import built, remedies
from .data import Data

ALWAYS = ("numpy", "onnx", "onnxruntime", "scikit-learn", "skl2onnx")
OPTIONAL = {"lightgbm": ("lightgbm", "onnxmltools"), "xgboost": ("xgboost", "onnxmltools"), "torch": ("torch",)}


def packages(model: Any) -> dict[str, str]:
    """Versions of the packages that took part."""
    modules = {type(e).__module__.split(".")[0] for m in built.members(model) for e in remedies.walk(m)}
    names = [*ALWAYS, *(p for key, extra in OPTIONAL.items() if key in modules for p in extra)]
    return {name: _version(name) for name in sorted(set(names))} | {"twinlet": _version("twinlet")}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        from . import __version__

        return __version__ if name == "twinlet" else "unknown"


def content(
    model: Any,
    data: Data,
    settings: Mapping[str, Any],
    assumptions: Sequence[str],
    lineage: Sequence[Mapping[str, str]],
    sources: Sequence[Any],
    seed: int,
) -> dict[str, Any]:
    """provenance.json."""
    counts = {
        name: len(part.x) for name, part in (("train", data.train), ("calibrate", data.calibrate), ("test", data.test))
    }
    return {
        "what": f"Surrogate exported by twinlet.export: {built.describe(model)}",
        "network": built.describe(model),
        "counts": counts,
        "settings": dict(settings),
        "seeds": {"export": seed},
        "packages": packages(model),
        "lineage": [dict(entry) for entry in lineage],
        "sources": list(sources),
        "assumptions": list(assumptions),
    }
