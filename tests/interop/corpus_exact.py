"""What two exports of the corpus answer when every number in them has 64 bits.

Both subtract nearly equal numbers at their end, so in 32 bits no two engines agree to the tolerance: onnxruntime itself is
several tolerances away from these answers. Writes `b*.exact*.npy` beside what onnxruntime answers.

    pip install onnx==1.23.2 numpy && python3 tests/interop/corpus_exact.py
"""

from pathlib import Path

import numpy as np
import onnx
from onnx import numpy_helper
from onnx.reference import ReferenceEvaluator

CORPUS = Path(__file__).resolve().parents[1] / "suite" / "corpus"
MODELS = ["pt_gp_meanstd_dyn", "pt_weib_dyn"]
FLOAT, DOUBLE = onnx.TensorProto.FLOAT, onnx.TensorProto.DOUBLE


def widen(model):
    """Every 32-bit tensor and cast of a model in 64 bits."""
    constants = [a.t for node in model.graph.node for a in node.attribute if a.name == "value"]
    for tensor in list(model.graph.initializer) + constants:
        if tensor.data_type == FLOAT:
            wide = numpy_helper.to_array(tensor).astype(np.float64)
            tensor.CopyFrom(numpy_helper.from_array(wide, tensor.name))
    for attribute in (a for node in model.graph.node for a in node.attribute if a.name == "to"):
        attribute.i = DOUBLE if attribute.i == FLOAT else attribute.i
    for value in list(model.graph.input) + list(model.graph.output):
        value.type.tensor_type.elem_type = DOUBLE
    del model.graph.value_info[:]
    return model


for name in MODELS:
    source = CORPUS / name
    engine = ReferenceEvaluator(widen(onnx.load(source / "model.onnx")))
    for batch in (1, 7, 256):
        rows = np.load(source / f"b{batch}.in0.npy").astype(np.float64)
        for k, answer in enumerate(engine.run(None, {engine.input_names[0]: rows})):
            np.save(source / f"b{batch}.exact{k}.npy", answer)
