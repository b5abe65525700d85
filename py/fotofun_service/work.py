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
from fotofun.inference.runner import ModelRunner, Report
from fotofun_service.accounts.answers import Kept
from fotofun_service.accounts.meter import Hold
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


@dataclass(frozen=True, eq=False)
class Work:
    """What is needed to answer; `parts` are the form's, `format` is that of a picture in the answer.

    `manifests` are the models that the caller's plan has, `withheld` says whether there are more here.
    """

    task: Task
    parts: Mapping[str, memoryview]
    format: str
    max_pixels: int
    models: ModelManager
    manifests: Sequence[Manifest]
    withheld: bool

    async def run(self, hold: Hold, report: Report) -> Kept:
        """The answer, once `hold` granted its cost; Refused with words for the client."""
        try:
            request = self._request(report)
            await hold(request.size[0] * request.size[1])
            result = await self.task.run(request)
            if result.pixels is not None:
                return Kept(MEDIA_TYPES[self.format], encoded(result.pixels, self.format))
            return Kept("application/json", json.dumps(result.facts).encode())
        except InferenceFailed:
            raise Refused(500, "inference-failed", "The model failed on this picture. Try again.") from None
        except FotoFunError as error:
            raise self._refusal(error) from None

    def _refusal(self, error: FotoFunError) -> Refused:
        if isinstance(error, ModelUnavailable) and self.withheld:
            return Refused(403, "not-in-plan", "The plan of this key does not have the model for this.")
        for kind, (status, name) in _STATUS.items():
            if isinstance(error, kind):
                return Refused(status, name, error.what)
        return Refused(422, error.kind.replace("_", "-"), error.what)

    def _request(self, report: Report) -> Request:
        unknown = set(self.parts) - {"image", "style", "mask", "options"}
        if unknown:
            raise Refused(422, "unknown-part", "A form has the parts image, style, mask and options.")
        if "image" not in self.parts:
            raise Refused(422, "missing-image", "The form has no part named image.")
        options = self._options()
        image = decoded(self.parts["image"], "image", self.max_pixels)
        style, mask = self.parts.get("style"), self.parts.get("mask")
        return Request(
            image,
            ModelRunner(self.models, self.manifests, report),
            self.max_pixels,
            options,
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
