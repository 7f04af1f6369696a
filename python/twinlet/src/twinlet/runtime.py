"""Answers of an ONNX file by onnxruntime: what the bundle itself answers."""

from typing import Any

import numpy as np

from .tables import Floats

BATCH = 4096


class Runtime:
    """A loaded model with the input `x` [N, columns] and the output `y` [N, columns]."""

    def __init__(self, model: bytes) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.log_severity_level = 4
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self.session: Any = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        self.dtype = np.float64 if "double" in self.session.get_inputs()[0].type else np.float32

    def rows(self, x: Floats) -> Floats:
        """The rows as the model receives them: rounded to its precision."""
        return x.astype(self.dtype).astype(np.float64)

    def answers(self, x: Floats) -> Floats:
        """Answers [N, columns], as float64."""
        parts = [
            self.session.run(["y"], {"x": x[k : k + BATCH].astype(self.dtype)})[0] for k in range(0, len(x), BATCH)
        ]
        return np.concatenate(parts).astype(np.float64)
