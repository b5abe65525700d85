"""`stack.xml`, the tree of layers in an OpenRaster file: specification 0.0.5, "Layer stack"."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from fotofun.codecs import refusals
from fotofun.layered.archive import LABEL, too_large

NAMESPACE = "urn:fotofun:openraster"
OWN = f"{NAMESPACE} "
"""What the parser puts before the names of our own attributes."""

DEEPEST = 100
MOST = 20_000
_CONTAINERS = {"image", "stack"}


@dataclass
class Element:
    """An element with its attributes, and for a stack its layers, top to bottom as in the file."""

    tag: str
    attributes: dict[str, str]
    children: list["Element"] = field(default_factory=list)

    def number(self, name: str, default: float) -> float:
        """An attribute as a number within reach; the default where it is none."""
        try:
            value = float(self.attributes.get(name, default))
        except ValueError:
            return default
        return value if abs(value) <= 1e7 else default

    @property
    def id(self) -> str:
        """Our own id of a layer, "" if it has none."""
        return self.attributes.get(OWN + "id", "")


def parse(data: bytes) -> Element:
    """The `image` element. BrokenFile for what is no such file; there may be no DOCTYPE and no entities."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    root = Element("", {})
    path, count = [root], 0

    def refuse(*ignored: object) -> None:
        raise refusals.damaged(LABEL)

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1
        if len(path) > DEEPEST + 2 or count > MOST:
            raise too_large()
        element = Element(tag, attributes)
        path[-1].children.append(element)
        path.append(element)

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda tag: path.pop()
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, UnicodeError) as error:
        raise refusals.damaged(LABEL) from error
    if not root.children or root.children[0].tag != "image":
        raise refusals.damaged(LABEL)
    return root.children[0]


def written(root: Element) -> bytes:
    """The file; our own attributes get a prefix."""
    root = Element(root.tag, {"xmlns:fotofun": NAMESPACE, **root.attributes}, root.children)
    return ("\n".join(["<?xml version='1.0' encoding='UTF-8'?>", *_lines(root, "")]) + "\n").encode()


def _lines(element: Element, indent: str) -> Iterator[str]:
    words = [element.tag]
    for name, value in element.attributes.items():
        words.append(f"{escape(name.replace(OWN, 'fotofun:'))}={quoteattr(legal(value))}")
    if element.tag not in _CONTAINERS:
        yield f"{indent}<{' '.join(words)}/>"
        return
    yield f"{indent}<{' '.join(words)}>"
    for child in element.children:
        yield from _lines(child, indent + " ")
    yield f"{indent}</{element.tag}>"


def legal(text: str) -> str:
    """A text without the characters that XML cannot carry."""
    return "".join(
        c if c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff" else "�" for c in text
    )
