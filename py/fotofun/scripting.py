"""FotoFun for scripts: open a photo, call operations by their names, save it.

from fotofun.scripting import open_photo

photo = open_photo("beach.jpg")
photo.exposure(stops=0.5)
photo.save("beach-bright.jpg", quality=92)
"""

import inspect
import os
import tempfile
from collections.abc import Callable
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeAlias, get_args

from fotofun.catalog import find
from fotofun.codecs import EXPORT_FORMATS, ExportOptions, Keep, decode, encode
from fotofun.document.document import Document
from fotofun.document.history import History
from fotofun.errors import FileError, InvalidParameter, UnsupportedFormat
from fotofun.inference.local import run_here
from fotofun.layered import LAYERED_FORMATS, open_layered, save_layered
from fotofun.operation import REGISTRY, InferenceOperation, Operation, Outcome
from fotofun.protocol import Target
from fotofun.raster import Pixels
from fotofun.recipe import Action, Factors, Recipe, doing, finished, preset, recipe_of, replaying
from fotofun.render.compositor import rendered

AnyPath: TypeAlias = str | os.PathLike[str]
_FORMATS = {
    **{codec.extension: codec.name for codec in EXPORT_FORMATS.values()},
    **{extension: name for name, (extension, _) in LAYERED_FORMATS.items()},
    "jpeg": "jpeg",
    "jpg": "jpeg",
    "tif": "tiff",
    "tiff": "tiff",
}


def open_photo(path: AnyPath) -> "Photo":
    """The photo in a file, or a layered document; raises FileError."""
    path = Path(path)
    return Photo(opened(read(path), path.name)[0])


def opened(data: bytes, name: str) -> tuple[Document, str]:
    """The document in a file's bytes, and the name of the file's format; raises FileError."""
    if layered := open_layered(data, name):
        return layered, "psd" if data.startswith(b"8BPS") else "ora"
    picture = decode(data, name)
    document = Document.from_pixels(name, picture.pixels, tuple(picture.notes), picture.metadata)
    return document, picture.format


def read(path: Path) -> bytes:
    """A file's bytes; raises FileError."""
    try:
        return path.read_bytes()
    except OSError as error:
        what = f"{path} could not be read: {(error.strerror or str(error)).lower()}."
        raise FileError(what, kept="", advice="Choose another file.") from None


