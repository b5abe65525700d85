"""A service that the person chose, and what of a task goes there: a pure decision, and its reason."""

from dataclasses import dataclass
from typing import Literal

from fotofun.errors import RemoteConsentRequired, ServiceOffline, ServiceUnauthorised
from fotofun.inference.outgoing import FORMATS
from fotofun.inference.placement import Placement

Use = Literal["when_needed", "prefer", "never"]
"""When pictures go to the service: where this device cannot do it, whenever it answers, or never at all."""

Health = Literal["ready", "unknown", "offline", "unauthorised"]


@dataclass(frozen=True)
class Service:
    """What is known of the service: its host, what it can do, whether it answers, and what it may be sent.

    `allowed` are the tasks whose pictures may go there unasked, `refused` those whose never may; `asks` is
    whether somebody is there to be asked about the others. `most_bytes` is the largest picture it takes, as a
    file of one of `formats` or of PNG.
    """

    host: str
    tasks: frozenset[str]
    health: Health = "ready"
    use: Use = "when_needed"
    allowed: frozenset[str] = frozenset()
    refused: frozenset[str] = frozenset()
    asks: bool = False
    most_bytes: int = 50_000_000
    formats: frozenset[str] = frozenset(FORMATS)


@dataclass(frozen=True)
class RemotePlacement:
    """A task on the service; `reason` says it in a sentence for people. `asks`: they decide first."""

    host: str
    reason: str
    asks: bool


def choose_service(task: str, service: Service | None, local: Placement | None) -> RemotePlacement | None:
    """Where the service is the place for `task`: how; None where this device is, or nothing is.

    `local` is what this device would do, None where it cannot. Raises RemoteConsentRequired where nobody has
    agreed and nobody can be asked, ServiceOffline and ServiceUnauthorised where only the service could do it.
    """
    if service is None or service.use == "never" or task in service.refused or task not in service.tasks:
        return None
    if local is not None and (service.use != "prefer" or service.health in ("offline", "unauthorised")):
        return None
    if service.health == "offline":
        raise ServiceOffline(
            f"{service.host} does not answer, and this device cannot do it alone.",
            advice="Check the connection, or try again later.",
        )
    if service.health == "unauthorised":
        raise ServiceUnauthorised(
            f"{service.host} does not accept the key.", advice="Set the service up with a key that is valid."
        )
    if task in service.allowed:
        return RemotePlacement(service.host, f"It runs on {service.host}, as you allowed.", False)
    if not service.asks:
        raise RemoteConsentRequired(
            f"It runs on {service.host}, and your picture would be sent there.",
            advice="Allow it in the settings, or run it on this device."
            if local
            else "Allow it in the settings.",
        )
    return RemotePlacement(service.host, f"It runs on {service.host}, if you allow it.", True)
