"""The one error that the front door shows to people."""


class BuildError(Exception):
    """What happened, what was kept and what to do next, each a short sentence."""

    def __init__(self, what: str, kept: str = "", advice: str = "") -> None:
        super().__init__(" ".join(part for part in (what, kept, advice) if part))
        self.what = what
        self.kept = kept
        self.advice = advice
