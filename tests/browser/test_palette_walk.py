"""Every operation is found in the palette, and runs from it; those of models have tests of their own."""

from typing import Any

from driver import Driver, photo

# Waits in the page, as a question from here for each frame would take longer than the operations.
HELP = """() => {
    const app = document.querySelector('ff-app').shadowRoot;
    const palette = () => app.querySelector('ff-palette-dialog')?.shadowRoot;
    const failed = () => app.querySelector('ff-stage').shadowRoot.querySelector('ff-toasts')
        .shadowRoot.querySelector('[role=alert] .toast');
    let done = 0;
    fotofun.on('message', () => { done += 1; });
    const until = async (isSo) => {
        const end = performance.now() + 10_000;
        while (!isSo() && performance.now() < end) await new Promise(requestAnimationFrame);
        return Boolean(isSo());
    };
    window.walk = {
        opened: () => until(() => palette()?.activeElement?.role === 'combobox'),
        place: (name) => [...palette().querySelectorAll('.option')]
            .findIndex((option) => option.dataset.name === name),
        closed: () => until(() => !palette()),
        ran: async () => { const isOver = await until(() => done || failed()); done = 0; return isOver; },
        back: async (start) => {
            while ((await fotofun.document()).position > start) await fotofun.undo();
        },
    };
}"""

START: list[tuple[str, dict[str, Any]]] = [
    ("duplicate_layer", {}),
    ("select_rectangle", {"rectangle": [4, 4, 16, 12]}),
    ("save_selection", {}),
    ("add_mask", {"shows": "all"}),
    ("drop_shadow", {}),
]
# What two layers, a selection that is saved too, a mask and an effect are not enough for.
BEFORE = {"ungroup_layers": "group_layers", "isolate_group": "group_layers", "reselect": "deselect"}
SKIPPED = {"perspective_correction": "its four corners are placed on the picture"}


def is_drawn(operation: dict[str, Any]) -> bool:
    """Whether it has a stroke or an outline that only a hand gives."""
    return any(
        each["kind"] == "points" and (each["least"] > 0 or operation["family"] == "paint")
        for each in operation["parameters"]
    )


def choose(editor: Driver, operation: dict[str, Any], key: str) -> None:
    """Finds the operation by its name in the palette; the key is what is pressed on it."""
    page = editor.page
    page.keyboard.press("Control+k")
    assert page.evaluate("() => walk.opened()"), "the palette opens"
    page.keyboard.insert_text(operation["label"])
    place = page.evaluate("(name) => walk.place(name)", f"operation:{operation['name']}")
    assert 0 <= place < 8, f"{operation['name']} is not among the first in the palette"
    for _ in range(place):
        page.keyboard.press("ArrowDown")
    page.keyboard.press(key)
    assert page.evaluate("() => walk.closed()")


def test_every_operation_runs_from_the_palette(shared_editor: Driver) -> None:
    editor, page = shared_editor, shared_editor.page
    editor.open_pixels(photo(32, 24))
    for name, params in START:
        assert "error" not in editor.run(name, params), name
    start = editor.call("document")["position"]
    page.evaluate(HELP)
    errors = page.locator("ff-toasts [role=alert] .toast")
    wrong: list[tuple[str, object]] = []
    for operation in editor.call("catalog"):
        name = operation["name"]
        if name in SKIPPED:
            continue
        if operation["family"] == "inference":  # its model has tests of its own
            choose(editor, operation, "Escape")
            continue
        if is_drawn(operation):
            choose(editor, operation, "Enter")
            tool = page.locator("ff-tool-strip [aria-pressed=true]").get_attribute("aria-label")
            if tool in (None, "Hand"):
                wrong.append((name, "its tool was not chosen"))
            page.keyboard.press("h")
            continue
        if name in BEFORE:
            editor.run(BEFORE[name])
            page.evaluate("() => walk.ran()")
        choose(editor, operation, "Control+Enter")
        if not page.evaluate("() => walk.ran()"):
            wrong.append((name, "it was not run"))
        if errors.count():
            wrong.append((name, errors.all_inner_texts()))
            page.get_by_role("button", name="Dismiss").first.click()
        page.evaluate("(start) => walk.back(start)", start)
    assert wrong == []
