import json
import zipfile
from dataclasses import fields, is_dataclass, replace
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from fotofun.catalog import find
from fotofun.codecs import Metadata
from fotofun.document.document import Channel, Document
from fotofun.document.layer import GeneratedLayer, GroupLayer, LayerMask, PixelLayer
from fotofun.errors import UnsupportedFormat
from fotofun.imaging.matrices import multiply, rotate, translate
from fotofun.layered import open_layered, save_layered
from fotofun.layered.composite_ops import OPS, mode_of
from fotofun.operation import REGISTRY, EffectOperation, GeneratorOperation
from fotofun.raster import Plane
from fotofun.render.blend import BLEND_MODES
from fotofun.render.compositor import rendered
from tests.engine.documents import pixels, random_document

RNG = np.random.default_rng(5)


def value(thing: Any) -> Any:
    """Documents as values that can be compared: planes by their bytes."""
    if isinstance(thing, Plane):
        return thing.shape, thing.data.tobytes()
    if isinstance(thing, tuple):
        return tuple(value(each) for each in thing)
    if is_dataclass(thing) and not hasattr(thing, "parameters"):
        skipped = {"serial"}
        return {
            each.name: value(getattr(thing, each.name)) for each in fields(thing) if each.name not in skipped
        }
    return thing


def reopened(document: Document) -> Document:
    found = open_layered(save_layered(document), document.name)
    assert found is not None
    return found


def layer(width: int = 12, height: int = 9, **properties: Any) -> PixelLayer:
    properties = {"id": "layer-1", "name": "Photo"} | properties
    return PixelLayer(**properties, pixels=Plane(pixels(RNG, width, height)))


def document(*layers: Any, **properties: Any) -> Document:
    return Document("picture.ora", 12, 9, layers, layers[-1].id, made=3, **properties)


def entries(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(files: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def png(array: np.ndarray) -> bytes:
    out = BytesIO()
    Image.fromarray(array).save(out, "PNG")
    return out.getvalue()


def foreign(stack: str, **files: np.ndarray) -> Document:
    xml = f"<?xml version='1.0'?><image version='0.0.1' w='12' h='9'>{stack}</image>"
    pictures = {f"data/{name}.png": png(array) for name, array in files.items()}
    found = open_layered(
        zipped({"mimetype": b"image/openraster", "stack.xml": xml.encode(), **pictures}), "a"
    )
    assert found is not None
    return found


# --- everything comes back -------------------------------------------------------------------------


@settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**32))
def test_any_document_comes_back(seed: int) -> None:
    made = random_document(seed)
    found = reopened(made)
    assert value(found) == value(made)
    assert np.array_equal(rendered(found), rendered(made))


def test_what_belongs_to_the_document_comes_back() -> None:
    plane = Plane(RNG.integers(0, 256, (9, 12), dtype=np.uint8))
    made = document(
        layer(),
        layer(id="layer-2", name='Ebene <2> & "ä" \x01', locks=frozenset({"alpha", "pixels"})),
        selection=plane,
        channels=(Channel("Sky", plane), Channel("Sea", Plane(255 - plane.data))),
        resolution=299.99,
        background="#336699",
        metadata=Metadata(b"II*\0", b"<x/>", b"\x1c\x02", b"icc", (300.0, 299.5), "Display P3"),
    )
    made = replace(made, active_id="layer-1", made=77)
    assert value(reopened(made)) == value(made)


def test_metadata_can_be_left_out() -> None:
    made = document(layer(), metadata=Metadata(xmp=b"<x/>", dpi=(300.0, 300.0)))
    found = open_layered(save_layered(made, keep="none"), "")
    assert found is not None and found.metadata == Metadata()


def test_every_generator_effect_and_transform_comes_back() -> None:
    for name, kind in REGISTRY.items():
        if issubclass(kind, GeneratorOperation):
            turned = multiply(rotate(30.0), translate(2.5, 1.0))
            generated = GeneratedLayer(
                id="layer-1",
                name=name,
                content=kind.create({}),
                size=(20, 10),
                matrix=turned,
            )
            made = document(generated)
            assert value(reopened(made)) == value(made), name
    effects = [kind.create({}) for kind in REGISTRY.values() if issubclass(kind, EffectOperation)]
    assert effects
    plane = Plane(RNG.integers(0, 256, (5, 7), dtype=np.uint8))
    mask = LayerMask(plane, density=40.0, feather=1.5, linked=False, matrix=rotate(10.0), outside=0)
    made = document(
        layer(effects=tuple(effects), mask=mask, matrix=rotate(20.0), resampling="lanczos", fill_opacity=30.0)
    )
    assert value(reopened(made)) == value(made)


