"""Small pictures of the document, and what its file tells."""

from typing import Literal, NotRequired, TypedDict


class OverviewParams(TypedDict):
    """All that is seen, in a picture of which no side is longer than `size`."""

    size: int


class PresetParams(TypedDict):
    """A preset, by its name."""

    preset: str


class PresetPreviewParams(TypedDict):
    """What a preset would make of the document, in a picture of which no side is longer than `size`."""

    preset: str
    size: int


class ThumbnailParams(TypedDict):
    """A small picture of a layer's pixels or mask, no side longer than `size`."""

    layer: str
    of: Literal["pixels", "mask"]
    size: int


class ThumbnailInfo(TypedDict):
    """Buffers: [RGBA, 4 bytes a pixel]."""

    width: int
    height: int


class FileInformationParams(TypedDict):
    """`place`: also where the photo was taken, which is told to nobody who did not ask."""

    place: NotRequired[bool]


class FactInfo(TypedDict):
    """Something that is known of the file: `name` for programs, `words` for people."""

    name: str
    words: str
