"""The models that there are, and a person's own."""

from typing import Literal, TypedDict


class ModelFile(TypedDict):
    """The file that a model's session is made from."""

    id: str
    title: str
    file: str
    sha256: str
    bytes: int


class ModelInfo(TypedDict):
    """What people should know of a model.

    `origin`: `built` can be had from the page's host, `own` was added on this device, and `absent` has to be
    brought: `address` says where it was published, or nothing.
    """

    task: str
    summary: str
    licence: str
    licence_link: str
    noncommercial: bool
    origin: Literal["built", "own", "absent"]
    address: str
    file: ModelFile


class CheckModelParams(TypedDict):
    """An own model's manifest (TOML), or "" for a file that is known. Buffers: [the ONNX file]."""

    manifest: str


class CheckedModel(TypedDict):
    """A model that can be added; `manifest` is what `add_model` takes."""

    manifest: str
    model: ModelInfo


class AddModelParams(TypedDict):
    """The manifest (JSON) of an own model, whose file is kept on this device."""

    manifest: str


class RemoveModelParams(TypedDict):
    """An own model's id."""

    id: str
