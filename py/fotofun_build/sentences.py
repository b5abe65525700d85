"""The sentences that the engine says to people while it works, found in its source.

One with values in it is a template with numbered slots, as the page matches it: `"{0} is empty."`.
"""

import ast
import re
from collections.abc import Iterator

from fotofun_build import paths

# What is only said in a terminal stays English.
_SILENT = ("cli/", "scripting.py", "inference/backends/native.py", "inference/local.py", "recipe/schema.py")
# Words that stand in slots of sentences.
_IN_SLOTS = ("the processor",)
# A sentence ends with a full stop, or with what another program or step said.
_SENTENCE = re.compile(r"[A-Z{\d].* .*(\.|: \{\d+\})", re.DOTALL)
_WORD = re.compile(r"[A-Za-z]{2}")
_SLOT = re.compile(r"\{\w*\}")


def collect() -> set[str]:
    """All sentences and phrases of progress in the engine's source."""
    root = paths.PY / "fotofun"
    found = set(_IN_SLOTS)
    for file in root.rglob("*.py"):
        if not file.relative_to(root).as_posix().startswith(_SILENT):
            found.update(said_in(file.read_text(encoding="utf-8")))
    return found


def said_in(source: str) -> Iterator[str]:
    """What a module says; what is written of a parameter is the catalogue's."""
    yield from _visit(ast.parse(source), whole=True)


def _visit(node: ast.AST, whole: bool) -> Iterator[str]:
    """`whole`: only whole sentences are said here, and no phrases."""
    if isinstance(node, ast.Constant | ast.JoinedStr):
        for text in _texts(node):
            for part in _sentences(text):
                if _SENTENCE.fullmatch(part) or (not whole and re.match(r"[A-Z{]", part)):
                    yield part
        return
    if (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)) or _is_for_programs(node):
        return
    if isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple):
        whole = False
    if isinstance(node, ast.Call) and _name(node.func) in ("report", "_report"):
        whole = False
    for child in ast.iter_child_nodes(node):
        yield from _visit(child, whole)


def _is_for_programs(node: ast.AST) -> bool:
    # The catalogue's texts, and errors of programmers.
    if not isinstance(node, ast.Call):
        return False
    name = _name(node.func)
    return name in ("Range", "Choice", "operation", "TypeError", "ValueError", "warning", "debug", "info")


def _name(called: ast.expr) -> str:
    return (
        called.id
        if isinstance(called, ast.Name)
        else called.attr
        if isinstance(called, ast.Attribute)
        else ""
    )


def _texts(node: ast.expr) -> list[str]:
    """The text with `{}` for values; one for each branch where a value is one of two literals."""
    match node:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.FormattedValue(value=ast.IfExp(body=body, orelse=other)) if _is_literal(body, other):
            return [*_texts(body), *_texts(other)]
        case ast.JoinedStr(values=parts):
            texts = [""]
            for part in parts:
                texts = [text + more for text in texts for more in _texts(part)]
            return texts
        case ast.FormattedValue():
            return ["{}"]
    return []


def _is_literal(*nodes: ast.expr) -> bool:
    return all(isinstance(node, ast.Constant | ast.JoinedStr) for node in nodes)


def _sentences(text: str) -> Iterator[str]:
    """Each sentence of a text, its slots numbered anew."""
    for part in re.split(r"(?<=\.)(?: (?=[A-Z{])|(?=\{))", text.strip()):
        if _WORD.search(_SLOT.sub("", part)):
            first, *others = _SLOT.split(part)
            yield first + "".join(f"{{{number}}}{text}" for number, text in enumerate(others))
