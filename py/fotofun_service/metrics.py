"""What Prometheus is told."""

from collections.abc import Callable
from typing import Protocol

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest

from fotofun_service.memory import resident_bytes

MEDIA_TYPE = CONTENT_TYPE_PLAIN_0_0_4
"""The media type of `/metrics`."""

_SECONDS = (0.01, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)


class Queue(Protocol):
    """What is running and what waits."""

    admitted: int
    running: int


class Metrics:
    """Counts of one application, in a registry of its own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "fotofun_requests",
            "Requests by route, task, status and outcome.",
            ("route", "task", "status", "outcome"),
            registry=self.registry,
        )
        self._seconds = Histogram(
            "fotofun_request_seconds",
            "How long requests took, by route.",
            ("route",),
            buckets=_SECONDS,
            registry=self.registry,
        )
        self.megapixels = Counter(
            "fotofun_megapixels",
            "Megapixels that were worked on and answered.",
            ("task",),
            registry=self.registry,
        )
        self.loads = Counter("fotofun_model_loads", "Models loaded into memory.", registry=self.registry)
        self._gauge("fotofun_resident_bytes", "Memory of the process.", resident_bytes)

    def watch(self, queue: Queue, model_bytes: Callable[[], int]) -> None:
        """Tell of the queue and of the models in memory."""
        self._gauge("fotofun_tasks_running", "Tasks that run now.", lambda: queue.running)
        self._gauge("fotofun_tasks_waiting", "Tasks that wait.", lambda: queue.admitted - queue.running)
        self._gauge("fotofun_model_bytes", "Bytes of the loaded models' files.", model_bytes)

    def answered(self, route: str, task: str, status: int, outcome: str, seconds: float) -> None:
        """One request more."""
        self._requests.labels(route, task, str(status), outcome).inc()
        self._seconds.labels(route).observe(seconds)

    def text(self) -> bytes:
        """Everything, as Prometheus reads it."""
        return generate_latest(self.registry)

    def _gauge(self, name: str, words: str, value: Callable[[], float]) -> None:
        Gauge(name, words, registry=self.registry).set_function(value)
