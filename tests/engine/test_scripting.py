"""Photos in scripts, and recipes as scripts that run as they stand."""

import inspect
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from fotofun.codecs import decode
from fotofun.document.document import Document
from fotofun.editing import finish
from fotofun.errors import FileError, InvalidParameter, ModelUnavailable, UnknownOperation, UnsupportedFormat
from fotofun.operation import REGISTRY
from fotofun.recipe import Recipe, replay, to_python
from fotofun.render.compositor import rendered
from fotofun.scripting import Photo, open_photo


@pytest.fixture
def file(tmp_path: Path) -> Path:
    pixels = np.random.default_rng(3).integers(0, 256, (40, 60, 4), dtype=np.uint8)
    pixels[..., 3] = 255
    Image.fromarray(pixels).save(tmp_path / "beach.png")
    return tmp_path / "beach.png"


def test_operations_are_methods(file: Path) -> None:
    photo = open_photo(file)
    assert photo.exposure(stops=0.5).hue(degrees=20, target="layer") is photo
    assert [entry.label for entry in photo.history.entries] == ["Open", "Exposure", "Hue"]
    assert [layer.kind for layer in photo.document.layers] == ["pixel", "adjustment"]
    before = photo.pixels
    photo.undo()
    assert not np.array_equal(photo.pixels, before)
    photo.redo()
    np.testing.assert_array_equal(photo.pixels, before)
    assert set(REGISTRY) <= set(dir(photo))
    assert "Brighten or darken" in str(photo.exposure.__doc__)
    assert inspect.signature(photo.exposure).parameters["stops"].default == 0.0


def test_no_operation_has_the_name_of_something_else() -> None:
    assert not set(REGISTRY) & {name for name in vars(Photo) if not name.startswith("_")}


def test_errors_are_clear_and_change_nothing(file: Path) -> None:
    photo = open_photo(file)
    with pytest.raises(AttributeError, match=r"no operation named 'exposre'. Did you mean exposure"):
        photo.exposre(stops=1)
    with pytest.raises(UnknownOperation):
        photo.run("exposre")
    with pytest.raises(InvalidParameter, match="has no parameter stop"):
        photo.exposure(stop=1)
    with pytest.raises(InvalidParameter, match="target was 'moon'"):
        photo.exposure(stops=1, target="moon")
    assert len(photo.history.entries) == 1


def test_without_models_it_is_said_how_to_get_them(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOTOFUN_MODELS", str(file.parent))
    photo = open_photo(file)
    with pytest.raises(ModelUnavailable, match=r"no models on this machine.*build\.py build.*FOTOFUN_MODELS"):
        photo.remove_background()
    assert len(photo.history.entries) == 1


def test_files_that_cannot_be_read_or_written(file: Path) -> None:
    with pytest.raises(FileError, match="could not be read: no such file"):
        open_photo(file.with_name("no.png"))
    photo = open_photo(file)
    with pytest.raises(FileError, match="could not be written"):
        photo.save(file.parent / "no" / "x.png")
    with pytest.raises(UnsupportedFormat, match=r"cannot write \.xyz"):
        photo.save(file.with_suffix(".xyz"))
    assert [path.name for path in file.parent.iterdir()] == ["beach.png"]


@pytest.mark.parametrize("name", ["a.png", "a.JPG", "a.jpeg", "a.webp", "a.tif", "a.bmp"])
def test_the_extension_says_the_format(file: Path, name: str) -> None:
    path = open_photo(file).save(file.with_name(name), quality=80)
    kind = {"jpg": "jpeg", "tif": "tiff"}.get(name[2:].lower(), name[2:].lower())
    assert decode(path.read_bytes(), name).format == kind


def test_layers_are_kept_in_a_layered_file(file: Path) -> None:
    photo = open_photo(file).hue(degrees=40, target="layer").layer_opacity(opacity=50)
    again = open_photo(photo.save(file.with_suffix(".ora")))
    assert [layer.name for layer in again.document.layers] == ["Photo", "Hue"]
    assert again.document.layers[1].opacity == 50
    np.testing.assert_array_equal(again.pixels, photo.pixels)


def test_a_recipe_as_a_script_makes_the_same_pixels(file: Path, tmp_path: Path) -> None:
    """Also on a photo of another size, with names and texts that look like code."""
    photo = open_photo(file).rotate_quarter().exposure(stops=0.5).gaussian_blur(radius=2)
    photo.crop(rectangle=(4, 6, 30, 40)).gaussian_blur(radius=1.5).auto_levels()
    photo.text(text='\'"""\n\\x\u2028ü', size=12)
    photo.hue(degrees=30, target="layer", layer="layer-1").curves(rgb=[(0, 10), (255, 240)], target="layer")
    recipe = photo.recipe('Title"""\nimport os; raise SystemExit\r#', "It's\x0c so")
    script = tmp_path / "script.py"
    script.write_text(to_python(recipe), encoding="utf-8")
    other = tmp_path / "other.png"
    Image.open(file).resize((150, 80)).save(other)
    for source in (file, other):
        out = tmp_path / "out.png"
        run = subprocess.run(
            [sys.executable, "-W", "error", str(script), str(source), str(out)],
            capture_output=True,
            text=True,
        )
        assert run.returncode == 0, run.stderr
        picture = decode(source.read_bytes(), "x")
        expected = rendered(finish(replay(recipe, Document.from_pixels("x", picture.pixels))))
        np.testing.assert_array_equal(decode(out.read_bytes(), "x").pixels, expected)


def test_a_script_says_only_what_matters() -> None:
    recipe = Recipe.from_json(
        {
            "fotofun": "recipe",
            "version": 1,
            "title": "Bright",
            "steps": [
                {"operation": "exposure", "version": 1, "params": {"stops": 0.5}, "target": "layer"},
                {"operation": "invert", "version": 1, "params": {}},
            ],
        }
    )
    assert to_python(recipe) == (
        "# Bright\n\nimport sys\n\nfrom fotofun.scripting import open_photo\n\n"
        "photo = open_photo(sys.argv[1])\n"
        "photo.exposure(stops=0.5, target='layer')\n"
        "photo.invert()\n"
        "photo.save(sys.argv[2])\n"
    )
    empty = to_python(Recipe("Nothing", ()))
    compile(empty, "script", "exec")