def test_hidden_colours_stay() -> None:
    made = layer()
    hidden = made.pixels.data.copy()
    hidden[..., 3] = 0
    found = reopened(document(replace(made, pixels=Plane(hidden))))
    assert np.array_equal(found.layers[0].pixels.data, hidden)  # type: ignore[union-attr]


def test_the_same_document_makes_the_same_file() -> None:
    made = random_document(3)
    assert save_layered(made) == save_layered(made)


def test_only_known_formats_are_written() -> None:
    with pytest.raises(UnsupportedFormat):
        save_layered(document(layer()), "psd")


# --- what other programs see -----------------------------------------------------------------------


def test_the_file_is_as_the_specification_says() -> None:
    group = GroupLayer(id="layer-3", name="Group", layers=(layer(),), isolated=True, opacity=50.0)
    over = layer(id="layer-2", blend_mode="multiply", visible=False, matrix=translate(3.0, -2.0))
    data = save_layered(document(group, over))
    assert data[30:54] == b"mimetypeimage/openraster"  # stored, first, as magic
    files = entries(data)
    assert {"stack.xml", "mergedimage.png", "Thumbnails/thumbnail.png"} <= set(files)
    root = ElementTree.fromstring(files["stack.xml"])
    assert (root.tag, root.get("w"), root.get("h")) == ("image", "12", "9")
    (stack,) = root
    top, inner = stack  # the first is on top
    assert (top.get("composite-op"), top.get("visibility"), top.get("x"), top.get("y")) == (
        "svg:multiply",
        "hidden",
        "3",
        "-2",
    )
    assert (inner.tag, inner.get("isolation"), inner.get("opacity")) == ("stack", "isolate", "0.5")
    merged = Image.open(BytesIO(files["mergedimage.png"])).convert("RGBA")
    assert np.array_equal(np.array(merged), rendered(document(group, over)))
    plain = Image.open(BytesIO(files[str(top.get("src"))])).convert("RGBA")
    assert np.array_equal(np.array(plain), over.pixels.data)


def test_other_programs_get_masks_clipping_and_backgrounds_as_pixels() -> None:
    mask = LayerMask(Plane(np.full((9, 12), 128, np.uint8)))
    opaque = np.full((9, 12, 4), 255, np.uint8)
    half = opaque.copy()
    half[:, :6, 3] = 0
    base = replace(layer(), pixels=Plane(half))
    clipped = replace(layer(id="layer-2", clipped=True, mask=mask), pixels=Plane(opaque))
    made = document(
        GroupLayer(id="layer-3", name="G", layers=(base, clipped), mask=mask), background="#ff0000"
    )
    root = ElementTree.fromstring(entries(save_layered(made))["stack.xml"])
    files = entries(save_layered(made))
    group, background = root[0]
    top, bottom = group
    alpha = np.array(Image.open(BytesIO(files[str(top.get("src"))])))[..., 3]
    assert alpha[0, 0] == 0 and alpha[0, 11] == 64  # its mask times its group's
    assert np.array(Image.open(BytesIO(files[str(bottom.get("src"))])))[0, 11, 3] == 128
    assert np.array(Image.open(BytesIO(files[str(background.get("src"))])))[0, 0].tolist()[:3] == [255, 0, 0]
    assert value(reopened(made)) == value(made)


def test_every_mode_has_a_name_and_comes_back_where_there_is_one() -> None:
    assert set(OPS) == set(BLEND_MODES)
    assert sum(mode_of(OPS[mode]) == mode for mode in BLEND_MODES) == 16
    assert mode_of("svg:nonsense") is None


# --- files that other programs wrote or changed ----------------------------------------------------


