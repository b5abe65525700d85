"""TypeScript types from TypedDicts."""

import pathlib
import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Literal, NotRequired, TypedDict

import pytest

import fotofun.protocol
from fotofun_build import node, paths
from fotofun_build.typescript import Generator


class Point(TypedDict):
    """A place."""

    x: float
    label: NotRequired[str]


class Empty(TypedDict):
    """Nothing.

    And a second paragraph.
    """


class Path(TypedDict):
    """Points."""

    points: list[Point]
    mixed: list[int | str]
    named: dict[str, Point | None]
    kind: Literal["open", "closed"]
    flag: Literal[True]


Either = Point | Path


@pytest.fixture
def generator() -> Iterator[Generator]:
    module = ModuleType("example")
    for record in (Point, Empty, Path):
        record.__module__ = "example"
        setattr(module, record.__name__, record)
    members = {"Either": Either, "METHODS": {"draw": (Path, list[Either])}, "EVENTS": {"moved": Point}}
    for name, value in members.items():
        setattr(module, name, value)
    sys.modules["example"] = module
    yield Generator(module)
    del sys.modules["example"]


def test_records_aliases_and_maps(generator: Generator) -> None:
    assert generator.module_text() == (
        "// Generated from example by `build.py build`; do not edit.\n"
        "\n/** A place. */\nexport interface Point {\n  x: number;\n  label?: string;\n}\n"
        "\n/**\n * Nothing.\n *\n * And a second paragraph.\n */\n"
        "export type Empty = Record<string, never>;\n"
        "\n/** Points. */\nexport interface Path {\n  points: Point[];\n  mixed: (number | string)[];\n"
        "  named: Record<string, Point | null>;\n  kind: 'open' | 'closed';\n  flag: true;\n}\n"
        "\nexport type Either = Point | Path;\n"
        "\n/** The engine's methods. */\nexport interface Methods {\n"
        "  draw: { params: Path; result: Either[] };\n}\n"
        "\n/** The engine's events. */\nexport interface Events {\n  moved: Point;\n}\n"
    )


@pytest.mark.parametrize("annotation", [bytes, tuple[int, int], set[str], dict[int, str]])
def test_what_json_cannot_carry_is_refused(generator: Generator, annotation: object) -> None:
    with pytest.raises(TypeError, match="has no TypeScript type"):
        generator.type_text(annotation)


def test_the_protocol_compiles_and_holds_every_record(tmp_path: pathlib.Path) -> None:
    text = Generator(fotofun.protocol).module_text()
    for name in ("DocumentInfo", "ParameterInfo", "Methods", "InferenceEvents"):
        assert f"export interface {name} " in text or f"export type {name} " in text
    assert "open: { params: OpenParams; result: DocumentInfo };" in text
    source = tmp_path / "protocol.ts"
    source.write_text(text)
    compiler = paths.NODE_MODULES / "typescript" / "bin" / "tsc"
    run = node.find().run(str(compiler), "--noEmit", "--strict", "--ignoreConfig", str(source))
    assert run.returncode == 0, run.stdout
