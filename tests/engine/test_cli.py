"""The command `fotofun`, in this process and as people start it."""

import json
import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from typer.testing import CliRunner

from fotofun.cli.app import app
from fotofun.cli.batch import RECORD, Batch, output_name
from fotofun.cli.flags import calls
from fotofun.cli.metadata import summary
from fotofun.cli.reporting import UsageError
from fotofun.codecs import Metadata, decode
from fotofun.operation import REGISTRY
from fotofun.recipe import Recipe, presets
from fotofun.scripting import open_photo

RECIPE = {
    "fotofun": "recipe",
    "version": 1,
    "title": "Soft",
    "size": [60, 40],
    "steps": [
        {"operation": "exposure", "version": 1, "params": {"stops": 0.5}},
        {"operation": "gaussian_blur", "version": 1, "params": {"radius": 1.5}},
    ],
}


def save(path: Path, width: int = 60, height: int = 40, seed: int = 0) -> Path:
    pixels = np.random.default_rng(seed).integers(0, 256, (height, width, 3), dtype=np.uint8)
    Image.fromarray(pixels).save(path)
    return path


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    return save(tmp_path / "beach.png")


@pytest.fixture
def recipe(tmp_path: Path) -> Path:
    (tmp_path / "soft.json").write_text(json.dumps(RECIPE))
    return tmp_path / "soft.json"


def run(*words: object, status: int = 0) -> str:
    """What a command prints, checked for its exit status; on an error, what it says about it."""
    result = CliRunner().invoke(app, [str(word) for word in words], env={"COLUMNS": "200"})
    assert result.exit_code == status, (result.output, result.exception)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.stdout if status == 0 else result.stderr


def started(*words: object) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "fotofun.cli", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True)


# --- operations and files --------------------------------------------------------------------------


def test_operations_are_listed() -> None:
    listed = json.loads(run("operations", "--json"))
    assert {each["name"] for each in listed} == set(REGISTRY)
    table = run("operations")
    assert all(name in table for name in REGISTRY)


def test_operations_in_the_order_given(photo: Path) -> None:
    out = photo.with_name("out.png")
    words = "exposure --stops -0.5 gaussian-blur --radius=2 solid_colour --colour ff000080 --target pixels"
    run("edit", photo, out, *words.split(), "curves", "--rgb", "[[0, 20], [255, 200]]")
    expected = open_photo(photo).exposure(stops=-0.5).gaussian_blur(radius=2)
    expected.solid_colour(colour="#ff000080", target="pixels").curves(rgb=[[0, 20], [255, 200]])
    np.testing.assert_array_equal(decode(out.read_bytes(), "").pixels, expected.pixels)


@pytest.mark.parametrize(
    ("words", "params"),
    [
        (["vibrance", "--no-protect-skin"], {"protect_skin": False}),
        (["vibrance", "--protect-skin", "--vibrance", "3"], {"protect_skin": True, "vibrance": 3.0}),
        (["vibrance", "--protect-skin=false"], {"protect_skin": False}),
        (["select_rectangle", "--rectangle", "1,2,3,4"], {"rectangle": [1, 2, 3, 4]}),
        (["colour-range", "--target", "reds"], {"target": "reds"}),
        (["text", "--text", "--stops"], {"text": "--stops"}),
        (["text", "--text=a=b", "--bold"], {"text": "a=b", "bold": True}),
    ],
)
def test_values_are_read_by_their_kind(words: list[str], params: dict[str, object]) -> None:
    [call] = calls(words)
    assert call.params == params


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["exposre"], "Did you mean exposure"),
        (["exposure", "--stps", "1"], r"no parameter --stps. Did you mean --stops"),
        (["exposure", "--stops"], "--stops needs a value"),
        (["exposure", "--stops", "much"], "needs a number, not 'much'"),
        (["exposure", "--stops", "99"], "from -10 to 10"),
        (["exposure", "--target", "moon"], "target was 'moon'"),
        (["curves", "--rgb", "{"], "needs JSON such as"),
        (["vibrance", "--protect-skin=perhaps"], "true or false"),
        (["--stops", "1", "exposure"], "before any operation"),
    ],
)
def test_a_wrong_command_line_is_told_in_words(words: list[str], says: str, photo: Path) -> None:
    with pytest.raises(UsageError, match=says):
        calls(words)
    assert run("edit", photo, photo.with_name("out.png"), *words, status=2).strip()
    assert not photo.with_name("out.png").exists()


