"""Tells the viewport what to draw: a small scene, and the tiles and tables it does not have yet.

`scene` says which layers there are and what each is made of, `made` renders what the viewport cannot, and
`sending` sends what changed.
"""

from fotofun.render.presenter.sending import Emit, Presenter
from fotofun.render.presenter.textures import describe, half_float_textures, half_floats

__all__ = ["Emit", "Presenter", "describe", "half_float_textures", "half_floats"]
