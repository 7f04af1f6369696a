"""Features of one query: the value of each number, and mean, highest and swing of each sequence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from .tables import Floats, Slot
from .units import of_difference

OF_SEQUENCE = {"mean": "mean", "max": "highest", "swing": "highest less lowest"}


@dataclass(frozen=True)
class Feature:
    """A statistic of one input."""

    slot: Slot
    statistic: str

    @property
    def name(self) -> str:
        """The input's name, with the statistic for a sequence."""
        return self.slot.name if self.statistic == "value" else f"{self.slot.name}_{self.statistic}"

    def of(self, x: Floats) -> Floats:
        """The feature [N] of rows x [N, columns]."""
        part = x[:, self.slot.columns]
        if self.statistic == "value":
            return part[:, 0]
        if self.statistic == "mean":
            return np.asarray(part.mean(1))
        return np.asarray(part.max(1) - (part.min(1) if self.statistic == "swing" else 0.0))

    def content(self, titles: Mapping[str, str], units: Mapping[str, str]) -> dict[str, Any]:
        """Its entry in domain.json."""
        unit = units[self.slot.name]
        title = titles[self.slot.name]
        if self.statistic != "value":
            title = f"{title}, {OF_SEQUENCE[self.statistic]}"
        return {
            "name": self.name,
            "title": title,
            "unit": of_difference(unit) if self.statistic == "swing" else unit,
            "of": {"input": self.slot.name, "statistic": self.statistic},
        }


def features(slots: Sequence[Slot], x: Floats) -> list[Feature]:
    """The features that vary in x [N, columns]; the box alone judges the others."""
    every = [Feature(s, k) for s in slots for k in (("value",) if s.length == 1 else OF_SEQUENCE)]
    varying = [f for f in every if np.ptp(f.of(x)) > 0]
    return varying or every[:1]


def table(found: Sequence[Feature], x: Floats) -> Floats:
    """All features [N, k] of rows x [N, columns]."""
    return np.column_stack([f.of(x) for f in found])
