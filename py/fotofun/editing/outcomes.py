"""What becomes of a document when a model has made something of one of its layers."""

from dataclasses import replace

from fotofun.document.document import Document
from fotofun.document.tree import find
from fotofun.editing.frame import Frame, editable
from fotofun.editing.perform import with_pixels
from fotofun.errors import CommandError
from fotofun.imaging.selection import found
from fotofun.operation import Outcome, combine


def with_outcome(document: Document, id: str, outcome: Outcome) -> Document:
    """The document with the layer's mask, its selection or the layer's pixels as a model made them.

    CommandError where nothing would be selected, the layer's pixels are locked, or the picture has another
    size by now.
    """
    if outcome.kind == "mask":
        return document.with_layer(id, find(document.layers, id).with_mask(outcome.data))
    if outcome.data.shape[:2] != (document.height, document.width):
        raise CommandError("The picture got another size meanwhile.", advice="Run it again.")
    if outcome.kind == "selection":
        selection = document.selection.data if document.selection else None
        return document.with_selection(found(combine(selection, outcome.data, outcome.combine)))
    there = replace(document, active_id=id)
    changed = with_pixels(there, editable(there), Frame(there).pixels, outcome.data)
    return replace(changed, active_id=document.active_id)
