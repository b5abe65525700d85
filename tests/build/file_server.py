"""What a test arranges a web server to do."""

from dataclasses import dataclass, field


@dataclass
class FileServer:
    """Serves `files` by path; `cut_after[path]` lists after how many bytes each next answer breaks off."""

    files: dict[str, bytes] = field(default_factory=dict)
    cut_after: dict[str, list[int]] = field(default_factory=dict)
    supports_ranges: bool = True
    requests: list[tuple[str, str | None]] = field(default_factory=list)
    sent: int = 0
    address: str = ""

    def url(self, path: str) -> str:
        return f"{self.address}/{path}"
