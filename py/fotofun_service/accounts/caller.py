"""Who asks: the account behind a request's key."""

import hmac
import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from fotofun_service.accounts.keys import SCOPES, Key, Scope, bearer_of, digest_of, is_in_address
from fotofun_service.accounts.plans import UNLIMITED, Plan
from fotofun_service.accounts.store import Store
from fotofun_service.problem import Refused


@dataclass(frozen=True)
class Caller:
    """`key` is the id that usage is counted under."""

    key: str
    plan: Plan
    scopes: tuple[Scope, ...]

    def check(self, scope: Scope) -> None:
        """Refused unless the key is good for `scope`."""
        if scope not in self.scopes:
            raise Refused(403, "missing-scope", f"This key is not good for {scope}.")


ANYONE = Caller("anyone", UNLIMITED, SCOPES)
"""Who asks a service that is open to all."""

OWNER = Caller("owner", UNLIMITED, SCOPES)
"""Who shows the key of the settings."""


class Door:
    """Lets requests in: finds the caller by the key, and keeps to the rate of the caller's plan.

    `api_key` is one more key, without limits, that is in no store. Open to all, no key is looked at.
    """

    def __init__(
        self,
        store: Store,
        plans: Mapping[str, Plan],
        api_key: str = "",
        *,
        is_open: bool = False,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._store = store
        self._plans = plans
        self._api_key = digest_of(api_key) if api_key else ""
        self._open = is_open
        self._clock = clock

    async def caller(self, authorization: str, query: str) -> Caller:
        """The caller of a request with that Authorization header and that query in its address.

        Refused in the same words whether the key is missing, misplaced, malformed, unknown or revoked.
        """
        if is_in_address(query):
            raise _unauthorised()
        if self._open:
            return ANYONE
        digest = digest_of(bearer_of(authorization))
        if self._api_key and hmac.compare_digest(digest, self._api_key):
            return OWNER
        key = await self._store.find_key(digest)
        if key is None or not hmac.compare_digest(digest, key.digest) or key.revoked:
            raise _unauthorised()
        return Caller(key.id, self._plan(key), key.scopes)

    async def admit(self, caller: Caller) -> None:
        """Take one of the caller's turns; Refused when there is none at the moment."""
        most = caller.plan.rate_per_minute
        if most is None:
            return
        seconds = math.ceil(await self._store.take_turn(caller.key, most, self._clock()))
        if seconds > 0:
            detail = f"The plan {caller.plan.name} has {most} requests a minute. Try again in {seconds} s."
            raise Refused(429, "rate-limited", detail, {"Retry-After": str(seconds)})

    def _plan(self, key: Key) -> Plan:
        if key.plan not in self._plans:
            raise Refused(403, "unknown-plan", "The plan of this key is not set up here any more.")
        return self._plans[key.plan]


def _unauthorised() -> Refused:
    return Refused(401, "unauthorized", "Send your key as a bearer token.", {"WWW-Authenticate": "Bearer"})
