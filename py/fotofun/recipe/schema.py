"""The JSON Schema of recipes, made from the catalogue, for editors and other programs."""

from typing import Any, get_args

from fotofun.catalog import catalog, find
from fotofun.protocol import OperationInfo, ParameterInfo, Target
from fotofun.recipe.recipe import MOST_STEPS, VERSION, Lengths

Schema = dict[str, Any]

_NUMBER: Schema = {"type": "number"}
_COLOUR: Schema = {"type": "string", "pattern": "^#[0-9a-fA-F]{6}([0-9a-fA-F]{2})?$"}


def schema() -> Schema:
    """The schema (JSON Schema 2020-12) of a recipe of this version."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "FotoFun recipe",
        "type": "object",
        "required": ["fotofun", "version", "steps"],
        "additionalProperties": False,
        "properties": {
            "$schema": {"type": "string"},
            "fotofun": {"const": "recipe"},
            "version": {"const": VERSION},
            "title": {"type": "string"},
            "description": {"type": "string"},
            "size": {
                "description": "Width and height of the photo it was recorded on.",
                "oneOf": [_tuple({"type": "integer", "minimum": 1}, 2), {"type": "null"}],
            },
            "lengths": {"enum": list(get_args(Lengths)), "default": "relative"},
            "steps": {
                "type": "array",
                "maxItems": MOST_STEPS,
                "items": {"oneOf": [{"$ref": f"#/$defs/{each['name']}"} for each in catalog()]},
            },
        },
        "$defs": {each["name"]: _step(each) for each in catalog()},
    }


def _step(info: OperationInfo) -> Schema:
    params = {each["name"]: _parameter(each) for each in info["parameters"]}
    return {
        "title": info["label"],
        "description": info["description"],
        "type": "object",
        "required": ["operation", "version", "params"],
        "additionalProperties": False,
        "properties": {
            "operation": {"const": info["name"]},
            "version": {"const": find(info["name"]).version},
            "params": {"type": "object", "additionalProperties": False, "properties": params},
            "target": {"enum": list(get_args(Target))},
            "layer": {"type": "string"},
        },
    }


def _parameter(info: ParameterInfo) -> Schema:
    about = {"title": info["label"], "default": info["default"]}
    if info["description"]:
        about["description"] = info["description"]
    return about | _kind(info)


def _kind(info: ParameterInfo) -> Schema:
    match info["kind"]:
        case "slider":
            number = "integer" if info["whole"] else "number"
            return {"type": number, "minimum": info["minimum"], "maximum": info["maximum"]}
        case "choice":
            return {"enum": [option["value"] for option in info["options"]]}
        case "toggle":
            return {"type": "boolean"}
        case "colour":
            return _COLOUR
        case "text":
            return {"type": "string"}
        case "file":
            return {"type": "string", "pattern": "^(data:|$)"}
        case "position":
            return _tuple(_NUMBER, 2)
        case "rectangle":
            return _tuple(_NUMBER, 4)
        case "points":
            point = _tuple(_NUMBER, 3 if info["pressure"] else 2)
            return {"type": "array", "items": point, "minItems": info["least"], "maxItems": info["most"]}
        case "curve":
            level = {"type": "number", "minimum": 0, "maximum": 255}
            return {"type": "array", "items": _tuple(level, 2), "minItems": 2, "maxItems": 256}
        case "gradient":
            place = {"type": "number", "minimum": 0, "maximum": 1}
            stop = {"type": "array", "prefixItems": [place, _COLOUR], "minItems": 2, "maxItems": 2}
            return {"type": "array", "items": stop, "minItems": 2, "maxItems": 64}


def _tuple(item: Schema, count: int) -> Schema:
    return {"type": "array", "items": item, "minItems": count, "maxItems": count}
