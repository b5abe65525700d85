"""Names of files that cannot be opened, so that people learn what they have."""

_SIGNATURES = {
    b"II\x1a\0\0\0HEAPCCDR": "Canon raw",
    b"FUJIFILMCCD-RAW": "Fujifilm raw",
    b"8BPS": "Photoshop",
    b"gimp xcf": "GIMP",
    b"\xff\x0a": "JPEG XL",
    b"\0\0\0\x0cJXL ": "JPEG XL",
    b"\0\0\0\x0cjP  ": "JPEG 2000",
    b"\x76\x2f\x31\x01": "OpenEXR",
    b"%PDF-": "PDF",
    b"<svg": "SVG",
    b"<?xml": "XML",
}


def foreign_name(head: bytes) -> str | None:
    """The name of the format that these first bytes belong to, None if it is unknown."""
    if head[4:8] == b"ftyp":
        return "Canon raw" if head[8:12] == b"crx " else "video"
    if head[:4] == b"II*\0" and head[8:10] == b"CR":
        return "Canon raw"
    return next((name for start, name in _SIGNATURES.items() if head.startswith(start)), None)
