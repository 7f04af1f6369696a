"""Writes a bundle: all files at once, each with its size and hash; refuses to leave strangers or paths in it."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .canonical import encode
from .errors import ExportRefused, TwinletError, listed

INDEX = "bundle.json"


def pack(
    folder: Path, bundle_id: str, version: str, model: bytes, contents: Mapping[str, Mapping[str, Any]]
) -> dict[str, bytes]:
    """Encode every part, write the folder, return the bytes by file name."""
    files = {"model.onnx": model} | {name: encode(name, contents[name]) for name in sorted(contents)}
    _no_paths(files)
    entries = {name: {"sha256": hashlib.sha256(raw).hexdigest(), "bytes": len(raw)} for name, raw in files.items()}
    files[INDEX] = encode(INDEX, {"bundle_version": 1, "id": bundle_id, "version": version, "files": entries})
    _make_room(folder)
    for name, raw in files.items():
        (folder / name).write_bytes(raw)
    return files


def _no_paths(files: Mapping[str, bytes]) -> None:
    for place in {f"{Path.home()}/", f"{Path.cwd()}/"} - {"/", "//"}:
        found = [name for name, raw in files.items() if place.encode() in raw]
        if found:
            raise ExportRefused(
                f"{listed(found)} would carry a path of this machine (`{place}`)",
                "look for it in the words and names that were given",
            )


def _make_room(folder: Path) -> None:
    """Remove the files of an earlier bundle in the folder; anything else in it is refused by name."""
    folder.mkdir(parents=True, exist_ok=True)
    listed_before = [*index(folder)["files"], INDEX] if (folder / INDEX).exists() else []
    strangers = sorted(p.name for p in folder.iterdir() if p.name not in listed_before)
    if strangers:
        raise TwinletError(
            f"out: the folder holds {listed(strangers)}, which a bundle may not contain"
            "\n  hint: choose an empty folder, or the folder of an earlier bundle"
        )
    for name in listed_before:
        (folder / name).unlink(missing_ok=True)


def index(folder: Path) -> dict[str, Any]:
    """The bundle's index."""
    try:
        content: dict[str, Any] = json.loads((folder / INDEX).read_bytes())
        content["files"].items()
    except FileNotFoundError as e:
        raise TwinletError(f"no `{INDEX}` in the folder: it is not a bundle") from e
    except (ValueError, KeyError, TypeError, AttributeError) as e:
        raise TwinletError(f"`{INDEX}` is not a bundle index: {e}") from e
    return content
