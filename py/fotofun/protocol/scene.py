"""What the viewport draws."""

from typing import Literal, NotRequired, TypedDict


class SceneLayer(TypedDict):
    """A layer as the viewport draws it; `table` and `mask` are keys of what was last sent, or none."""

    id: str
    visible: bool
    pixels: int
    mask: int | None
    table: int | None


class Scene(TypedDict):
    """Layers bottom to top. `document` changes when another picture is opened."""

    document: int
    width: int
    height: int
    layers: list[SceneLayer]


class Tile(TypedDict):
    """A rectangle of a layer's pixels (RGBA, 4 bytes) or mask (1 byte). Buffers: [the bytes]."""

    document: int
    layer: str
    plane: Literal["pixels", "mask"]
    revision: int
    x: int
    y: int
    width: int
    height: int
    last: bool


class Table(TypedDict):
    """A layer's colour look-up table, ready for textures of half floats.

    Buffers: [curves, cube, tone]. `curves`: `curve_size` RGBA half floats, indexed by the pixel's value
    (0..1): the result itself when `cube_size` is 0, else the position (0..1) in the cube. `cube`:
    `cube_size`**3 RGBA half floats, red fastest: codes 0..1. `tone`: `tone_size` RGBA half floats,
    from code to result. With no cube, cube and tone are empty.
    `matrix`: in place of a cube, where the operations are linear in colour: three rows of four numbers, from
    the curves' colour (the value itself, which may be outside 0..1) and 1 to the result, or to the code if
    there is a tone. Cheaper to draw.
    """

    document: int
    layer: str
    revision: int
    curve_size: int
    cube_size: int
    tone_size: int
    matrix: NotRequired[list[float]]
