"""Where a task runs: a table of situations and what must come of them."""

from dataclasses import replace

import pytest

from fotofun.errors import (
    ModelUnavailable,
    NotEnoughMemory,
    RemoteConsentRequired,
    ServiceOffline,
    ServiceUnauthorised,
)
from fotofun.inference.manifest import Licence, Manifest
from fotofun.inference.placement import Capabilities, Placement, Settings, choose
from fotofun.inference.service import Service, choose_service

TASK = "remove_background"
SIZE = (1440, 974)
SOFTWARE = "WebGPU runs on the processor here."
PROCESSOR = Capabilities("web", ("wasm",), threads=2, webgpu_reason=SOFTWARE)
GRAPHICS = Capabilities("web", ("webgpu", "wasm"), threads=8)
CPYTHON = Capabilities("native", ("cpu",), threads=2)
NOTHING = Capabilities("web", (), threads=1, webgpu_reason=SOFTWARE)
SERVICE = Service("ai.example.org", frozenset({TASK}), asks=True)
ALLOWED = replace(SERVICE, allowed=frozenset({TASK}))


@pytest.fixture(scope="module")
def models(manifests: dict[str, Manifest]) -> list[Manifest]:
    """The real ones, and a large one that no browser runs."""
    large = replace(manifests["isnet_general"], id="large", title="Large", providers=("cpu",), seconds={})
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
    ],
)
def test_the_best_allowed_place_is_chosen(
    models: list[Manifest], capabilities: Capabilities, settings: Settings, expected: tuple[str, str, str]
) -> None:
    placement = choose(TASK, SIZE, capabilities, settings, models)
    assert (placement.backend, placement.provider, placement.model.id) == expected


GIB = 2**30
LARGE = (6000, 4000)  # 24 megapixels
SMALL_DEVICE = replace(PROCESSOR, memory=GIB)
LOW = replace(PROCESSOR, saves_power=True)
CHARGED = replace(GRAPHICS, saves_power=True)


