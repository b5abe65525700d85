"""Finding and replacing layers in a tree of groups; every function answers a new tuple of layers."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from fotofun.document.layer import AnyLayer, GroupLayer, Layers
from fotofun.errors import CommandError


def walk(layers: Layers) -> Iterator[AnyLayer]:
    """Every layer, bottom to top, a group before what is in it."""
    for layer in layers:
        yield layer
        if isinstance(layer, GroupLayer):
            yield from walk(layer.layers)


def find(layers: Layers, id: str) -> AnyLayer:
    """The layer of that id; CommandError if there is none."""
    for layer in walk(layers):
        if layer.id == id:
            return layer
    raise CommandError(f"There is no layer {id!r}.", advice="Choose a layer of this document.")


def outermost(layers: Layers, ids: Iterable[str]) -> list[str]:
    """Those layers from the bottom to the top, without what is in a group among them."""
    wanted = {find(layers, each).id for each in ids}
    found = [layer for layer in walk(layers) if layer.id in wanted]
    inner = {each.id for layer in found for each in walk((layer,)) if each.id != layer.id}
    return [layer.id for layer in found if layer.id not in inner]


def replaced(layers: Layers, id: str, *others: AnyLayer) -> Layers:
    """The layers with other layers, or none, in the place of one."""
    return _around(layers, id, lambda siblings, i: (*siblings[:i], *others, *siblings[i + 1 :]))


def removed(layers: Layers, id: str) -> Layers:
    """The layers without one."""
    return replaced(layers, id)


def inserted(layers: Layers, above: str | None, *new: AnyLayer) -> Layers:
    """The layers with others right above one of them, or on top of all."""
    if above is None:
        return (*layers, *new)
    return _around(layers, above, lambda siblings, i: (*siblings[: i + 1], *new, *siblings[i + 1 :]))


def siblings_of(layers: Layers, id: str) -> Layers:
    """The layers of the group, or of the document, that the layer is in; itself included."""
    if any(layer.id == id for layer in layers):
        return layers
    for layer in layers:
        if isinstance(layer, GroupLayer) and any(each.id == id for each in walk(layer.layers)):
            return siblings_of(layer.layers, id)
    find(layers, id)
    return layers


def changed(layers: Layers, change: Callable[[AnyLayer], AnyLayer]) -> Layers:
    """The layers with every one changed, groups after what is in them."""
    return tuple(
        change(
            replace(layer, layers=changed(layer.layers, change)) if isinstance(layer, GroupLayer) else layer
        )
        for layer in layers
    )


def _around(layers: Layers, id: str, splice: Callable[[Layers, int], Layers]) -> Layers:
    find(layers, id)
    return _spliced(layers, id, splice)


def _spliced(layers: Layers, id: str, splice: Callable[[Layers, int], Layers]) -> Layers:
    for i, layer in enumerate(layers):
        if layer.id == id:
            return splice(layers, i)
    return tuple(
        replace(layer, layers=_spliced(layer.layers, id, splice)) if isinstance(layer, GroupLayer) else layer
        for layer in layers
    )
