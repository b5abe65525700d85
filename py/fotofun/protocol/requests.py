"""Requests, their answers, progress and errors."""

from typing import Literal, NotRequired, TypedDict

from fotofun.protocol.catalogue import OperationInfo, ParameterValue
from fotofun.protocol.document import DocumentInfo, DocumentsInfo, MarksInfo, Recipe, Target
from fotofun.protocol.glancing import (
    FactInfo,
    FileInformationParams,
    OverviewParams,
    PresetParams,
    PresetPreviewParams,
    ThumbnailInfo,
    ThumbnailParams,
)
from fotofun.protocol.measuring import (
    BoundsInfo,
    BoundsParams,
    HistogramInfo,
    HistogramParams,
    PickInfo,
    PickParams,
    TextCarets,
)
from fotofun.protocol.models import (
    AddModelParams,
    CheckedModel,
    CheckModelParams,
    ModelInfo,
    RemoveModelParams,
)
from fotofun.protocol.parts import DocumentPart
from fotofun.protocol.scene import Scene, Table, Tile


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


class DecodedSize(TypedDict):
    """Width and height in pixels."""

    width: int
    height: int


class OpenParams(TypedDict):
    """Open a picture file. Buffers: [the file's bytes], then what was read from it where nothing here can.

    `decoded`: the size of the pixels that the browser has decoded: RGBA, upright, sRGB. `parts`: the layers
    of a Photoshop file, in its own colours; the buffers after the first are what they name.
    """

    name: str
    decoded: NotRequired[DecodedSize]
    parts: NotRequired[DocumentPart]


class DocumentParams(TypedDict):
    """An open document, by its id."""

    document: int


class MarksParams(TypedDict):
    """Keep guides and watched places with a document; no step of the history."""

    document: int
    marks: MarksInfo


class NewParams(TypedDict):
    """Make an empty document. `resolution`: pixels per inch; no `background` is transparent."""

    name: str
    width: int
    height: int
    resolution: float
    background: str | None


class RunParams(TypedDict):
    """Run an operation. Runs of one operation with the same `gesture` become one history entry.

    `target`: what it becomes: changed pixels, a live setting of the layer, a layer of its own, the new
    content of the active layer, a change of its mask or of the selection; each family has a default.
    `layer`: the id of the layer to make active first. `layers`: the ids of several that it is done to, in
    place of one; only operations that take `several` can.
    """

    operation: str
    params: dict[str, ParameterValue]
    gesture: NotRequired[str]
    target: NotRequired[Target]
    layer: NotRequired[str]
    layers: NotRequired[list[str]]


class SeenInfo(TypedDict):
    """The rectangle of the picture that is seen, and how many pixels of the screen one of its pixels has."""

    x: float
    y: float
    width: float
    height: float
    scale: float


class PreviewParams(TypedDict):
    """Show what an operation would do, without doing it; as in RunParams.

    `seen`: a filter may be shown only there and no finer, so that it is shown soon.
    """

    operation: str
    params: dict[str, ParameterValue]
    target: NotRequired[Target]
    layer: NotRequired[str]
    layers: NotRequired[list[str]]
    seen: NotRequired[SeenInfo]


class PreviewResult(TypedDict):
    """Whether what is shown is the result itself, and not only what is seen of it."""

    exact: bool


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


class SettingsParams(TypedDict):
    """How the engine works.

    `history_bytes`: the memory for what can be taken back, in all open documents together. `noncommercial`:
    whether models may be used that are not for commercial work. What is not named stays as it is.
    """

    history_bytes: NotRequired[int]
    noncommercial: NotRequired[bool]


class SnapshotParams(TypedDict):
    """A snapshot's name."""

    name: str


class LayerParams(TypedDict):
    """A layer's id."""

    layer: str


class ExportParams(TypedDict):
    """Export the picture. `quality` is 1..100 and only matters for JPEG, WebP and AVIF.

    `keep`: what the file tells about the photo: all that was known, all but the place, or nothing. `size`:
    the size of the exported picture, where it is not the document's. `lossless`: WebP keeps every pixel.
    `draft`: others of the same document follow, so that what was rendered is kept for them.
    """

    format: Literal["png", "jpeg", "webp", "tiff", "gif", "bmp", "avif", "ora"]
    quality: int
    keep: NotRequired[Literal["all", "no_place", "none"]]
    size: NotRequired[DecodedSize]
    lossless: NotRequired[bool]
    draft: NotRequired[bool]


