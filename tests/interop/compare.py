"""Sends the same requests, built with MLServer's and Triton's own types, to both services and compares the digits."""

import json
import random
import sys
from pathlib import Path

import numpy as np
import tritonclient.http as triton
from mlserver.types import InferenceRequest, InferenceResponse, MetadataModelResponse, RequestInput

from common import ask

ROWS, BATCH = 5000, 500


def rows_of(bundle, contract):
    """The reference experiments, then random rows within the box."""
    box = json.loads((bundle / "domain.json").read_text())["box"]
    random.seed(7)
    rows = [e["inputs"] for e in json.loads((bundle / "reference.json").read_text())["experiments"]]
    while len(rows) < ROWS:
        row = []
        for slot in contract["inputs"]:
            low, high = box[slot["name"]]["min"], box[slot["name"]]["max"]
            whole = slot["kind"] != "continuous"
            pick = (lambda: float(random.randint(int(low), int(high)))) if whole else (lambda: random.uniform(low, high))
            row += [pick() for _ in range(slot.get("length", 1))]
        rows.append(row)
    return np.array(rows)


def columns(contract, rows):
    """Name and values of each input."""
    first = 0
    for slot in contract["inputs"]:
        last = first + slot.get("length", 1)
        yield slot["name"], rows[:, first:last]
        first = last


def infer(address, model, body):
    """The answer's outputs by name, read with MLServer's own types."""
    status, reply = ask(f"{address}/v2/models/{model}/infer", body)
    if status != 200:
        raise SystemExit(f"{address} answered {status}: {reply}")
    outputs = InferenceResponse.model_validate(reply).outputs
    return {o.name: np.array(o.data.root, dtype=float).reshape(o.shape) for o in outputs}


def compare(theirs, ours, contract, scale, rows):
    """Worst difference by output: relative to the value, and to the larger of value and the output's scale."""
    model, worst = contract["model"]["id"], {}
    for start in range(0, len(rows), BATCH):
        inputs = [RequestInput(name=name, shape=list(x.shape), datatype="FP64", data=x.ravel().tolist())
                  for name, x in columns(contract, rows[start:start + BATCH])]
        body = InferenceRequest(id=str(start), inputs=inputs).model_dump_json()
        a, b = infer(theirs, model, body), infer(ours, model, body)
        first = 0
        for slot in contract["outputs"]:
            name, length = slot["name"], slot.get("length", 1)
            x, y, s = a[name], b[name], np.array(scale[first:first + length])
            assert np.all(b[f"{name}.low"] <= y) and np.all(y <= b[f"{name}.high"]), name
            difference = np.abs(x - y)
            nonzero = difference[np.abs(x) > 1e-3 * s] / np.abs(x[np.abs(x) > 1e-3 * s])
            found = (float(nonzero.max(initial=0)), float((difference / np.maximum(np.abs(x), s)).max()))
            worst[name] = tuple(np.maximum(worst.get(name, (0, 0)), found))
            first += length
    return worst


def triton_client(ours, contract, rows):
    """Triton's own HTTP client gets the same digits."""
    model = contract["model"]["id"]
    client = triton.InferenceServerClient(ours.removeprefix("http://"))
    assert client.is_server_live() and client.is_server_ready() and client.is_model_ready(model)
    assert client.get_model_metadata(model)["name"] == model
    inputs = []
    for name, x in columns(contract, rows):
        tensor = triton.InferInput(name, list(x.shape), "FP64")
        tensor.set_data_from_numpy(np.ascontiguousarray(x), binary_data=False)
        inputs.append(tensor)
    wanted = [triton.InferRequestedOutput(s["name"], binary_data=False) for s in contract["outputs"]]
    reply = client.infer(model, inputs, outputs=wanted)
    body = json.dumps({"inputs": [{"name": name, "shape": list(x.shape), "datatype": "FP64", "data": x.ravel().tolist()}
                                  for name, x in columns(contract, rows)]})
    for name, values in infer(ours, model, body).items():
        assert np.array_equal(reply.as_numpy(name), values), name


def main(theirs, ours, folder):
    """Prints the worst differences; exit code 1 when one exceeds the bundle's tolerance."""
    bundle = Path(folder)
    contract = json.loads((bundle / "contract.json").read_text())
    reference = json.loads((bundle / "reference.json").read_text())
    for address in (theirs, ours):
        status, metadata = ask(f"{address}/v2/models/{contract['model']['id']}")
        assert status == 200 and MetadataModelResponse.model_validate(metadata).name == contract["model"]["id"]
    rows = rows_of(bundle, contract)
    triton_client(ours, contract, rows[:100])
    worst = compare(theirs, ours, contract, reference["scale"], rows)
    for name, (relative, scaled) in worst.items():
        print(f"{name:16} worst relative difference {relative:.1e}, of the larger of value and scale {scaled:.1e}")
    relative, scaled = (max(column) for column in zip(*worst.values()))
    tolerance = reference["tolerance"]["relative"]
    print(f"{len(rows)} rows, {len(worst)} outputs: worst relative difference {relative:.1e} where a value exceeds a "
          f"thousandth of its scale; {scaled:.1e} of the larger of value and scale (tolerance {tolerance:.0e})")
    return 0 if scaled <= tolerance else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
