"""An MLServer runtime for the ONNX file of a bundle: one tensor per slot of the contract, no intervals, no domain."""

import json
from pathlib import Path

import numpy as np
import onnxruntime
from mlserver import MLModel
from mlserver.codecs import NumpyCodec
from mlserver.types import InferenceRequest, InferenceResponse


class BundleRuntime(MLModel):
    """Columns by name in, columns by name out."""

    async def load(self) -> bool:
        """Reads the contract and the model."""
        folder = Path(self.settings.parameters.uri)
        self.contract = json.loads((folder / "contract.json").read_text())
        self.session = onnxruntime.InferenceSession(str(folder / "model.onnx"))
        return True

    async def predict(self, payload: InferenceRequest) -> InferenceResponse:
        """Answers all rows of a request at once."""
        given = {tensor.name: NumpyCodec.decode_input(tensor) for tensor in payload.inputs}
        columns = [given[s["name"]].reshape(-1, s.get("length", 1)) for s in self.contract["inputs"]]
        name = self.session.get_inputs()[0].name
        (answers,) = self.session.run(None, {name: np.hstack(columns).astype(np.float32)})
        outputs, first = [], 0
        for slot in self.contract["outputs"]:
            last = first + slot.get("length", 1)
            outputs.append(NumpyCodec.encode_output(slot["name"], answers[:, first:last].astype(np.float64)))
            first = last
        return InferenceResponse(model_name=self.name, model_version=self.version, outputs=outputs)
