"""The sentences that the engine says while it works, out of its source: errors, progress, what ran, notes."""

import ast
import re
from collections.abc import Iterator
from functools import cache

from fotofun_build import paths

_ENGINE = paths.ROOT / "py" / "fotofun"
# The command line is not shown in the page, and neither is what only its programmers see.
_NOT_SHOWN = ("cli", "scripting.py", "recipe/python.py", "inference/local.py", "inference/backends/native.py")
# Whatever these have in quotation marks is said.
_ACCOUNTS = ("inference/placement.py", "inference/runner.py", "inference/service_run.py")
_SAYS = {"report", "_report", "Outcome", "RelayedError", "says"}
_WORDS = {"what", "kept", "advice", "message", "note", "reason", "caveat"}


@cache
def engine_texts() -> frozenset[str]:
    """Every sentence once; values in it are `{0}`, `{1}` and so on."""
    errors = _error_classes()
    found: set[str] = set()
    for path in sorted(_ENGINE.rglob("*.py")):
        name = path.relative_to(_ENGINE).as_posix()
        if not name.startswith(_NOT_SHOWN):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            found.update(_all(tree) if name in _ACCOUNTS else _said(tree, errors))
            if name.startswith(("codecs/", "layered/")):
                found.update(_notes(tree))
    return frozenset(found)


def _error_classes() -> frozenset[str]:
    tree = ast.parse((_ENGINE / "errors.py").read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.ClassDef))


def _all(tree: ast.AST) -> Iterator[str]:
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        ast.get_docstring(node, clean=False) for node in ast.walk(tree) if isinstance(node, documented)
    }
    inner = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant | ast.JoinedStr) and id(node) not in inner:
            for text in _texts(node):
                if text not in docstrings and re.search(r"[a-z]{2} ", text):
                    yield text


def _said(tree: ast.AST, errors: frozenset[str]) -> Iterator[str]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if name in errors or name in _SAYS or name == "__init__":
            for argument in node.args:
                yield from _texts(argument)
        if name in errors or name in _SAYS or name in ("__init__", "Inference", "Placement"):
            for keyword in node.keywords:
                if keyword.arg in _WORDS:
                    yield from _texts(keyword.value)


def _notes(tree: ast.AST) -> Iterator[str]:
    """What is told of an opened file."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ("append", "insert"):
            yield from (
                text for each in node.args for text in _texts(each) if re.match(r"[A-Z].* \w+ ", text)
            )


def _texts(node: ast.expr) -> Iterator[str]:
    """The sentence that an expression makes, or those that it may make."""
    match node:
        case ast.Call(func=ast.Attribute(value=inner, attr="strip")):
            yield from _texts(inner)
        case ast.IfExp():
            yield from _texts(node.body)
            yield from _texts(node.orelse)
        case ast.Constant(value=str(text)) if " " in text:
            yield text
        case ast.JoinedStr():
            yield _template(node)
        case ast.BinOp(op=ast.Add()):
            yield from (left + right for left in _texts(node.left) for right in _texts(node.right))


def _template(node: ast.JoinedStr) -> str:
    text, count = "", 0
    for part in node.values:
        if isinstance(part, ast.Constant):
            text += str(part.value)
        else:
            text, count = f"{text}{{{count}}}", count + 1
    return text
