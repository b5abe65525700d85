"""Pixels per inch, as formats that count pixels per metre keep them."""

_INCH = 0.0254


def per_metre(dpi: float) -> int:
    """The nearest whole number, at least one."""
    return min(max(1, round(dpi / _INCH)), 2**31 - 1)


def per_inch(metre: int) -> float:
    """Back again: the whole number that was rounded, if there is one."""
    exact = metre * _INCH
    return float(round(exact)) if abs(exact - round(exact)) <= _INCH / 2 else exact
