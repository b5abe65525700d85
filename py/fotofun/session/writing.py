"""What writing in a text layer asks: where the characters stand."""

from collections.abc import Sequence

from fotofun.document.layer import GeneratedLayer
from fotofun.document.tree import find
from fotofun.errors import CommandError
from fotofun.imaging.matrices import apply
from fotofun.operations.generate.text import TextLayer
from fotofun.protocol import LayerParams, TextCarets
from fotofun.session.method import Answer, Bytes, method
from fotofun.session.session import Session


@method("text_carets")
async def text_carets(session: Session, number: int, params: LayerParams, buffers: Sequence[Bytes]) -> Answer:
    """The carets of a text layer, in the document's pixels."""
    layer = find(session.history.document.layers, params["layer"])
    if not isinstance(layer, GeneratedLayer) or not isinstance(layer.content, TextLayer):
        raise CommandError("The layer has no text.", advice="Choose a text layer.")
    found: TextCarets = {"carets": []}
    for before, after in layer.content.carets(layer.size):
        places = (apply(layer.matrix, point) for point in (*before, *after))
        found["carets"].append([round(number, 2) for place in places for number in place])
    return found, ()