@pytest.mark.parametrize(
    ("task", "role", "size", "capabilities", "expected", "caveat"),
    [
        # Memory: what needs more than there is gives way to what needs less, and that is said.
        (TASK, "", SIZE, replace(PROCESSOR, memory=2 * GIB), "isnet_general", SOFTWARE),
        (TASK, "", SIZE, SMALL_DEVICE, "isnet_general", SOFTWARE),
        (
            TASK,
            "",
            LARGE,
            SMALL_DEVICE,
            "u2netp",
            "U2-Net small was taken, as there is not the memory for ISNet.",
        ),
        (TASK, "", LARGE, replace(PROCESSOR, memory=4 * GIB), "isnet_general", SOFTWARE),
        ("detect_faces", "", LARGE, SMALL_DEVICE, "centerface", ""),
        ("transfer_style", "named", SIZE, SMALL_DEVICE, "multistyle", ""),
        ("transfer_style", "named", LARGE, SMALL_DEVICE, None, "needs about 1.3 GB"),
        ("upscale", "plain", SIZE, SMALL_DEVICE, "waifu2x_photo", SOFTWARE),
        ("upscale", "plain", LARGE, SMALL_DEVICE, None, "24.0 megapixels needs about 2.0 GB"),
        ("upscale", "plain", LARGE, replace(PROCESSOR, memory=2 * GIB), "waifu2x_photo", SOFTWARE),
        ("select_object", "encoder", LARGE, replace(PROCESSOR, memory=GIB // 2), None, "can spare 0.5 GB"),
        # Battery: a slow model gives way to a quick one, unless a graphics card is there to run it.
        (TASK, "", SIZE, LOW, "u2netp", "U2-Net small was taken, as the battery is low for ISNet."),
        (TASK, "", SIZE, CHARGED, "isnet_general", ""),
        ("detect_objects", "", SIZE, LOW, "ssd_mobilenet", ""),
    ],
)
def test_memory_and_battery_decide_too(
    models: list[Manifest],
    task: str,
    role: str,
    size: tuple[int, int],
    capabilities: Capabilities,
    expected: str | None,
    caveat: str,
) -> None:
    if expected is None:
        with pytest.raises(NotEnoughMemory, match=caveat):
            choose(task, size, capabilities, Settings(), models, role)
        return
    placement = choose(task, size, capabilities, Settings(), models, role)
    assert placement.model.id == expected
    assert placement.caveat.startswith(caveat)


@pytest.mark.parametrize(
    ("others", "noncommercial", "expected"),
    [
        (True, False, "u2netp"),
        (True, True, "isnet_general"),
        (False, True, "isnet_general"),
        (False, False, None),
    ],
)
def test_a_licence_without_commercial_use_needs_leave(
    manifests: dict[str, Manifest], others: bool, noncommercial: bool, expected: str | None
) -> None:
    best = replace(manifests["isnet_general"], licence=Licence("CC-BY-NC-SA-4.0", "https://example.org"))
    known = [best, manifests["u2netp"]] if others else [best]
    settings = Settings(noncommercial=noncommercial)
    if expected is None:
        with pytest.raises(
            ModelUnavailable, match=r"may not be used commercially \(licence CC-BY-NC-SA-4.0\)"
        ):
            choose(TASK, SIZE, PROCESSOR, settings, known)
    else:
        assert choose(TASK, SIZE, PROCESSOR, settings, known).model.id == expected


@pytest.mark.parametrize(
    ("spdx", "forbids"),
    [
        ("MIT", False),
        ("Apache-2.0", False),
        ("NCSA", False),
        ("CC-BY-NC-4.0", True),
        ("PolyForm-Noncommercial-1.0.0", True),
    ],
)
def test_a_licence_is_known_by_its_identifier(spdx: str, forbids: bool) -> None:
    assert Licence(spdx, "").is_noncommercial is forbids


@pytest.fixture(scope="module")
def local(models: list[Manifest]) -> Placement:
    """What this device would do."""
    return choose(TASK, SIZE, PROCESSOR, Settings(), models)


@pytest.mark.parametrize(
    ("service", "is_local", "expected"),
    [
        (None, True, None),
        (None, False, None),
        # One that is merely there changes nothing, and neither does consent.
        (SERVICE, True, None),
        (ALLOWED, True, None),
        (replace(ALLOWED, use="prefer"), True, "as you allowed"),
        (replace(SERVICE, use="prefer"), True, "if you allow it"),
        (replace(ALLOWED, use="prefer", health="unknown"), True, "as you allowed"),
        # Where it cannot help, this device does it.
        (replace(ALLOWED, use="prefer", health="offline"), True, None),
        (replace(ALLOWED, use="prefer", health="unauthorised"), True, None),
        (replace(ALLOWED, use="prefer", tasks=frozenset({"upscale"})), True, None),
        (ALLOWED, False, "as you allowed"),
        (SERVICE, False, "if you allow it"),
        # Never means never, whatever else was said.
        (replace(ALLOWED, use="never"), False, None),
        (replace(ALLOWED, use="never"), True, None),
        (replace(ALLOWED, use="prefer", refused=frozenset({TASK})), True, None),
        (replace(ALLOWED, refused=frozenset({TASK})), False, None),
        (replace(ALLOWED, tasks=frozenset()), False, None),
    ],
)
def test_a_service_is_the_place_only_where_it_is_needed_or_preferred(
    local: Placement, service: Service | None, is_local: bool, expected: str | None
) -> None:
    placed = choose_service(TASK, service, local if is_local else None)
    if expected is None:
        assert placed is None
    else:
        assert placed is not None
        assert placed.reason == f"It runs on ai.example.org, {expected}."
        assert placed.asks == ("if" in expected)


@pytest.mark.parametrize("is_local", [True, False])
def test_nothing_leaves_this_device_where_nobody_can_be_asked(local: Placement, is_local: bool) -> None:
    service = replace(SERVICE, use="prefer", asks=False)
    with pytest.raises(RemoteConsentRequired, match=r"ai\.example\.org.*would be sent there"):
        choose_service(TASK, service, local if is_local else None)


def test_a_service_that_is_needed_and_cannot_help_says_why() -> None:
    with pytest.raises(ServiceOffline, match=r"ai\.example\.org does not answer"):
        choose_service(TASK, replace(ALLOWED, health="offline"), None)
    with pytest.raises(ServiceUnauthorised, match="does not accept the key"):
        choose_service(TASK, replace(ALLOWED, health="unauthorised"), None)


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
