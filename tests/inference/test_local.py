"""Models in scripts and on the command line: found, run, and missed in words."""

import asyncio
import json
from pathlib import Path

import numpy as np
import pytest

from fotofun.document.document import Document
from fotofun.inference.manifest import Manifest
from fotofun.raster import Pixels
from fotofun.scripting import Photo


@pytest.fixture
def built(
    tmp_path: Path, folder: Path, manifests: dict[str, Manifest], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A built `models/` folder with the small model only."""
    small = manifests["u2netp"]
    (tmp_path / "index.json").write_text(json.dumps({"models": [small.to_dict()]}))
    (tmp_path / small.file).symlink_to(folder / small.file)
    monkeypatch.setenv("FOTOFUN_MODELS", str(tmp_path))


@pytest.mark.usefixtures("built")
def test_a_script_removes_a_background_and_records_it(photo: Pixels) -> None:
    done = Photo(Document.from_pixels("bowl", photo.copy())).remove_background()
    assert done.document.active.mask is not None
    alpha = done.pixels[..., 3]
    assert (alpha > 200).mean() > 0.05 and (alpha < 50).mean() > 0.3
    again = Photo(Document.from_pixels("bowl", photo.copy())).apply(done.recipe())
    np.testing.assert_array_equal(again.pixels, done.pixels)


@pytest.mark.usefixtures("built")
def test_it_runs_where_an_event_loop_runs_already(photo: Pixels) -> None:
    async def notebook() -> Photo:
        return Photo(Document.from_pixels("bowl", photo[::8, ::8].copy())).remove_background(quality="fast")

    assert asyncio.run(notebook()).document.active.mask is not None
