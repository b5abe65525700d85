"""What an ONNX file says of itself, read from its bytes without running it: opset, inputs and outputs.

The format is Protocol Buffers; the field numbers are those of onnx.proto3 (https://github.com/onnx/onnx).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from fotofun.errors import InvalidManifest

_DTYPES = {
    1: "float32",
    2: "uint8",
    3: "int8",
    6: "int32",
    7: "int64",
    9: "bool",
    10: "float16",
    11: "float64",
}


@dataclass(frozen=True)
class Port:
    """An input or output: element type and shape; an axis is a number, a name, or "?" for nothing said."""

    dtype: str
    shape: tuple[int | str, ...] | None


@dataclass(frozen=True)
class OnnxFile:
    """The version of the standard operators, and the graph's inputs and outputs by name."""

    opset: int
    inputs: dict[str, Port]
    outputs: dict[str, Port]


def read(data: memoryview) -> OnnxFile:
    """The description of an ONNX file; InvalidManifest if these bytes are none."""
    try:
        return _read(data)
    except (ValueError, IndexError, TypeError):
        raise InvalidManifest(
            "The file is no ONNX model.",
            kept="Nothing was added.",
            advice="Choose a file that ends with .onnx.",
        ) from None


def _read(data: memoryview) -> OnnxFile:
    opset, graph = 0, None
    for number, value in _fields(data):
        if number == 7:
            graph = _bytes(value)
        elif number == 8:
            domain, version = _opset(_bytes(value))
            opset = version if domain in ("", "ai.onnx") else opset
    if graph is None or not opset:
        raise ValueError("no graph")
    weights: set[str] = set()
    inputs: dict[str, Port] = {}
    outputs: dict[str, Port] = {}
    for number, value in _fields(graph):
        if number == 5:
            weights.add(_name(_bytes(value), 8))
        elif number == 11:
            inputs.update(_port(_bytes(value)))
        elif number == 12:
            outputs.update(_port(_bytes(value)))
    return OnnxFile(opset, {name: port for name, port in inputs.items() if name not in weights}, outputs)


def _opset(data: memoryview) -> tuple[str, int]:
    fields = dict(_fields(data))
    version = fields.get(2, 0)
    return bytes(_bytes(fields.get(1, memoryview(b"")))).decode(), version if isinstance(version, int) else 0


def _port(data: memoryview) -> dict[str, Port]:
    name, port = "", Port("?", None)
    for number, value in _fields(data):
        if number == 1:
            name = bytes(_bytes(value)).decode()
        elif number == 2:
            # Only tensors: sequences and maps are other fields of the type.
            for kind, tensor in _fields(_bytes(value)):
                port = _tensor(_bytes(tensor)) if kind == 1 else port
    return {name: port}


def _tensor(data: memoryview) -> Port:
    dtype, shape = "?", None
    for number, value in _fields(data):
        if number == 1:
            dtype = _DTYPES.get(value, "?") if isinstance(value, int) else "?"
        elif number == 2:
            shape = tuple(_axis(_bytes(axis)) for _, axis in _fields(_bytes(value)))
    return Port(dtype, shape)


def _axis(data: memoryview) -> int | str:
    for number, value in _fields(data):
        if number == 1 and isinstance(value, int):
            return value
        if number == 2:
            return bytes(_bytes(value)).decode()
    return "?"


def _name(data: memoryview, wanted: int) -> str:
    names = [value for number, value in _fields(data) if number == wanted]
    return bytes(_bytes(names[0])).decode() if names else ""


def _bytes(value: int | memoryview) -> memoryview:
    if isinstance(value, int):
        raise ValueError("a number where a part was expected")
    return value


def _fields(data: memoryview) -> Iterator[tuple[int, int | memoryview]]:
    """Each field's number and value; ValueError or IndexError where the bytes are none."""
    at = 0
    while at < len(data):
        key, at = _varint(data, at)
        kind = key & 7
        if kind == 0:
            value, at = _varint(data, at)
            yield key >> 3, value
            continue
        if kind == 2:
            length, at = _varint(data, at)
        else:
            length = {1: 8, 5: 4}.get(kind, -1)
        if length < 0 or at + length > len(data):
            raise ValueError("cut, or not this format")
        yield key >> 3, data[at : at + length]
        at += length


def _varint(data: memoryview, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
        shift += 7
        if shift > 63:
            raise ValueError("a number without an end")
