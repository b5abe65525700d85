"""Multipart bodies, parsed in memory: a framework's form would write pictures to the disk."""

from email.message import Message
from email.parser import BytesHeaderParser
from email.policy import HTTP

from fotofun_service.problem import Refused

Parts = dict[str, memoryview]

MAX_PARTS = 8
_LARGEST_HEADER = 8 * 1024


def boundary_of(content_type: str) -> bytes:
    """The boundary that a request's header names; Refused if the body is no form."""
    message = Message()
    message["Content-Type"] = content_type
    boundary = message.get_boundary()
    if message.get_content_type() != "multipart/form-data":
        raise Refused(415, "unsupported-media-type", "Send the picture as multipart/form-data.")
    if not boundary or len(boundary) > 70 or not boundary.isascii():
        raise Refused(400, "bad-multipart", "The form names no usable boundary.")
    return boundary.encode()


def parse(body: bytearray, boundary: bytes) -> Parts:
    """The parts by name; Refused if the form is damaged, or has more parts than any task takes."""
    delimiter = b"--" + boundary
    if not body.startswith(delimiter):
        raise Refused(422, "incomplete-form", "The form has no part.")
    parts: Parts = {}
    view = memoryview(body)
    start = len(delimiter)
    while body[start : start + 2] != b"--":
        end = body.find(b"\r\n" + delimiter, start)
        if end < 0:
            raise Refused(422, "incomplete-form", "The form ends before its last boundary.")
        if len(parts) == MAX_PARTS:
            raise Refused(400, "bad-multipart", f"The form has more than {MAX_PARTS} parts.")
        name, content = _part(view, body, start, end)
        if name in parts:
            raise Refused(400, "bad-multipart", "The form names a part twice.")
        parts[name] = content
        start = end + 2 + len(delimiter)
    return parts


def _part(view: memoryview, body: bytearray, start: int, end: int) -> tuple[str, memoryview]:
    """The name and the content of what lies between two boundaries."""
    head = body.find(b"\r\n\r\n", start, min(end, start + _LARGEST_HEADER))
    if head < 0 or body[start : start + 2] != b"\r\n":
        raise Refused(400, "bad-multipart", "A part of the form has no header, or one that is too long.")
    headers = BytesHeaderParser(policy=HTTP).parsebytes(bytes(body[start + 2 : head + 4]))
    name = headers.get_param("name", header="content-disposition")
    if not isinstance(name, str) or not name:
        raise Refused(400, "bad-multipart", "A part of the form has no name.")
    return name, view[head + 4 : end]
