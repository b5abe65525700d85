"""What is logged and counted: enough to look after the service, and nothing of a person."""

import io
import json
from pathlib import Path

from tests.service.client import png, serving


def test_a_log_line_names_the_request_and_nobody(dist: Path, built: Path) -> None:
    log, key = io.StringIO(), "fotofun_SecretKey"
    with serving(dist, built, log=log, api_key=key) as client:
        picture = png(12, 8, (1, 2, 3))
        assert client.task("detect-faces", {"image": picture})[0] == 401
        client.key = key
        status, headers, _ = client.task("detect-faces", {"image": picture}, Idempotency_Key="SecretName")
        assert status == 200
        assert client.task("upscale", {"image": b"SecretPicture"})[0] == 415
        assert client.ask("GET", f"/v1/models/SecretModel?key={key}")[0] == 401
        assert client.ask("GET", f"/SecretPath/{key}", Referer="https://secret.example")[0] == 404
        _, _, body = client.ask("GET", "/v1/models/SecretModel")
        assert json.loads(body)["status"] == 404
    written = log.getvalue()
    assert "ecret" not in written and "PNG" not in written and "127.0.0.1" not in written
    lines = [json.loads(line) for line in written.splitlines()]
    assert [(line["route"], line["status"], line["outcome"]) for line in lines] == [
        ("/v1/detect-faces", 401, "unauthorized"),
        ("/v1/detect-faces", 200, "ok"),
        ("/v1/upscale", 415, "unsupported-media-type"),
        ("/v1/models/{model}", 401, "unauthorized"),
        ("files", 404, "404"),
        ("/v1/models/{model}", 404, "not-found"),
    ]
    assert lines[1]["request_id"] == headers["X-Request-ID"] and lines[1]["task"] == "detect-faces"
    assert json.loads(body)["request_id"] == lines[-1]["request_id"]


def test_what_happens_is_counted(dist: Path, built: Path) -> None:
    with serving(dist, built) as client:
        assert client.task("detect-faces", {"image": png(1000, 500)})[0] == 200
        assert client.task("detect-faces", {"image": b""})[0] == 422
        of_task = (
            'fotofun_requests_total{outcome="%s",route="/v1/detect-faces",status="%s",task="detect-faces"}'
        )
        assert (
            client.measured(of_task % ("ok", 200)) == client.measured(of_task % ("invalid-image", 422)) == 1
        )
        assert client.measured("fotofun_megapixels_total") == 0.5
        assert client.measured("fotofun_model_loads_total") == 1
        assert client.measured("fotofun_model_bytes") == 1_082_784
        assert client.measured('fotofun_request_seconds_count{route="/v1/detect-faces"}') == 2
        assert client.measured("fotofun_tasks_running") == client.measured("fotofun_tasks_waiting") == 0
        assert client.measured("fotofun_resident_bytes") > 1_000_000
        usage = client.told("/v1/usage")
        assert (usage["plan"], usage["used_megapixels"], usage["left_megapixels"]) == ("unlimited", 0.5, None)