def test_help_of_every_operation() -> None:
    for name in ("exposure", "colour_range", "text", "crop"):
        text = run("edit", name.replace("_", "-"), "--help")
        for parameter in REGISTRY[name].parameters:
            assert f"--{parameter.name.replace('_', '-')}" in text
    assert "-10 to 10 EV" in run("edit", "in.png", "out.png", "invert", "exposure", "--stops", "1", "--help")
    assert "OPERATION" in run("edit", "--help")
    assert "--quality" in run("edit")


def test_info(photo: Path) -> None:
    told = json.loads(run("info", photo, "--json"))
    assert (told["format"], told["width"], told["height"], len(told["layers"])) == ("png", 60, 40, 1)
    assert "60 x 40" in run("info", photo)


def test_info_tells_about_the_shot(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = "Maker", "One\x1b[31m"
    exif.get_ifd(0x8769).update({0x9003: "2024:05:06 07:08:09", 0x829A: 0.004, 0x829D: 2.8, 0x8827: 200})
    exif.get_ifd(0x8825).update({1: "N"})
    Image.new("RGB", (20, 10)).save(tmp_path / "a.jpg", exif=exif)
    told = json.loads(run("info", tmp_path / "a.jpg", "--json"))["metadata"]
    assert (told["camera"], told["taken"]) == ("Maker One[31m", "2024:05:06 07:08:09")
    assert told["exposure"] == "1/250 s, f/2.8, ISO 200" and "place" in told
    assert "Maker One" in run("info", tmp_path / "a.jpg")
    for broken in (b"", b"II*\x00\xff\xff\xff\xff", b"MM\x00*" + b"\x00" * 40):
        assert "camera" not in summary(Metadata(exif=broken))


def test_convert(photo: Path) -> None:
    out = photo.with_suffix(".webp")
    run("convert", photo, out, "--lossless")
    np.testing.assert_array_equal(decode(out.read_bytes(), "").pixels, open_photo(photo).pixels)
    assert "is the photo itself" in run("convert", photo, photo, status=2)
    assert "cannot write .xyz" in run("convert", photo, photo.with_suffix(".xyz"), status=1)
    assert "could not be read" in run("convert", photo.with_name("no.png"), out, status=1)
    run("convert", photo, out, "--quality", "101", status=2)


def test_recipes_are_shown(recipe: Path) -> None:
    assert "gaussian_blur  radius=1.5" in run("recipe", "show", recipe)
    assert "photo.exposure(stops=0.5)" in run("recipe", "show", recipe, "--python")
    assert Recipe.from_text(run("recipe", "show", recipe, "--json")) == Recipe.from_json(RECIPE)
    assert json.loads(run("recipe", "schema"))["title"] == "FotoFun recipe"
    listed = run("recipe", "presets")
    assert all(name in listed for name in presets())
    assert "neither a file nor a preset" in run("recipe", "show", "no_such", status=2)
    recipe.write_text('{"fotofun": "recipe", "version": 9}')
    assert "Update FotoFun" in run("recipe", "show", recipe, status=1)


# --- as people start it ----------------------------------------------------------------------------


def test_errors_are_sentences(photo: Path) -> None:
    (photo.parent / "bad.png").write_text("no picture")
    ended = started("edit", photo.parent / "bad.png", photo.parent / "out.png", "invert")
    assert ended.returncode == 1
    assert "not a picture" in ended.stderr and "Traceback" not in ended.stderr
    assert not (photo.parent / "out.png").exists()


def test_the_engine_does_not_need_the_command_line() -> None:
    check = "import sys, fotofun.session, fotofun.scripting; print({'typer', 'rich'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True)
    assert done.stdout.strip() == "set()", done.stderr


def test_without_its_packages_the_command_says_what_to_install() -> None:
    check = "import sys; sys.modules['typer'] = None; from fotofun.cli import main; main()"
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True)
    assert done.returncode == 1 and "fotofun[cli]" in done.stderr and "Traceback" not in done.stderr


