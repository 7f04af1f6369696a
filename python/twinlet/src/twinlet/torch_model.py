"""PyTorch modules: TorchScript exporter, one input, dynamic batch. torch is imported only when a module is given."""

import io
from dataclasses import dataclass
from typing import Any

import numpy as np
import onnx

from .errors import ExportRefused
from .graph import Graph
from .tables import Floats

PROBE_ROWS = 3


def is_torch(model: Any) -> bool:
    """Whether the model is a torch module, found without importing torch."""
    return any(c.__module__.startswith("torch.nn") and c.__name__ == "Module" for c in type(model).__mro__)


@dataclass(frozen=True)
class TorchModule:
    """A module from [N, inputs] to [N, columns] (or [N, ...] that flattens to it), float32."""

    model: Any
    columns: int
    precision: str = "float32"

    def native(self, x: Floats) -> Floats:
        """Answers [N, columns] in evaluation mode."""
        import torch

        self.model.eval()
        with torch.no_grad():
            answers = self.model(torch.from_numpy(x.astype(np.float32)))
        return np.asarray(answers.detach().cpu().numpy(), dtype=np.float64).reshape(len(x), self.columns)

    def build(self, graph: Graph, inputs: int) -> str:
        """Export with the TorchScript exporter (`dynamo=False`), whose graphs carry no source lines."""
        import torch

        self.model.eval()
        raw = io.BytesIO()
        try:
            torch.onnx.export(
                self.model,
                (torch.zeros(PROBE_ROWS, inputs),),
                raw,
                dynamo=False,
                input_names=["x"],
                output_names=["y"],
                dynamic_axes={"x": {0: "N"}, "y": {0: "N"}},
                opset_version=graph.opset,
            )
        except Exception as e:  # the exporter raises whatever it meets
            raise ExportRefused(
                f"{type(self.model).__name__} cannot be exported: {' '.join(str(e).split())[:300]}",
                "one-layer LSTMs without an explicit state; no control flow that depends on values",
            ) from e
        return graph.embed(onnx.load_from_string(raw.getvalue()), "float32", [0], self.columns)[0]
