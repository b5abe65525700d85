"""One task on the service with one picture: what is asked, and what of the answer can be used."""

import json
import time
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from fotofun.codecs import decode
from fotofun.errors import FileError, ServiceFailed
from fotofun.inference.backends.remote import Part, RemoteBackend, Reply
from fotofun.inference.detection import Detection
from fotofun.inference.outgoing import Outgoing, outgoing
from fotofun.inference.service import Service
from fotofun.raster import Mask, Pixels, Size


class ServiceRun:
    """A task that is ready to be sent; `size` is the picture's own (width, height)."""

    def __init__(
        self,
        backend: RemoteBackend,
        service: Service,
        task: str,
        picture: Outgoing,
        size: Size,
        report: Callable[[float | None, str], None],
    ) -> None:
        self._backend = backend
        self._service = service
        self._task = task
        self._picture = picture
        self._size = size
        self._report = report
        self._seconds = 0.0
        self._sent = 0

    async def picture(
        self, options: Mapping[str, Any], scale: int = 1, style: Pixels | None = None
    ) -> Pixels:
        """The picture that the service made, (H, W, 4) uint8, `scale` times as large as what was sent."""
        return self._decoded(await self._run(options, style), scale)

    async def mask(self, options: Mapping[str, Any]) -> Mask:
        """The mask that the service made, (H, W) uint8, in the size in which the picture was sent."""
        return np.ascontiguousarray(self._decoded(await self._run(options), 1)[..., 0])

    async def detections(self, options: Mapping[str, Any]) -> list[Detection]:
        """What the service found, in the picture's own pixels."""
        reply = await self._run(options)
        across, down = self._size[0] / self._picture.size[0], self._size[1] / self._picture.size[1]
        try:
            return [
                Detection(
                    str(each["label"]),
                    float(each["score"]),
                    _scaled_box(each["box"], across, down),
                    tuple((float(x) * across, float(y) * down) for x, y in each["points"]),
                )
                for each in json.loads(reply.body)["detections"]
            ]
        except (ValueError, KeyError, TypeError):
            raise self._unusable() from None

    def told(self) -> str:
        """What ran where, for how long, and what was sent for it."""
        return (
            f"It ran on {self._service.host}, {self._seconds:.1f}\u00a0s. "
            f"{_size_in_words(self._sent)} of the picture were sent there, without its metadata."
        )

    async def _run(self, options: Mapping[str, Any], style: Pixels | None = None) -> Reply:
        parts = [Part("image", self._picture.data, self._picture.media_type)]
        if style is not None:
            example = outgoing(style, "overall", self._service.formats)
            parts.append(Part("style", example.data, example.media_type))
        self._sent += sum(len(part.data) for part in parts)
        self._report(None, f"Sending {_size_in_words(self._sent)} to {self._service.host}")
        started = time.perf_counter()
        reply = await self._backend.run(self._service, self._task, parts, options, self._tell)
        self._seconds += time.perf_counter() - started
        return reply

    def _tell(self, done: float | None) -> None:
        self._report(done, f"{self._service.host} is working")

    def _decoded(self, reply: Reply, scale: int) -> Pixels:
        try:
            pixels = decode(reply.body, "answer").pixels
        except FileError:
            raise self._unusable() from None
        if pixels.shape[:2] != (self._picture.size[1] * scale, self._picture.size[0] * scale):
            raise self._unusable()
        return pixels

    def _unusable(self) -> ServiceFailed:
        return ServiceFailed(
            f"{self._service.host} answered with something that cannot be used.",
            advice="Try again, or run it on this device.",
        )


def _scaled_box(box: Any, across: float, down: float) -> tuple[float, float, float, float]:
    left, top, right, bottom = (float(edge) for edge in box)
    return left * across, top * down, right * across, bottom * down


def _size_in_words(size: int) -> str:
    return f"{size / 1e6:.1f}\u00a0MB" if size >= 1e6 else f"{max(size / 1e3, 1):.0f}\u00a0kB"
