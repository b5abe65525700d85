"""Filling a hole with what the rest of the picture looks like.

Wexler, Shechtman and Irani, "Space-Time Completion of Video", 2007: from coarse to fine, every patch that
touches the hole finds its likest patch outside, and the hole takes the mean of what they say. The search is
PatchMatch (Barnes et al., 2009), all patches at once: each tries its neighbours' finds and random places at
shrinking distances.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fotofun.errors import CommandError
from fotofun.imaging.noise import random_bits
from fotofun.imaging.poisson import membrane
from fotofun.raster import Box, Pixels

Levels = NDArray[np.uint8]
Hole = NDArray[np.bool_]
Places = NDArray[np.int32]

REACH = 3  # patches of 7 x 7
OFFSETS = [(y, x) for y in range(-REACH, REACH + 1) for x in range(-REACH, REACH + 1)]
COMPARED = [(y, x) for y, x in OFFSETS if y % 2 and x % 2]  # a quarter of a patch tells it well enough
NARROW = 6  # a hole no wider than this is the coarsest level's
DEEPEST = 9
ROUNDS = (1, 2, 4, 6)  # of finding and filling, finest level first; all coarser ones have the last
TURNS = (1, 1, 2, 2)  # of looking around in each round
AT_ONCE = 1 << 15  # patches that are looked at together: they stay in the processor's cache
FARTHEST = (8, 32, 1 << 15)  # how far away the random places begin, finest level first


def filled(pixels: Pixels, hole: Hole, seed: int = 1) -> Pixels:
    """The picture, (h, w, 4) uint8, with the hole, (h, w) bool, filled from its surroundings.

    The filled part is as opaque as the hole's rim. CommandError if nothing around the hole can be copied.
    """
    if not hole.any():
        return pixels.copy()
    made = _level(pixels, hole, seed, 0).unpadded[hole, :3]
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
        for part in _parts(len(self.targets)):
            self.costs[part] = self._cost(part, self.finds[part])
        known = np.full(self.hole.size, -1, np.int32)
        height, last = self.hole.shape[0], self.hole.size - 1
        for turn in range(turns):
            for step in (1, -1, self.width, -self.width):
                known[self.targets] = self.finds
                for part in _parts(len(self.targets)):
                    theirs = known[np.clip(self.targets[part] + step, 0, last)]
                    self._offer(
                        part, np.where(theirs >= 0, np.clip(theirs - step, 0, last), self.finds[part])
                    )
            reach, number = min(farthest, max(self.hole.shape)), 0
            while reach >= 1:
                number += 1
                for part in _parts(len(self.targets)):
                    bits = random_bits(Box(part.start, 0, part.stop, 1), seed * 64 + turn * 16 + number)[0]
                    across = (bits & np.uint32(0xFFFF)).astype(np.int64) * (2 * reach + 1) // 65536 - reach
                    down = (bits >> np.uint32(16)).astype(np.int64) * (2 * reach + 1) // 65536 - reach
                    y = np.clip(self.finds[part] // self.width + down, 0, height - 1)
                    x = np.clip(self.finds[part] % self.width + across, 0, self.width - 1)
                    self._offer(part, (y * self.width + x).astype(np.int32))
                reach //= 3

    def vote(self) -> None:
        """The hole takes the mean of what the patches over it say; the likest count most."""
        flat = self.colours.reshape(-1, 4)
        inside = _places(self.hole)
        # Where in the sums a place of the hole has its own.
        slots = np.full(self.hole.size, -1, np.int32)
        slots[inside] = np.arange(len(inside), dtype=np.int32)
        typical = max(int(np.partition(self.costs, len(self.costs) // 2)[len(self.costs) // 2]), 16)
        # 49 patches of 255 times the most trust, 1025, are far below 2**31.
        total = np.zeros((len(inside), 3), np.int32)
        weight = np.zeros(len(inside), np.int32)
        for part in _parts(len(self.targets)):
            trust = (np.int64(typical) << 10) // (typical + self.costs[part].astype(np.int64))
            trust = (1 + (trust * trust * trust >> 20)).astype(np.int32)
            targets, finds = self.targets[part], self.finds[part]
            for y, x in OFFSETS:
                step = y * self.width + x
                slot = slots[targets + step]
                heard = np.flatnonzero(slot >= 0)
                slot = slot[heard]
                total[slot] += flat[finds[heard] + step, :3] * trust[heard, np.newaxis]
                weight[slot] += trust[heard]
        for part in _parts(len(inside)):
            chosen = weight[part] > 0
            share = weight[part][chosen, np.newaxis]
            flat[inside[part][chosen], :3] = (total[part][chosen] + share // 2) // share

    def _cost(self, part: slice, candidates: Places) -> NDArray[np.int32]:
        """The squared difference of each target's patch and its candidate's."""
        packed = self.colours.view(np.uint32).reshape(-1)
        targets = self.targets[part]
        total = np.zeros(len(candidates) * 4, np.int32)
        for y, x in COMPARED:
            step = y * self.width + x
            mine, theirs = (packed[each + step].view(np.uint8) for each in (targets, candidates))
            difference = np.subtract(mine, theirs, dtype=np.int32)
            difference *= difference
            total += difference
        four = total.reshape(-1, 4)
        return four[:, 0] + four[:, 1] + four[:, 2]

    def _offer(self, part: slice, candidates: Places) -> None:
        """Takes what is better."""
        finds = self.finds[part]
        candidates = np.where(self.sources.reshape(-1)[candidates], candidates, finds)
        costs = self._cost(part, candidates)
        better = costs < self.costs[part]
        finds[better] = candidates[better]
        self.costs[part][better] = costs[better]


def _level(colours: Levels, hole: Hole, seed: int, depth: int) -> _Search:
    """One level, begun from what the next coarser one found, or from a membrane on the coarsest.

    The fourth channel of `colours` plays no part.
    """
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
    np.copyto(guess, colours, where=~hole[..., np.newaxis])
    guess[..., 3] = 0
    padded = np.pad(guess, ((REACH, REACH), (REACH, REACH), (0, 0)), mode="edge")
    del guess
    wide, inside = np.pad(hole, REACH), np.pad(np.ones_like(hole), REACH)
    touching = wide
    for _ in range(REACH):
        touching = _grown(touching)
    targets = _places(touching & inside)
    sources = ~touching & inside
    places = _places(sources)
    if not len(places):
        raise CommandError(
            "There is nothing around the selection to fill it with.", advice="Select a smaller area."
        )
    finds = places[random_bits(Box(0, 0, len(targets), 1), seed)[0] % np.uint32(len(places))]
    return _Search(padded, wide, targets, sources, finds, np.zeros(len(targets), np.int32))


def _places(flags: Hole) -> Places:
    """The flat indices of what is set."""
    flat = flags.reshape(-1)
    found = np.empty(np.count_nonzero(flat), np.int32)
    end = 0
    for part in _parts(flat.size):
        inside = np.flatnonzero(flat[part])
        found[end : end + len(inside)] = inside + part.start
        end += len(inside)
    return found


def _parts(number: int) -> Iterator[slice]:
    """So many as what is looked at together."""
    for first in range(0, number, AT_ONCE):
        yield slice(first, min(first + AT_ONCE, number))


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
    np.copyto(search.finds, place, where=usable, casting="same_kind")


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
    if height % 2 or width % 2:
        hole = np.pad(hole, sides, mode="edge")
        colours = np.pad(colours, (*sides, (0, 0)), mode="edge")
    total = np.zeros((hole.shape[0] // 2, hole.shape[1] // 2, 4), np.uint16)
    count = np.zeros((*total.shape[:2], 1), np.uint16)
    for corner in ((slice(y, None, 2), slice(x, None, 2)) for y in (0, 1) for x in (0, 1)):
        known = ~hole[corner][..., np.newaxis]
        total += colours[corner] * known
        count += known
    total += count // 2
    total //= np.maximum(count, 1)
    return total.astype(np.uint8), count[..., 0] == 0


def _doubled(colours: Levels, shape: tuple[int, ...]) -> Levels:
    return np.repeat(np.repeat(colours, 2, axis=0), 2, axis=1)[: shape[0], : shape[1]]


def _grown(flags: Hole) -> Hole:
    """The flags with their eight neighbours."""
    wide = np.pad(flags, 1)
    rows = wide[:-2] | wide[1:-1] | wide[2:]
    grown: Hole = rows[:, :-2] | rows[:, 1:-1] | rows[:, 2:]
    return grown
