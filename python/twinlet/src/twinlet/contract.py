"""contract.json: what goes in, what comes out, and what only a person can say, marked TODO where it is missing."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from .canonical import outward
from .data import Data
from .errors import TwinletError, did_you_mean
from .tables import Floats, Slot

Range = tuple[float, float]
KINDS = ("continuous", "integer", "binary")
PLAUSIBLE = 0.1  # share of the training span by which an answer may leave it before it is called implausible
ASKED = {
    "title": "what the model answers, in a few words",
    "owner": "who answers for this model, and how to reach them",
    "valid_until": "last day of validity, ISO 8601",
    "intended_use": "what it is for",
    "not_for": "what it is not for",
    "fidelity": "what it was trained on, and what its errors are against",
}


@dataclass(frozen=True)
class Card:
    """The prose and identity that the caller gives; None or empty where nothing was given."""

    id: str | None
    title: str | None
    version: str
    owner: str | Mapping[str, str] | None
    valid_until: str | None
    intended_use: Sequence[str]
    not_for: Sequence[str]
    fidelity: str | None
    evidence: str

    def todos(self) -> tuple[str, ...]:
        """What is still to be written into contract.json."""
        missing = [f"{key}: {what}" for key, what in ASKED.items() if not getattr(self, key)]
        return tuple(missing + ([] if self.id else ["id: a stable id"]))

    def content(self) -> dict[str, Any]:
        """contract.json's `model`."""
        said = {key: getattr(self, key) or f"TODO: {what}" for key, what in ASKED.items()}
        owner = said["owner"] if isinstance(said["owner"], Mapping) else {"name": said["owner"]}
        uses = {k: [said[k]] if isinstance(said[k], str) else list(said[k]) for k in ("intended_use", "not_for")}
        return {
            "id": self.id or "surrogate",
            "title": said["title"],
            "version": self.version,
            "kind": "onnx",
            "owner": {"name": owner.get("name", ""), "contact": owner.get("contact", "TODO: how to reach them")},
            "valid_until": said["valid_until"],
            **uses,
            "fidelity": said["fidelity"],
            "evidence": self.evidence,
        }


def check(card: Card) -> None:
    """Raise `TwinletError` when identity or evidence are malformed."""
    if card.id is not None and not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", card.id):
        raise TwinletError(f"id: `{card.id}` is not lower case words joined by `-`")
    if not re.fullmatch(r"\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?", card.version):
        raise TwinletError(f"version: `{card.version}` is no semantic version\n  hint: like 1.0.0")
    if card.evidence not in ("physical_model", "measurements"):
        raise TwinletError(f"evidence: `{card.evidence}` is neither `physical_model` nor `measurements`")
    if card.valid_until and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", card.valid_until):
        raise TwinletError(f"valid_until: `{card.valid_until}` is no day like 2027-06-30")


def ranges(data: Data, given: Mapping[str, Range]) -> dict[str, Range]:
    """The range of every slot: given, else of the training data (outputs: widened by `PLAUSIBLE` of their span)."""
    names = [s.name for s in (*data.inputs, *data.outputs)]
    for name, pair in given.items():
        if name not in names:
            raise TwinletError(f"ranges: `{name}` is no input or output{did_you_mean(name, names)}")
        if not (len(pair) == 2 and pair[0] <= pair[1]):
            raise TwinletError(f"ranges: `{name}` needs (lowest, highest), found {pair}")
    found = {s.name: seen(data.train.x, s) for s in data.inputs}
    for s in data.outputs:
        low, high = seen(data.train.y, s)
        margin = 0.0 if data.classes else PLAUSIBLE * (high - low)
        found[s.name] = (outward(low - margin, False), outward(high + margin, True))
    return found | {k: (float(v[0]), float(v[1])) for k, v in given.items()}


def seen(table: Floats, slot: Slot) -> Range:
    """The lowest and highest value of a slot, rounded outward."""
    part = table[:, slot.columns]
    return outward(part.min(), False), outward(part.max(), True)


def kinds(data: Data, given: Mapping[str, str]) -> dict[str, str]:
    """The kind of every input: given, else binary (0 and 1), integer (whole numbers) or continuous."""
    names = [s.name for s in data.inputs]
    for name, kind in given.items():
        if name not in names or kind not in KINDS:
            raise TwinletError(f"kinds: `{name}: {kind}` needs an input{did_you_mean(name, names)} and one of {KINDS}")
    return {s.name: given.get(s.name) or _kind(data.train.x[:, s.columns]) for s in data.inputs}


def _kind(part: Floats) -> str:
    if np.isin(part, (0.0, 1.0)).all():
        return "binary"
    return "integer" if (part == np.rint(part)).all() else "continuous"


def slot_content(slot: Slot, tensor: str, unit: str, title: str, bounds: Range, kind: str = "") -> dict[str, Any]:
    """One entry of `inputs` or `outputs`."""
    length = {"length": slot.length} if slot.length > 1 else {}
    return {
        "name": slot.name,
        "title": title,
        "tensor": tensor,
        "slot": slot.first,
        **length,
        "unit": unit,
        **({"kind": kind} if kind else {}),
        "range": {"min": bounds[0], "max": bounds[1]},
    }
