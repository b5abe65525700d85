"""Look-up tables in .cube files: Adobe's "Cube LUT Specification 1.0", and what DaVinci Resolve adds."""

from dataclasses import dataclass

import numpy as np

from fotofun.errors import BrokenFile
from fotofun.imaging.lattice import linear, tetrahedral, trilinear
from fotofun.raster import Colours

LARGEST = {"LUT_1D_SIZE": 65536, "LUT_3D_SIZE": 129}
BRIGHTEST = 65504.0  # the greatest half float; what is beyond is cut
RANGES = {"LUT_1D_INPUT_RANGE": "LUT_1D_SIZE", "LUT_3D_INPUT_RANGE": "LUT_3D_SIZE"}
ADVICE = "Export the table again as a .cube file."


@dataclass(frozen=True, eq=False)
class Stage:
    """`nodes`: (size, 3), or (size, size, size, 3) by [blue, green, red]; over low..high in each channel."""

    nodes: Colours
    low: Colours
    high: Colours


@dataclass(frozen=True, eq=False)
class CubeTable:
    """One or two look-ups, one after the other: per channel (1D), in the cube of colours (3D)."""

    title: str
    stages: tuple[Stage, ...]

    def __call__(self, rgb: Colours, tetrahedral: bool = True) -> Colours:
        """The table's colours for rgb, (..., 3) float64; what is outside the domain takes its edge."""
        for stage in self.stages:
            size = stage.nodes.shape[0]
            places = (rgb - stage.low) / (stage.high - stage.low) * (size - 1)
            rgb = _between(stage.nodes, places, tetrahedral)
        return rgb


def _between(nodes: Colours, places: Colours, by_tetrahedra: bool) -> Colours:
    if nodes.ndim == 2:
        return linear(nodes, places)
    return tetrahedral(nodes, places) if by_tetrahedra else trilinear(nodes, places)


def parse(text: str) -> CubeTable:
    """The table that a .cube file holds; BrokenFile names the line that is wrong."""
    title, sizes, ranges = "", {}, {}
    low, high = [0.0] * 3, [1.0] * 3
    rows: list[str] = []
    for number, raw in enumerate(text.lstrip("\ufeff").splitlines(), start=1):
        line = raw.partition("#")[0].strip()
        if not line:
            continue
        if not line[0].isalpha():
            rows.append(line)
            continue
        keyword, _, rest = line.partition(" ")
        words = rest.split()
        if keyword == "TITLE":
            title = rest.strip().strip('"')
        elif keyword in LARGEST:
            sizes[keyword] = _size(keyword, words, number)
        elif keyword in ("DOMAIN_MIN", "DOMAIN_MAX"):
            target = low if keyword == "DOMAIN_MIN" else high
            target[:] = _numbers(words, 3, number)
        elif keyword in RANGES:
            ranges[RANGES[keyword]] = _numbers(words, 2, number)
        else:
            raise BrokenFile(
                f"Line {number} of the table says {keyword[:40]!r}, which is unknown.", advice=ADVICE
            )
    if not sizes:
        raise BrokenFile(
            "The file is no look-up table: it does not say its size.", advice="Choose a .cube file."
        )
    values = _values(rows, sum(_count(keyword, size) for keyword, size in sizes.items()))
    stages, start = [], 0
    for keyword in LARGEST:  # where there are both, the 1D table comes first
        if keyword not in sizes:
            continue
        size, count = sizes[keyword], _count(keyword, sizes[keyword])
        nodes = values[start : start + count]
        start += count
        ends = (low, high) if keyword not in ranges else tuple([end] * 3 for end in ranges[keyword])
        bottom, top = (np.array(end) for end in ends)
        if not (bottom < top).all():
            raise BrokenFile("The domain of the table is empty.", advice=ADVICE)
        stages.append(Stage(nodes.reshape(size, size, size, 3) if "3D" in keyword else nodes, bottom, top))
    return CubeTable(title, tuple(stages))


def written(nodes: Colours, title: str = "") -> str:
    """The text of a .cube file for a (size, size, size, 3) table by [blue, green, red] over 0..1."""
    head = [f'TITLE "{title.replace(chr(34), chr(39))}"'] if title else []
    head.append(f"LUT_3D_SIZE {nodes.shape[0]}")
    rows = [f"{red:.6f} {green:.6f} {blue:.6f}" for red, green, blue in nodes.reshape(-1, 3).tolist()]
    return "\n".join([*head, *rows, ""])


def _count(keyword: str, size: int) -> int:
    return int(size**3) if "3D" in keyword else size


def _size(keyword: str, words: list[str], number: int) -> int:
    largest = LARGEST[keyword]
    if len(words) != 1 or not words[0].isdecimal() or not 2 <= int(words[0]) <= largest:
        raise BrokenFile(f"Line {number} of the table needs a size from 2 to {largest}.", advice=ADVICE)
    return int(words[0])


def _numbers(words: list[str], count: int, number: int) -> list[float]:
    try:
        found = [float(word) for word in words]
    except ValueError:
        found = []
    if len(found) != count or not np.isfinite(found).all():
        raise BrokenFile(f"Line {number} of the table needs {count} numbers.", advice=ADVICE)
    return [min(max(value, -BRIGHTEST), BRIGHTEST) for value in found]


def _values(rows: list[str], count: int) -> Colours:
    if len(rows) != count:
        raise BrokenFile(f"The table needs {count} colours and has {len(rows)}.", advice=ADVICE)
    try:
        values = np.array(" ".join(rows).split(), np.float64)
    except ValueError:
        values = np.empty(0)
    if values.size != 3 * count or not np.isfinite(values).all():
        wrong = next((row for row in rows if len(row.split()) != 3), "")
        raise BrokenFile(f"The table has a colour that is not three numbers: {wrong[:40]!r}.", advice=ADVICE)
    return np.clip(values.reshape(-1, 3), -BRIGHTEST, BRIGHTEST)
