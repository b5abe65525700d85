"""Headers on every answer, the host's name, errors, and health."""

import json
from pathlib import Path

import pytest

from fotofun_service import configuration
from fotofun_service.settings import Settings
from tests.service.asking import Ask

POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob: data:; "
    "font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'"
)


@pytest.mark.parametrize("path", ["/", "/assets/index-DjIdadwO.js", "/nowhere"])
def test_every_answer_confines_the_page(ask: Ask, path: str) -> None:
    response, _ = ask(path)
    expected = {
        "Content-Security-Policy": POLICY,
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Embedder-Policy": "require-corp",
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
    }
    assert {name: response.getheader(name) for name in expected} == expected
    assert response.getheader("Access-Control-Allow-Origin") is None
    assert response.getheader("Server") is None


@pytest.mark.parametrize("path", ["/health", "/v1/models", "/v1/tasks/nothing"])
def test_answers_to_programs_are_no_pages(ask: Ask, path: str) -> None:
    response, _ = ask(path)
    expected = {
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
        "Cross-Origin-Resource-Policy": "cross-origin",
        "X-Content-Type-Options": "nosniff",
    }
    assert {name: response.getheader(name) for name in expected} == expected


def test_a_configured_host_may_be_called(ask_connected: Ask) -> None:
    response, _ = ask_connected("/")
    policy = response.getheader("Content-Security-Policy") or ""
    assert "connect-src 'self' https://ai.example.org;" in policy


@pytest.mark.parametrize("origin", ["ai.example.org", "https://a b", "https://a; script-src *", "*"])
def test_what_is_no_origin_is_refused(dist: Path, origin: str) -> None:
    with pytest.raises(ValueError, match="is not an origin"):
        Settings(dist, connect_hosts=(origin,))


def test_settings_come_from_the_environment_and_a_file(
    dist: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "fotofun.toml"
    file.write_text('MAX_WORKERS = 3\nmax_pixels = 7\ncors_origins = ["https://c.example"]\n')
    monkeypatch.setenv("FOTOFUN_SETTINGS", str(file))
    monkeypatch.setenv("FOTOFUN_CONNECT_HOSTS", "https://a.example, wss://b.example:8443")
    monkeypatch.setenv("FOTOFUN_ALLOWED_HOSTS", "photo.example")
    monkeypatch.setenv("MAX_PIXELS", "8")
    monkeypatch.setenv("API_KEY", "secret")
    given = configuration.read()
    settings = given.settings(dist, ("localhost",))
    assert settings.connect_hosts == ("https://a.example", "wss://b.example:8443")
    assert settings.allowed_hosts == ("localhost", "photo.example")
    assert (settings.max_workers, settings.max_pixels, settings.api_key) == (3, 8, "secret")
    assert settings.cors_origins == ("https://c.example",) and "secret" not in f"{given!r} {settings!r}"


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("max_workers = 0", "MAX_WORKERS: Input should be greater than 0"),
        ("max_worker = 1", "MAX_WORKER: Extra inputs are not permitted"),
        ('fotofun_plans = "/nowhere.toml"', "FOTOFUN_PLANS: there is no /nowhere.toml"),
        ("max_workers", "cannot be read"),
    ],
)
def test_wrong_settings_are_told_by_name(tmp_path: Path, written: str, told: str) -> None:
    file = tmp_path / "fotofun.toml"
    file.write_text(written)
    with pytest.raises(ValueError, match=told):
        configuration.read(file)


def test_a_folder_without_an_editor_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no built editor"):
        Settings(tmp_path)


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", "", "["])
def test_a_foreign_host_name_is_refused(ask: Ask, host: str) -> None:
    response, body = ask("/", Host=host)
    assert response.status == 421
    assert json.loads(body)["title"] == "Misdirected Request"


@pytest.mark.parametrize("host", ["localhost:8000", "LOCALHOST", "127.0.0.1", "[::1]:8000"])
def test_names_of_this_machine_are_known(ask: Ask, host: str) -> None:
    assert ask("/", Host=host)[0].status == 200


def test_bound_to_the_network_any_name_is_known(ask_connected: Ask) -> None:
    assert ask_connected("/", Host="photo.local:8000")[0].status == 200


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nowhere", 404),
        ("GET", "/../pyproject.toml", 404),
        ("GET", "/%2e%2e/pyproject.toml", 404),
        ("GET", "/assets/", 404),
        ("GET", "/%00", 404),
        ("POST", "/", 405),
        ("DELETE", "/health", 405),
    ],
)
def test_errors_are_problems(ask: Ask, method: str, path: str, status: int) -> None:
    response, body = ask(path, method)
    assert response.status == status
    assert response.getheader("Content-Type") == "application/problem+json"
    problem = json.loads(body)
    assert set(problem) == {"type", "title", "status", "detail", "instance", "request_id"}
    assert problem["status"] == status
    assert b"Traceback" not in body and b"/tmp" not in body


def test_health_says_which_version_is_served(ask: Ask) -> None:
    response, body = ask("/health")
    assert json.loads(body) == {"status": "ok", "version": "abc123"}
    assert response.getheader("Cache-Control") == "no-store"
