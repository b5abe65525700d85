"""What becomes of a document when a model has made something of one of its layers."""

from dataclasses import replace

from fotofun.document.document import Document
from fotofun.document.edit import ModelOperation
from fotofun.document.tree import find, walk
from fotofun.editing.frame import Frame, editable
from fotofun.editing.perform import with_pixels
from fotofun.errors import CommandError
from fotofun.imaging.selection import found
from fotofun.operation import InferenceOperation, Outcome, combine


def fitted(edit: InferenceOperation, document: Document) -> InferenceOperation:
    """The operation as it runs on this document; raises CommandError before it starts."""
    return edit.fitted(document) if isinstance(edit, ModelOperation) else edit


def with_outcome(document: Document, id: str, edit: InferenceOperation, outcome: Outcome) -> Document:
    """The document with the layer's mask, its selection or the layer's pixels as a model made them.

    CommandError where nothing would be selected, the layer's pixels are locked, or the picture has another
    size by now.
    """
    if isinstance(edit, ModelOperation):
        return _edited(document, id, edit, outcome)
    if outcome.kind == "mask":
        return document.with_layer(id, find(document.layers, id).with_mask(outcome.data))
    _same_size(document, outcome)
    if outcome.kind == "selection":
        selection = document.selection.data if document.selection else None
        return document.with_selection(found(combine(selection, outcome.data, outcome.combine)))
    there = replace(document, active_id=id)
    changed = with_pixels(there, editable(there), Frame(there).pixels, outcome.data)
    return replace(changed, active_id=document.active_id)


def _edited(document: Document, id: str, edit: ModelOperation, outcome: Outcome) -> Document:
    """After an operation that says itself what becomes of the outcome; the layer that is active stays so."""
    there = replace(document, active_id=find(document.layers, id).id)
    changed = edit.edit(there, outcome)
    if document.active_id == id or not any(each.id == document.active_id for each in walk(changed.layers)):
        return changed
    return replace(changed, active_id=document.active_id)


def _same_size(document: Document, outcome: Outcome) -> None:
    if outcome.data.shape[:2] != (document.height, document.width):
        raise CommandError("The picture got another size meanwhile.", advice="Run it again.")
