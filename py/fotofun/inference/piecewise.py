"""A picture through a model that takes it piece by piece."""

import numpy as np
from numpy.typing import NDArray

from fotofun.inference.image_tensor import colour_tensor, colours_from, tensor_of
from fotofun.inference.placement import Placement
from fotofun.inference.runner import Account, ModelRunner
from fotofun.inference.tiling import pieces, with_halo
from fotofun.raster import Box


async def through_pieces(
    colours: NDArray[np.uint8],
    placement: Placement,
    models: ModelRunner,
    account: Account,
    share: tuple[float, float] = (0.0, 1.0),
) -> NDArray[np.uint8]:
    """(H, W, 3) through a model with tiles; `share`: of the whole work, where this begins and ends.

    Every piece is worked on alone; together they are what the whole would have been.
    """
    model = placement.model
    tile, [source], [result] = model.tile, model.input, model.output
    if tile is None:
        raise ValueError(f"{model.id} has no tiles")
    height, width = colours.shape[:2]
    side = source.size[0] - 2 * tile.halo, source.size[1] - 2 * tile.halo
    boxes = pieces((width, height), side)
    large = np.empty((height * tile.scale, width * tile.scale, 3), np.uint8)
    for index, box in enumerate(boxes):
        done = share[0] + (share[1] - share[0]) * index / len(boxes)
        piece = colour_tensor(with_halo(colours, box, tile.halo, source.multiple), source)
        ran = await models.infer(placement, {source.name: piece}, done)
        account.add(placement, ran)
        tensor = tensor_of(ran.outputs, result.name, model.title, "picture")
        rows, columns = Box(*(edge * tile.scale for edge in box)).slices
        made = colours_from(tensor, result)
        # Some networks return the halo too.
        edge = tile.halo * tile.scale if made.shape[1] >= (box.size[0] + 2 * tile.halo) * tile.scale else 0
        wide, high = (length * tile.scale for length in box.size)
        large[rows, columns] = made[edge : edge + high, edge : edge + wide]
    return large
