import hashlib
import struct
from io import BytesIO

import numpy as np
import pytest
from PIL import Image, ImageCms

from fotofun.codecs import decode, encode
from fotofun.codecs.icc import UnreadableProfile, conversion, parse
from fotofun.codecs.icc_curve import read_curve
from fotofun.codecs.icc_srgb import srgb_profile
from fotofun.codecs.png_texts import profile_chunk
from fotofun.raster import Pixels
from tests.hostile.pictures import photo, saved

P3 = ((0.51512, 0.24120, -0.00105), (0.29198, 0.69225, 0.04189), (0.15710, 0.06657, 0.78407))
ADOBE = ((0.60974, 0.31111, 0.01947), (0.20528, 0.62567, 0.06087), (0.14919, 0.06322, 0.74457))
PROPHOTO = ((0.79767, 0.28804, 0.0), (0.13519, 0.71187, 0.0), (0.03134, 0.00009, 0.82491))
SRGB = ((0.43607, 0.22249, 0.01392), (0.38515, 0.71687, 0.09708), (0.14307, 0.06061, 0.71410))


def _fixed(*values: float) -> bytes:
    return struct.pack(f">{len(values)}i", *(round(value * 65536) for value in values))


def _para(kind: int, *values: float) -> bytes:
    return b"para" + bytes(4) + struct.pack(">HH", kind, 0) + _fixed(*values)


def _curv(*values: int) -> bytes:
    return b"curv" + bytes(4) + struct.pack(f">I{len(values)}H", len(values), *values)


def _described(name: str) -> bytes:
    text = name.encode("utf-16-be")
    return b"mluc" + bytes(4) + struct.pack(">II2s2sII", 1, 12, b"en", b"US", len(text), 28) + text


def _profile(tags: dict[bytes, bytes], space: bytes = b"RGB ") -> bytes:
    tags = {b"wtpt": b"XYZ " + bytes(4) + _fixed(0.9642, 1, 0.8249), b"cprt": _described("none"), **tags}
    table, bodies = b"", b""
    for tag, body in tags.items():
        body += bytes(-len(body) % 4)
        table += tag + struct.pack(">II", 132 + 12 * len(tags) + len(bodies), len(body))
        bodies += body
    size = 132 + len(table) + len(bodies)
    head = (
        struct.pack(">I4sI4s4s4s", size, b"test", 0x04300000, b"mntr", space, b"XYZ ") + bytes(12) + b"acsp"
    )
    head += bytes(28) + _fixed(0.9642, 1, 0.8249)
    return head.ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + bodies


def _rgb_profile(primaries: tuple[tuple[float, ...], ...], curve: bytes, name: str = "Test RGB") -> bytes:
    columns = zip((b"rXYZ", b"gXYZ", b"bXYZ"), primaries, strict=True)
    tags = {tag: b"XYZ " + bytes(4) + _fixed(*xyz) for tag, xyz in columns}
    curves = {b"rTRC": curve, b"gTRC": curve, b"bTRC": curve}
    return _profile({b"desc": _described(name), **tags, **curves})


