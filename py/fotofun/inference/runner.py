"""Runs one task on one picture: chooses model and place, runs it there, and can say what ran where."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from fotofun.errors import ModelUnavailable, RemoteConsentRequired
from fotofun.inference.backends import Backend, Inference, Tensors
from fotofun.inference.backends.remote import RemoteBackend
from fotofun.inference.manifest import Engine, Manifest, Provider, Quality
from fotofun.inference.outgoing import Detail, outgoing
from fotofun.inference.placement import Placement, Settings, choose
from fotofun.inference.service import choose_service
from fotofun.inference.service_run import ServiceRun
from fotofun.protocol import InferProgress
from fotofun.raster import Pixels

Report = Callable[[float | None, str], None]

PROVIDERS: dict[Provider | Engine, str] = {
    "webgpu": "WebGPU",
    "wasm": "WebAssembly",
    "cpu": "the processor",
    "tensorrt": "TensorRT",
    "cuda": "CUDA",
    "directml": "DirectML",
    "coreml": "Core ML",
    "openvino": "OpenVINO",
}


class ModelRunner:
    """What an inference operation is given to run its task with; `remote` is the service's way, if any."""

    def __init__(
        self,
        backend: Backend,
        manifests: Sequence[Manifest],
        report: Report,
        settings: Settings | None = None,
        remote: RemoteBackend | None = None,
    ) -> None:
        self._backend = backend
        self._manifests = manifests
        self._report = report
        self._settings = settings or Settings()
        self._remote = remote

    async def service_for(
        self, task: str, pixels: Pixels, detail: Detail, quality: Quality = "best", role: str = ""
    ) -> ServiceRun | None:
        """The task's run on the service, with the picture ready to be sent; None where it runs here.

        `pixels` is (H, W, 4) uint8. Who is asked and does not agree has it run here if it can. Raises
        RemoteConsentRequired if not, and what `choose_service` does.
        """
        service = await self._remote.transport.service() if self._remote else None
        if self._remote is None or service is None or task not in service.tasks:
            return None
        size = pixels.shape[1], pixels.shape[0]
        local = await self._here(task, size, quality, role)
        placement = choose_service(task, service, local)
        if placement is None:
            return None
        self._report(None, f"Preparing the picture for {service.host}")
        picture = outgoing(pixels, detail, service.formats)
        if placement.asks and not await self._remote.transport.agreed(task, len(picture.data)):
            if local:
                return None
            raise RemoteConsentRequired(
                "The picture was not sent, and this device cannot do it alone.",
                advice="Allow it when you are asked, or in the settings.",
            )
        return ServiceRun(self._remote, service, task, picture, size, self._report)

    async def _here(self, task: str, size: tuple[int, int], quality: Quality, role: str) -> Placement | None:
        try:
            return await self.place(task, size, quality, role)
        except ModelUnavailable:
            return None

    async def place(
        self, task: str, size: tuple[int, int], quality: Quality = "best", role: str = ""
    ) -> Placement:
        """Where the task runs on a picture of `size` (width, height), and with which model."""
        self._report(None, "Choosing where to run")
        capabilities = await self._backend.capabilities()
        settings = replace(self._settings, quality=quality)
        return choose(task, size, capabilities, settings, self._manifests, role)

    async def infer(self, placement: Placement, inputs: Tensors, done: float | None = None) -> Inference:
        """Runs the placed model once; reports bytes while it downloads, then that it runs.

        `done` is the share of the work that is behind it, where this run is one of several.
        """
        title = placement.model.title

        def progress(stage: InferProgress) -> None:
            fraction, words = in_words(stage, title)
            self._report(done if stage["stage"] == "run" else fraction, words)

        return await self._backend.infer(placement.model, placement.provider, inputs, progress)


class Account:
    """What ran where, for how long, and what to know about it, over the runs of one task."""

    def __init__(self) -> None:
        self._seconds: dict[tuple[str, str], float] = {}
        self._notes: dict[str, None] = {}

    def add(self, placement: Placement, ran: Inference) -> None:
        """One more run."""
        where = placement.model.title, PROVIDERS.get(ran.provider, ran.provider)
        self._seconds[where] = self._seconds.get(where, 0.0) + ran.seconds
        self._notes.update(dict.fromkeys(note for note in (ran.note, placement.caveat) if note))

    def told(self) -> str:
        """In sentences: "ISNet ran on this device with WebGPU, 1.8 s. Nothing was uploaded."."""
        runs = [
            f"{title} ran on this device with {provider}, {seconds:.1f}\u00a0s."
            for (title, provider), seconds in self._seconds.items()
        ]
        return " ".join([*runs, "Nothing was uploaded.", *self._notes])


def account(placement: Placement, ran: Inference) -> str:
    """What ran where, for how long, and what to know about it, of a task's only run."""
    whole = Account()
    whole.add(placement, ran)
    return whole.told()


def in_words(progress: Mapping[str, Any], title: str) -> tuple[float | None, str]:
    """A stage of a run as a fraction (or None) and a phrase for people."""
    done, total = progress["done"], progress["total"]
    match progress["stage"]:
        case "download":
            if not total:
                return None, f"Downloading {title}, {done / 1e6:.1f} MB"
            return done / total, f"Downloading {title}, {done / 1e6:.1f} of {total / 1e6:.1f} MB"
        case "verify":
            return None, f"Checking {title}"
        case "load":
            return None, f"Loading {title}"
        case _:
            return None, f"{title} is working"
