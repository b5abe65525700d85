"""The page, its screen and CPython agree on every pixel."""

import io

import numpy as np
import pytest
from driver import Driver, Pixels, completed, photo, png
from PIL import Image

from fotofun.session import Session

Steps = list[tuple[str, dict[str, float]]]
SIX: Steps = [
    ("exposure", {"stops": 0.6}),
    ("temperature", {"temperature": 25}),
    ("brightness_contrast", {"brightness": 15, "contrast": 20}),
    ("saturation", {"saturation": 30}),
    ("hue", {"degrees": -20}),
]
STRONG: Steps = [
    ("exposure", {"stops": -2.45}),
    ("temperature", {"temperature": -90}),
    ("brightness_contrast", {"brightness": 95, "contrast": -70}),
    ("saturation", {"saturation": 100}),
    ("hue", {"degrees": 133}),
]


def on_cpython(file: bytes, steps: Steps) -> Pixels:
    """The exported pixels of the same commands in a session on CPython."""

    async def session() -> bytes:
        made = Session(lambda *_: None)
        await made.request(1, "open", {"name": "photo.png"}, [np.frombuffer(file, np.uint8)])
        for operation, params in steps:
            await made.request(2, "run", {"operation": operation, "params": params})
        _, (data,) = await made.request(3, "export", {"format": "png", "quality": 90})
        return data.tobytes()

    return np.asarray(Image.open(io.BytesIO(completed(session()))).convert("RGBA"))


@pytest.mark.parametrize("steps", [[], SIX, STRONG], ids=["none", "six", "strong"])
def test_export_and_screen_equal_cpython(shared_editor: Driver, steps: Steps) -> None:
    file = png(photo())
    shared_editor.open(file)
    for operation, params in steps:
        assert "error" not in shared_editor.run(operation, params)
    expected = on_cpython(file, steps)
    np.testing.assert_array_equal(shared_editor.exported_pixels(), expected)

    shared_editor.page.keyboard.press("Control+1")
    shared_editor.page.mouse.move(5, 5)
    difference = 255
    for _ in range(20):  # until the short motion to 100 % has ended
        shared_editor.page.wait_for_timeout(250)
        screen = shared_editor.screen()
        top, left = locate(screen, expected)
        shown = screen[top : top + 480, left : left + 640].astype(int)
        difference = np.abs(shown - expected[..., :3])[20:-20, 20:-20].max()
        if difference <= 2:
            break
    assert difference <= 2


def locate(screen: Pixels, picture: Pixels) -> tuple[int, int]:
    """Where the picture (at 100 %) is on the screen: its middle, searched around the screen's middle."""
    height, width = picture.shape[:2]
    top, left = (screen.shape[0] - height) // 2, (screen.shape[1] - width) // 2
    target = picture[200:240, 300:340, :3].astype(int)
    found = {
        (y, x): int(np.abs(screen[y + 200 : y + 240, x + 300 : x + 340].astype(int) - target).sum())
        for y in range(top - 3, top + 4)
        for x in range(left - 3, left + 4)
    }
    return min(found, key=lambda place: found[place])


def test_alpha_is_kept(shared_editor: Driver) -> None:
    pixels = photo(200, 120)
    pixels[..., 3] = np.linspace(0, 255, 200, dtype=np.uint8)
    shared_editor.open_pixels(pixels)
    np.testing.assert_array_equal(shared_editor.exported_pixels(), pixels)


@pytest.mark.parametrize(("form", "kind"), [("png", "PNG"), ("jpeg", "JPEG"), ("webp", "WEBP")])
def test_exports_open_elsewhere(shared_editor: Driver, form: str, kind: str) -> None:
    pixels = photo(320, 200)
    shared_editor.open_pixels(pixels)
    small, large = shared_editor.export(form, 30), shared_editor.export(form, 95)
    picture = Image.open(io.BytesIO(large))
    assert (picture.format, picture.size) == (kind, (320, 200))
    difference = np.abs(np.asarray(picture.convert("RGB")).astype(int) - pixels[..., :3])
    assert difference.mean() < (0.001 if form == "png" else 5)
    assert len(small) < len(large) or form == "png"
