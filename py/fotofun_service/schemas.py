"""What the service answers as JSON, as OpenAPI tells it."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

_PROBLEM = {
    "type": "/problems/too-many-pixels",
    "title": "Content Too Large",
    "status": 413,
    "detail": "The picture has 144 megapixels; 50 are the most here.",
    "instance": "/v1/remove-background",
    "request_id": "0b9f1c3e7a5d4c2b8e6f0a1d2c3b4a59",
}


def _example(**values: Any) -> ConfigDict:
    return ConfigDict(json_schema_extra={"examples": [values]}, extra="forbid")


class Problem(BaseModel):
    """An error (RFC 9457). `detail` is a sentence for people, `type` a name for programs."""

    model_config = _example(**_PROBLEM)
    type: str
    title: str
    status: int
    detail: str
    instance: str
    request_id: str


class Health(BaseModel):
    """That the service is there; `models` are the ids of those in memory, where it offers tasks."""

    model_config = _example(status="ok", version="9f3c2ab01d4e", models=["u2netp"])
    status: Literal["ok"]
    version: str
    models: list[str] | None = None


class Ready(BaseModel):
    """That requests may be sent here."""

    model_config = _example(status="ready")
    status: Literal["ready"]


class Model(BaseModel):
    """A model that tasks run with."""

    model_config = _example(
        id="u2netp",
        task="remove-background",
        title="U²-Net small",
        summary="Fast, for clear subjects.",
        quality="fast",
        licence="Apache-2.0",
        bytes=2311408,
        sha256="310e73133f37" + "0" * 52,
        loaded=True,
    )
    id: str
    task: str
    title: str
    summary: str
    quality: Literal["best", "fast", "preview"]
    licence: str = Field(description="SPDX identifier of the weights' licence")
    bytes: int
    sha256: str = Field(pattern="^[0-9a-f]{64}$")
    loaded: bool


class Models(BaseModel):
    """Every model there is."""

    models: list[Model]


class TaskInfo(BaseModel):
    """A task, and the options that it understands."""

    model_config = _example(name="upscale", summary="Enlarge.", options=["scale", "clean_up"])
    name: str
    summary: str
    options: list[str]


class Tasks(BaseModel):
    """Every task there is."""

    tasks: list[TaskInfo]


class Day(BaseModel):
    """One day (UTC) of usage."""

    day: str
    requests: int
    megapixels: float


class Usage(BaseModel):
    """What the key has used this month; what has no limit is null."""

    model_config = _example(
        plan="free",
        rate_per_minute=10,
        quota_megapixels=200,
        used_megapixels=12.5,
        left_megapixels=187.5,
        resets_at="2027-03-01T00:00:00Z",
        requests=4,
        days=[{"day": "2027-02-28", "requests": 4, "megapixels": 12.5}],
    )
    plan: str
    rate_per_minute: int | None
    quota_megapixels: int | None
    used_megapixels: float
    left_megapixels: float | None
    resets_at: str | None
    requests: int
    days: list[Day]


class Detection(BaseModel):
    """One thing found; the box is left, top, right, bottom in the picture's pixels, as are the points."""

    label: str
    score: float = Field(ge=0, le=1)
    box: list[float] = Field(min_length=4, max_length=4)
    points: list[list[float]]


class Detections(BaseModel):
    """What was found in a picture of that size, the surest first."""

    model_config = _example(
        width=1024,
        height=768,
        detections=[{"label": "cat", "score": 0.93, "box": [10.0, 20.5, 300.0, 410.25], "points": []}],
    )
    width: int
    height: int
    detections: list[Detection]
