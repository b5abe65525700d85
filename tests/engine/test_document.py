"""Layers and history: what is shared, what is merged, what comes back."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from fotofun.catalog import find
from fotofun.codecs.picture import Metadata
from fotofun.document.document import Document
from fotofun.document.history import History
from fotofun.document.layer import PixelLayer
from fotofun.operation import PointOperation


def document() -> Document:
    return Document.from_pixels("photo.png", np.zeros((3, 4, 4), np.uint8))


def photo(document: Document) -> PixelLayer:
    assert isinstance(document.active, PixelLayer)
    return document.active


def adjustment(name: str, **params: float) -> PointOperation:
    made = find(name).create(params)
    assert isinstance(made, PointOperation)
    return made


def test_adjustments_are_settings_in_the_catalogues_order() -> None:
    layer = photo(document())
    one = layer.with_setting(adjustment("hue", degrees=5)).with_setting(adjustment("exposure", stops=1))
    other = layer.with_setting(adjustment("exposure", stops=2)).with_setting(adjustment("hue", degrees=5))
    assert one == other.with_setting(adjustment("exposure", stops=1))
    assert [each.name for each in one.adjustments] == ["exposure", "hue"]
    assert one.with_setting(adjustment("hue")).with_setting(adjustment("exposure")) == layer


def test_edits_share_the_pixels() -> None:
    opened = document()
    edited = opened.with_active(photo(opened).with_setting(adjustment("hue", degrees=5)))
    assert photo(edited).pixels is photo(opened).pixels
    assert not photo(edited).pixels.data.flags.writeable


def test_a_mask_that_stays_keeps_its_revision() -> None:
    layer = photo(document()).with_mask(np.full((3, 4), 9, np.uint8))
    assert layer.mask
    again = layer.with_mask(layer.mask.plane.data, enabled=False)
    assert again.mask and again.mask.plane is layer.mask.plane and not again.mask.enabled


def test_a_drag_is_one_entry_and_starts_from_before_it() -> None:
    opened = document()
    history = History(opened)
    for degrees in (1, 2, 3):
        base = history.base("drag")
        assert base is opened
        history.push(
            "Hue", base.with_active(photo(base).with_setting(adjustment("hue", degrees=degrees))), "drag"
        )
    assert [entry.label for entry in history.entries] == ["Open", "Hue"]
    assert history.base("another drag") is history.document
    assert history.step(-1) and history.document is opened
    assert not history.step(-1)


@given(st.lists(st.one_of(st.just("undo"), st.just("redo"), st.integers(-180, 180)), max_size=40))
def test_undo_and_redo_come_back_to_the_same_documents(commands: list[str | int]) -> None:
    history = History(document())
    done, position = [history.document], 0
    for command in commands:
        if command == "undo":
            position = max(0, position - 1)
            history.step(-1)
        elif command == "redo":
            position = min(len(done) - 1, position + 1)
            history.step(1)
        else:
            layer = photo(history.document).with_setting(adjustment("hue", degrees=float(command)))
            done[position + 1 :] = [history.document.with_active(layer)]
            position += 1
            history.push("Hue", done[position])
        assert history.document is done[position]
        assert len(history.entries) == len(done)


def test_a_document_has_the_resolution_of_its_file() -> None:
    pixels = np.zeros((3, 4, 4), np.uint8)
    told = Document.from_pixels("photo.jpg", pixels, metadata=Metadata(dpi=(300.0, 300.0)))
    assert (told.resolution, document().resolution) == (300.0, 72.0)
