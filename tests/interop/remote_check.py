"""Remote bundles: `twinlet predict --url` asks MLServer (the same ONNX files, onnxruntime); compares with the local digits."""

import json
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

import common
from mlserver_check import mlserver

ROWS = 5000
BUNDLES = [common.BUNDLE, common.ROOT / "models" / "transformer" / "bundle"]


def program():
    """Path of the command."""
    if os.environ.get("TWINLET"):
        return os.environ["TWINLET"]
    subprocess.run(["cargo", "build", "--quiet", "-p", "twinlet"], cwd=common.ROOT, check=True)
    return str(common.TARGET / "debug" / "twinlet")


def remote(twinlet, bundle, folder):
    """The bundle without its weights: each slot a tensor of its own, as the runtime takes them."""
    for file in bundle.iterdir():
        if file.name not in ("model.onnx", "bundle.json"):
            (folder / file.name).write_bytes(file.read_bytes())
    contract = json.loads((folder / "contract.json").read_text())
    contract["model"]["kind"] = "remote"
    for slot in contract["inputs"] + contract["outputs"]:
        slot["tensor"], slot["slot"] = slot["name"], 0
    model = {"protocol": "open_inference_v2", "model": contract["model"]["id"],
             "version": contract["model"]["version"], "datatype": "FP64"}
    (folder / "contract.json").write_text(json.dumps(contract))
    (folder / "model.json").write_text(json.dumps(model))
    subprocess.run([twinlet, "model", "pack", str(folder)], check=True, stdout=subprocess.DEVNULL)
    return contract


def queries(bundle, contract, reference):
    """Inputs by name: the reference experiments, then random ones around them within the box."""
    box = json.loads((bundle / "domain.json").read_text())["box"]
    random.seed(7)
    rows = [e["inputs"] for e in reference["experiments"]]
    for i in range(ROWS):
        query, first = {}, 0
        row = rows[i % len(rows)]
        for slot in contract["inputs"]:
            bounds, last = box[slot["name"]], first + slot.get("length", 1)
            shift = random.uniform(-0.02, 0.02) * (bounds["max"] - bounds["min"])
            shift = shift if i >= len(rows) and slot["kind"] == "continuous" else 0.0
            query[slot["name"]] = [min(max(x + shift, bounds["min"]), bounds["max"]) for x in row[first:last]]
            first = last
        yield json.dumps(query)


def predict(twinlet, bundle, text, *more):
    """Answers to JSON lines."""
    command = [twinlet, "predict", str(bundle), *more]
    output = subprocess.run(command, input=text, capture_output=True, text=True)
    if output.returncode not in (0, 1):  # 1: an answer was not plausible and is not shown
        raise SystemExit(f"{command} ended with {output.returncode}: {output.stderr}\n{output.stdout[:2000]}")
    return [json.loads(line) for line in output.stdout.splitlines()]


def compare(contract, scale, theirs, ours):
    """Values compared, and the worst difference: relative to the value, and to the larger of value and scale."""
    n, relative, scaled = 0, 0.0, 0.0
    for there, here in zip(theirs, ours, strict=True):
        if "error" in here:
            assert "outside its plausible" in "".join(there["error"]), there
            continue
        assert there["domain"] == here["domain"] and there["outputs"].keys() == here["outputs"].keys()
        first = 0
        for slot in contract["outputs"]:
            length = slot.get("length", 1)
            if slot["name"] in here["outputs"]:
                pairs = [o["outputs"][slot["name"]]["values"] for o in (there, here)]
                for a, b, s in zip(*pairs, scale[first:first + length], strict=True):
                    n, scaled = n + 1, max(scaled, abs(a - b) / max(abs(b), s))
                    if abs(b) > 1e-3 * s:
                        relative = max(relative, abs(a - b) / abs(b))
            first += length
    return n, relative, scaled


def check(twinlet, programs, bundle):
    """Whether MLServer's answers are the local ones within the bundle's tolerance."""
    reference = json.loads((bundle / "reference.json").read_text())
    with tempfile.TemporaryDirectory() as folder, mlserver(programs, bundle) as server:
        contract = remote(twinlet, bundle, Path(folder))
        text = "\n".join(queries(bundle, contract, reference))
        theirs = predict(twinlet, folder, text, "--url", server)
        ours = predict(twinlet, bundle, text)
    n, relative, scaled = compare(contract, reference["scale"], theirs, ours)
    tolerance = reference["tolerance"]["relative"]
    answered = sum(bool(answer.get("outputs")) for answer in ours)
    print(f"{contract['model']['id']}: {answered} of {len(ours)} rows answered, {n} values: worst relative difference "
          f"{relative:.1e} where a value exceeds a thousandth of its scale; {scaled:.1e} of the larger of value and "
          f"scale (tolerance {tolerance:.0e})")
    return answered > 0 and scaled <= tolerance


def main():
    """Checks each bundle; exit code 1 when one is not answered within its tolerance."""
    programs, twinlet = common.environment("mlserver"), program()
    return 0 if all([check(twinlet, programs, bundle) for bundle in BUNDLES]) else 1


if __name__ == "__main__":
    sys.exit(main())