# --- many photos -----------------------------------------------------------------------------------


def test_a_batch_goes_on_past_a_bad_file_and_skips_what_is_done(tmp_path: Path, recipe: Path) -> None:
    photos = [save(tmp_path / f"{seed}.png", seed=seed) for seed in range(3)]
    (tmp_path / "bad.png").write_text("no picture")
    sources, folder = [*photos, tmp_path / "bad.png"], tmp_path / "out"
    words = ["apply", recipe, *sources, "-o", folder, "--workers", 2]
    says = run(*words, status=1)
    assert "bad.png" in says and "not a picture" in says
    for photo in photos:
        expected = open_photo(photo).apply(Recipe.from_json(RECIPE)).pixels
        np.testing.assert_array_equal(decode((folder / photo.name).read_bytes(), "").pixels, expected)
    assert sorted(path.name for path in folder.iterdir()) == [RECORD, "0.png", "1.png", "2.png"]

    # Again: nothing to do. Then one photo, one result and the recipe change.
    times = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    words.remove(tmp_path / "bad.png")
    assert "0 done, 3 were there already." in run(*words)
    assert times == {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    save(photos[0], seed=9)
    save(folder / "1.png", seed=10)
    touched = (folder / "1.png").read_bytes()
    assert "1.png is there already" in run(*words, status=1)
    assert (folder / "1.png").read_bytes() == touched
    expected = open_photo(photos[0]).apply(Recipe.from_json(RECIPE)).pixels
    np.testing.assert_array_equal(decode((folder / "0.png").read_bytes(), "").pixels, expected)
    assert "3 done." in run(*words, "--overwrite")
    assert (folder / "1.png").read_bytes() != touched


def test_no_photo_is_overwritten(tmp_path: Path, recipe: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    sources = [save(tmp_path / "a" / "x.png"), save(tmp_path / "b" / "x.png", seed=1)]
    before = sources[0].read_bytes()
    assert "would be overwritten" in run(
        "apply", recipe, sources[0], "-o", tmp_path / "a", "--overwrite", status=1
    )
    assert sources[0].read_bytes() == before
    says = run("apply", recipe, *sources, "-o", tmp_path / "out", "--format", "jpeg", status=1)
    assert "Another photo of this batch becomes x.jpg" in says
    assert decode((tmp_path / "out" / "x.jpg").read_bytes(), "").format == "jpeg"


@pytest.mark.parametrize(
    ("source", "format", "name"),
    [
        ("a.JPG", "", "a.JPG"),
        ("a.heic", "", "a.jpg"),
        ("a.psd", "", "a.png"),
        ("a", "", "a.png"),
        ("a.png", "webp", "a.webp"),
        ("a.jpeg", "jpeg", "a.jpeg"),
    ],
)
def test_names_of_results(source: str, format: str, name: str) -> None:
    assert output_name(Batch(Recipe.from_json(RECIPE).to_json(), ".", format), Path(source)) == name


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C cannot be sent to another process on Windows")
def test_a_stopped_batch_goes_on_where_it_was(tmp_path: Path, recipe: Path) -> None:
    photos = [save(tmp_path / f"{seed}.png", 800, 600, seed) for seed in range(6)]
    folder = tmp_path / "out"
    words = ["apply", str(recipe), *map(str, photos), "-o", str(folder), "--workers", "1"]
    command = [sys.executable, "-m", "fotofun.cli", *words]
    # What is started in the background of a shell ignores the signal, and so would what it starts.
    listen = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    process = subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, start_new_session=True, preexec_fn=listen
    )
    while not (folder / RECORD).exists():
        assert process.poll() is None
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGINT)
    _, says = process.communicate(timeout=60)
    assert process.returncode == 130 and "Stopped after" in says and "Traceback" not in says
    made = {path.name for path in folder.iterdir()} - {RECORD}
    assert 1 <= len(made) < 6 and all(name.endswith(".png") and name[0] != "." for name in made)
    assert f"{6 - len(made)} done, {len(made)} were there already." in run(*words)
