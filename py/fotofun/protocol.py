"""What the page and the engine say to each other; the page's TypeScript types are generated from here.

A request is `{id, method, params, buffers}`, its answer `{id, result, buffers}` or `{id, error}`, and the
engine may send events `{event, data, buffers}` at any time. `params`, `result` and `data` are JSON;
`buffers` are binary and transferred, never cloned, in the order that the types below name.
"""

from typing import Literal, NotRequired, TypedDict

# --- the catalogue ---------------------------------------------------------------------------------


class SliderInfo(TypedDict):
    """A number: legal range, the slider's own (narrower) range, step, unit and default."""

    kind: Literal["slider"]
    name: str
    label: str
    description: str
    group: str
    unit: str
    minimum: float
    maximum: float
    ui_minimum: float
    ui_maximum: float
    step: float
    whole: bool
    default: float


class OptionInfo(TypedDict):
    """One option of a choice."""

    value: str
    label: str


class ChoiceInfo(TypedDict):
    """One of several named options."""

    kind: Literal["choice"]
    name: str
    label: str
    description: str
    group: str
    options: list[OptionInfo]
    default: str


class ToggleInfo(TypedDict):
    """On or off."""

    kind: Literal["toggle"]
    name: str
    label: str
    description: str
    group: str
    default: bool


class ColourInfo(TypedDict):
    """A colour: "#rrggbb", or "#rrggbbaa" with opacity."""

    kind: Literal["colour"]
    name: str
    label: str
    description: str
    group: str
    default: str


class TextInfo(TypedDict):
    """Words."""

    kind: Literal["text"]
    name: str
    label: str
    description: str
    group: str
    multiline: bool
    default: str


class FileInfo(TypedDict):
    """A small file as a data URL, or "" for none; `accept` is as in an HTML file input."""

    kind: Literal["file"]
    name: str
    label: str
    description: str
    group: str
    accept: list[str]
    default: str


class PositionInfo(TypedDict):
    """A place [x, y], in pixels or in percent of the picture's width and height."""

    kind: Literal["position"]
    name: str
    label: str
    description: str
    group: str
    unit: Literal["px", "%"]
    default: list[float]


class RectangleInfo(TypedDict):
    """A rectangle [x, y, width, height] in pixels."""

    kind: Literal["rectangle"]
    name: str
    label: str
    description: str
    group: str
    default: list[float]


class PointsInfo(TypedDict):
    """An outline or a stroke: [x, y] in pixels, or [x, y, pressure 0..1]."""

    kind: Literal["points"]
    name: str
    label: str
    description: str
    group: str
    least: int
    most: int
    pressure: bool
    default: list[list[float]]


class CurveInfo(TypedDict):
    """A tone curve through [input, output], 0..255."""

    kind: Literal["curve"]
    name: str
    label: str
    description: str
    group: str
    default: list[list[float]]


class GradientInfo(TypedDict):
    """Colour stops [position 0..1, "#rrggbbaa"]."""

    kind: Literal["gradient"]
    name: str
    label: str
    description: str
    group: str
    default: list[list[object]]


ParameterInfo = (
    SliderInfo
    | ChoiceInfo
    | ToggleInfo
    | ColourInfo
    | TextInfo
    | FileInfo
    | PositionInfo
    | RectangleInfo
    | PointsInfo
    | CurveInfo
    | GradientInfo
)
ParameterValue = float | str | bool | list[object]


class OperationInfo(TypedDict):
    """One operation, with everything that controls, palette, help and scripts need.

    `setting`: a layer can keep it as one of its own live settings, a slider beside the picture.
    """

    name: str
    label: str
    description: str
    family: Literal[
        "point",
        "auto",
        "area",
        "geometry",
        "generator",
        "paint",
        "select",
        "mask",
        "effect",
        "document",
        "inference",
    ]
    menu: str
    setting: bool
    feature: Literal["core", "ai"]
    keywords: list[str]
    shortcut: str | None
    parameters: list[ParameterInfo]


# --- the document ----------------------------------------------------------------------------------


