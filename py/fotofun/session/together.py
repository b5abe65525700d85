"""An operation on several layers at once."""

from collections.abc import Generator, Sequence
from dataclasses import replace
from typing import TypeAlias

from fotofun.document.document import Document
from fotofun.document.edit import DocumentOperation
from fotofun.document.tree import outermost
from fotofun.errors import CommandError
from fotofun.operation import Operation
from fotofun.protocol import Step
from fotofun.recipe import recorded

Together: TypeAlias = Generator[float, None, tuple[Document, list[Step]]]
"""Yields the fraction done, and ends with the new document and a step for each part."""


def on_layers(edit: Operation, base: Document, ids: Sequence[str]) -> Together:
    """Carries an operation out on several layers, and keeps the active one where it can.

    What is in a group among them goes with the group. CommandError where one of them refuses, and for an
    operation that is for one layer; the document stays as it was.
    """
    if not isinstance(edit, DocumentOperation) or not edit.several:
        raise CommandError(f"{edit.label} is for one layer at a time.", advice="Choose one layer.")
    steps: list[Step] = []
    parts = edit.for_layers(base, outermost(base.layers, ids))
    document = base
    for number, (part, layer) in enumerate(parts):
        yield number / len(parts)
        document = replace(document, active_id=layer)
        steps.append(recorded(document, part))
        document = part.edit(document)
    return document, steps
