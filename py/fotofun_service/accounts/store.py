"""What every store of accounts can do, whichever database is behind it."""

from dataclasses import dataclass
from typing import Protocol

from fotofun_service.accounts.keys import Key
from fotofun_service.problem import Refused

SECONDS = 0.9
"""How long the store may take; then the request is refused instead of waiting for it."""

WINDOW = 60.0
"""How many seconds a rate is counted over."""

REMEMBERED_SECONDS = 24 * 3600
"""How long a charge is remembered after it was billed, so that it is not billed again."""


class StoreUnavailable(Refused):
    """The store is down or does not answer in time."""

    def __init__(self) -> None:
        detail = "The accounts cannot be reached at the moment. Nothing was charged. Try again."
        super().__init__(503, "store-unavailable", detail, {"Retry-After": "2"})


@dataclass(frozen=True)
class Charge:
    """What one request costs. `id` is the same however often the request is repeated; `day` is UTC's date.

    Until it is billed or released it counts against the quota, at most until `expires` (seconds since 1970),
    since a process that was killed releases nothing.
    """

    id: str
    key: str
    day: str
    pixels: int
    expires: float

    @property
    def month(self) -> str:
        """The month whose quota it counts against."""
        return self.day[:7]


@dataclass(frozen=True)
class DayUsage:
    """What a key was billed for on one day."""

    day: str
    requests: int
    pixels: int


class Store(Protocol):
    """Keys, turns and usage; every method is one transaction, and may raise StoreUnavailable."""

    async def find_key(self, digest: str) -> Key | None:
        """The key with that hash of its secret."""
        ...

    async def list_keys(self) -> list[Key]:
        """Every key, the oldest first."""
        ...

    async def put_key(self, key: Key, instead_of: str = "") -> None:
        """Keep the key, in the place of the one with the hash `instead_of` if there is one."""
        ...

    async def forget_key(self, key: Key) -> None:
        """Delete the key and everything that was counted for it."""
        ...

    async def take_turn(self, key: str, most: int, now: float) -> float:
        """0 if the key has had less than `most` turns within WINDOW, else the seconds until its next."""
        ...

    async def reserve(self, charge: Charge, quota: int | None, now: float) -> bool:
        """Whether the charge still fits into the month's `quota` of pixels, where it is held then."""
        ...

    async def bill(self, charge: Charge, now: float) -> bool:
        """Make a charge usage; False, and no change, if that has been done before."""
        ...

    async def release(self, charge: Charge) -> None:
        """Forget a charge that was not billed."""
        ...

    async def usage(self, key: str, month: str) -> list[DayUsage]:
        """What the key was billed for in the month, such as `2027-02`, by day."""
        ...

    async def close(self) -> None:
        """Let go of the database."""
        ...
