import time
import tracemalloc
import zipfile
from collections.abc import Callable
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from fotofun.errors import FotoFunError
from fotofun.layered import open_layered, save_layered
from tests.engine.documents import random_document

HEAD = "<?xml version='1.0'?>"
ONE = "<image w='4' h='3'><stack><layer src='data/a.png'/></stack></image>"


def png(width: int = 4, height: int = 3) -> bytes:
    out = BytesIO()
    Image.new("RGBA", (width, height)).save(out, "PNG")
    return out.getvalue()


def ora(stack: str | bytes, compress: int = zipfile.ZIP_STORED, **files: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", compress) as archive:
        archive.writestr("mimetype", b"image/openraster", zipfile.ZIP_STORED)
        archive.writestr("stack.xml", stack)
        for name, data in files.items():
            archive.writestr(f"data/{name}.png", data)
    return out.getvalue()


def laughs() -> bytes:
    entities = "".join(f"<!ENTITY a{i} '{f'&a{i - 1};' * 10 if i else 'ha'}'>" for i in range(12))
    return ora(f"{HEAD}<!DOCTYPE image [{entities}]><image w='4' h='3' name='&a11;'/>")


def outside_entity() -> bytes:
    return ora(
        f"{HEAD}<!DOCTYPE image [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><image w='4' h='3'>&x;</image>"
    )


def deep() -> bytes:
    return ora("<image w='4' h='3'>" + "<stack>" * 100_000 + "</stack>" * 100_000 + "</image>")


def many() -> bytes:
    return ora(
        "<image w='4' h='3'><stack>" + "<layer src='data/a.png'/>" * 30_000 + "</stack></image>", a=png()
    )


def bomb() -> bytes:
    return ora(ONE, zipfile.ZIP_DEFLATED, a=bytes(100 << 20))


def xml_bomb() -> bytes:
    return ora("<image w='4' h='3'>" + " " * (20 << 20) + "</image>", zipfile.ZIP_DEFLATED)


def huge_layer() -> bytes:
    head = png()[:16] + (60_000).to_bytes(4, "big") * 2
    return ora(ONE, a=head + png()[24:])


def entries() -> bytes:
    return ora(ONE, zipfile.ZIP_STORED, **{f"x{i}": b"" for i in range(50_001)})


BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "billion laughs": (laughs, "broken_file"),
    "entity from a disk": (outside_entity, "broken_file"),
    "deep": (deep, "too_large"),
    "many layers": (many, "too_large"),
    "zip bomb": (bomb, "too_large"),
    "XML bomb": (xml_bomb, "too_large"),
    "huge layer": (huge_layer, "too_large"),
    "huge canvas": (lambda: ora("<image w='999999' h='999999'/>"), "too_large"),
    "no canvas": (lambda: ora("<image><stack/></image>"), "broken_file"),
    "endless canvas": (lambda: ora("<image w='inf' h='nan'/>"), "broken_file"),
    "missing picture": (lambda: ora(ONE), "broken_file"),
    "picture elsewhere": (lambda: ora(ONE.replace("data/a.png", "../../etc/passwd")), "broken_file"),
    "picture that is none": (lambda: ora(ONE, a=b"GIF89a"), "broken_file"),
    "empty XML": (lambda: ora(""), "broken_file"),
    "other XML": (lambda: ora("<svg/>"), "broken_file"),
    "truncated": (lambda: ora(ONE, a=png())[:-30], "broken_file"),
    "only a head": (lambda: ora(ONE)[:60], "broken_file"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_in_words_for_people(name: str) -> None:
    make, kind = BAD[name]
    data = make()
    tracemalloc.start()
    start = time.perf_counter()
    with pytest.raises(FotoFunError) as caught:
        open_layered(data, name)
    assert time.perf_counter() - start < 30
    assert tracemalloc.get_traced_memory()[1] < 60e6
    tracemalloc.stop()
    assert caught.value.kind == kind
    assert str(caught.value).endswith(".")


def test_any_damaged_byte_is_a_typed_error_or_a_picture() -> None:
    rng = np.random.default_rng(4)
    good = save_layered(random_document(11))
    for place in rng.integers(0, len(good), 150):
        bad = bytearray(good)
        bad[place] ^= int(rng.integers(1, 256))
        try:
            found = open_layered(bytes(bad), "bad.ora")
        except FotoFunError:
            continue
        assert found is None or found.layers


def test_any_truncated_file_is_refused() -> None:
    good = save_layered(random_document(11))
    for end in range(60, len(good), max(1, len(good) // 40)):
        with pytest.raises(FotoFunError):
            open_layered(good[:end], "bad.ora")


@pytest.mark.parametrize(
    "table",
    [
        b"[]",
        b"{",
        b'{"fotofun": "document", "version": 1, "layers": 5, "channels": 7, "metadata": {"exif": "%"}}',
        b'{"fotofun": "document", "version": 1, "layers": {"layer-1": {"kind": "pixel", "opacity": NaN}}}',
        b'{"fotofun": "document", "version": 1, "selection": "nothing", "made": -1, "resolution": "x"}',
        b"[" * 100_000,
    ],
)
def test_nonsense_in_our_own_part_does_not_hinder_the_layers(table: bytes) -> None:
    stack = ONE.replace("<image", "<image xmlns:f='urn:fotofun:openraster'").replace(
        "src", "f:id='layer-1' src"
    )
    out = BytesIO(ora(stack, a=png()))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("fotofun/document.json", table)
    found = open_layered(out.getvalue(), "odd.ora")
    assert found is not None and len(found.layers) == 1


def test_other_files_are_not_layered() -> None:
    for data in (b"", b"PK\x03\x04" + bytes(100), png(), b"\xff\xd8\xff"):
        assert open_layered(data, "x") is None
