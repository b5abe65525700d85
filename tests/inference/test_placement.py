"""Where a task runs: a table of situations and what must come of them."""

from dataclasses import replace

import pytest

from fotofun.errors import ModelUnavailable, RemoteConsentRequired
from fotofun.inference.manifest import Manifest
from fotofun.inference.placement import Capabilities, Settings, choose

TASK = "remove_background"
SIZE = (1440, 974)
SOFTWARE = "WebGPU runs on the processor here."
PROCESSOR = Capabilities("web", ("wasm",), threads=2, webgpu_reason=SOFTWARE)
GRAPHICS = Capabilities("web", ("webgpu", "wasm"), threads=8)
CPYTHON = Capabilities("native", ("cpu",), threads=2)
NOTHING = Capabilities("web", (), threads=1, webgpu_reason=SOFTWARE)
WITH_SERVICE = replace(PROCESSOR, service="ai.example.org")
ONLY_SERVICE = replace(NOTHING, service="ai.example.org")
CONSENT = Settings(remote_consent=True)


@pytest.fixture(scope="module")
def models(manifests: dict[str, Manifest]) -> list[Manifest]:
    """The real ones, and a large one that only a service runs."""
    large = replace(manifests["isnet_general"], id="large", title="Large", providers=("service",), seconds={})
    return [*manifests.values(), large]


@pytest.mark.parametrize(
    ("capabilities", "settings", "expected"),
    [
        (GRAPHICS, Settings(), ("web", "webgpu", "isnet_general")),
        (GRAPHICS, Settings(quality="fast"), ("web", "webgpu", "u2netp")),
        # Faster on the processor than on the way to the graphics card.
        (GRAPHICS, Settings(quality="preview"), ("web", "wasm", "selfie")),
        (PROCESSOR, Settings(), ("web", "wasm", "isnet_general")),
        (PROCESSOR, Settings(quality="preview"), ("web", "wasm", "selfie")),
        (CPYTHON, Settings(), ("native", "cpu", "isnet_general")),
        # A service that is merely there changes nothing, nor does consent.
        (WITH_SERVICE, Settings(), ("web", "wasm", "isnet_general")),
        (WITH_SERVICE, CONSENT, ("web", "wasm", "isnet_general")),
        (WITH_SERVICE, replace(CONSENT, prefer_service=True), ("remote", "service", "large")),
        (ONLY_SERVICE, CONSENT, ("remote", "service", "large")),
        # Without a service there is nothing to prefer.
        (PROCESSOR, Settings(prefer_service=True), ("web", "wasm", "isnet_general")),
    ],
)
def test_the_best_allowed_place_is_chosen(
    models: list[Manifest], capabilities: Capabilities, settings: Settings, expected: tuple[str, str, str]
) -> None:
    placement = choose(TASK, SIZE, capabilities, settings, models)
    assert (placement.backend, placement.provider, placement.model.id) == expected


@pytest.mark.parametrize(
    ("capabilities", "settings"),
    [(ONLY_SERVICE, Settings()), (WITH_SERVICE, Settings(prefer_service=True))],
)
def test_nothing_leaves_this_device_without_consent(
    models: list[Manifest], capabilities: Capabilities, settings: Settings
) -> None:
    with pytest.raises(RemoteConsentRequired, match=r"ai\.example\.org.*would be sent there"):
        choose(TASK, SIZE, capabilities, settings, models)


def test_a_device_that_can_run_nothing_is_told_why(models: list[Manifest]) -> None:
    with pytest.raises(ModelUnavailable, match=f"can run on this device. {SOFTWARE}"):
        choose(TASK, SIZE, NOTHING, Settings(), models)


def test_a_task_without_models_is_told_apart(models: list[Manifest]) -> None:
    with pytest.raises(ModelUnavailable, match="There is no model for this"):
        choose("paint_a_fresco", SIZE, GRAPHICS, Settings(), models)


def test_the_nearest_quality_stands_in(manifests: dict[str, Manifest]) -> None:
    some = [manifests["isnet_general"], manifests["u2netp"]]
    assert choose(TASK, SIZE, PROCESSOR, Settings(quality="preview"), some).model.id == "u2netp"


@pytest.mark.parametrize(
    ("capabilities", "settings", "reason", "caveat"),
    [
        (GRAPHICS, Settings(), "ISNet runs on this device's graphics card.", ""),
        (PROCESSOR, Settings(), "ISNet runs on this device's processor.", SOFTWARE),
        (CPYTHON, Settings(), "ISNet runs on this device's processor.", ""),
        # Its first choice is the processor, so there is nothing to explain.
        (
            PROCESSOR,
            Settings(quality="preview"),
            "Selfie segmentation runs on this device's processor.",
            "",
        ),
        (
            WITH_SERVICE,
            replace(CONSENT, prefer_service=True),
            "Large runs on ai.example.org, as you allowed.",
            "",
        ),
    ],
)
def test_the_reason_says_what_people_should_know(
    models: list[Manifest], capabilities: Capabilities, settings: Settings, reason: str, caveat: str
) -> None:
    placement = choose(TASK, SIZE, capabilities, settings, models)
    assert (placement.reason, placement.caveat) == (reason, caveat)


def test_more_threads_and_smaller_pictures_take_less_time(models: list[Manifest]) -> None:
    def seconds(threads: int, size: tuple[int, int]) -> float:
        placed = choose(TASK, size, replace(PROCESSOR, threads=threads), Settings(), models).seconds
        assert placed is not None
        return placed

    assert seconds(1, SIZE) > seconds(2, SIZE) > seconds(4, SIZE)
    assert seconds(2, (6000, 4000)) > seconds(2, (600, 400))
    # Nobody has measured it there.
    assert choose(TASK, SIZE, GRAPHICS, Settings(), models).seconds is None