class ConvertParams(TypedDict):
    """Make a file of a file, beside the open documents. Buffers as those of `open`.

    `recipe`, or `preset` by its name: what is done to it. `longest`: it is made smaller, so that no side is
    longer than this many pixels. The others as those of `export`.
    """

    name: str
    decoded: NotRequired[DecodedSize]
    parts: NotRequired[DocumentPart]
    recipe: NotRequired[Recipe]
    preset: NotRequired[str]
    longest: NotRequired[int]
    format: Literal["png", "jpeg", "webp", "tiff", "gif", "bmp", "avif", "ora"]
    quality: int
    keep: NotRequired[Literal["all", "no_place", "none"]]


class CopyParams(TypedDict):
    """Copy what is selected, of the active layer or of all layers together (`merged`)."""

    merged: bool


class CopyResult(TypedDict):
    """Where it was in the picture. Buffers: [a PNG file]."""

    x: int
    y: int
    width: int
    height: int


class ExportResult(TypedDict):
    """Buffers: [the file's bytes]."""

    name: str
    media_type: str


class CancelParams(TypedDict):
    """Stop a running request; it is answered with an error of kind `cancelled`."""

    request: int


class OutcomeInfo(TypedDict):
    """What a model made: of which kind and size, and a sentence that says what ran where.

    A mask or a selection is a byte a pixel, pixels are four. `combine`: how a selection joins another.
    `names`: what its bits stand for.
    """

    message: str
    kind: Literal["mask", "selection", "pixels"]
    combine: str
    width: int
    height: int
    names: NotRequired[list[str]]


class JournalEntry(TypedDict):
    """A request that changed a document. Buffers: [those of the request, then one for each outcome]."""

    document: int
    method: str
    params: dict[str, object]
    outcomes: list[OutcomeInfo]


class JournalRecord(TypedDict):
    """A request to ask again; `buffers` is how many of the buffers are its own."""

    method: str
    params: dict[str, object]
    outcomes: list[OutcomeInfo]
    buffers: int


class RecoverParams(TypedDict):
    """Restore a document. Buffers: [those of all records, one after the other]."""

    records: list[JournalRecord]


class Nothing(TypedDict):
    """No parameters, or no result."""


# `present` sends the whole scene again, for a view that lost it.
METHODS: dict[str, tuple[object, object]] = {
    "open": (OpenParams, DocumentInfo),
    "new": (NewParams, DocumentInfo),
    "documents": (Nothing, DocumentsInfo),
    "activate_document": (DocumentParams, DocumentInfo),
    "close_document": (DocumentParams, DocumentsInfo),
    "mark_saved": (DocumentParams, DocumentsInfo),
    "keep_marks": (MarksParams, Nothing),
    "run": (RunParams, RunResult),
    "preview": (PreviewParams, PreviewResult),
    "preview_preset": (PresetParams, Nothing),
    "end_preview": (Nothing, Nothing),
    "undo": (Nothing, DocumentInfo),
    "redo": (Nothing, DocumentInfo),
    "jump": (JumpParams, DocumentInfo),
    "snapshot": (SnapshotParams, DocumentInfo),
    "restore_snapshot": (SnapshotParams, DocumentInfo),
    "delete_snapshot": (SnapshotParams, DocumentInfo),
    "activate_layer": (LayerParams, DocumentInfo),
    "recipe": (RecipeParams, RecipeResult),
    "apply_recipe": (ApplyRecipeParams, RunResult),
    "presets": (Nothing, list[PresetInfo]),
    "document": (Nothing, DocumentInfo | None),
    "catalog": (Nothing, list[OperationInfo]),
    "pick": (PickParams, PickInfo),
    "bounds": (BoundsParams, BoundsInfo),
    "histogram": (HistogramParams, HistogramInfo),
    "text_carets": (LayerParams, TextCarets),
    "present": (Nothing, Nothing),
    "export": (ExportParams, ExportResult),
    "end_drafts": (Nothing, Nothing),
    "convert": (ConvertParams, ExportResult),
    "copy": (CopyParams, CopyResult),
    "settings": (SettingsParams, Nothing),
    "cancel": (CancelParams, Nothing),
    "thumbnail": (ThumbnailParams, ThumbnailInfo),
    "overview": (OverviewParams, ThumbnailInfo),
    "preset_preview": (PresetPreviewParams, ThumbnailInfo),
    "file_information": (FileInformationParams, list[FactInfo]),
    "recover": (RecoverParams, DocumentInfo),
    "models": (Nothing, list[ModelInfo]),
    "check_model": (CheckModelParams, CheckedModel),
    "add_model": (AddModelParams, Nothing),
    "remove_model": (RemoveModelParams, Nothing),
}

EVENTS: dict[str, object] = {
    "scene": Scene,
    "tile": Tile,
    "table": Table,
    "progress": Progress,
    "document": DocumentInfo,
    "documents": DocumentsInfo,
    "journal": JournalEntry,
}
