"""Plans: how much of the service a key may use."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, get_args

from fotofun.inference.manifest import Manifest, Quality

_WHOLE = ("rate_per_minute", "quota_megapixels", "max_megapixels")
_NAMES = ("models", "qualities")


@dataclass(frozen=True)
class Plan:
    """None is no limit.

    `rate_per_minute` is how many requests any 60 seconds may have, `quota_megapixels` how many megapixels of
    pictures a calendar month (UTC), `max_megapixels` how large one picture may be. `models` are ids, and
    `qualities` are those of models. Of the requests that wait, those of higher `priority` run first.
    """

    name: str
    rate_per_minute: int | None = None
    quota_megapixels: int | None = None
    max_megapixels: int | None = None
    models: tuple[str, ...] | None = None
    qualities: tuple[Quality, ...] | None = None
    priority: int = 0

    def allows(self, model: Manifest) -> bool:
        """Whether a key of this plan may use the model."""
        by_name = self.models is None or model.id in self.models
        return by_name and (self.qualities is None or model.quality in self.qualities)

    def most_pixels(self, of_service: int) -> int:
        """How large a picture may be, where the service itself takes `of_service` pixels."""
        if self.max_megapixels is None:
            return of_service
        return min(of_service, self.max_megapixels * 1_000_000)


UNLIMITED = Plan("unlimited", priority=100)
"""For whoever runs the service: the key in API_KEY, and callers of a service without keys."""

BUILT_IN: Mapping[str, Plan] = {
    plan.name: plan
    for plan in (
        UNLIMITED,
        Plan(
            "free",
            rate_per_minute=10,
            quota_megapixels=200,
            max_megapixels=12,
            qualities=("fast", "preview"),
        ),
        Plan("premium", rate_per_minute=120, quota_megapixels=20_000, max_megapixels=50, priority=10),
    )
}
"""The plans that there are without a file."""


def read_plans(file: Path | None) -> Mapping[str, Plan]:
    """The built-in plans and those of a TOML file, which replace them by name; ValueError if it is wrong.

    The file has one table a plan, such as `[studio]`, with the fields of `Plan` as its keys; what is left
    out is without limit.
    """
    if file is None:
        return BUILT_IN
    try:
        tables = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ValueError(f"The file of plans {file} cannot be read: {error}.") from None
    return {**BUILT_IN, **{name: _plan(name, table) for name, table in tables.items()}}


def _plan(name: str, table: Any) -> Plan:
    known = {field.name for field in fields(Plan)} - {"name"}
    if not isinstance(table, dict) or set(table) - known:
        raise ValueError(f"The plan {name} may have only: {', '.join(sorted(known))}.")
    for field, value in table.items():
        if field in _NAMES:
            if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
                raise ValueError(f"{field} of the plan {name} must be a list of names.")
        elif type(value) is not int or (field in _WHOLE and value < 0):
            raise ValueError(f"{field} of the plan {name} must be a whole number.")
    if unknown := set(table.get("qualities", ())) - set(get_args(Quality)):
        raise ValueError(f"The plan {name} names qualities that no model has: {', '.join(sorted(unknown))}.")
    limits: dict[str, Any] = {field: tuple(v) if field in _NAMES else v for field, v in table.items()}
    return Plan(name, **limits)
