"""Files made of files, beside the open documents: what a batch does to each of its photos."""

from collections.abc import Generator, Sequence
from typing import Any

from fotofun.document.document import Document
from fotofun.layered import LAYERED_FORMATS
from fotofun.protocol import ConvertParams
from fotofun.raster import Size
from fotofun.recipe import Recipe, preset, replaying
from fotofun.session.exporting import flat_file, layered_file, rendered
from fotofun.session.method import Answer, Bytes, method
from fotofun.session.opening import document_of
from fotofun.session.session import Session


@method("convert")
async def convert(session: Session, number: int, params: ConvertParams, buffers: Sequence[Bytes]) -> Answer:
    """Open a file, do a recipe to it, and write it as another file; no open document is touched."""
    report = session.reporter(number)
    report(None, "Opening")
    document = document_of(params, buffers)
    recipe = _recipe(params)
    if recipe:
        document = await session.finish_apart(number, _replayed(recipe, document), recipe.title)
    if isinstance(params["format"], str) and params["format"] in LAYERED_FORMATS:
        return await layered_file(document, params, report)
    pixels = await rendered(document, _within(document.size, params.get("longest")), report)
    return await flat_file(document, pixels, params, report)


def _recipe(params: ConvertParams) -> Recipe | None:
    if "preset" in params:
        return preset(params["preset"])
    return Recipe.from_json(params["recipe"]) if "recipe" in params else None


def _replayed(recipe: Recipe, document: Document) -> Generator[Any, Any, Document]:
    done, _ = yield from replaying(recipe, document)
    return done


def _within(size: Size, longest: int | None) -> Size:
    """The size, made smaller so that no side is longer."""
    if not longest or max(size) <= longest:
        return size
    factor = longest / max(size)
    return max(1, round(size[0] * factor)), max(1, round(size[1] * factor))
