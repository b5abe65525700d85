"""What the service does beside answering: loads models, gives up idle ones, gives memory back."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from structlog.typing import FilteringBoundLogger

from fotofun_service import memory
from fotofun_service.accounts.gate import Gate
from fotofun_service.logs import fault
from fotofun_service.settings import Settings

if TYPE_CHECKING:
    from fotofun_service.api import Api

_EVERY = 1.0


class Housekeeping:
    """`recycle` is called when the memory stays above `settings.max_memory`: the process is to begin anew."""

    def __init__(self, settings: Settings, gate: Gate, api: "Api | None", log: FilteringBoundLogger) -> None:
        self._settings = settings
        self._gate = gate
        self._api = api
        self._log = log
        self._loaded = False
        self._finished = 0
        self.ending = False
        self.recycle: Callable[[], None] = lambda: None

    @property
    def is_ready(self) -> bool:
        """Whether requests may be sent here."""
        return self._loaded and not self.ending

    @asynccontextmanager
    async def lifespan(self, app: Starlette) -> AsyncIterator[None]:
        """From the first moment of the application to its last."""
        keeping = asyncio.create_task(self._keep())
        try:
            yield
        finally:
            keeping.cancel()
            with suppress(asyncio.CancelledError):
                await keeping
            if self._api:
                self._api.executor.close()
                self._api.models.close()
            await self._gate.close()

    async def _keep(self) -> None:
        await self._preload()
        self._loaded = True
        while self._api:
            await asyncio.sleep(_EVERY)
            try:
                await self._tidy(self._api)
            except Exception as error:
                self._log.error("not tidied", **fault(error))

    async def _preload(self) -> None:
        for manifest in self._api.manifests if self._api else ():
            if self._api and manifest.id in self._settings.preload_models:
                try:
                    await self._api.models.preload(manifest)
                except Exception as error:
                    self._log.error("not preloaded", model=manifest.id, **fault(error))

    async def _tidy(self, api: "Api") -> None:
        """Free memory goes back when there is nothing to do; too much of it ends the process."""
        given_up = api.models.give_up_idle()
        worked = api.executor.finished != self._finished
        if not (given_up or worked) or (api.executor.admitted and not self._is_too_much()):
            return
        self._finished = api.executor.finished
        await asyncio.to_thread(memory.give_back)
        if self._is_too_much():
            api.models.give_up_idle(0.0)
            await asyncio.to_thread(memory.give_back)
            if self._is_too_much():
                self._log.info("recycled", resident_bytes=memory.resident_bytes())
                self.recycle()

    def _is_too_much(self) -> bool:
        most = self._settings.max_memory
        return most is not None and memory.resident_bytes() > most
