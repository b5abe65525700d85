"""What OpenAPI says is what is answered: requests made of the document, over a real socket."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis.core.result import Ok

from fotofun_service.tasks import TASKS
from tests.service.client import Client, png, serving

PICTURES = [png(8, 8), png(16, 9), png(8, 8)[:40], b"", b"<svg/>"]

schemathesis.openapi.format("binary", st.sampled_from(PICTURES))


@pytest.fixture(scope="module")
def client(dist: Path, built: Path) -> Iterator[Client]:
    with serving(dist, built, api_key="secret", max_pixels=1_000_000) as client:
        client.key = "secret"
        yield client


@pytest.mark.parametrize("mode", list(schemathesis.GenerationMode))
def test_every_answer_is_as_it_is_told(client: Client, mode: schemathesis.GenerationMode) -> None:
    # No schema can say which bytes are a picture; and some models are not here, which is a 503.
    apart = [schemathesis.checks.positive_data_acceptance, schemathesis.checks.not_a_server_error]
    document = schemathesis.openapi.from_url(f"http://{client.host}/openapi.json")
    operations = [found.ok() for found in document.get_all_operations() if isinstance(found, Ok)]
    assert len(operations) == 8 + len(TASKS)
    for operation in operations:

        @settings(
            max_examples=4,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(generation_mode=mode))
        def ask(case: Any) -> None:
            answer = case.call_and_validate(headers={"Authorization": "Bearer secret"}, excluded_checks=apart)
            if answer.status_code >= 500:
                assert answer.json()["type"] == "/problems/model-unavailable"

        with suppress(Unsatisfiable):  # where nothing is sent, nothing can be sent wrongly
            ask()


def test_every_task_has_an_address_with_examples(client: Client) -> None:
    told = client.told("/openapi.json")
    paths = told["paths"]
    for name in TASKS:
        operation = paths[f"/v1/{name}"]["post"]
        form = operation["requestBody"]["content"]["multipart/form-data"]["schema"]
        assert set(form["properties"]) == {"image", "style", "mask", "options"}
        assert operation["security"] == [{"key": []}]
        assert {"200", "401", "413", "429", "503", "504"} <= set(operation["responses"])
    assert {"/health", "/ready", "/metrics", "/v1/models", "/v1/models/{model}", "/v1/usage"} <= set(paths)
    assert "HTTPValidationError" not in told["components"]["schemas"]
    assert all("examples" in told["components"]["schemas"][each] for each in ("Problem", "Usage", "Model"))
