"""How Python starts in the browser: from its saved memory, complete, far faster than the ordinary way."""

from test_pixels import CHROMIUM  # noqa: F401
