"""Rows as people have them (arrays, data frames, mappings), read into one float64 table with named slots."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .errors import TwinletError, listed

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Slot:
    """A named number (`length` 1) or sequence in the columns `first` to `first + length` of a table."""

    name: str
    first: int
    length: int = 1

    @property
    def columns(self) -> slice:
        """Its columns."""
        return slice(self.first, self.first + self.length)


def width(slots: Sequence[Slot]) -> int:
    """Number of columns of all slots."""
    return sum(s.length for s in slots)


def column_names(data: Any) -> list[str] | None:
    """Names that the data carry, one per column."""
    if isinstance(data, Mapping):
        return [str(k) for k in data]
    if hasattr(data, "columns"):
        return [str(c) for c in data.columns]
    name = getattr(data, "name", None)
    return [str(name)] if isinstance(name, str) else None


def values(data: Any, what: str) -> Floats:
    """The data as float64 [N, columns]; a mapping's entries [N] or [N, length] follow each other."""
    if isinstance(data, Mapping):
        return np.hstack([values(v, f"{what} `{k}`") for k, v in data.items()])
    try:
        table = np.asarray(data.to_numpy() if hasattr(data, "to_numpy") else data, dtype=np.float64)
    except (TypeError, ValueError) as e:
        raise TwinletError(
            f"{what}: not all values are numbers ({e})\n  hint: encode categories as numbers first"
        ) from e
    table = table[:, None] if table.ndim == 1 else table
    if table.ndim != 2 or not len(table):
        raise TwinletError(f"{what}: expected rows and columns, found shape {table.shape}")
    _finite(table, what)
    return table


def _finite(table: Floats, what: str) -> None:
    bad = np.argwhere(~np.isfinite(table))
    if len(bad):
        row, column = bad[0]
        raise TwinletError(
            f"{what}: row {row}, column {column} is not a finite number ({len(bad)} such values)"
            "\n  hint: drop or fill these rows before training"
        )


def slots(data: Any, names: Sequence[str] | None, lengths: Mapping[str, int], columns: int, what: str) -> list[Slot]:
    """The slots of a table: from `names`, else a mapping's keys, else column names, else the declared sequences."""
    if names is None and isinstance(data, Mapping):
        pairs = [(str(k), values(v, what).shape[1]) for k, v in data.items()]
    else:
        pairs = [(n, lengths.get(n, 1)) for n in _slot_names(data, names, lengths, what)]
    total = sum(length for _, length in pairs)
    if total != columns:
        raise TwinletError(
            f"{what}: {columns} columns, but {listed(n for n, _ in pairs)} take {total}"
            "\n  hint: declare inputs of several columns in `sequence`"
        )
    found, first = [], 0
    for name, length in pairs:
        found.append(Slot(name, first, length))
        first += length
    _distinct([s.name for s in found], what)
    return found


def _slot_names(data: Any, names: Sequence[str] | None, lengths: Mapping[str, int], what: str) -> list[str]:
    if names is not None:
        return list(names)
    carried = column_names(data)
    if carried is None:
        if lengths:
            return list(lengths)
        raise TwinletError(
            f"{what}: the columns have no names\n  hint: pass a data frame, or `{what.split()[0]}=[...]`"
        )
    found: list[str] = []
    for column in carried:
        stem = re.sub(r"[_.\[]?\d+\]?$", "", column)
        name = stem if stem in lengths and column not in lengths else column
        if name not in found or name not in lengths:
            found.append(name)
    return found


def _distinct(names: list[str], what: str) -> None:
    twice = sorted({n for n in names if names.count(n) > 1})
    if twice:
        raise TwinletError(f"{what}: {listed(twice)} occur twice\n  hint: give every input and output its own name")
