"""Small files such as operations carry."""

import base64
import io

from PIL import Image

from fotofun.operation import File


def data_url(media_type: str, content: bytes) -> str:
    """A file as it travels in an operation."""
    return f"data:{media_type};base64,{base64.b64encode(content).decode()}"


def png(*colours: tuple[int, int, int, int]) -> str:
    """A picture of these colours in a row, as a data URL."""
    picture = Image.new("RGBA", (len(colours), 1))
    picture.putdata(colours)
    target = io.BytesIO()
    picture.save(target, "PNG")
    return data_url("image/png", target.getvalue())


PICTURES = [png((200, 30, 90, 255)), png((10, 20, 30, 255), (250, 240, 230, 128), (0, 255, 0, 0))]
CUBE = data_url(
    "text/plain",
    b"LUT_3D_SIZE 2\n0 0 0\n1 .2 0\n0 1 0\n1 1 0\n0 0 1\n1 0 1\n.1 1 1\n1 1 .9\n",
)


def files(control: File) -> list[str]:
    """No file, and a few that the parameter accepts."""
    if any(each.startswith("image/") for each in control.accept):
        return ["", *PICTURES]
    return ["", CUBE] if ".cube" in control.accept else [""]
