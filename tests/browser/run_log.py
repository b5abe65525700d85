"""What the page asks its engine to do, so that a script can do it again."""

from typing import Any

from driver import Driver


class RunLog:
    """The runs of operations that the page's own controls and tools make."""

    def __init__(self, driver: Driver) -> None:
        self.driver = driver
        driver.page.evaluate(
            """() => {
                const { editor } = document.querySelector('ff-app').workspace;
                if (window.runs) return;
                window.runs = [];
                const run = editor.run.bind(editor);
                editor.run = (operation, params, options) => {
                    window.runs.push({ operation, params, options });
                    return run(operation, params, options);
                };
            }"""
        )

    def last(self) -> dict[str, Any]:
        """The newest run: its operation, parameters and options."""
        found: dict[str, Any] = self.driver.page.evaluate("() => window.runs.at(-1)")
        return found
