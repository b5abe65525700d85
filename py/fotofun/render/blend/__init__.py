"""Blend modes, and laying pictures over one another: the pixels' part of compositing.

One file holds the formulas of the modes that treat channels apart, one those of the others; `modes` lists all
as the menu does.
"""

from fotofun.render.blend.compositing import composite
from fotofun.render.blend.mixing import mix
from fotofun.render.blend.modes import BLEND_MODES, BlendMode, find_mode

__all__ = ["BLEND_MODES", "BlendMode", "composite", "find_mode", "mix"]
