"""Engine worker and page, about the AI service that the person chose; only the page knows its key."""

from typing import Literal, TypedDict

from fotofun.protocol.requests import Nothing


class ServiceInfo(TypedDict):
    """The service as it is now; `host` is empty where none was chosen.

    `tasks` are those that it offers, `allowed` those whose pictures may go there unasked, `refused` those
    whose never may. `most_bytes`: the largest picture that it takes, in one of `formats` or as PNG.
    """

    host: str
    health: Literal["ready", "unknown", "offline", "unauthorised"]
    use: Literal["when_needed", "prefer", "never"]
    tasks: list[str]
    allowed: list[str]
    refused: list[str]
    most_bytes: int
    formats: list[str]


class ConsentParams(TypedDict):
    """Ask the person whether so many bytes of a picture may be sent for a task."""

    task: str
    bytes: int


class ConsentResult(TypedDict):
    """What they answered."""

    agreed: bool


class PartInfo(TypedDict):
    """A part of the form; its bytes are the buffer of the same index."""

    name: str
    media_type: str


class SendParams(TypedDict):
    """Send a task to the service. Buffers: [one per part]. `key` is the same for every try of one task."""

    task: str
    options: dict[str, object]
    parts: list[PartInfo]
    key: str


class SendResult(TypedDict):
    """What it answered. Buffers: [the body]. `retry_after` is in seconds."""

    status: int
    media_type: str
    retry_after: float | None


class ServiceProgress(TypedDict):
    """How far the task with that key is, from 0 to 1; null while that is unknown."""

    key: str
    done: float | None


SERVICE_METHODS: dict[str, tuple[object, object]] = {
    "service": (Nothing, ServiceInfo),
    "consent": (ConsentParams, ConsentResult),
    "send": (SendParams, SendResult),
}
