"""The editor that a service serves knows that service; one without tasks knows none."""

import json
import shutil
from pathlib import Path

from fotofun_service.app import create_app
from fotofun_service.server import in_background
from fotofun_service.settings import Settings
from tests.service.asking import Ask, asking


def config_of(settings: Settings) -> dict[str, object]:
    with in_background(create_app(settings)) as address:
        response, body = asking(address)("/config.json")
        assert (response.status, response.headers["Content-Type"]) == (200, "application/json")
        config: dict[str, object] = json.loads(body)
        return config


def test_it_names_itself_to_its_page(dist: Path) -> None:
    service = config_of(Settings(dist, models=dist / "models", max_file_size=1000, timeout=5))["service"]
    assert service == {"kind": "self-hosted", "endpoint": "./", "timeout": 15, "max_bytes": 1000}


def test_without_tasks_there_is_nothing_to_name(ask: Ask) -> None:
    assert "service" not in json.loads(ask("/config.json")[1])


def test_what_its_operator_wrote_holds(dist: Path, tmp_path: Path) -> None:
    own = tmp_path / "dist"
    shutil.copytree(dist, own)
    (own / "config.json").write_text('{"service": {"kind": "offline"}, "hosts": ["a"]}')
    assert config_of(Settings(own, models=own / "models")) == {"service": {"kind": "offline"}, "hosts": ["a"]}
