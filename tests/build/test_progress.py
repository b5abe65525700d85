"""Calm lines, as a log gets them."""

import re

import pytest

from fotofun_build import progress
from fotofun_build.progress import Step


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.44, "0.4 s"), (12.3, "12 s"), (59.7, "1 min 0 s"), (125, "2 min 5 s")]
)
def test_durations(seconds: float, words: str) -> None:
    assert progress.duration(seconds) == words


@pytest.mark.parametrize(("count", "words"), [(812, "812 bytes"), (4_400, "4 KB"), (44_220_823, "44.2 MB")])
def test_sizes(count: int, words: str) -> None:
    assert progress.size(count) == words


def test_a_step_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    with Step("Python packages") as step:
        step.update("3 of 30")
    assert re.fullmatch(r"Python packages … done in 0\.\d s\n", capsys.readouterr().out)


def test_a_step_says_its_own_result_or_that_it_stopped(capsys: pytest.CaptureFixture[str]) -> None:
    with Step("NumPy") as step:
        step.result = "3.1 MB from here"
    with pytest.raises(OSError), Step("Pillow"):
        raise OSError
    said = capsys.readouterr().out
    assert re.fullmatch(r"NumPy … 3\.1 MB from here in 0\.\d s\nPillow … stopped after 0\.\d s\n", said)


def test_words_between_do_not_break_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    with Step("Outer"):
        progress.say("  a host cannot be reached")
        with Step("Inner"):
            pass
    lines = capsys.readouterr().out.splitlines()
    assert [re.sub(r"\d\.\d", "0.0", line) for line in lines] == [
        "Outer … ",
        "  a host cannot be reached",
        "Inner … done in 0.0 s",
        "Outer … done in 0.0 s",
    ]
