"""Writes a bundle's files and its index, the same bytes for the same content."""
import hashlib
import json
import math


def rounded(values, n):
    """Finite values at n significant digits; whole numbers as integers."""
    short = [float(f"{float(v):.{n}g}") + 0.0 for v in values]
    assert all(map(math.isfinite, short))
    return [int(v) if v == int(v) else v for v in short]


def write(folder, model, network, contents, compact):
    """Write every file of the bundle and its index: the ONNX `network`, and contents {file name: object}.

    `model` is the contract's, its id and version go to the index; the files named in `compact` have no white space.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "model.onnx").write_bytes(network.SerializeToString(deterministic=True))
    for name, content in contents.items():
        write_json(folder / name, content, name in compact)
    write_index(folder, model, contents)


def write_json(path, content, compact=False):
    """Write an object without white space, or indented by two."""
    style = {"separators": (",", ":")} if compact else {"indent": 2}
    path.write_text(json.dumps(content, allow_nan=False, **style) + "\n")


def write_index(folder, model, names):
    """Write bundle.json: model.onnx and the JSON files `names`, by name."""
    files = {n: entry(folder / n) for n in ["model.onnx", *sorted(names)]}
    write_json(folder / "bundle.json", {"bundle_version": 1, "id": model["id"], "version": model["version"], "files": files})


def entry(path):
    """A file's hash and length, as the index has them."""
    raw = path.read_bytes()
    return {"sha256": hashlib.sha256(raw).hexdigest(), "bytes": len(raw)}


def astray(folder):
    """Names only in the folder or only in its index, and names of files that are not as the index says."""
    listed = json.loads((folder / "bundle.json").read_text())["files"]
    found = {p.name: entry(p) for p in folder.iterdir() if p.name != "bundle.json"}
    return sorted(n for n in listed.keys() | found.keys() if listed.get(n) != found.get(n))
