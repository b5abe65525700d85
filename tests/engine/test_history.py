"""Whatever is done and taken back, every byte comes back, within a budget of memory."""

import hashlib
import os
from dataclasses import fields, is_dataclass, replace

import numpy as np
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from fotofun.catalog import find
from fotofun.document.document import Document
from fotofun.document.history import History
from fotofun.document.layer import PixelLayer
from fotofun.editing import finish, perform
from fotofun.errors import CommandError, FotoFunError
from fotofun.operation import REGISTRY, InferenceOperation, Operation
from fotofun.protocol import Target
from fotofun.raster import Plane
from tests.operations.legal import legal

COMMANDS = int(os.environ.get("FOTOFUN_COMMANDS", "250"))
BUDGET = 24_000
STEPS = 50
RUNNABLE = sorted(name for name, each in REGISTRY.items() if not issubclass(each, InferenceOperation))


def fingerprint(value: object) -> str:
    """A digest of a document: every property, and every byte of every plane."""
    digest = hashlib.sha256()

    def feed(part: object) -> None:
        if isinstance(part, Plane):
            digest.update(repr(part.shape).encode() + part.data.tobytes())
        elif isinstance(part, Operation):
            digest.update(repr((part.name, part.values())).encode())
        elif is_dataclass(part):
            for field in fields(part):
                digest.update(field.name.encode())
                feed(getattr(part, field.name))
        elif isinstance(part, tuple):
            digest.update(f"({len(part)}".encode())
            for each in part:
                feed(each)
        else:
            digest.update(repr(sorted(part) if isinstance(part, frozenset) else part).encode())

    feed(value)
    return digest.hexdigest()


def picture(seed: int = 0, width: int = 31, height: int = 22) -> Document:
    pixels = np.random.default_rng(seed).integers(0, 256, (height, width, 4), dtype=np.uint8)
    return Document.from_pixels("photo.png", pixels)


def photo(document: Document) -> PixelLayer:
    assert isinstance(document.active, PixelLayer)
    return document.active


class Commands(RuleBasedStateMachine):
    """Random commands with random parameters, taken back and done again at random."""

    @initialize(seed=st.integers(0, 100))
    def open(self, seed: int) -> None:
        self.history = History(picture(seed), budget=BUDGET)
        self.seen: dict[int, tuple[Document, str]] = {}
        self.snapshots: set[str] = set()
        self.note()

    def note(self) -> None:
        """What the present document is, byte for byte, before anything is packed."""
        document = self.history.document
        self.seen.setdefault(id(document), (document, fingerprint(document)))

    @rule(
        name=st.sampled_from(RUNNABLE),
        becomes=st.sampled_from([None, None, "pixels", "setting", "layer", "content"]),
        data=st.data(),
    )
    def run(self, name: str, becomes: Target | None, data: st.DataObject) -> None:
        try:
            edit = find(name).create(data.draw(legal(find(name))))
            document = finish(perform(self.history.document, edit, becomes))
        except FotoFunError:
            return
        if document.width * document.height < 4000:
            self.push(name, document, None)

    @rule(stops=st.floats(-3, 3), gesture=st.sampled_from(["a", "b"]))
    def drag(self, stops: float, gesture: str) -> None:
        try:
            edit = find("exposure").create({"stops": stops})
            document = finish(perform(self.history.base(gesture), edit, "setting"))
        except CommandError:
            return
        self.push("exposure", document, gesture)

    def push(self, label: str, document: Document, gesture: str | None) -> None:
        known = fingerprint(document)
        self.history.push(label, document, gesture)
        self.seen[id(document)] = (document, known)

    @rule(by=st.sampled_from([-1, 1]))
    def step(self, by: int) -> None:
        self.history.step(by)

    @rule(share=st.floats(0, 1))
    def jump(self, share: float) -> None:
        self.history.jump(round(share * (len(self.history.entries) - 1)))

    @rule(name=st.sampled_from(["one", "two"]))
    def take_snapshot(self, name: str) -> None:
        self.history.take_snapshot(name)
        self.snapshots.add(name)

    @rule(name=st.sampled_from(["one", "two"]))
    def restore_snapshot(self, name: str) -> None:
        if name in self.snapshots:
            self.history.restore_snapshot(name)
        else:
            with pytest.raises(CommandError, match="no snapshot"):
                self.history.restore_snapshot(name)

    @invariant()
    def nothing_is_lost(self) -> None:
        document = self.history.document
        assert fingerprint(document) == self.seen[id(document)][1]

    @invariant()
    def memory_is_bounded(self) -> None:
        assert self.history.nbytes <= BUDGET or len(self.history.entries) == 1

    def teardown(self) -> None:
        """Every entry that is left is as it was."""
        if hasattr(self, "history"):
            for position in [*range(len(self.history.entries))][::-1]:
                self.history.jump(min(position, len(self.history.entries) - 1))
                self.nothing_is_lost()


TestCommands = Commands.TestCase
TestCommands.settings = settings(
    max_examples=max(1, COMMANDS // STEPS),
    stateful_step_count=STEPS,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def edited(document: Document, where: slice, value: int) -> Document:
    pixels = document.planes()["pixels", "layer-1"].data.copy()
    pixels[where, :5] = value
    return document.with_active(replace(photo(document), pixels=Plane(pixels)))


def test_a_small_change_to_a_large_picture_takes_little_memory() -> None:
    document = picture(1, 1000, 1000)
    history = History(document)
    for value in range(10):
        history.push("Brush", edited(history.document, slice(0, 5), value))
    assert history.nbytes < 1000 * 1000 * 4
    while history.step(-1):
        pass
    np.testing.assert_array_equal(
        history.document.planes()["pixels", "layer-1"].data,
        picture(1, 1000, 1000).planes()["pixels", "layer-1"].data,
    )


def test_beyond_the_budget_the_oldest_entries_go_and_the_steps_stay() -> None:
    history = History(picture(2, 100, 100), budget=90_000)
    for seed in range(10):
        step = {"operation": "add_noise", "version": 1, "params": {"seed": float(seed)}}
        document = history.document
        changed = replace(photo(document), pixels=picture(seed, 100, 100).planes()["pixels", "layer-1"])
        history.push("Noise", document.with_active(changed), steps=[step])  # type: ignore[list-item]
    assert 1 < len(history.entries) < 11 and history.nbytes <= 90_000
    assert [step["params"]["seed"] for step in history.steps] == list(range(10))


def test_shared_planes_count_once() -> None:
    document = picture()
    history = History(document)
    for _ in range(5):
        history.push("Rename", document.with_active(replace(history.document.active, name="x")))
    assert history.nbytes == 0
