"""What a key has used of its plan, in words for its owner."""

from datetime import UTC, datetime, timedelta
from typing import Any

from fotofun_service.accounts.plans import Plan
from fotofun_service.accounts.store import DayUsage


def day_of(now: float) -> str:
    """The date in UTC, such as 2027-02-28."""
    return datetime.fromtimestamp(now, UTC).date().isoformat()


def resets_at(now: float) -> str:
    """When the quota begins anew: the first moment of the next month in UTC."""
    first = datetime.fromtimestamp(now, UTC).replace(day=1)
    next_month = (first + timedelta(days=32)).replace(day=1)
    return f"{next_month:%Y-%m}-01T00:00:00Z"


def seconds_to_reset(now: float) -> int:
    """How many seconds that is from now, at least one."""
    return max(1, int(datetime.fromisoformat(resets_at(now)).timestamp() - now) + 1)


def megapixels(pixels: int) -> float:
    """Pixels as people count them."""
    return round(pixels / 1e6, 6)


def report(plan: Plan, days: list[DayUsage], now: float) -> dict[str, Any]:
    """The body of `GET /v1/usage`; without a quota nothing is left or reset, and both are null."""
    used = sum(day.pixels for day in days)
    quota = plan.quota_megapixels
    return {
        "plan": plan.name,
        "rate_per_minute": plan.rate_per_minute,
        "quota_megapixels": quota,
        "used_megapixels": megapixels(used),
        "left_megapixels": None if quota is None else megapixels(max(0, quota * 1_000_000 - used)),
        "resets_at": None if quota is None else resets_at(now),
        "requests": sum(day.requests for day in days),
        "days": [
            {"day": day.day, "requests": day.requests, "megapixels": megapixels(day.pixels)} for day in days
        ],
    }
