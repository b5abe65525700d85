"""The fonts that come with FotoFun, in `fotofun/fonts`.

All are under the SIL Open Font License 1.1; each family's licence lies beside it. They are Google Fonts'
files, taken from the npm packages @expo-google-fonts/roboto 0.4.3, lora 0.4.2, jetbrains-mono 0.4.1,
bebas-neue 0.4.1 and dancing-script 0.4.2, unchanged but for the files' names.
"""

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from fotofun.imaging.typography.font import Font

FOLDER = Path(__file__).parent.parent / "fonts"


class Style(NamedTuple):
    """A font, and what has to be done to it because the family has no such style of its own."""

    font: Font
    embolden: bool
    slant: bool


FAMILIES: dict[str, dict[tuple[bool, bool], str]] = {
    "roboto": {
        (False, False): "Roboto-Regular",
        (True, False): "Roboto-Bold",
        (False, True): "Roboto-Italic",
        (True, True): "Roboto-BoldItalic",
    },
    "lora": {
        (False, False): "Lora-Regular",
        (True, False): "Lora-Bold",
        (False, True): "Lora-Italic",
        (True, True): "Lora-BoldItalic",
    },
    "jetbrains_mono": {(False, False): "JetBrainsMono-Regular"},
    "bebas_neue": {(False, False): "BebasNeue-Regular"},
    "dancing_script": {(False, False): "DancingScript-Bold", (True, False): "DancingScript-Bold"},
}
"""The file's name without .ttf for (bold, italic), by family."""

LABELS = {
    "roboto": "Roboto",
    "lora": "Lora (serif)",
    "jetbrains_mono": "JetBrains Mono",
    "bebas_neue": "Bebas Neue (display)",
    "dancing_script": "Dancing Script (handwriting)",
}


def bundled(family: str, bold: bool, italic: bool) -> Style:
    """A family's font for a style."""
    files = FAMILIES[family]
    found = next(key for key in ((bold, italic), (bold, False), (False, False)) if key in files)
    return Style(_read(files[found]), bold and not found[0], italic and not found[1])


@lru_cache(maxsize=32)
def _read(name: str) -> Font:
    return Font((FOLDER / f"{name}.ttf").read_bytes())