SRGB_CURVE = _para(3, 2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
PROFILES = {
    "Display P3": _rgb_profile(P3, SRGB_CURVE, "Display P3"),
    "Adobe RGB": _rgb_profile(ADOBE, _curv(563), "Adobe RGB (1998)"),
    "ProPhoto": _rgb_profile(PROPHOTO, _para(0, 1.8)),
    "linear": _rgb_profile(SRGB, _curv()),
    "table": _rgb_profile(P3, _curv(*(round(65535 * (i / 40) ** 2.1) for i in range(41)))),
    "type 1": _rgb_profile(ADOBE, _para(1, 2.0, 1.1, -0.1)),
    "type 2": _rgb_profile(ADOBE, _para(2, 2.2, 0.95, 0.02, 0.01)),
    "type 4": _rgb_profile(ADOBE, _para(4, 2.4, 0.94, 0.05, 0.08, 0.05, 0.002, 0.001)),
}
GREY = _profile({b"desc": _described("Dot gain"), b"kTRC": _para(0, 1.8)}, b"GRAY")


def _colours() -> Pixels:
    ramp = np.arange(256, dtype=np.uint8)[:, None].repeat(3, 1)
    rgb = np.concatenate((ramp, np.random.default_rng(2).integers(0, 256, (9744, 3), np.uint8)))
    return np.concatenate((rgb, np.full((10_000, 1), 255, np.uint8)), 1).reshape(100, 100, 4)


def _littlecms(pixels: Pixels, profile: bytes) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    transform = ImageCms.buildTransform(
        ImageCms.ImageCmsProfile(BytesIO(profile)),
        ImageCms.createProfile("sRGB"),
        "RGB",
        "RGB",
        ImageCms.Intent.RELATIVE_COLORIMETRIC,
        ImageCms.Flags.HIGHRESPRECALC | ImageCms.Flags.NOOPTIMIZE,
    )
    image = ImageCms.applyTransform(Image.fromarray(pixels).convert("RGB"), transform)
    assert image is not None
    return np.asarray(image).astype(np.int64)


@pytest.mark.parametrize("name", PROFILES)
def test_colours_agree_with_littlecms(name: str) -> None:
    convert = conversion(parse(PROFILES[name]))
    assert convert is not None
    pixels = _colours()
    pixels[..., 3] = np.arange(100)
    ours = convert(pixels)
    np.testing.assert_array_equal(ours[..., 3], pixels[..., 3])
    error = np.abs(ours[..., :3] - _littlecms(pixels, PROFILES[name]))
    assert error.max() <= 1
    assert error.mean() < 0.05


def test_sixteen_bits_keep_their_precision() -> None:
    convert = conversion(parse(PROFILES["ProPhoto"]))
    assert convert is not None
    eight = _colours()
    np.testing.assert_array_equal(convert(eight.astype(np.uint16) * 257), convert(eight))
    ramp = np.arange(0, 65536, 16, dtype=np.uint16).reshape(1, -1, 1).repeat(4, 2)
    greys = convert(ramp)[0, :, 1].astype(int)
    assert set(np.diff(greys)) == {0, 1}


def test_srgb_in_effect_is_left_alone() -> None:
    assert conversion(parse(_rgb_profile(SRGB, SRGB_CURVE))) is None
    assert conversion(parse(_profile({b"kTRC": SRGB_CURVE}, b"GRAY"))) is None
    data = saved(
        photo(), "PNG", icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    )
    picture = decode(data, "")
    assert (picture.notes, picture.metadata.icc) == ([], None)
    np.testing.assert_array_equal(picture.pixels[..., :3], np.asarray(photo()))


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_converted_when_it_is_opened(format: str) -> None:
    data = saved(photo(), format, icc_profile=PROFILES["Display P3"])
    picture = decode(data, "")
    assert picture.notes == ["Colours were converted from Display P3."]
    assert picture.metadata.icc is None
    stored = decode(saved(photo(), format), "").pixels
    error = np.abs(picture.pixels[..., :3] - _littlecms(stored, PROFILES["Display P3"]))
    assert error.max() <= 1


def test_a_grey_picture_is_converted() -> None:
    grey = Image.fromarray(np.arange(256, dtype=np.uint8)[None])
    picture = decode(saved(grey, "PNG", icc_profile=GREY), "")
    light = (np.arange(256) / 255) ** 1.8
    expected = np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055) * 255
    assert np.abs(picture.pixels[0, :, :3] - expected[:, None]).max() < 0.501
    assert picture.notes == ["Colours were converted from Dot gain."]


@pytest.mark.parametrize(
    "profile",
    [
        b"",
        b"nonsense",
        PROFILES["Adobe RGB"][:200],
        _profile({}, b"CMYK"),
        _rgb_profile(P3, b"abcd" + bytes(20)),
    ],
)
def test_an_unreadable_profile_leaves_the_colours_with_a_note(profile: bytes) -> None:
    with pytest.raises(UnreadableProfile):
        parse(profile)
    if profile:
        picture = decode(saved(photo(), "PNG", icc_profile=profile), "")
        np.testing.assert_array_equal(picture.pixels[..., :3], np.asarray(photo()))
        assert picture.metadata.icc == (profile if b"RGB " in profile[:20] else None)
        assert len(picture.notes) == 1


