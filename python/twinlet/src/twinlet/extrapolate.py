"""Queries outside what was seen, made from the data themselves, to measure whether a domain test notices.

* *Beyond*: a held-out row with one continuous input moved past the range of the training data by 5 % to 50 % of its
  span (a sequence is moved as a whole).
* *Combinations*: every input taken from another training row, or (half of them, single numbers only) drawn uniformly
  from its range, so that each alone is ordinary; kept only when the combination is far from any seen one: in some pair
  of features of different inputs, or in all features, farther from the nearest training row than `FAR` times what
  99 % of the held-out rows are, measured in ranks so that no scale or method is favoured.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from .features import Feature, table
from .tables import Floats, Slot

EACH = 200  # rows wanted of each kind
CANDIDATES = 4000
FEWEST = 20  # fewer unseen combinations than this among all candidates: none can be told
FAR = 2.0
REFERENCE_ROWS, HELD_ROWS, PAIRS = 5000, 2000, 45


@dataclass(frozen=True)
class Extrapolated:
    """Rows [n, columns] beyond the range, and rows with unseen combinations inside it."""

    beyond: Floats
    combined: Floats
    candidates: int


def extrapolated(
    slots: Sequence[Slot], kinds: Mapping[str, str], found: Sequence[Feature], train: Floats, held: Floats, seed: int
) -> Extrapolated:
    """Both kinds from training rows and held-out rows [N, columns]."""
    rng = np.random.default_rng([seed, 1])
    beyond = _beyond(rng, [s for s in slots if kinds[s.name] == "continuous"], train, held)
    candidates = _candidates(rng, slots, kinds, train)
    unseen = _unseen(rng, found, train, held, candidates)
    combined = candidates[unseen][:EACH] if unseen.sum() >= FEWEST else candidates[:0]
    return Extrapolated(beyond, combined, int(unseen.sum()))


def _beyond(rng: np.random.Generator, slots: Sequence[Slot], train: Floats, held: Floats) -> Floats:
    rows = held[rng.integers(len(held), size=EACH if slots else 0)].copy()
    for row in rows:
        slot = slots[int(rng.integers(len(slots)))]
        seen, part = train[:, slot.columns], row[slot.columns]
        step = rng.uniform(0.05, 0.5) * (np.ptp(seen) or max(abs(float(seen.max())), 1.0))
        part += seen.max() + step - part.max() if rng.random() < 0.5 else seen.min() - step - part.min()
    return rows


def _candidates(rng: np.random.Generator, slots: Sequence[Slot], kinds: Mapping[str, str], train: Floats) -> Floats:
    rows = np.empty((CANDIDATES, train.shape[1]))
    for slot in slots:
        rows[:, slot.columns] = train[rng.integers(len(train), size=CANDIDATES), slot.columns]
        if slot.length == 1:
            seen = train[:, slot.first]
            drawn = rng.uniform(seen.min(), seen.max(), CANDIDATES // 2)
            rows[::2, slot.first] = drawn if kinds[slot.name] == "continuous" else np.rint(drawn)
    return rows


def _unseen(
    rng: np.random.Generator, found: Sequence[Feature], train: Floats, held: Floats, rows: Floats
) -> NDArray[np.bool_]:
    """Which rows combine features as no training row does."""
    base = train[rng.permutation(len(train))[:REFERENCE_ROWS]]
    ordered = np.sort(table(found, train), 0)
    ranks = [_ranks(ordered, table(found, part)) for part in (base, held[:HELD_ROWS], rows)]
    different = [p for p in combinations(range(len(found)), 2) if found[p[0]].slot.name != found[p[1]].slot.name]
    unseen = np.zeros(len(rows), bool)
    for group in [*different[:PAIRS], tuple(range(len(found)))] if different else []:
        unseen |= _far(*[r[:, list(group)] for r in ranks])
    return unseen


def _ranks(ordered: Floats, f: Floats) -> Floats:
    """Middle ranks [N, k] between 0 and 1 among the ordered training features."""
    return np.column_stack(
        [
            (np.searchsorted(c, v, "left") + np.searchsorted(c, v, "right")) / (2 * len(c))
            for c, v in zip(ordered.T, f.T, strict=True)
        ]
    )


def _far(base: Floats, held: Floats, rows: Floats) -> NDArray[np.bool_]:
    from sklearn.neighbors import NearestNeighbors

    tree = NearestNeighbors(n_neighbors=1).fit(base)
    usual = np.quantile(tree.kneighbors(held)[0], 0.99)
    return np.asarray(tree.kneighbors(rows)[0][:, 0] > FAR * usual)
