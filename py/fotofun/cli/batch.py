"""One recipe on many photos, in several processes; what is done already is left alone.

Beside the results lies a record of what each was made from, so that a batch that was stopped goes on where it
was, and a photo or recipe that changed is done again.
"""

import hashlib
import json
import signal
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import asdict, dataclass
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import Literal

from fotofun.codecs import EXPORT_FORMATS, Keep
from fotofun.errors import FileError, FotoFunError, UnsupportedFormat
from fotofun.protocol import Recipe as RecipeData
from fotofun.recipe import Recipe
from fotofun.scripting import Photo, format_of, opened, write

RECORD = ".fotofun-batch.jsonl"


@dataclass(frozen=True)
class Batch:
    """What is done to every photo, and how it is written. `format` "" is that of the photo."""

    recipe: RecipeData
    folder: str
    format: str = ""
    quality: int = 90
    keep: Keep = "all"
    overwrite: bool = False

    @property
    def fingerprint(self) -> str:
        """A digest of all that decides about a result besides its photo."""
        said = {**asdict(self), "folder": "", "overwrite": False}
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True)
class Result:
    """What became of one photo: the file's name, and a sentence if it failed."""

    source: str
    status: Literal["done", "skipped", "failed"]
    output: str = ""
    made: str = ""
    digest: str = ""
    message: str = ""


def apply(
    batch: Batch, sources: Sequence[Path], workers: int, report: Callable[[Result], None]
) -> list[Result]:
    """Does a batch; every result is reported as it comes. One bad file does not stop the others.

    On KeyboardInterrupt what runs is finished and recorded, the rest is left, and it is raised again.
    """
    folder = Path(batch.folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(f"The folder {folder} cannot be made: {error.strerror}.", kept="") from None
    record = _read(folder)
    taken = {source.resolve() for source in sources}
    results: list[Result] = []

    def settle(result: Result) -> None:
        if result.status == "done":
            line = {"output": result.output, "made": result.made, "digest": result.digest}
            with (folder / RECORD).open("a", encoding="utf-8") as file:
                file.write(json.dumps(line) + "\n")
        results.append(result)
        report(result)

    claimed: set[str] = set()
    with ProcessPoolExecutor(workers, _processes(), _ignore_interrupts) as pool:
        waiting: dict[Future[Result], Path] = {}
        try:
            for source in sources:
                name = output_name(batch, source)
                if (folder / name).resolve() in taken or name in claimed:
                    settle(Result(str(source), "failed", message=_refusal(name, name in claimed)))
                    continue
                claimed.add(name)
                waiting[pool.submit(_do, batch, str(source), name, record.get(name))] = source
            for future in as_completed(waiting):
                settle(_result(future, waiting[future]))
        except KeyboardInterrupt:
            pool.shutdown(wait=True, cancel_futures=True)
            known = {result.source for result in results}
            for future, source in waiting.items():
                if not future.cancelled() and str(source) not in known:
                    settle(_result(future, source))
            raise
    return results


def output_name(batch: Batch, source: Path) -> str:
    """The name of the file that a photo becomes."""
    try:
        if format_of(source) == (batch.format or format_of(source)):
            return source.name
    except UnsupportedFormat:
        pass
    kind = batch.format or _format_like(source)
    return f"{source.stem}.{EXPORT_FORMATS[kind].extension if kind in EXPORT_FORMATS else kind}"


def _format_like(source: Path) -> str:
    """The format by a photo's extension, or one that can be written and is close."""
    try:
        return format_of(source)
    except UnsupportedFormat:
        return "jpeg" if source.suffix.lower() in (".heic", ".heif") else "png"


def _do(batch: Batch, source: str, name: str, known: Mapping[str, str] | None) -> Result:
    """One photo, in a worker."""
    try:
        return _made(batch, Path(source), name, known)
    except FotoFunError as error:
        return Result(source, "failed", message=str(error))
    except MemoryError:
        return Result(source, "failed", message="There is not enough memory for this picture.")
    except Exception as error:
        return Result(source, "failed", message=f"Something went wrong in FotoFun ({error!r}).")


def _made(batch: Batch, source: Path, name: str, known: Mapping[str, str] | None) -> Result:
    target = Path(batch.folder) / name
    try:
        data = source.read_bytes()
        present = _digest(target.read_bytes()) if target.exists() else ""
    except OSError as error:
        raise FileError(f"It could not be read: {error.strerror}.", kept="") from None
    made = f"{_digest(data)} {batch.fingerprint}"
    ours = (known or {}).get("digest") == present
    if present and ours and (known or {}).get("made") == made and not batch.overwrite:
        return Result(str(source), "skipped", name)
    if present and not ours and not batch.overwrite:
        raise FileError(
            f"{target} is there already, and was not made by this command.",
            kept="It was left alone.",
            advice="Choose another folder, or add --overwrite.",
        )
    photo = Photo(opened(data, source.name)[0]).apply(Recipe.from_json(batch.recipe))
    written = photo.encoded(batch.format or _format_like(source), batch.quality, batch.keep)
    write(target, written)
    return Result(str(source), "done", name, made, _digest(written))


def _result(future: Future[Result], source: Path) -> Result:
    try:
        return future.result()
    except BrokenProcessPool:
        return Result(
            str(source),
            "failed",
            message="A process ended, perhaps for want of memory. Try fewer --workers.",
        )


def _refusal(name: str, claimed: bool) -> str:
    if claimed:
        return f"Another photo of this batch becomes {name}. It was left alone. Rename one, or do them apart."
    return f"It would be overwritten by {name}. It was left alone. Choose another folder."


def _read(folder: Path) -> dict[str, dict[str, str]]:
    """What was made before, by the result's name; a line that cannot be read counts for nothing."""
    record: dict[str, dict[str, str]] = {}
    path = folder / RECORD
    for text in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        try:
            line = json.loads(text)
            record[line["output"]] = line
        except (ValueError, KeyError, TypeError):
            continue
    return record


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _processes() -> BaseContext:
    """How workers start: where it can be, as copies of one process that has imported the engine."""
    if "forkserver" not in get_all_start_methods():
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload([__name__])
    return context


def _ignore_interrupts() -> None:
    """Ctrl-C is for the process that gives the work out."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
