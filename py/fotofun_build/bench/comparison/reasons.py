"""Why an operation takes more than three times as long as its direct call."""

REASONS: dict[str, str] = {}
