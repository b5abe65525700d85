"""The project's own models, built once, and a photo with a clear subject."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from fotofun.inference.backends.native import NativeBackend
from fotofun.inference.manifest import Manifest
from fotofun.raster import Pixels
from fotofun_build import models, paths


@pytest.fixture(scope="session")
def manifests() -> dict[str, Manifest]:
    return {manifest.id: manifest for manifest in models.list_models()}


@pytest.fixture(scope="session")
def folder(manifests: dict[str, Manifest]) -> Path:
    """Where the file of every model that is always built lies under its own name: the user's cache."""
    [folder] = {models.model_file(each).parent for each in manifests.values() if not each.on_demand}
    return folder


@pytest.fixture(scope="session")
def native(folder: Path) -> NativeBackend:
    return NativeBackend(folder, threads=2)


@pytest.fixture(scope="session")
def photo() -> Pixels:
    """A red bowl on concrete, 1440x974, opaque."""
    with Image.open(paths.STATIC / "samples" / "fig-in-a-bowl.jpg") as picture:
        return np.asarray(picture.convert("RGBA"))
