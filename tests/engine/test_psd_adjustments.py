"""Every adjustment layer of Photoshop that means the same here is found, the others are told of."""

from io import BytesIO
from typing import Any

import pytest

pytest.importorskip("psd_tools")

from fotofun.document.document import Document
from fotofun.document.layer import AdjustmentLayer, GeneratedLayer
from fotofun.layered import open_layered
from tests.engine.psd_adjustment_layers import CASES, file_with


def opened(psd: Any) -> Document:
    out = BytesIO()
    psd.save(out)
    document = open_layered(out.getvalue(), "picture.psd")
    assert document is not None
    return document


@pytest.mark.parametrize("name", CASES)
def test_an_adjustment_layer(name: str) -> None:
    document = opened(file_with(name))
    expected = CASES[name][1]
    if expected is None:
        assert [layer.name for layer in document.layers] == ["Ground"]
        assert any(name in note and "left out" in note for note in document.notes)
        return
    layer = document.layers[1]
    assert isinstance(layer, AdjustmentLayer | GeneratedLayer) and layer.name == name
    operation = layer.operation if isinstance(layer, AdjustmentLayer) else layer.content
    values = operation.values()
    assert operation.name == expected[0]
    for key, value in expected[1].items():
        wanted = pytest.approx(value, rel=1e-6) if isinstance(value, float) else value
        assert values[key] == wanted, key


def test_a_damaged_adjustment_does_not_keep_the_file_from_opening() -> None:
    psd = file_with("exposure", "invert")
    block = psd[1]._record.tagged_blocks[b"expA"]
    block.data = block.data[:5]
    document = opened(psd)
    assert document.layers[-1].name == "invert"
