"""What Python has no decoder for in the page, the browser decodes; the rest of the file is still read."""

import io

import numpy as np
import pytest
from driver import Driver, photo
from PIL import Image, features
from playwright.sync_api import Browser


@pytest.mark.skipif(not features.check("avif"), reason="this Pillow writes no AVIF")
def test_an_avif_file_opens_as_it_does_on_cpython(browser: Browser, address: str) -> None:
    source = photo(320, 200)
    target = io.BytesIO()
    Image.fromarray(source).convert("RGB").save(target, "AVIF", quality=95)
    expected = np.asarray(Image.open(target).convert("RGBA")).astype(int)
    context = browser.new_context(service_workers="block")
    driver = Driver(context.new_page(), address)
    driver.visit()
    driver.wait_until_ready()
    document = driver.open(target.getvalue(), "beach.avif")
    assert (document["width"], document["height"]) == (320, 200), document
    difference = np.abs(driver.exported_pixels().astype(int) - expected)
    assert difference.mean() < 1.5
    context.close()


def test_what_nobody_decodes_is_refused_in_words(browser: Browser, address: str) -> None:
    heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 400
    context = browser.new_context(service_workers="block")
    driver = Driver(context.new_page(), address)
    driver.visit()
    driver.wait_until_ready()
    driver.open_pixels(photo())
    answer = driver.open(heic, "beach.heic")
    assert "HEIC" in answer["error"]["what"], answer
    assert driver.call("document")["width"] == 640
    context.close()
