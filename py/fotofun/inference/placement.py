"""Where a task runs and with which model: a pure function, and the reason that people are told."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from fotofun.errors import ModelUnavailable
from fotofun.inference.manifest import Manifest, Provider, Quality

LocalBackend = Literal["web", "native"]

_PHRASES: dict[Provider, str] = {
    "webgpu": "{title} runs on this device's graphics card.",
    "wasm": "{title} runs on this device's processor.",
    "cpu": "{title} runs on this device's processor.",
}

# What comes closest to the quality asked for, first.
_NEAREST: dict[Quality, tuple[Quality, ...]] = {
    "best": ("best", "fast", "preview"),
    "fast": ("fast", "preview", "best"),
    "preview": ("preview", "fast", "best"),
}


@dataclass(frozen=True)
class Capabilities:
    """What models can run on here.

    `providers`: those of this device that work. WebGPU is one only on a real graphics card that passed the
    canary; `webgpu_reason` says in a sentence why it is not.
    """

    backend: LocalBackend
    providers: tuple[Provider, ...]
    threads: int
    webgpu_reason: str = ""


@dataclass(frozen=True)
class Settings:
    """What the person chose: the quality, and whether models may be used that forbid commercial work."""

    quality: Quality = "best"
    noncommercial: bool = False


@dataclass(frozen=True)
class Placement:
    """Backend, provider and model for a task; `reason` says it in a sentence for people.

    `caveat` says why a faster provider was passed over, and is empty where none was.
    `seconds` is about how long it takes, or None where nobody has measured it.
    """

    backend: LocalBackend
    provider: Provider
    model: Manifest
    reason: str
    caveat: str
    seconds: float | None


def choose(
    task: str,
    size: tuple[int, int],
    capabilities: Capabilities,
    settings: Settings,
    manifests: Sequence[Manifest],
    role: str = "",
) -> Placement:
    """The best place on this device for `task` on a picture of `size` (width, height).

    `role` says which network, for a task that needs several. Raises ModelUnavailable where nothing can run
    it; whether a service does it instead is `fotofun.inference.service`'s to say.
    """
    candidates = _in_order(task, role, settings.quality, manifests)
    local = _first(candidates, capabilities.providers)
    if local:
        return _place(capabilities.backend, *local, size, capabilities)
    if not candidates:
        raise ModelUnavailable(
            "There is no model for this.", advice="Build the models again, or add one to the models folder."
        )
    raise ModelUnavailable(
        " ".join(["No model for this can run on this device.", capabilities.webgpu_reason]).strip(),
        advice="Try another browser, or choose a service in the settings.",
    )


def _in_order(task: str, role: str, quality: Quality, manifests: Sequence[Manifest]) -> list[Manifest]:
    """The task's models of that role, nearest to the quality asked for first."""
    order = _NEAREST[quality]
    return sorted(
        (each for each in manifests if (each.task, each.role) == (task, role)),
        key=lambda each: order.index(each.quality),
    )


def _first(candidates: Iterable[Manifest], available: Sequence[Provider]) -> tuple[Manifest, Provider] | None:
    """The first model that can run, on the provider that it prefers."""
    for manifest in candidates:
        for provider in manifest.providers:
            if provider in available:
                return manifest, provider
    return None


def _place(
    backend: LocalBackend,
    manifest: Manifest,
    provider: Provider,
    size: tuple[int, int],
    capabilities: Capabilities,
) -> Placement:
    reason = _PHRASES[provider].format(title=manifest.title)
    passed_over = manifest.providers[: manifest.providers.index(provider)]
    caveat = capabilities.webgpu_reason if "webgpu" in passed_over else ""
    seconds = _seconds(manifest, provider, size, capabilities.threads)
    return Placement(backend, provider, manifest, reason, caveat, seconds)


def _seconds(manifest: Manifest, provider: Provider, size: tuple[int, int], threads: int) -> float | None:
    """About how long it takes: the model as measured on two threads, and 20 ms per megapixel around it."""
    if provider not in manifest.seconds:
        return None
    share = 2 / min(max(threads, 1), 4) if provider in ("wasm", "cpu") else 1.0
    return manifest.seconds[provider] * share + 0.02 * size[0] * size[1] / 1e6
