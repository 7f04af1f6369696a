"""What an export found, as figures and as a short table."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Report:
    """Figures of one export; `print(report)` shows them.

    `outputs` are validation.json's by name with `by_state`, the pointwise coverage by domain state; `domain` is its
    domain part; `worst_error` the largest relative difference to the native model, `tolerance` what the references
    allow; `sizes` bytes by file; `todos` what is still to be written into contract.json.
    """

    folder: Path
    id: str
    version: str
    outputs: Mapping[str, Mapping[str, Any]]
    domain: Mapping[str, Any]
    intervals: Mapping[str, Any]
    worst_error: float
    tolerance: float
    compared_rows: int
    precision: str
    sizes: Mapping[str, int]
    todos: tuple[str, ...]
    warnings: tuple[str, ...]

    @property
    def bytes(self) -> int:
        """Size of the whole bundle."""
        return sum(self.sizes.values())

    def __str__(self) -> str:
        lines = [
            f"{self.id} {self.version}: {self.bytes / 1024:.0f} KiB, model {self.sizes['model.onnx'] / 1024:.1f} KiB, "
            f"{self.precision}",
            *self._table(),
            self._domain_line(),
            f"export: {self.compared_rows} rows, worst relative difference to the native model "
            f"{self.worst_error:.1e} (tolerance {self.tolerance:g})",
        ]
        lines += [f"warning: {w}" for w in self.warnings]
        return "\n".join(lines + [f"TODO {t}" for t in self.todos])

    def _table(self) -> list[str]:
        rows = [("output", "unit", "rmse", "baseline", "coverage", "whole curve", "at the edge")]
        for name, o in self.outputs.items():
            c = o["coverage"]
            rows.append(
                (
                    name,
                    str(o["unit"]),
                    f"{o['rmse']:.4g}",
                    f"{o['baseline_rmse']:.4g}",
                    f"{c['pointwise']:.3f}",
                    _share(c.get("whole_curve")),
                    _share(c.get("caution")),
                )
            )
        widths = [max(len(r[k]) for r in rows) for k in range(len(rows[0]))]
        return [
            "  "
            + "  ".join(v.ljust(w) if k < 2 else v.rjust(w) for k, (v, w) in enumerate(zip(r, widths, strict=True)))
            for r in rows
        ]

    def _domain_line(self) -> str:
        d = self.domain
        return (
            f"domain: {d['method']}, false alarms {100 * d['false_alarm_rate']:.1f} %, notices "
            f"{100 * d['extrapolation_recall']:.1f} % of {d['n_extrapolated']} extrapolated rows"
        )


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"
