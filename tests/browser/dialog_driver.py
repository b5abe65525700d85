"""Drives the dialogs of operations: opened from the menu, set, and applied or cancelled."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from driver import Driver, Pixels, photo
from playwright.sync_api import Locator
from tool_driver import Place, ToolDriver


class DialogDriver:
    """An editor with a small picture, which the dialogs change one after the other."""

    def __init__(self, driver: Driver) -> None:
        self.driver = driver
        self.page = driver.page
        self.page.set_default_timeout(10_000)
        self.pixels: Pixels = photo(240, 180)
        self.open_picture()

    def open_picture(self) -> None:
        """Opens the picture anew."""
        self._tools = ToolDriver(self.driver, self.pixels)

    @contextmanager
    def opened(self, menu: str, *path: str, end: str = "Apply") -> Iterator[Locator]:
        """The dialog behind a menu entry; pressed at the end is Apply, or another of its buttons."""
        self.choose(menu, *path)
        dialog = self.page.get_by_role("dialog")
        dialog.wait_for()
        try:
            yield dialog
        except BaseException:
            self.page.keyboard.press("Escape")
            raise
        dialog.get_by_role("button", name=end, exact=True).click()
        dialog.wait_for(state="detached")

    def choose(self, menu: str, *path: str) -> None:
        """Chooses a menu entry."""
        self.page.get_by_role("menuitem", name=menu, exact=True).click()
        for label in path:
            self.page.get_by_role("menuitem", name=label, exact=True).click()

    def click(self, place: Place) -> None:
        """Presses a place of the picture."""
        self._tools.click(place)

    def document(self) -> dict[str, Any]:
        return cast(dict[str, Any], self.driver.call("document"))

    def layer(self) -> dict[str, Any]:
        """The active layer."""
        document = self.document()
        return next(each for each in document["layers"] if each["id"] == document["active"])

    def content(self) -> dict[str, Any]:
        """What the active layer is made of."""
        return cast(dict[str, Any], self.layer()["content"]["params"])

    def applied(self) -> dict[str, Any]:
        """The parameters of the last step of the history."""
        recipe = self.page.evaluate(
            "() => document.querySelector('ff-app').workspace.editor.command('recipe', {})"
        )
        return cast(dict[str, Any], recipe["json"]["steps"][-1]["params"])
