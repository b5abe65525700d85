"""What the viewport draws."""

from typing import Literal, NotRequired, TypedDict


class ScenePlane(TypedDict):
    """Pixels (RGBA) or a mask (one byte) that the viewport keeps under a name.

    `base`: the revision that only some tiles are missing to; None where all tiles follow. Nothing follows
    for a revision that was sent before.
    """

    name: str
    kind: Literal["pixels", "mask"]
    revision: int
    base: int | None
    width: int
    height: int


class SceneMask(TypedDict):
    """Which part of a layer shows.

    `matrix` (rows) lays the plane into the document; around it the mask is `outside`. `density`, 0..1, is how
    much it hides. `linked`: it moves with its layer.
    """

    plane: str
    matrix: list[float]
    outside: int
    density: float
    linked: bool


class SceneLayer(TypedDict):
    """A layer as the viewport draws it.

    `pixels`: the plane, laid into the document by `matrix` (three rows). `adjustment`: what lies below goes
    through the table. `group`: `layers`, bottom to top, alone (isolated) or on what lies below
    (`passes_through`). `clipped` layers only show where this one does. `opacity` is 0..255. `table`: the
    revision of the layer's table; None without. `painted_first`: strokes on the layer go through its table.
    Several of one `id` are parts of one layer, such as its shadow and itself.
    """

    id: str
    kind: Literal["pixels", "adjustment", "group"]
    visible: bool
    opacity: int
    blend_mode: str
    mask: SceneMask | None
    table: int | None
    plane: str | None
    matrix: list[float]
    resampling: Literal["nearest", "bilinear", "bicubic", "lanczos"]
    painted_first: bool
    passes_through: bool
    layers: "list[SceneLayer]"
    clipped: "list[SceneLayer]"


class Scene(TypedDict):
    """Layers bottom to top. `document` changes when another picture is opened.

    `background`: RGBA 0..255 behind the layers. `selection`: the plane of what is selected.
    """

    document: int
    width: int
    height: int
    background: list[int] | None
    planes: list[ScenePlane]
    layers: list[SceneLayer]
    selection: str | None


class Tile(TypedDict):
    """A rectangle of a plane's revision: RGBA, 4 bytes, or a mask's byte. Buffers: [the bytes].

    `last`: no other follows.
    """

    document: int
    plane: str
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
