"""Checks a bundle where it lies: every file against its hash, every reference against onnxruntime."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from . import pack
from .compare import errors
from .runtime import Runtime


@dataclass(frozen=True)
class Checked:
    """Problems found (none: the bundle is sound), references reproduced, and the worst relative error."""

    problems: tuple[str, ...]
    references: int = 0
    worst: float = 0.0


def check(folder: str | Path) -> Checked:
    """Verify hashes and re-run the references; raises `TwinletError` when the folder holds no bundle."""
    folder = Path(folder)
    problems = _files(folder)
    return Checked(tuple(problems)) if problems else _references(folder)


def _files(folder: Path) -> list[str]:
    listed = pack.index(folder)["files"]
    problems = [f"`{p.name}` is not listed" for p in sorted(folder.iterdir()) if p.name not in (*listed, pack.INDEX)]
    for name, entry in listed.items():
        path = folder / name
        if not path.is_file():
            problems.append(f"`{name}` is missing")
            continue
        raw = path.read_bytes()
        if len(raw) != entry["bytes"]:
            problems.append(f"`{name}` has {len(raw)} bytes instead of {entry['bytes']}")
        elif hashlib.sha256(raw).hexdigest() != entry["sha256"]:
            problems.append(f"`{name}` was altered: its SHA-256 differs")
    return problems


def _references(folder: Path) -> Checked:
    content = json.loads((folder / "reference.json").read_bytes())
    x, expected = (np.array([e[k] for e in content["experiments"]]) for k in ("inputs", "expected"))
    found = errors(expected, Runtime((folder / "model.onnx").read_bytes()).answers(x), np.array(content["scale"])).max(
        1
    )
    limit = content["tolerance"]["relative"]
    wrong = [content["experiments"][k]["id"] for k in np.flatnonzero(found > limit)]
    problems = [f"{len(wrong)} references are not reproduced, first `{wrong[0]}`"] if wrong else []
    return Checked(tuple(problems), len(found), float(found.max()))
