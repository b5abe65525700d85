"""Pictures in strips of rows, small enough for a processor's cache and for short-lived arrays."""

from collections.abc import Iterator

STRIP = 1 << 17
"""About so many pixels."""


def strips(shape: tuple[int, ...], pixels: int = STRIP) -> Iterator[slice]:
    """Slices of rows that make up a picture of that shape, (H, W, ...), each with about so many pixels."""
    rows = max(1, pixels // shape[1])
    return (slice(top, min(top + rows, shape[0])) for top in range(0, shape[0], rows))