def test_a_profile_of_tables_is_named_and_kept_for_export() -> None:
    tables = {b"desc": _described("Scanner 7"), b"A2B0": b"mft2" + bytes(40), b"B2A0": b"mft2" + bytes(40)}
    profile = _profile(tables)
    picture = decode(saved(photo(), "PNG", icc_profile=profile), "")
    (note,) = picture.notes
    assert "Scanner 7 (made of tables)" in note
    for name in ("jpeg", "png", "webp", "tiff"):
        again = decode(encode(picture.pixels, name, metadata=picture.metadata), "")
        assert again.metadata.icc == profile


@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_a_grey_profile_never_takes_the_colours_of_a_picture(mode: str) -> None:
    image = photo().convert(mode)
    # Pillow refuses to pair them, so the chunk is put in by hand.
    plain = saved(image, "PNG")
    data = plain[:33] + profile_chunk(GREY) + plain[33:]
    pixels = decode(data, "").pixels
    assert bool((np.ptp(pixels[..., :3].astype(int), -1) > 0).any()) == (mode == "RGB")


def test_the_written_profile_is_srgb_to_littlecms() -> None:
    profile = ImageCms.ImageCmsProfile(BytesIO(srgb_profile()))
    assert ImageCms.getProfileDescription(profile).strip() == "sRGB IEC61966-2.1"
    assert ImageCms.getProfileName(profile)
    assert 300 < len(srgb_profile()) < 3000
    assert int.from_bytes(srgb_profile()[:4], "big") == len(srgb_profile())
    error = np.abs(_littlecms(_colours(), srgb_profile()) - _colours()[..., :3].astype(int))
    assert error.max() <= 1
    assert error.mean() < 0.01
    primaries = profile.profile.red_primary, profile.profile.green_primary, profile.profile.blue_primary
    for found, expected in zip(primaries, SRGB, strict=True):
        assert found is not None
        np.testing.assert_allclose(found[0], expected, atol=2e-4)
    assert conversion(parse(srgb_profile())) is None


@pytest.mark.parametrize("format", ["jpeg", "webp", "tiff", "avif"])
def test_exported_pictures_carry_srgb(format: str) -> None:
    pixels = decode(saved(photo(), "PNG"), "").pixels
    with Image.open(BytesIO(encode(pixels, format))) as image:
        assert image.info["icc_profile"] == srgb_profile()
    with Image.open(BytesIO(encode(pixels, format, keep="none"))) as image:
        assert not image.info.get("icc_profile")


def test_an_exported_png_says_srgb_in_a_chunk() -> None:
    pixels = decode(saved(photo(), "PNG"), "").pixels
    with Image.open(BytesIO(encode(pixels, "png"))) as image:
        assert image.info["srgb"] == 0
        assert "icc_profile" not in image.info


@pytest.mark.parametrize("exponent", [0.45, 1.0, 1.8, 2.19921875, 2.4, 3.3])
def test_powers_are_exact_to_the_last_digits(exponent: float) -> None:
    x = np.linspace(0, 1, 1001)
    np.testing.assert_allclose(
        read_curve(_para(0, exponent))(x), x ** (round(exponent * 65536) / 65536), rtol=1e-14
    )


def test_the_result_is_the_same_on_every_machine() -> None:
    digests = []
    for name in ("Display P3", "Adobe RGB", "ProPhoto"):
        convert = conversion(parse(PROFILES[name]))
        assert convert is not None
        digests.append(hashlib.sha256(convert(_colours()).tobytes()).hexdigest()[:12])
    assert digests == ["b3ab7ab67222", "d5822a8ddd1b", "5267308434a7"]