def test_a_file_of_another_program_opens() -> None:
    one, two = pixels(RNG, 12, 9), pixels(RNG, 4, 3)
    found = foreign(
        "<stack><layer src='data/two.png' x='5' y='-1' opacity='0.5' composite-op='svg:multiply' name='Two'/>"
        "<stack isolation='isolate' name='In'><layer src='data/one.png' visibility='hidden'"
        " composite-op='krita:pin_light'/></stack>"
        "<layer src='data/one.png' composite-op='x:y' name='Odd'/></stack>",
        one=one,
        two=two,
    )
    odd, group, top = found.layers
    assert isinstance(top, PixelLayer) and isinstance(group, GroupLayer)
    assert (top.name, top.opacity, top.blend_mode, top.matrix) == (
        "Two",
        50.0,
        "multiply",
        translate(5.0, -1.0),
    )
    assert np.array_equal(top.pixels.data, two)
    assert (group.name, group.isolated) == ("In", True)
    assert (group.layers[0].visible, group.layers[0].blend_mode) == (False, "pin_light")
    assert odd.blend_mode == "normal" and found.active_id == top.id
    assert found.notes == ("The blend mode 'x:y' of 'Odd' is unknown here: it became Normal.",)
    assert len({each.id for each in (odd, group, group.layers[0], top)}) == 4


def test_a_file_without_layers_opens_as_its_merged_picture() -> None:
    found = foreign("<stack/>")
    assert rendered(found).shape == (9, 12, 4)


def changed_layers(made: Document, change: Any) -> Document:
    files = entries(save_layered(made))
    change(files)
    found = open_layered(zipped(files), made.name)
    assert found is not None
    return found


def test_pixels_that_another_program_changed_win() -> None:
    mask = LayerMask(Plane(np.full((9, 12), 128, np.uint8)))
    made = document(layer(), layer(id="layer-2", mask=mask, opacity=40.0, name="Masked"))
    painted = np.full((9, 12, 4), 200, np.uint8)
    found = changed_layers(made, lambda files: files.update({"data/layer2.png": png(painted)}))
    assert value(found.layers[0]) == value(made.layers[0])
    top = found.layers[1]
    assert isinstance(top, PixelLayer) and top.mask is None
    assert np.array_equal(top.pixels.data, painted) and (top.name, top.opacity) == ("Masked", 40.0)


def test_a_picture_that_was_only_packed_again_is_not_changed() -> None:
    mask = LayerMask(Plane(np.full((9, 12), 128, np.uint8)))
    made = document(layer(), layer(id="layer-2", mask=mask))

    def repack(files: dict[str, bytes]) -> None:
        array = np.array(Image.open(BytesIO(files["data/layer2.png"])).convert("RGBA"))
        array[array[..., 3] == 0] = 0
        files["data/layer2.png"] = png(array) + b"more"

    assert value(changed_layers(made, repack)) == value(made)


def test_properties_that_another_program_changed_win() -> None:
    content = find("solid_colour").create({"colour": "#ff0000"})
    fill = GeneratedLayer(id="layer-2", name="Red", content=content, size=(12, 9), opacity=50.0)  # type: ignore[arg-type]
    made = document(layer(), fill)

    def change(files: dict[str, bytes]) -> None:
        root = ElementTree.fromstring(files["stack.xml"])
        top = root[0][0]
        for key, text in (("name", "Blue"), ("x", "4"), ("opacity", "0.25"), ("composite-op", "svg:screen")):
            top.set(key, text)
        files["stack.xml"] = ElementTree.tostring(root)

    found = changed_layers(made, change)
    wanted = replace(fill, name="Blue", opacity=25.0, blend_mode="screen", matrix=translate(4.0, 0.0))
    assert value(found.layers) == value((made.layers[0], wanted))


def test_what_is_unknown_here_opens_as_other_programs_show_it() -> None:
    content = find("solid_colour").create({"colour": "#ff0000"})
    made = document(GeneratedLayer(id="layer-1", name="Red", content=content, size=(12, 9)))  # type: ignore[arg-type]

    def change(files: dict[str, bytes]) -> None:
        own = json.loads(files["fotofun/document.json"])
        own["layers"]["layer-1"]["content"]["operation"] = "hologram"
        files["fotofun/document.json"] = json.dumps(own).encode()

    found = changed_layers(made, change)
    assert isinstance(found.layers[0], PixelLayer)
    assert np.array_equal(rendered(found), rendered(made))
    assert "hologram" in found.notes[0]


def test_our_own_part_may_be_newer_or_missing() -> None:
    made = document(layer(), background="#00ff00")
    newer = b'{"fotofun": "document", "version": 99}'
    found = changed_layers(made, lambda files: files.update({"fotofun/document.json": newer}))
    assert np.array_equal(rendered(found), rendered(made)) and "newer" in found.notes[0]
    found = changed_layers(made, lambda files: files.pop("fotofun/document.json"))
    assert np.array_equal(rendered(found), rendered(made)) and found.notes == ()
