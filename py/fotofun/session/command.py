"""What the page asks for: an operation, on which document, and what it becomes there."""

from dataclasses import dataclass, replace
from typing import get_args

from fotofun.catalog import find
from fotofun.document.document import Document
from fotofun.document.tree import find as find_layer
from fotofun.editing import perform
from fotofun.editing.perform import Work
from fotofun.errors import InvalidParameter
from fotofun.operation import Operation
from fotofun.protocol import PreviewParams, RunParams, Target
from fotofun.session.together import on_layers


@dataclass(frozen=True)
class Command:
    """An operation that is to be carried out on a document; without a target, as its family does."""

    base: Document
    edit: Operation
    target: Target | None
    layers: tuple[str, ...] = ()

    def work(self) -> Work:
        """Carries it out; on several layers if there are any."""
        if self.layers:
            return (yield from on_layers(self.edit, self.base, self.layers))[0]
        return (yield from perform(self.base, self.edit, self.target))


def asked(params: RunParams | PreviewParams, base: Document) -> Command:
    """What a request asks for; InvalidParameter, UnknownOperation or CommandError where it cannot be."""
    edit = find(params["operation"]).create(params.get("params", {}))
    if "layer" in params:
        base = replace(base, active_id=find_layer(base.layers, params["layer"]).id)
    target = params.get("target")
    if target not in (None, *get_args(Target)):
        raise InvalidParameter(
            f"The target was {target!r}.", advice=f"Choose one of {', '.join(get_args(Target))}."
        )
    return Command(base, edit, target, tuple(params.get("layers", ())))
