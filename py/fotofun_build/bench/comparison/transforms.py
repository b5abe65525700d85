"""Turning, cropping and resizing, by Pillow."""

import math
from typing import Any

import numpy as np
from PIL import Image

from fotofun.editing.frame import Frame
from fotofun.operation import GeometryOperation
from fotofun_build.bench.comparison.cases import Case
from fotofun_build.bench.comparison.direct import direct, without

BICUBIC = Image.Resampling.BICUBIC


@direct("crop", "crop_aspect", library="Pillow", within=0.1)
def crop(case: Case) -> Image.Image:
    edit: Any = case.edit
    matrix = edit.map(Frame(case.document))
    left, top = -matrix.matrix[0][2], -matrix.matrix[1][2]
    return case.image.crop(
        (round(left), round(top), round(left) + matrix.size[0], round(top) + matrix.size[1])
    )


@direct("trim", library="Pillow", within=0.1)
def trim(case: Case) -> Image.Image:
    return case.image.crop(case.image.getchannel("A").getbbox())


@direct("rotate_quarter", library="Pillow", within=0.1)
def rotate_quarter(case: Case) -> Image.Image:
    return case.image.transpose(Image.Transpose.ROTATE_270)


@direct("flip", library="Pillow", within=0.1)
def flip(case: Case) -> Image.Image:
    return case.image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)


@direct("rotate", library="Pillow", within=2.0)
def rotate(case: Case) -> Image.Image:
    assert isinstance(case.edit, GeometryOperation)
    mapping = case.edit.map(Frame(case.document))
    six = tuple(np.linalg.inv(np.array(mapping.matrix))[:2].ravel().tolist())
    return case.image.transform(mapping.size, Image.Transform.AFFINE, six, BICUBIC)


@direct("resize_image", library="Pillow", within=0.6)
def resize_image(case: Case) -> Image.Image:
    edit: Any = case.edit
    size = tuple(round(side * edit.percent / 100) for side in case.size)
    return case.image.resize((size[0], size[1]), Image.Resampling.LANCZOS)


@direct("canvas_size", library="Pillow", within=0.1)
def canvas_size(case: Case) -> Image.Image:
    edit: Any = case.edit
    width, height = case.size
    wide = Image.new("RGBA", (width + edit.left + edit.right, height + edit.top + edit.bottom))
    wide.paste(case.image, (int(edit.left), int(edit.top)))
    return wide


@direct("keystone", "perspective_correction", library="Pillow", within=1.5)
def perspective(case: Case) -> Image.Image:
    assert isinstance(case.edit, GeometryOperation)
    mapping = case.edit.map(Frame(case.document))
    inverse = np.linalg.inv(np.array(mapping.matrix))
    eight = tuple((inverse / inverse[2, 2]).ravel()[:8].tolist())
    return case.image.transform(mapping.size, Image.Transform.PERSPECTIVE, eight, BICUBIC)


@direct("transform_layer", library="Pillow", within=2.0)
def transform_layer(case: Case) -> Image.Image:
    edit: Any = case.edit
    width, height = case.size
    across, down = edit.scale_x / 100, edit.scale_y / 100
    cosine, sine = math.cos(math.radians(edit.rotate)), math.sin(math.radians(edit.rotate))
    a, b, d, e = cosine / across, sine / across, -sine / down, cosine / down
    x, y = width / 2, height / 2
    six = (a, b, x - a * x - b * y, d, e, y - d * x - e * y)
    moved = case.image.transform((width, height), Image.Transform.AFFINE, six, BICUBIC)
    return Image.alpha_composite(case.below, moved)


without(
    "it finds the angle or the subject by itself, for which the libraries have no call",
    ["auto_straighten", "smart_crop"],
)
