"""Small files as text: data URLs (RFC 2397)."""

import base64
import binascii
from urllib.parse import unquote_to_bytes

from fotofun.errors import BrokenFile


def content(url: str) -> bytes:
    """The bytes that a data URL carries; BrokenFile if it is damaged."""
    head, comma, body = url.partition(",")
    if not comma or not head.startswith("data:"):
        raise BrokenFile("The file inside the operation is damaged.", advice="Choose the file again.")
    if not head.endswith(";base64"):
        return unquote_to_bytes(body)
    try:
        return base64.b64decode(unquote_to_bytes(body), validate=True)
    except binascii.Error:
        raise BrokenFile(
            "The file inside the operation is damaged.", advice="Choose the file again."
        ) from None


def data_url(media_type: str, data: bytes) -> str:
    """A file as a data URL, such as "data:image/png;base64,…"."""
    return f"data:{media_type};base64,{base64.b64encode(data).decode()}"
