"""The exported graph beside the native model: refused where it answers something else."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .errors import ExportRefused
from .runtime import Runtime
from .tables import Floats

LADDER = (1e-5, 3e-5, 1e-4)  # tolerances tried in turn; a device that sums in another order gets half of each
HEADROOM = 2.0


@dataclass(frozen=True)
class Agreement:
    """How close the graph comes to the native model; errors relative to max(|value|, scale)."""

    worst: float
    tolerance: float
    rows: int


def errors(expected: Floats, answered: Floats, scale: Floats) -> Floats:
    """|a - b| / max(|b|, scale) [N, columns]; infinite where an answer is not a number."""
    gap = np.abs(answered - expected) / np.maximum(np.abs(expected), scale)
    return np.where(np.isfinite(gap), gap, np.inf)


def agree(
    runtime: Runtime,
    x: Floats,
    expected: Floats,
    scale: Floats,
    columns: Sequence[str],
    tolerance: float | None,
    remedy: str,
) -> Agreement:
    """Compare all rows x [N, inputs] with the native answers [N, columns]; the tolerance that the bundle states.

    Raises `ExportRefused` with the worst row when the largest error is above the tolerance (the last of `LADDER`
    when none is given), or when one row alone is answered otherwise than in a batch.
    """
    answered = runtime.answers(x)
    found = errors(expected, answered, scale)
    alone = np.concatenate([runtime.answers(x[k : k + 1]) for k in range(min(3, len(x)))])
    if errors(answered[: len(alone)], alone, scale).max() > LADDER[-1]:
        raise ExportRefused("the exported model answers one row otherwise than the same row in a batch", remedy)
    worst = float(found.max())
    limit = LADDER[-1] if tolerance is None else tolerance
    if worst > limit:
        raise _refusal(x, expected, answered, found, columns, limit, remedy)
    return Agreement(worst, tolerance or next((t for t in LADDER if worst * HEADROOM <= t), limit), len(x))


def _refusal(
    x: Floats, expected: Floats, answered: Floats, found: Floats, columns: Sequence[str], limit: float, remedy: str
) -> ExportRefused:
    row, column = (int(k) for k in np.unravel_index(int(found.argmax()), found.shape))
    a, b = float(expected[row, column]), float(answered[row, column])
    wrong = int((found.max(1) > limit).sum())
    inputs = ", ".join(f"{v:.6g}" for v in x[row, :12]) + (", ..." if x.shape[1] > 12 else "")
    message = (
        f"the export is wrong: {wrong} of {len(x)} rows differ from the native model by more than {limit:g} "
        f"(relative); worst row {row}, output `{columns[column]}`: expected {a:.6g}, answered {b:.6g} "
        f"(relative error {found[row, column]:.2g}) at inputs [{inputs}]"
    )
    return ExportRefused(message, remedy, tuple(float(v) for v in x[row]), a, b)
