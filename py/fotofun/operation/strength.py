"""How much of what an operation does is taken."""

from typing import Annotated

from fotofun.operation.parameter import Range

Strength = Annotated[float, Range(0, 100, step=1, unit="%", label="Strength")]
