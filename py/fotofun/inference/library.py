"""The models that there are: those of this build, those that it knows and has not, and a person's own."""

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from fotofun.errors import FotoFunError, InvalidManifest
from fotofun.inference.manifest import Manifest
from fotofun.inference.own import checked, completed
from fotofun.protocol import ModelInfo


class Library:
    """Every model by where it comes from.

    `built` can be had from the page's host. `absent` are known, and their files must be brought.
    `noncommercial`: whether the person allows models that may not be used commercially.
    """

    def __init__(self, built: Sequence[Manifest] = (), absent: Sequence[Manifest] = ()) -> None:
        self.built = tuple(built)
        self.absent = tuple(absent)
        self.noncommercial = False
        self._own: dict[str, Manifest] = {}

    @classmethod
    def from_index(cls, index: Mapping[str, Any]) -> "Library":
        """That of a built `index.json`; `own` in it are manifests that were added on this device.

        One of those that is of an older version of FotoFun, and no longer right, is left out.
        """
        built, absent = (
            [Manifest.from_dict(each) for each in index.get(kind, ())] for kind in ("models", "absent")
        )
        library = cls(built, absent)
        for table in index.get("own", ()):
            try:
                library.add(table)
            except FotoFunError as error:
                logging.getLogger(__name__).warning("An own model was left out: %s", error)
        return library

    def usable(self) -> list[Manifest]:
        """All that can run here; a person's own come first, where they are as good."""
        return [*self._own.values(), *self.built]

    def check(self, text: str, data: memoryview) -> Manifest:
        """The manifest of an own ONNX file; InvalidManifest, with the reason, if it cannot be used."""
        manifest = checked(text, data, [*self.built, *self.absent])
        if manifest in self.built:
            raise InvalidManifest(f"{manifest.title} is here already.", kept="Nothing was added.")
        self._allowed(manifest)
        return manifest

    def add(self, table: Mapping[str, Any]) -> Manifest:
        """Use an own model, whose file is on this device; one with the same id gives way."""
        manifest = Manifest.from_dict(completed(table))
        self._own[manifest.id] = manifest
        return manifest

    def remove(self, model: str) -> None:
        """Use an own model no longer."""
        self._own.pop(model, None)

    def infos(self) -> list[ModelInfo]:
        """What people should know of each, by task."""
        known = {each.id: "absent" for each in self.absent} | {each.id: "built" for each in self.built}
        known |= dict.fromkeys(self._own, "own")
        every = {each.id: each for each in (*self.absent, *self.built, *self._own.values())}
        return [
            model_info(manifest, known[manifest.id])
            for manifest in sorted(every.values(), key=lambda each: each.task)
        ]

    def _allowed(self, manifest: Manifest) -> None:
        if manifest.licence.is_noncommercial and not self.noncommercial:
            raise InvalidManifest(
                f"{manifest.title} may not be used commercially (licence {manifest.licence.spdx}).",
                kept="Nothing was added.",
                advice="Allow such models in the settings, if that suits your work.",
            )


def model_info(manifest: Manifest, origin: str) -> ModelInfo:
    """A model as the page knows it."""
    [original, *_] = manifest.original
    addresses = [source.url for source in original.source if source.url]
    return {
        "task": manifest.task,
        "summary": manifest.summary,
        "licence": manifest.licence.spdx,
        "licence_link": manifest.licence.link,
        "noncommercial": manifest.licence.is_noncommercial,
        "origin": "own" if origin == "own" else "absent" if origin == "absent" else "built",
        "address": addresses[0] if addresses else "",
        "file": manifest.model_file(),
    }
