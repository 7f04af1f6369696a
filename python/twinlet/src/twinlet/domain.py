"""domain.json: a box, and the joint test that measurement prefers; with the figures of that measurement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import distances
from .canonical import digits, plain
from .contract import Range
from .data import Data
from .errors import TwinletError
from .extrapolate import Extrapolated, extrapolated
from .features import Feature, features, table
from .tables import Floats, Slot

CAUTION_QUANTILE, OUT_QUANTILE = 0.95, 0.99  # of the calibration distances
MOST_FALSE_ALARMS = 0.05
TIE = 0.01  # recalls closer than this are equal; the cheaper test wins
FIT_ROWS = 5000
IN, CAUTION, OUT = 0, 1, 2


@dataclass(frozen=True)
class Domain:
    """The box [columns] and one joint test over features."""

    slots: tuple[Slot, ...]
    box: Mapping[str, Range]
    found: tuple[Feature, ...]
    test: dict[str, Any]

    def states(self, x: Floats) -> NDArray[np.int_]:
        """State [N] of rows x [N, columns]: 0 in, 1 caution, 2 out."""
        d = distances.distance(self.test, table(self.found, x))
        outside = self.outside(x) | (d > self.test["out_distance"])
        return np.where(outside, OUT, np.where(d > self.test["caution_distance"], CAUTION, IN))

    def outside(self, x: Floats) -> NDArray[np.bool_]:
        """Which rows [N] leave the box."""
        low, high = np.array([self.box[s.name] for s in self.slots for _ in range(s.length)]).T
        return np.asarray(~((x >= low) & (x <= high)).all(1))

    def content(self, titles: Mapping[str, str], units: Mapping[str, str], seen: Floats, seed: int) -> dict[str, Any]:
        """domain.json; `seen` are the training rows."""
        box = {s.name: {"min": self.box[s.name][0], "max": self.box[s.name][1]} for s in self.slots}
        thresholds = ("caution_distance", "out_distance")
        test = {k: v for k, v in self.test.items() if k not in (*thresholds, "points")}
        shown = plain(distances.pick(table(self.found, seen), distances.SHOWN, seed), 6)
        return {
            "box": box,
            "operating": {
                "features": [f.content(titles, units) for f in self.found],
                **test,
                **{k: self.test[k] for k in thresholds},
                "points": self.test.get("points", shown),
                "n_runs": len(seen),
            },
        }


@dataclass(frozen=True)
class Measured:
    """One method's figures on held-out rows (false alarms) and extrapolated ones (recall): shares of verdicts *out*."""

    method: str
    false_alarms: float
    recall: float
    recall_beyond: float | None
    recall_combinations: float | None
    microseconds: float

    def content(self) -> dict[str, Any]:
        """Its row in validation.json's `domain.methods`."""
        named = {
            "method": self.method,
            "recall": self.recall,
            "false_alarm_rate": self.false_alarms,
            "recall_beyond": self.recall_beyond,
            "recall_combinations": self.recall_combinations,
            "microseconds": self.microseconds,
        }
        return {k: plain(v, 4) for k, v in named.items() if v is not None}


@dataclass(frozen=True)
class Choice:
    """The domain, the figures of the chosen method, of all that could be fitted, and what was tried."""

    domain: Domain
    chosen: Measured
    tried: tuple[Measured, ...]
    rows: Extrapolated

    @property
    def combinations_told(self) -> bool:
        """Whether the data leave combinations unseen at all."""
        return len(self.rows.combined) > 0


def choose(data: Data, box: Mapping[str, Range], kinds: Mapping[str, str], seed: int) -> Choice:
    """Fit every method on train, set thresholds on calibrate, measure on test and extrapolated rows; take the best."""
    found = tuple(features(data.inputs, data.train.x))
    rows = extrapolated(data.inputs, kinds, found, data.train.x, data.test.x, seed)
    fitted = {name: _fitted(name, data, box, found, seed) for name in distances.FITS}
    measured = {n: _measure(n, d, data.test.x, rows) for n, d in fitted.items() if d is not None}
    best = _best(list(measured.values()))
    domain = fitted[best.method]
    assert domain is not None
    return Choice(domain, best, tuple(measured.values()), rows)


def _fitted(method: str, data: Data, box: Mapping[str, Range], found: tuple[Feature, ...], seed: int) -> Domain | None:
    """The method's domain; None when the data do not allow it (a singular covariance)."""
    f = distances.pick(table(found, data.train.x), FIT_ROWS, seed)
    try:
        test = plain(distances.FITS[method](f, seed))
    except (TwinletError, ValueError, np.linalg.LinAlgError):
        return None
    d = distances.distance(test, table(found, data.calibrate.x))
    limits = {
        "caution_distance": digits(np.quantile(d, CAUTION_QUANTILE)),
        "out_distance": digits(np.quantile(d, OUT_QUANTILE)),
    }
    return Domain(data.inputs, box, found, test | limits)


def _measure(method: str, domain: Domain, held: Floats, rows: Extrapolated) -> Measured:
    beyond, combined = (domain.states(r) == OUT if len(r) else np.empty(0, bool) for r in (rows.beyond, rows.combined))
    both = np.concatenate([beyond, combined])
    return Measured(
        method,
        float(np.mean(domain.states(held) == OUT)),
        float(both.mean()) if len(both) else 0.0,
        float(beyond.mean()) if len(beyond) else None,
        float(combined.mean()) if len(combined) else None,
        distances.microseconds(domain.test, len(domain.found)),
    )


def _best(measured: Sequence[Measured]) -> Measured:
    quiet = [m for m in measured if m.false_alarms <= MOST_FALSE_ALARMS]
    if not quiet:
        return min(measured, key=lambda m: m.false_alarms)
    top = max(m.recall for m in quiet)
    return min((m for m in quiet if m.recall >= top - TIE), key=lambda m: m.microseconds)


def describe(choice: Choice) -> str:
    """In sentences: what an alarm is, how the extrapolated rows were made, what was not possible."""
    rows = choice.rows
    made = [f"{len(rows.beyond)} held-out rows with one input moved 5 % to 50 % of its span beyond the training range"]
    if choice.combinations_told:
        made.append(
            f"{len(rows.combined)} combinations of ordinary single values that lie far from any seen combination"
        )
    text = (
        "An alarm is the verdict out: outside the box, or a distance above out_distance (the 99 % quantile of the "
        f"calibration rows). Extrapolated rows: {' and '.join(made)}. Microseconds are counted operations at 1 ns each."
    )
    if not choice.combinations_told:
        text += (
            " No combination inside the box could be told from the data: the inputs look independent, so any "
            "combination of seen values counts as seen, and the recall is that of single inputs beyond their range."
        )
    failed = set(distances.FITS) - {m.method for m in choice.tried}
    return text + (f" Not possible with these data: {', '.join(sorted(failed))}." if failed else "")
