"""Where a task runs and with which model: a pure function, and the reason that people are told."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from fotofun.errors import ModelUnavailable, NotEnoughMemory
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


# Bytes that the steps around a model take for each pixel of the picture at most, as tracemalloc saw.
_AROUND = {"upscale": 75, "transfer_style": 30, "denoise": 12, "deblur": 12}
_AROUND_OTHERS = 8

# Seconds: who saves power gets a model that takes no longer, if one of the task's does.
_QUICK = 4.0


@dataclass(frozen=True)
class Capabilities:
    """What models can run on here.

    `providers`: those of this device that work. WebGPU is one only on a real graphics card that passed the
    canary; `webgpu_reason` says in a sentence why it is not. `memory`: bytes that a task may take, None where
    nobody knows. `saves_power`: a battery that is nearly empty has to last.
    """

    backend: LocalBackend
    providers: tuple[Provider, ...]
    threads: int
    webgpu_reason: str = ""
    memory: int | None = None
    saves_power: bool = False


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

    `role` says which network, for a task that needs several. A model that this device has not the memory
    for is passed over, and so is a slow one on an empty battery; the placement says so. Raises
    NotEnoughMemory or ModelUnavailable, with the reason, where nothing can run it; whether a service does it
    instead is `fotofun.inference.service`'s to say.
    """
    candidates = _in_order(task, role, settings.quality, manifests)
    if not candidates:
        raise ModelUnavailable("There is no model for this.", advice="Add one under AI, Models.")
    allowed = [each for each in candidates if settings.noncommercial or not each.licence.is_noncommercial]
    if not allowed:
        raise ModelUnavailable(
            f"{candidates[0].title} may not be used commercially (licence {candidates[0].licence.spdx}).",
            advice="Allow such models in the settings, if that suits your work.",
        )
    places = [
        _place(capabilities.backend, model, provider, size, capabilities)
        for model in allowed
        for provider in model.providers
        if provider in capabilities.providers
    ]
    if not places:
        raise ModelUnavailable(
            " ".join(["No model for this can run on this device.", capabilities.webgpu_reason]).strip(),
            advice="Try another browser, or choose a service in the settings.",
        )
    fitting = [each for each in places if _fits(each.model, size, capabilities)]
    if not fitting:
        raise _too_large(places, size, capabilities)
    first = fitting[0]
    if first.model is not places[0].model:
        first = _instead(first, places[0], "{} was taken, as there is not the memory for {}.")
    if capabilities.saves_power and not _is_quick(first):
        quick = next((each for each in fitting if _is_quick(each)), None)
        first = _instead(quick, first, "{} was taken, as the battery is low for {}.") if quick else first
    return first


def needed(model: Manifest, size: tuple[int, int]) -> int:
    """About how many bytes a task takes with this model on a picture of `size` (width, height)."""
    return model.memory * 1_000_000 + _AROUND.get(model.task, _AROUND_OTHERS) * size[0] * size[1]


def _fits(model: Manifest, size: tuple[int, int], capabilities: Capabilities) -> bool:
    return capabilities.memory is None or needed(model, size) <= capabilities.memory


def _is_quick(placement: Placement) -> bool:
    return placement.seconds is None or placement.seconds <= _QUICK


def _instead(taken: Placement, passed_over: Placement, words: str) -> Placement:
    told = words.format(taken.model.title, passed_over.model.title)
    return replace(taken, caveat=" ".join(filter(None, [told, taken.caveat])))


def _too_large(
    places: Sequence[Placement], size: tuple[int, int], capabilities: Capabilities
) -> NotEnoughMemory:
    least = min(needed(each.model, size) for each in places)
    return NotEnoughMemory(
        f"A picture of {size[0] * size[1] / 1e6:.1f} megapixels needs about {least / 1e9:.1f} GB of memory "
        f"for this, and this device can spare {(capabilities.memory or 0) / 1e9:.1f} GB.",
        advice="Make a smaller copy of the picture, or choose a service in the settings.",
    )


def _in_order(task: str, role: str, quality: Quality, manifests: Sequence[Manifest]) -> list[Manifest]:
    """The task's models of that role, nearest to the quality asked for first."""
    order = _NEAREST[quality]
    return sorted(
        (each for each in manifests if (each.task, each.role) == (task, role)),
        key=lambda each: order.index(each.quality),
    )


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
