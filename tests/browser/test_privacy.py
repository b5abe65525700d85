"""What the page fetches: little, from its own origin, nothing of AI before it is used, all of it listed."""

from urllib.parse import urlsplit

from driver import Driver, photo
from playwright.sync_api import BrowserContext, Response


def is_ai(url: str) -> bool:
    path = urlsplit(url).path
    return "/inference/" in path or "inference-" in path or path.endswith(".onnx")


def test_the_shell_is_light_and_brings_no_ai(context: BrowserContext, address: str) -> None:
    page = context.new_page()
    responses: list[Response] = []
    context.on("response", lambda response: responses.append(response))
    driver = Driver(page, address)
    driver.visit()
    driver.wait_until_ready()
    driver.open_pixels(photo())
    driver.run("exposure", {"stops": 1})
    driver.export("jpeg")
    page.wait_for_timeout(3000)  # the service worker has installed meanwhile
    assert [response.url for response in responses if is_ai(response.url)] == []
    shell = [
        r
        for r in responses
        if not r.from_service_worker and "/engine/" not in r.url and "/samples/" not in r.url
    ]
    seen = {response.url: response for response in shell}
    transferred = sum(response.request.sizes()["responseBodySize"] for response in seen.values())
    assert 20_000 < transferred < 300_000
    driver.assert_clean()


def test_the_page_is_isolated_and_strict(editor: Driver) -> None:
    assert editor.page.evaluate("crossOriginIsolated")
    blocked = editor.page.evaluate(
        """async () => {
            try { await fetch('http://127.0.0.2:9/'); return false; } catch { return true; }
        }"""
    )
    assert blocked
    assert any("Content Security Policy" in error or "Refused" in error for error in editor.errors)
    editor.errors.clear()
    editor.requests[:] = [url for url in editor.requests if "127.0.0.2" not in url]
