"""Drives tools with the pointer, in pixels of a picture that is shown at 100 % in the middle of the stage."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from driver import Driver, Pixels, photo

Place = tuple[float, float]


class ToolDriver:
    """A picture of 640 x 480 on the editor's stage."""

    def __init__(self, driver: Driver, pixels: Pixels | None = None) -> None:
        self.driver = driver
        self.page = driver.page
        self.pixels = photo(640, 480) if pixels is None else pixels
        driver.open_pixels(self.pixels)
        driver.wait_until("document.querySelector('ff-app').workspace.view.isSettled")
        box = self.page.locator("canvas").first.bounding_box()
        assert box
        height, width = self.pixels.shape[:2]
        # The view puts a picture of whole pixels onto whole pixels.
        self.left = box["x"] + round(box["width"] / 2 - width / 2)
        self.top = box["y"] + round(box["height"] / 2 - height / 2)

    def choose(self, label: str) -> None:
        """Chooses a tool by its name in the strip, through the flyout if it is in one."""
        self.page.evaluate(
            """(label) => {
                const strip = document.querySelector('ff-app').shadowRoot.querySelector('ff-tool-strip');
                for (const slot of strip.shadowRoot.querySelectorAll('ff-tool-slot')) {
                    const items = [...slot.shadowRoot.querySelectorAll('.item, .face')];
                    const found = items.find((each) => each.ariaLabel === label
                        || each.querySelector('span')?.textContent === label);
                    if (found) return found.click();
                }
                throw new Error(`no tool ${label}`);
            }""",
            label,
        )

    def at(self, place: Place) -> Place:
        """A place of the picture on the screen."""
        return self.left + place[0], self.top + place[1]

    def move(self, place: Place, steps: int = 1) -> None:
        self.page.mouse.move(*self.at(place), steps=steps)

    def click(self, place: Place, *held: str) -> None:
        self.drag([place], *held)

    def drag(self, places: Sequence[Place], *held: str, steps: int = 4) -> None:
        """Presses at the first place, with keys held, goes to the others, and lets go."""
        for key in held:
            self.page.keyboard.down(key)
        self.move(places[0])
        self.page.mouse.down()
        for place in places[1:]:
            self.move(place, steps)
        self.page.mouse.up()
        for key in held:
            self.page.keyboard.up(key)
        self.settle()

    def click_and_wait(self, place: Place, *held: str) -> None:
        """A click that asks a model; waits until it has answered."""
        self.page.evaluate(
            """() => {
                window.answered = false;
                const off = fotofun.on('busy', (isBusy) => {
                    if (isBusy) return;
                    off();
                    window.answered = true;
                });
            }"""
        )
        self.click(place, *held)
        self.driver.wait_until("window.answered")
        self.settle()

    def settle(self) -> None:
        """Waits until what was asked of the engine is done and shown."""
        self.page.wait_for_timeout(50)
        self.driver.call("document")
        self.page.wait_for_timeout(20)

    def document(self) -> dict[str, Any]:
        found: dict[str, Any] = self.driver.call("document")
        return found

    def pixels_now(self) -> Pixels:
        return self.driver.exported_pixels()

    def selected(self) -> Pixels:
        """The selection, seen by what an operation on pixels changes."""
        before = self.pixels_now().astype(int)
        self.driver.page.evaluate("() => fotofun.run('invert', {}, {target: 'pixels'})")
        after = self.pixels_now().astype(int)
        self.driver.call("undo")
        changed: Pixels = np.abs(after - before).astype(np.uint8)
        return changed
