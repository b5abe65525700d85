from dataclasses import replace
from typing import Annotated

from fotofun.document.document import Document
from fotofun.document.edit import DocumentOperation
from fotofun.document.layer import GroupLayer
from fotofun.errors import CommandError
from fotofun.operation import Toggle, operation


@operation(label="Isolate group", position=130, keywords=("pass through", "knockout", "blending"))
class IsolateGroup(DocumentOperation):
    """Let the layers of the active group blend only with one another, or with all that lies below."""

    isolated: Annotated[bool, Toggle(label="Isolated")] = True

    def edit(self, document: Document) -> Document:
        """The document with the group isolated or passing through; CommandError if it is no group."""
        if not isinstance(document.active, GroupLayer):
            raise CommandError("The active layer is not a group.", advice="Choose a group.")
        return document.with_active(replace(document.active, isolated=self.isolated))
