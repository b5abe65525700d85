"""Text that runs from right to left: the order of characters on screen, and Arabic letters that join.

The order follows the rules of Unicode Standard Annex #9 for text without explicit embeddings; letters take
the presentation forms that Unicode has for them (blocks Arabic Presentation Forms A and B), if the font does.
"""

import unicodedata
from collections.abc import Callable
from functools import cache

_MIRRORED = dict(zip("()[]{}<>«»‹›", ")(][}{><»«›‹", strict=True))
_FORMS = ("isolated", "initial", "medial", "final")


def levels(text: str) -> list[int]:
    """Each character's embedding level: even runs to the right, odd to the left."""
    kinds = [unicodedata.bidirectional(character) for character in text]
    strong = next((kind for kind in kinds if kind in ("L", "R", "AL")), "L")
    base = 0 if strong == "L" else 1
    if base == 0 and not {"R", "AL", "AN"} & set(kinds):
        return [0] * len(text)
    directions = _directions(kinds, base)
    return [
        base + (0 if direction == "LR"[base] else 1) if direction in "LR" else base + 2 - base
        for direction in directions
    ]


def _directions(kinds: list[str], base: int) -> list[str]:
    """L, R or N (a number within text that runs to the left) for each; neutral ones join their sides."""
    result: list[str] = []
    last_strong = "LR"[base]
    for i, kind in enumerate(kinds):
        if kind in ("L", "R", "AL"):
            last_strong = "L" if kind == "L" else "R"
            result.append(last_strong)
        elif kind in ("EN", "AN"):
            result.append("L" if last_strong == "L" and kind == "EN" else "N")
        elif kind == "NSM":
            result.append(result[-1] if result else "LR"[base])
        elif kind in ("ES", "CS", "ET") and _between_numbers(kinds, i):
            result.append("L" if last_strong == "L" else "N")
        else:
            result.append("?")
    place = 0
    while place < len(result):
        if result[place] != "?":
            place += 1
            continue
        end = place
        while end < len(result) and result[end] == "?":
            end += 1
        before = result[place - 1] if place else "LR"[base]
        after = result[end] if end < len(result) else "LR"[base]
        sides = {"R" if side == "N" else side for side in (before, after)}
        result[place:end] = [sides.pop() if len(sides) == 1 else "LR"[base]] * (end - place)
        place = end
    return result


def _between_numbers(kinds: list[str], i: int) -> bool:
    numbers = ("EN", "AN")
    before, after = i > 0 and kinds[i - 1] in numbers, i + 1 < len(kinds) and kinds[i + 1] in numbers
    return before or after if kinds[i] == "ET" else before and after


def visual_order(line: list[int]) -> list[int]:
    """The indices of a line's characters from left to right, given their levels.

    Rule L2: from the highest level down to the lowest odd one, every run at that level or above is reversed.
    """
    order = list(range(len(line)))
    for level in range(max(line, default=0), 0, -1):
        start = 0
        while start < len(order):
            if line[order[start]] < level:
                start += 1
                continue
            end = start
            while end < len(order) and line[order[end]] >= level:
                end += 1
            order[start:end] = order[start:end][::-1]
            start = end
    return order


def mirrored(character: str) -> str:
    """The bracket that faces the other way; other characters stay."""
    return _MIRRORED.get(character, character)


@cache
def _arabic_forms() -> dict[str, dict[str, str]]:
    """For each joining letter its form by position."""
    forms: dict[str, dict[str, str]] = {}
    for code in (*range(0xFB50, 0xFDFC), *range(0xFE70, 0xFEFD)):
        tag, *letters = unicodedata.decomposition(chr(code)).split() or [""]
        if len(letters) == 1 and tag.strip("<>") in _FORMS:
            forms.setdefault(chr(int(letters[0], 16)), {})[tag.strip("<>")] = chr(code)
    return forms


def joined(text: str, has: Callable[[str], bool]) -> str:
    """The text with Arabic letters in the forms that their neighbours ask for, where the font `has` them."""
    if not any("\u0600" <= character <= "\u06ff" for character in text):
        return text
    forms = _arabic_forms()
    letters = [i for i, character in enumerate(text) if unicodedata.bidirectional(character) != "NSM"]
    result = list(text)
    for order, i in enumerate(letters):
        before = text[letters[order - 1]] if order else ""
        after = text[letters[order + 1]] if order + 1 < len(letters) else ""
        own = forms.get(text[i], {})
        from_before = "initial" in forms.get(before, {}) and "final" in own
        to_after = "initial" in own and "final" in forms.get(after, {})
        wanted = "medial" if from_before and to_after else "final" if from_before else "initial"
        form = own.get(wanted if from_before or to_after else "isolated", text[i])
        if has(form):
            result[i] = form
    return "".join(result)
