"""Filling a hole with what the rest of the picture looks like.

Wexler, Shechtman and Irani, "Space-Time Completion of Video", 2007: from coarse to fine, every patch that
touches the hole finds its likest patch outside, and the hole takes the mean of what they say. The search is
PatchMatch (Barnes et al., 2009), all patches at once: each tries its neighbours' finds and random places at
shrinking distances.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from fotofun.errors import CommandError
from fotofun.imaging.noise import random_bits
from fotofun.imaging.poisson import membrane
from fotofun.raster import Box, Pixels

Levels = NDArray[np.uint8]
Hole = NDArray[np.bool_]
Places = NDArray[np.int64]

REACH = 3  # patches of 7 x 7
OFFSETS = [(y, x) for y in range(-REACH, REACH + 1) for x in range(-REACH, REACH + 1)]
COMPARED = [(y, x) for y, x in OFFSETS if y % 2 and x % 2]  # a quarter of a patch tells it well enough
NARROW = 6  # a hole no wider than this is the coarsest level's
DEEPEST = 9
ROUNDS = (1, 2, 4, 6)  # of finding and filling, finest level first; all coarser ones have the last
TURNS = (1, 1, 2, 2)  # of looking around in each round
FARTHEST = (8, 32, 1 << 15)  # how far away the random places begin, finest level first


def filled(pixels: Pixels, hole: Hole, seed: int = 1) -> Pixels:
    """The picture, (h, w, 4) uint8, with the hole, (h, w) bool, filled from its surroundings.

    The filled part is as opaque as the hole's rim. CommandError if nothing around the hole can be copied.
    """
    if not hole.any():
        return pixels.copy()
    colours = np.zeros_like(pixels)
    colours[..., :3] = pixels[..., :3]
    made = _level(colours, hole, seed, 0).unpadded[hole, :3]
    result = pixels.copy()
    result[hole, :3] = made
    rim = _grown(hole) & ~hole
    result[hole, 3] = int(np.sort(pixels[rim, 3])[np.count_nonzero(rim) // 2])
    return result


@dataclass
class _Search:
    """The patches that touch a hole, each with the place outside that it is likest to.

    `colours`: (h, w, 4) uint8 with a border of REACH, the last channel 0; places are flat indices into it.
    """

    colours: Levels
    hole: Hole
    targets: Places
    sources: Hole
    finds: Places
    costs: NDArray[np.int32]
    _mine: list[Levels] = field(default_factory=list)

    @property
    def width(self) -> int:
        """Of the padded picture: what one row down adds to a place."""
        return int(self.colours.shape[1])

    @property
    def unpadded(self) -> Levels:
        """The picture without its border."""
        return self.colours[REACH:-REACH, REACH:-REACH]

    def look_around(self, turns: int, farthest: int, seed: int) -> None:
        """Each target tries its neighbours' finds, moved along, and random places ever nearer to its own."""
        self._remember()
        self.costs = self._cost(self.finds)
        known = np.full(self.hole.size, -1, np.int32)
        height, last = self.hole.shape[0], self.hole.size - 1
        for turn in range(turns):
            for step in (1, -1, self.width, -self.width):
                known[self.targets] = self.finds
                theirs = known[np.clip(self.targets + step, 0, last)]
                self._offer(np.where(theirs >= 0, np.clip(theirs - step, 0, last), self.finds))
            reach, number = min(farthest, max(self.hole.shape)), 0
            while reach >= 1:
                number += 1
                bits = random_bits(Box(0, 0, len(self.targets), 1), seed * 64 + turn * 16 + number)[0]
                across = (bits & np.uint32(0xFFFF)).astype(np.int64) * (2 * reach + 1) // 65536 - reach
                down = (bits >> np.uint32(16)).astype(np.int64) * (2 * reach + 1) // 65536 - reach
                y = np.clip(self.finds // self.width + down, 0, height - 1)
                x = np.clip(self.finds % self.width + across, 0, self.width - 1)
                self._offer(y * self.width + x)
                reach //= 3

    def vote(self) -> None:
        """The hole takes the mean of what the patches over it say; the likest count most."""
        flat = self.colours.reshape(-1, 4)
        inside = np.flatnonzero(self.hole)
        # Where in the sums a place of the hole has its own.
        slots = np.full(self.hole.size, -1, np.int32)
        slots[inside] = np.arange(len(inside), dtype=np.int32)
        typical = max(int(np.partition(self.costs, len(self.costs) // 2)[len(self.costs) // 2]), 16)
        trust = (np.int64(typical) << 10) // (typical + self.costs.astype(np.int64))
        trust = 1 + (trust * trust * trust >> 20)
        total = np.zeros((len(inside), 3), np.int64)
        weight = np.zeros(len(inside), np.int64)
        for y, x in OFFSETS:
            step = y * self.width + x
            slot = slots[self.targets + step]
            heard = np.flatnonzero(slot >= 0)
            slot = slot[heard]
            total[slot] += flat[self.finds[heard] + step, :3] * trust[heard, np.newaxis]
            weight[slot] += trust[heard]
        chosen = weight > 0
        share = weight[chosen, np.newaxis]
        flat[inside[chosen], :3] = (total[chosen] + share // 2) // share

    def _remember(self) -> None:
        packed = self.colours.view(np.uint32).reshape(-1)
        steps = [y * self.width + x for y, x in COMPARED]
        self._mine = [packed[self.targets + step].view(np.uint8) for step in steps]

    def _cost(self, candidates: Places) -> NDArray[np.int32]:
        """The squared difference of each target's patch and its candidate's."""
        packed = self.colours.view(np.uint32).reshape(-1)
        total = np.zeros(len(candidates) * 4, np.int32)
        for (y, x), mine in zip(COMPARED, self._mine, strict=True):
            theirs = packed[candidates + (y * self.width + x)].view(np.uint8)
            difference = np.subtract(mine, theirs, dtype=np.int32)
            difference *= difference
            total += difference
        four = total.reshape(-1, 4)
        return four[:, 0] + four[:, 1] + four[:, 2]

    def _offer(self, candidates: Places) -> None:
        """Takes what is better."""
        candidates = np.where(self.sources.reshape(-1)[candidates], candidates, self.finds)
        costs = self._cost(candidates)
        better = costs < self.costs
        self.finds = np.where(better, candidates, self.finds)
        self.costs = np.where(better, costs, self.costs)


def _level(colours: Levels, hole: Hole, seed: int, depth: int) -> _Search:
    """One level, begun from what the next coarser one found, or from a membrane on the coarsest."""
    if depth < DEEPEST and min(hole.shape) >= 4 * REACH + 4 and _is_wide(hole):
        coarse = _level(*_halved(colours, hole), seed, depth + 1)
        search = _begin(colours, hole, _doubled(coarse.unpadded, hole.shape), seed)
        _take_over(search, coarse)
        del coarse
        search.look_around(1, FARTHEST[min(depth, 2)], seed * 1000 + depth * 32 + 31)
    else:
        smooth = membrane(colours.astype(np.float32), hole)
        search = _begin(colours, hole, np.clip(smooth + np.float32(0.5), 0, 255).astype(np.uint8), seed)
        search.look_around(6, FARTHEST[2], seed * 1000 + depth * 32 + 31)
    for turn in range(ROUNDS[min(depth, 3)]):
        search.vote()
        search.look_around(TURNS[min(depth, 3)], FARTHEST[min(depth, 2)], seed * 1000 + depth * 32 + turn)
    search.vote()
    return search


def _begin(colours: Levels, hole: Hole, guess: Levels, seed: int) -> _Search:
    """A search over the picture with a guess, which is written to, in its hole; finds are drawn by chance."""
    guess[~hole] = colours[~hole]
    padded = np.pad(guess, ((REACH, REACH), (REACH, REACH), (0, 0)), mode="edge")
    del guess
    wide, inside = np.pad(hole, REACH), np.pad(np.ones_like(hole), REACH)
    touching = wide
    for _ in range(REACH):
        touching = _grown(touching)
    targets = np.flatnonzero(touching & inside)
    sources = ~touching & inside
    places = np.flatnonzero(sources)
    if not len(places):
        raise CommandError(
            "There is nothing around the selection to fill it with.", advice="Select a smaller area."
        )
    bits = random_bits(Box(0, 0, len(targets), 1), seed)[0].astype(np.int64)
    finds = places[bits % len(places)]
    return _Search(padded, wide, targets, sources, finds, np.zeros(len(targets), np.int32))


def _take_over(search: _Search, coarse: _Search) -> None:
    """Begins where the coarser level ended: the same finds, twice as far."""
    known = np.full(coarse.hole.size, -1, np.int32)
    known[coarse.targets] = coarse.finds
    y, x = search.targets // search.width - REACH, search.targets % search.width - REACH
    found = known[(y // 2 + REACH) * coarse.width + x // 2 + REACH]
    from_y = (found // coarse.width - REACH) * 2 + y % 2 + REACH
    from_x = (found % coarse.width - REACH) * 2 + x % 2 + REACH
    height = search.hole.shape[0]
    place = np.clip(from_y, 0, height - 1) * search.width + np.clip(from_x, 0, search.width - 1)
    usable = (found >= 0) & search.sources.reshape(-1)[place]
    search.finds = np.where(usable, place, search.finds)


def _is_wide(hole: Hole) -> bool:
    """Whether something is left of a hole when its rim is taken away."""
    left = ~hole
    for _ in range(NARROW // 2):
        left = _grown(left)
    return not left.all()


def _halved(colours: Levels, hole: Hole) -> tuple[Levels, Hole]:
    """Half the size, of means of what is known; a pixel is of the hole where all its four are."""
    height, width = hole.shape
    sides = ((0, height % 2), (0, width % 2))
    known = np.pad(~hole, sides, mode="edge").astype(np.uint32)[..., np.newaxis]
    padded = np.pad(colours, (*sides, (0, 0)), mode="edge") * known
    count, total = (
        each[::2, ::2] + each[1::2, ::2] + each[::2, 1::2] + each[1::2, 1::2] for each in (known, padded)
    )
    mean = (total + count // 2) // np.maximum(count, 1)
    return mean.astype(np.uint8), count[..., 0] == 0


def _doubled(colours: Levels, shape: tuple[int, ...]) -> Levels:
    return np.repeat(np.repeat(colours, 2, axis=0), 2, axis=1)[: shape[0], : shape[1]]


def _grown(flags: Hole) -> Hole:
    """The flags with their eight neighbours."""
    wide = np.pad(flags, 1)
    rows = wide[:-2] | wide[1:-1] | wide[2:]
    grown: Hole = rows[:, :-2] | rows[:, 1:-1] | rows[:, 2:]
    return grown
