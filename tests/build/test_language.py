"""Every text of the page and of the catalogue is there in every language: what is missing is named."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from fotofun.catalog import catalog
from fotofun.recipe.presets import preset, presets
from fotofun_build import models, node, paths, sentences

LANGUAGES = sorted((paths.WEB / "language").glob("*.json"))


@cache
def page_texts() -> dict[str, list[dict[str, str]]]:
    """What `web/language/texts.mjs` finds in the page's sources."""
    run = node.find().run("language/texts.mjs")
    assert run.returncode == 0, run.stdout
    texts: dict[str, list[dict[str, str]]] = json.loads(run.stdout)
    return texts


def catalog_texts() -> Iterator[str]:
    """Labels, descriptions and keywords of everything that the engine offers."""
    for operation in catalog():
        yield from (operation["label"], operation["description"], *operation["keywords"])
        for parameter in operation["parameters"]:
            yield from (parameter["label"], parameter["description"], parameter["group"])
            if parameter["kind"] == "choice":
                yield from (option["label"] for option in parameter["options"])
    yield from (preset(name).title for name in presets())
    yield from (model.summary for model in models.list_models())


def texts() -> set[str]:
    """All texts that another language needs."""
    said = {each["text"] for each in page_texts()["said"]}
    return {text for text in catalog_texts() if text} | said | sentences.collect()


def words(language: Path) -> dict[str, str]:
    """What a language says for the English texts."""
    loaded: dict[str, str] = json.loads(language.read_text(encoding="utf-8"))
    return loaded


def slots(text: str) -> list[str]:
    return sorted(re.findall(r"\{\w+\}", text))


def test_nothing_is_shown_without_being_looked_up() -> None:
    found = [f"{each['file']}:{each['line']}: {each['text']}" for each in page_texts()["bare"]]
    assert not found, "put these in t('…'):\n" + "\n".join(found)
    assert len(page_texts()["said"]) > 500


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda path: path.stem)
def test_every_text_is_translated(language: Path) -> None:
    known = words(language)
    missing = sorted(texts() - known.keys())
    assert not missing, f"{language.name} lacks:\n" + "\n".join(missing)
    # "Orientation: Portrait" is what an option is called under that label only.
    stale = {key for key in known.keys() - texts() if key.partition(": ")[2] not in texts()}
    assert not stale, f"{language.name} says what nothing asks for:\n" + "\n".join(sorted(stale))


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda path: path.stem)
def test_translations_are_of_the_same_form(language: Path) -> None:
    for english, said in words(language).items():
        assert said.strip() or not english.strip(), english
        assert set(slots(said)) == set(slots(english)), english
        assert said.endswith(".") == english.endswith("."), english
        assert said.endswith("…") == english.endswith("…"), english