class AppliedOperation(TypedDict):
    """An operation with its parameters, as a recipe or a layer keeps it."""

    operation: str
    params: dict[str, ParameterValue]


class Step(TypedDict):
    """One step of a recipe: an operation with its parameters and the version of their meaning.

    `target`: what it becomes where that is not its family's default; `layer`: the layer it is for where that
    is not the active one.
    """

    operation: str
    version: int
    params: dict[str, ParameterValue]
    target: NotRequired[Literal["pixels", "setting", "layer", "content"]]
    layer: NotRequired[str]


class Recipe(TypedDict):
    """What was done to a photo, to be done to others; see the schema that `fotofun recipe schema` prints.

    `size`: [width, height] of the photo it was recorded on; with `relative` lengths, what is in pixels scales
    with the photo it is used on.
    """

    fotofun: Literal["recipe"]
    version: int
    title: str
    description: str
    size: list[int] | None
    lengths: Literal["relative", "absolute"]
    steps: list[Step]


class MaskInfo(TypedDict):
    """A layer's mask; `density` in percent, `feather` in pixels; `revision` changes with its pixels."""

    enabled: bool
    density: float
    feather: float
    linked: bool
    revision: int


class LayerInfo(TypedDict):
    """One layer, bottom to top in `DocumentInfo.layers`; opacities in percent.

    `adjustments`: a pixel layer's own; `content`: what an adjustment, fill, text or shape layer does or
    draws; `layers`: what is in a group.
    """

    id: str
    name: str
    kind: Literal["pixel", "adjustment", "fill", "text", "shape", "group"]
    visible: bool
    opacity: float
    fill_opacity: float
    blend_mode: str
    locks: list[str]
    clipped: bool
    adjustments: list[AppliedOperation]
    effects: list[AppliedOperation]
    content: AppliedOperation | None
    layers: "list[LayerInfo]"
    isolated: bool
    mask: MaskInfo | None


class DocumentInfo(TypedDict):
    """The open document: size, layers, and where it stands in its history.

    `active`: the id of the layer that edits go to. `selection`: a number that changes with what is selected.
    `resolution`: pixels per inch. `background`: the colour behind the layers, or none.
    `history` lists labels, the opening first; `position` is the index of the current one.
    """

    name: str
    width: int
    height: int
    layers: list[LayerInfo]
    active: str
    selection: int | None
    channels: list[str]
    resolution: float
    background: str | None
    history: list[str]
    position: int
    snapshots: list[str]
    notes: list[str]


# --- what the viewport draws -----------------------------------------------------------------------


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


# --- progress and errors ---------------------------------------------------------------------------


class Progress(TypedDict):
    """How far the request `request` is: `fraction` 0..1 or null when unknown, in words for people."""

    request: int
    fraction: float | None
    message: str


class ErrorInfo(TypedDict):
    """What happened, what was kept, what to do next: three short sentences; `kind` is for programs."""

    kind: str
    what: str
    kept: str
    advice: str


# --- requests --------------------------------------------------------------------------------------


class OpenParams(TypedDict):
    """Open a picture file. Buffers: [the file's bytes]."""

    name: str


class RunParams(TypedDict):
    """Run an operation. Runs of one operation with the same `gesture` become one history entry.

    `target`: what it becomes: changed pixels, a live setting of the layer, a layer of its own, or the new
    content of the active layer; each family has a default. `layer`: the id of the layer to make active first.
    """

    operation: str
    params: dict[str, ParameterValue]
    gesture: NotRequired[str]
    target: NotRequired[Literal["pixels", "setting", "layer", "content"]]
    layer: NotRequired[str]


class RunResult(TypedDict):
    """`message` says what was done, and for a model where it ran."""

    document: DocumentInfo
    message: str


class RecipeParams(TypedDict):
    """How the recipe of what was done so far is called, and whether its lengths scale with the photo."""

    title: NotRequired[str]
    description: NotRequired[str]
    lengths: NotRequired[Literal["relative", "absolute"]]


class RecipeResult(TypedDict):
    """The recipe as JSON, and as a Python script that runs as it stands."""

    json: Recipe
    python: str


