"""What OpenAPI tells about a task: the form, the answers by media type, the errors."""

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI

from fotofun_service.pictures import MEDIA_TYPES
from fotofun_service.problem import MEDIA_TYPE
from fotofun_service.schemas import Detection, Detections, Problem
from fotofun_service.task import Task

_PICTURE = {"type": "string", "format": "binary"}
_STREAM = """event: progress
data: {"done": 0.25, "text": "waifu2x is working", "seconds_left": 3.2}

event: result
data: {"media_type": "image/png", "body": "iVBORw0KGgo="}

"""
_WORDS = {
    400: "The form or a header is malformed.",
    401: "There is no key, or none that is good here.",
    403: "The key or its plan is not good for this, or a page of another site asked.",
    404: "There is none of that name.",
    406: "No media type that is accepted can be answered with.",
    408: "The request took too long to arrive.",
    409: "A request with this Idempotency-Key still runs.",
    413: "The body or a picture is too large.",
    415: "The body is no form, or a picture of no format that can be read.",
    421: "The service does not answer to that host name.",
    422: "A picture, a mask or an option makes no sense; or an Idempotency-Key belongs to other content.",
    429: "The rate or the quota of the plan is spent; Retry-After says for how long.",
    500: "Something went wrong here.",
    503: "Too much waits, a model or the accounts cannot be reached; try again.",
    504: "The work took longer than it may.",
    507: "The model is larger than the service's memory for models.",
}
_EVERYWHERE = (400, 421, 431, 500)
_KEYED = (401, 403, 503)
_OF_TASKS = (404, 406, 408, 409, 413, 415, 422, 429, 504, 507)
_RETRY = {"Retry-After": {"description": "Seconds to wait.", "schema": {"type": "string"}}}

Responses = dict[int | str, dict[str, Any]]


def problems(*more: int) -> Responses:
    """The errors of an address that needs no key, and `more`."""
    return {status: _problem(status) for status in sorted({*_EVERYWHERE, *more})}


def keyed(*more: int) -> Responses:
    """The errors of an address that may need a key, and `more`."""
    return problems(*_KEYED, *more)


def of_tasks() -> Responses:
    """What a task answers."""
    return {200: _success(), **keyed(*_OF_TASKS)}


def security(wants_key: bool) -> dict[str, Any]:
    """That a key is needed, as a part of an operation."""
    return {"security": [{"key": []}]} if wants_key else {}


def complete(app: FastAPI) -> None:
    """Add what no single address tells: the schemas of forms' answers and errors, and how a key is sent."""
    document = app.openapi()
    components = document.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    for model in (Problem, Detection, Detections):
        told = model.model_json_schema(ref_template="#/components/schemas/{model}")
        told.pop("$defs", None)
        schemas.setdefault(model.__name__, told)
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    components["securitySchemes"] = {"key": {"type": "http", "scheme": "bearer"}}
    app.openapi_schema = document


def operation(task: Task | None, tasks: Mapping[str, Task], wants_key: bool) -> dict[str, Any]:
    """The parts of a task's operation that its handler does not tell; without a task, of all of them."""
    names = task.options if task else tuple(dict.fromkeys(n for each in tasks.values() for n in each.options))
    example, parts = (task.example, task.parts) if task else ({}, ("image",))
    parameters: list[dict[str, Any]] = [
        {
            "name": "Idempotency-Key",
            "in": "header",
            "description": "Sent again with the same content, the answer is the same and billed once.",
            "schema": {"type": "string", "pattern": "^[!-~]{1,200}$"},
        },
    ]
    if task is None:
        parameters.append(
            {
                "name": "task",
                "in": "path",
                "required": True,
                "schema": {"enum": list(tasks), "type": "string"},
            }
        )
    return {
        **security(wants_key),
        "parameters": parameters,
        "requestBody": {"required": True, "content": {"multipart/form-data": _form(names, example, parts)}},
    }


def _form(names: tuple[str, ...], example: Mapping[str, Any], needed: tuple[str, ...]) -> dict[str, Any]:
    options = {
        "type": "object",
        "properties": {name: {} for name in names},
        "additionalProperties": False,
        "examples": [dict(example)],
    }
    parts = {
        "image": {**_PICTURE, "description": "JPEG, PNG, WebP, GIF, TIFF or BMP; turned upright."},
        "style": {**_PICTURE, "description": "A picture to take the style from, for transfer-style."},
        "mask": {**_PICTURE, "description": "White where the picture is to be filled, for inpaint."},
        "options": options,
    }
    schema = {
        "type": "object",
        "required": list(needed),
        "properties": parts,
        "additionalProperties": False,
    }
    return {"schema": schema, "encoding": {"options": {"contentType": "application/json"}}}


def _success() -> dict[str, Any]:
    pictures = {media_type: {"schema": _PICTURE} for media_type in MEDIA_TYPES.values()}
    stream = {"schema": {"type": "string"}, "example": _STREAM}
    facts = {"schema": {"$ref": f"#/components/schemas/{Detections.__name__}"}}
    return {
        "description": (
            "A picture in the format that Accept asks for, or what was found as JSON. With text/event-stream "
            "in Accept: events `progress`, then one `result` or `problem`; a picture is in base64."
        ),
        "content": {**pictures, "application/json": facts, "text/event-stream": stream},
        "headers": {
            "Idempotency-Replayed": {
                "description": "`true` where the answer was given before.",
                "schema": {"type": "string"},
            }
        },
    }


def _problem(status: int) -> dict[str, Any]:
    return {
        "description": _WORDS.get(status, "The headers are too large."),
        "content": {MEDIA_TYPE: {"schema": {"$ref": f"#/components/schemas/{Problem.__name__}"}}},
        **({"headers": _RETRY} if status in (429, 503) else {}),
    }
