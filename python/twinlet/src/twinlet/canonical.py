"""JSON in one form only: fixed key order, at most nine significant digits, no NaN."""

import json
import math
from collections.abc import Mapping
from typing import Any

import numpy as np

COMPACT = ("domain.json", "reference.json", "residuals.json", "heldout.json")
EXACT = ("reference.json",)


def digits(value: float, n: int = 9) -> float:
    """The value at n significant digits; never a negative zero."""
    return float(f"{float(value):.{n}g}") + 0.0


def outward(value: float, up: bool, n: int = 6) -> float:
    """The value at n significant digits, not below (`up`) or not above it."""
    value = float(value)
    if value == 0.0:
        return 0.0
    step = 10.0 ** (math.floor(math.log10(abs(value))) - n + 1)
    close = digits(value, n)
    if (close >= value) if up else (close <= value):
        return close
    return digits(close + step if up else close - step, n)


def plain(value: Any, n: int | None = 9) -> Any:
    """The value in JSON's own types, floats at n significant digits (as they are when None)."""
    if isinstance(value, Mapping):
        return {str(k): plain(v, n) for k, v in value.items()}
    if isinstance(value, list | tuple | np.ndarray):
        return [plain(v, n) for v in value]
    if isinstance(value, bool | str) or value is None:
        return value
    if isinstance(value, int | np.integer):
        return int(value)
    return float(value) + 0.0 if n is None else digits(value, n)


def encode(name: str, content: Mapping[str, Any]) -> bytes:
    """A file's bytes by its name: references at full precision, long lists of numbers without line breaks."""
    style: dict[str, Any] = {"separators": (",", ":")} if name in COMPACT else {"indent": 2}
    tidy = plain(content, None if name in EXACT else 9)
    return (json.dumps(tidy, allow_nan=False, ensure_ascii=False, **style) + "\n").encode()
