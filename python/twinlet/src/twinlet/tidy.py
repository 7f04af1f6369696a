"""Takes out of a graph what says where and when it was made: metadata, source lines, paths, running numbers."""

import itertools
from collections.abc import Iterable, Iterator

import onnx

from .core_operators import rewrite


def subgraphs(node: onnx.NodeProto) -> Iterable[onnx.GraphProto]:
    """Graphs inside a node (bodies of loops and branches)."""
    for attribute in node.attribute:
        if attribute.type == onnx.AttributeProto.GRAPH:
            yield attribute.g
        yield from attribute.graphs


def tidy(model: onnx.ModelProto) -> None:
    """Drop metadata, documentation and shape hints; name all tensors and nodes in the order in which they occur."""
    model.doc_string = model.producer_version = model.domain = ""
    del model.metadata_props[:]
    _strip_graph(model.graph)
    rewrite(model)
    names = {n: n for n in ("", *(v.name for v in (*model.graph.input, *model.graph.output)))}
    _rename(model.graph, names, itertools.count(1))


def _strip_graph(graph: onnx.GraphProto) -> None:
    graph.doc_string = ""
    del graph.value_info[:], graph.metadata_props[:], graph.quantization_annotation[:]
    for item in [*graph.node, *graph.initializer, *graph.input, *graph.output]:
        item.doc_string = ""
        del item.metadata_props[:]
    for node in graph.node:
        for attribute in node.attribute:
            attribute.doc_string = ""
        for inner in subgraphs(node):
            _strip_graph(inner)


def _rename(graph: onnx.GraphProto, names: dict[str, str], count: Iterator[int]) -> None:
    """Short names in order; the same old name gets the same new one, also inside loops and branches."""

    def new(old: str) -> str:
        return names.setdefault(old, f"v{len(names)}")

    for item in [*graph.initializer, *graph.input, *graph.output]:
        item.name = new(item.name)
    for node in graph.node:
        node.input[:] = [new(n) for n in node.input]
        node.name = f"{node.op_type}_{next(count)}"
        for inner in subgraphs(node):
            inner.name = "body"
            _rename(inner, names, count)
        node.output[:] = [new(n) for n in node.output]