class ApplyRecipeParams(TypedDict):
    """Do a recipe, or one that comes with FotoFun by its name: all of it as one history entry, or nothing."""

    recipe: NotRequired[Recipe]
    preset: NotRequired[str]


class PresetInfo(TypedDict):
    """A recipe that comes with FotoFun."""

    name: str
    title: str
    description: str


class JumpParams(TypedDict):
    """Go to an entry of the history, by its index."""

    position: int


class SnapshotParams(TypedDict):
    """A snapshot's name."""

    name: str


class LayerParams(TypedDict):
    """A layer's id."""

    layer: str


class ExportParams(TypedDict):
    """Export the picture. `quality` is 1..100 and only matters for JPEG, WebP and AVIF.

    `keep`: what the file tells about the photo: all that was known, all but the place, or nothing.
    """

    format: Literal["png", "jpeg", "webp", "tiff", "gif", "bmp", "avif", "ora"]
    quality: int
    keep: NotRequired[Literal["all", "no_place", "none"]]


class ExportResult(TypedDict):
    """Buffers: [the file's bytes]."""

    name: str
    media_type: str


class CancelParams(TypedDict):
    """Stop a running request; it is answered with an error of kind `cancelled`."""

    request: int


class Nothing(TypedDict):
    """No parameters, or no result."""


# `present` sends the whole scene again, for a view that lost it.
METHODS: dict[str, tuple[object, object]] = {
    "open": (OpenParams, DocumentInfo),
    "run": (RunParams, RunResult),
    "undo": (Nothing, DocumentInfo),
    "redo": (Nothing, DocumentInfo),
    "jump": (JumpParams, DocumentInfo),
    "snapshot": (SnapshotParams, DocumentInfo),
    "restore_snapshot": (SnapshotParams, DocumentInfo),
    "activate_layer": (LayerParams, DocumentInfo),
    "recipe": (RecipeParams, RecipeResult),
    "apply_recipe": (ApplyRecipeParams, RunResult),
    "presets": (Nothing, list[PresetInfo]),
    "document": (Nothing, DocumentInfo | None),
    "catalog": (Nothing, list[OperationInfo]),
    "present": (Nothing, Nothing),
    "export": (ExportParams, ExportResult),
    "cancel": (CancelParams, Nothing),
}

EVENTS: dict[str, object] = {
    "scene": Scene,
    "tile": Tile,
    "table": Table,
    "progress": Progress,
    "document": DocumentInfo,
}

# --- engine worker <-> inference worker (relayed by the page, which owns both) ---------------------


class TensorInfo(TypedDict):
    """A tensor's name, element type and shape; its bytes are the buffer of the same index."""

    name: str
    type: Literal["float32", "int64", "uint8"]
    shape: list[int]


class ModelFile(TypedDict):
    """The file that a model's session is made from."""

    id: str
    title: str
    file: str
    sha256: str
    bytes: int


class Capabilities(TypedDict):
    """What this browser can run models on. `webgpu_reason` says why WebGPU is not used."""

    threads: int
    webgpu: bool
    webgpu_reason: str
    shader_f16: bool
    stored_models: list[str]


class InferParams(TypedDict):
    """Run a model once. Buffers: [one per input tensor]."""

    model: ModelFile
    provider: Literal["webgpu", "wasm"]
    inputs: list[TensorInfo]


class InferResult(TypedDict):
    """Buffers: [one per output tensor]. `provider` is what really ran; `note` says if it had to change."""

    outputs: list[TensorInfo]
    provider: Literal["webgpu", "wasm"]
    seconds: float
    note: str


class InferProgress(TypedDict):
    """Stages of a run: `done` and `total` are bytes while downloading, else 0."""

    stage: Literal["download", "verify", "load", "run"]
    done: int
    total: int


INFERENCE_METHODS: dict[str, tuple[object, object]] = {
    "capabilities": (Nothing, Capabilities),
    "infer": (InferParams, InferResult),
}

INFERENCE_EVENTS: dict[str, object] = {"inference_progress": InferProgress}
