"""What the engine says is found in its source, and the page says it in its own language."""

import json
import re
from collections.abc import Sequence
from pathlib import Path

from fotofun_build import node, paths, sentences

GERMAN = json.loads((paths.WEB / "language" / "de.json").read_text(encoding="utf-8"))


def said_in_german(texts: Sequence[str], folder: Path) -> list[str]:
    """What `web/language/sentences.ts` makes of texts of the engine."""
    language = (paths.WEB / "language").as_posix()
    entry = folder / "entry.ts"
    entry.write_text(
        f"import {{ sentence }} from '{language}/sentences';\n"
        f"import {{ useWords }} from '{language}/words';\n"
        f"useWords({json.dumps(GERMAN)});\n"
        f"console.log(JSON.stringify({json.dumps(texts)}.map(sentence)));\n",
        encoding="utf-8",
    )
    bundler = paths.NODE_MODULES / "rolldown" / "bin" / "cli.mjs"
    bundle = folder / "bundle.mjs"
    built = node.find().run(str(bundler), str(entry), "--file", str(bundle), "--log-level", "silent")
    assert built.returncode == 0, built.stdout
    run = node.find().run(str(bundle))
    assert run.returncode == 0, run.stdout
    said: list[str] = json.loads(run.stdout)
    return said


def filled(text: str) -> str:
    return re.sub(r"\{(\d+)\}", r"value\1", text)


def test_every_sentence_of_the_engine_is_recognised_with_its_values(tmp_path: Path) -> None:
    every = sorted(sentences.collect())
    said = said_in_german([filled(text) for text in every], tmp_path)
    for english, german in zip(every, said, strict=True):
        assert german == filled(GERMAN[english]), english


def test_a_text_is_said_sentence_by_sentence_with_known_words_in_it(tmp_path: Path) -> None:
    assert said_in_german(
        [
            "ISNet ran on this device with the processor, 1.8\u00a0s. Nothing was uploaded.",
            "It ran on ai.example.org, 2.0\u00a0s. "
            "240\u00a0kB of the picture were sent there, without its metadata.",
            "Step 2 of 3 (Crop) failed: There is nothing to crop to.",
            "'holiday. Rome.jpg' is empty.",
            "Nobody said this.",
        ],
        tmp_path,
    ) == [
        "ISNet lief auf diesem Gerät mit dem Prozessor, 1.8\u00a0s. Nichts wurde hochgeladen.",
        "Es lief auf ai.example.org, 2.0\u00a0s. "
        "240\u00a0kB des Bildes wurden dorthin gesendet, ohne seine Metadaten.",
        "Schritt 2 von 3 (Freistellen) ist misslungen: Es gibt nichts, worauf freigestellt werden könnte.",
        "'holiday. Rome.jpg' ist leer.",
        "Nobody said this.",
    ]


def test_sentences_are_found_in_source() -> None:
    source = '''
def work(name, many):
    """Not this one. Nor this."""
    report(None, f"Reading {name}")
    if many:
        return 1.0, f"Reading {'all' if many else 'one'} of it"
    advice = "Try {} again.".format(name)
    raise Broken(f"{name} is broken. {name!r} is kept.", kind="no sentence", advice=advice)
'''
    assert set(sentences.said_in(source)) == {
        "Reading {0}",
        "Reading all of it",
        "Reading one of it",
        "{0} is broken.",
        "{0} is kept.",
        "Try {0} again.",
    }