class Photo:
    """An open photo. Every operation of the catalogue is a method: `photo.exposure(stops=0.5)`.

    A method takes the operation's parameters; the others are at default. `target` says what it becomes
    (`pixels`, `setting`, `layer` or `content`), `layer` the id of the layer it is for, where the operation
    has no parameters of these names. It returns the photo, so that calls can be chained.
    """

    def __init__(self, document: Document) -> None:
        self.history = History(document)
        self._factors = Factors()

    def __getattr__(self, name: str) -> Callable[..., "Photo"]:
        if name not in REGISTRY:
            near = get_close_matches(name, [*REGISTRY, *super().__dir__()], 3)
            hint = f" Did you mean {' or '.join(near)}?" if near else ""
            raise AttributeError(f"A photo has no operation named {name!r}.{hint}")

        def run(**params: Any) -> "Photo":
            return self.run(name, **params)

        run.__name__ = name
        run.__doc__ = find(name).__doc__
        keyword = inspect.Parameter.KEYWORD_ONLY
        parameters = find(name).parameters
        signature = [inspect.Parameter(each.name, keyword, default=each.default) for each in parameters]
        setattr(run, "__signature__", inspect.Signature(signature))  # noqa: B010 - mypy knows no such attribute
        return run

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *REGISTRY})

    def __repr__(self) -> str:
        return f"<Photo {self.document.name!r}, {self.document.width} x {self.document.height}>"

    @property
    def document(self) -> Document:
        """The document as it stands."""
        return self.history.document

    @property
    def pixels(self) -> Pixels:
        """All visible layers together, (H, W, 4) uint8, straight alpha, sRGB-encoded."""
        return rendered(self.document)

    def run(self, operation: str, **params: Any) -> "Photo":
        """An operation by its name; raises CommandError or InferenceError, and changes nothing then."""
        kind = find(operation)
        own = {parameter.name for parameter in kind.parameters}
        target, layer = (None if name in own else params.pop(name, None) for name in ("target", "layer"))
        return self.do(kind.create(params), target, layer)

    def do(self, edit: Operation, target: Target | None = None, layer: str | None = None) -> "Photo":
        """An operation made already; as `run`."""
        if target is not None and target not in get_args(Target):
            raise InvalidParameter(
                f"The target was {target!r}.", advice=f"Choose one of {', '.join(get_args(Target))}."
            )
        work = doing(self.document, Action(edit, target, layer), self._factors)
        document, step, self._factors = finished(work, _infer)
        self.history.push(edit.label, document, steps=[step])
        return self

    def apply(self, recipe: Recipe | str) -> "Photo":
        """A recipe, or one that comes with FotoFun by its name: all of it as one entry, or nothing."""
        recipe = preset(recipe) if isinstance(recipe, str) else recipe
        document, steps = finished(replaying(recipe, self.document), _infer)
        self.history.push(recipe.title, document, steps=steps)
        return self

    def recipe(self, title: str = "", description: str = "") -> Recipe:
        """What was done to the photo so far, to be done to others."""
        return recipe_of(self.history, title, description)

    def measure(self, width: int, height: int) -> "Photo":
        """Lengths in pixels are from now on for a photo of that size, and scale to this one."""
        self._factors = Factors.between((width, height), self.document.size)
        return self

    def undo(self) -> "Photo":
        """Takes the last command back, if there is one."""
        self.history.step(-1)
        return self

    def redo(self) -> "Photo":
        """Does again what was taken back last."""
        self.history.step(1)
        return self

    def save(
        self,
        path: AnyPath,
        *,
        quality: int = 90,
        keep: Keep = "all",
        options: ExportOptions | None = None,
    ) -> Path:
        """Writes the photo; the extension says the format. `keep`: what the file tells about the photo."""
        path = Path(path)
        data = self.encoded(format_of(path), quality, keep, options)
        write(path, data)
        return path

    def encoded(
        self, format: str, quality: int = 90, keep: Keep = "all", options: ExportOptions | None = None
    ) -> bytes:
        """The photo as a file of one of `EXPORT_FORMATS`, or with its layers as one of `LAYERED_FORMATS`."""
        if format in LAYERED_FORMATS:
            return save_layered(self.document, format, keep)
        metadata = self.document.metadata
        return encode(self.pixels, format, quality, metadata=metadata, keep=keep, options=options)


def format_of(path: Path) -> str:
    """The format that a file's extension stands for; UnsupportedFormat if none can be written."""
    extension = path.suffix.lower()
    if extension[1:] not in _FORMATS:
        known = ", ".join(sorted(_FORMATS))
        raise UnsupportedFormat(
            f"FotoFun cannot write {extension or 'a file without an extension'}.",
            advice=f"Choose one of {known}.",
        )
    return _FORMATS[extension[1:]]


def write(path: Path, data: bytes) -> None:
    """Writes a file so that it is there whole or not at all; raises FileError."""
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            temporary = Path(file.name)
            try:
                file.write(data)
                file.close()
                temporary.chmod(0o666 & ~_umask())
                temporary.replace(path)
            except BaseException:
                temporary.unlink(missing_ok=True)
                raise
    except OSError as error:
        what = f"{path} could not be written: {(error.strerror or str(error)).lower()}."
        raise FileError(what, kept="", advice="Choose another place.") from None


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current


def _infer(edit: InferenceOperation, pixels: Pixels) -> Outcome:
    return run_here(lambda models: edit.run(pixels, models))
