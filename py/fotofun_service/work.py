"""One task on one request, from its bytes to the answer's; it runs in a worker's thread."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fotofun.errors import (
    BrokenFile,
    FotoFunError,
    InferenceFailed,
    ModelUnavailable,
    NothingFound,
    TooLarge,
    UnsupportedFormat,
)
from fotofun.inference.manifest import Manifest
from fotofun.inference.runner import ModelRunner
from fotofun_service.model_manager import ModelManager
from fotofun_service.pictures import MEDIA_TYPES, decoded, decoded_mask, encoded
from fotofun_service.problem import Refused
from fotofun_service.task import Request, Task

_STATUS: Mapping[type[FotoFunError], tuple[int, str]] = {
    TooLarge: (413, "too-many-pixels"),
    UnsupportedFormat: (415, "unsupported-media-type"),
    BrokenFile: (422, "invalid-image"),
    NothingFound: (422, "nothing-found"),
    ModelUnavailable: (503, "model-unavailable"),
}


@dataclass(frozen=True)
class Answer:
    """A response's body."""

    body: bytes
    media_type: str


@dataclass(frozen=True, eq=False)
class Work:
    """What is needed to answer; `parts` are the form's, `format` is that of a picture in the answer."""

    task: Task
    parts: Mapping[str, memoryview]
    format: str
    max_pixels: int
    models: ModelManager
    manifests: Sequence[Manifest]

    async def run(self) -> Answer:
        """The answer; Refused with words for the client."""
        try:
            result = await self.task.run(self._request())
            if result.pixels is not None:
                return Answer(encoded(result.pixels, self.format), MEDIA_TYPES[self.format])
            return Answer(json.dumps(result.facts).encode(), "application/json")
        except InferenceFailed:
            raise Refused(500, "inference-failed", "The model failed on this picture. Try again.") from None
        except FotoFunError as error:
            for kind, (status, name) in _STATUS.items():
                if isinstance(error, kind):
                    raise Refused(status, name, error.what) from None
            raise Refused(422, error.kind.replace("_", "-"), error.what) from None

    def _request(self) -> Request:
        unknown = set(self.parts) - {"image", "style", "mask", "options"}
        if unknown:
            raise Refused(422, "unknown-part", "A form has the parts image, style, mask and options.")
        if "image" not in self.parts:
            raise Refused(422, "missing-image", "The form has no part named image.")
        image = decoded(self.parts["image"], "image", self.max_pixels)
        style, mask = self.parts.get("style"), self.parts.get("mask")
        return Request(
            image,
            ModelRunner(self.models, self.manifests, lambda fraction, words: None),
            self.max_pixels,
            self._options(),
            decoded(style, "style", self.max_pixels) if style is not None else None,
            decoded_mask(mask, image, self.max_pixels) if mask is not None else None,
        )

    def _options(self) -> Mapping[str, Any]:
        try:
            options = json.loads(bytes(self.parts.get("options", b"{}")))
        except (ValueError, RecursionError):
            options = None
        if not isinstance(options, dict):
            raise Refused(422, "invalid-options", "The options must be a JSON object.")
        if unknown := set(options) - set(self.task.options):
            known = ", ".join(self.task.options) or "none"
            raise Refused(
                422, "invalid-options", f"{len(unknown)} of the options is unknown; known: {known}."
            )
        return options
